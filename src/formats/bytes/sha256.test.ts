import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Sha256, sha256Of } from './sha256.ts'

describe('SHA-256 of bytes in pieces', () => {
  it('is what OpenSSL says, whatever the length and the pieces', () => {
    for (let length = 0; length < 300; length += 7) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255)
      const expected = createHash('sha256').update(bytes).digest('hex')
      expect(sha256Of(bytes), String(length)).toBe(expected)
      const hash = new Sha256()
      for (let at = 0; at < length; at += 13) hash.update(bytes.subarray(at, at + 13))
      expect(hash.toHex(), String(length)).toBe(expected)
    }
  })

  it('is that of the standard for its example', () => {
    expect(sha256Of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
