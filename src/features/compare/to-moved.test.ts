import { describe, expect, it } from 'vitest'
import { toMoved } from './to-moved.ts'

describe('the line between two maps', () => {
  const press = (share: number, key: string, shiftKey = false) => toMoved(share, { key, shiftKey })

  it('moves by keys in small and large steps and to its ends, and no farther', () => {
    expect(press(0.5, 'ArrowRight')).toBe(0.52)
    expect(press(0.5, 'ArrowLeft', true)).toBe(0.4)
    expect(press(0.5, 'PageDown')).toBe(0.6)
    expect(press(0.29, 'ArrowLeft')).toBe(0.27)
    expect(press(0.01, 'ArrowLeft')).toBe(0)
    expect(press(0.95, 'PageDown')).toBe(1)
    expect(press(0.3, 'Home')).toBe(0)
    expect(press(0.3, 'End')).toBe(1)
  })

  it('leaves other keys to the page', () => {
    expect(press(0.5, 'Tab')).toBeNull()
    expect(press(0.5, 'Enter')).toBeNull()
  })
})
