import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findDecoder, requireDecoder } from './decoder.ts'

/** The index of windows-1252 in the WHATWG Encoding standard, from byte 0x80 on. */
const FROM_80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

describe('a decoder', () => {
  it.each(['windows-1252', 'latin1', 'ISO 8859-1', 'ANSI 1252'])(
    'of %s has the quotation marks and dashes of windows-1252, whole and in pieces',
    (label) => {
      const bytes = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index)
      const decoder = requireDecoder(label)
      expect(decoder.decode(bytes)).toBe(FROM_80)
      const stream = decoder.stream()
      const text = stream.push(bytes.subarray(0, 7)) + stream.push(bytes.subarray(7)) + stream.end()
      expect(text).toBe(FROM_80)
    },
  )

  it('joins a character that is cut between two pieces, and shows one that is cut off at the end', () => {
    const stream = requireDecoder('utf-8').stream()
    const bytes = new TextEncoder().encode('é€')
    expect(stream.push(bytes.subarray(0, 1)) + stream.push(bytes.subarray(1, 4))).toBe('é')
    expect(stream.end()).toBe('\ufffd')
  })

  it('makes the same text of UTF-8 however it is cut, faults and marks within it too', () => {
    const good = new TextEncoder().encode('a\ufeffé€😀b\ufeff')
    const bytes = Uint8Array.from([
      ...good,
      0xc3,
      0xe2,
      0x82,
      0xff,
      0x80,
      0xf0,
      0x9f,
      0x98,
      0x41,
      0xe2,
      0x82,
    ])
    const decoder = requireDecoder('utf-8')
    for (let size = 1; size <= bytes.length; size++) {
      const stream = decoder.stream()
      let text = ''
      for (let at = 0; at < bytes.length; at += size)
        text += stream.push(bytes.subarray(at, at + size))
      expect(text + stream.end()).toBe(decoder.decode(bytes))
    }
  })

  it.each([
    ['cp850', 'cp850'],
    ['ISO 8859-15', 'iso-8859-15'],
    ['88592', 'iso-8859-2'],
    ['MacRoman', 'macintosh'],
  ])('is found by the name %s', (label, name) => {
    expect(findDecoder(label)?.name).toBe(name)
  })

  it('is made here alone, but for UTF-8: platforms differ in what they make of windows-1252', () => {
    const root = resolve(import.meta.dirname, '../../..')
    const makers = ['src', 'scripts'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
        .map((path) => join(folder, path))
        .filter((path) =>
          /new TextDecoder\((?!\)|'utf-8')/.test(readFileSync(join(root, path), 'utf8')),
        ),
    )
    expect(makers).toEqual(['src/formats/text/decoder.ts'])
  })
})
