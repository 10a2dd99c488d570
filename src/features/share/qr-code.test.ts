import { describe, expect, it } from 'vitest'
import { toQrPath, toQrSvg } from './qr-code.ts'

describe('a QR code', () => {
  it('has its three finders inside a light border of four modules', () => {
    const { path, side } = toQrPath('https://atlas.example.org/')!
    expect((side - 8 - 17) % 4).toBe(0)
    const isDark = (x: number, y: number) => path.includes(`M${x} ${y}h`)
    for (const [x, y] of [
      [4, 4],
      [side - 5, 4],
      [4, side - 5],
    ] as const) {
      expect(isDark(x, y)).toBe(true)
    }
    expect(/M[0-3] /.test(path)).toBe(false)
    expect(toQrSvg({ path, side })).toContain(`viewBox="0 0 ${side} ${side}"`)
  })

  it('is not made of what it could not hold', () => {
    expect(toQrPath('a'.repeat(2331))).not.toBeNull()
    expect(toQrPath('a'.repeat(2332))).toBeNull()
  })
})
