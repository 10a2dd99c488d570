import { describe, expect, it } from 'vitest'
import { crc32, crc32InScript } from './crc32.ts'

const bytes = Uint8Array.from({ length: 1003 }, (_, index) => (index * 37) & 0xff)

describe('the checksum of a file in an archive', () => {
  it('is that of the standard, with the platform’s own and without', () => {
    const digits = new TextEncoder().encode('123456789')
    expect(crc32(digits)).toBe(0xcbf43926)
    expect(crc32InScript(digits)).toBe(0xcbf43926)
  })

  it('is the same taken in pieces as at once', () => {
    for (const checksum of [crc32, crc32InScript]) {
      expect(checksum(bytes.subarray(13), checksum(bytes.subarray(0, 13)))).toBe(crc32(bytes))
    }
  })
})
