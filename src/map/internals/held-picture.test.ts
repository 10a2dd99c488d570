import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HeldPicture } from './held-picture.ts'

/** A map that draws a frame as the library does: names are placed, and then it is painted. */
function makeMap() {
  const listeners = new Map<string, () => void>()
  const placed: { fade: number; isFull: boolean }[] = []
  let painted = 0
  const map = {
    painter: {
      render: () => {
        painted++
      },
    },
    style: {
      placement: { stale: true },
      _updatePlacement: (_t: unknown, _b: boolean, fade: number, _c: boolean, isFull: boolean) => {
        placed.push({ fade, isFull })
        return true
      },
    },
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    triggerRepaint: () => frame(),
  }
  /** Draws a frame; whether another is to follow. */
  function frame(): boolean {
    const isToFollow = map.style._updatePlacement({}, false, 150, true, false)
    map.painter.render()
    return isToFollow
  }
  return {
    map: map as unknown as ConstructorParameters<typeof HeldPicture>[0],
    placed,
    frame,
    fire: (event: string) => listeners.get(event)?.(),
    painted: () => painted,
  }
}

describe('the picture before', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('stands until the next is whole, which is drawn in one frame with all its names', () => {
    const { map, placed, frame, painted } = makeMap()
    let isWhole = false
    new HeldPicture(map, () => isWhole).begin()
    expect([frame(), frame(), painted(), placed.length]).toEqual([false, false, 0, 0])
    isWhole = true
    expect([frame(), painted(), placed]).toEqual([false, 1, [{ fade: 0, isFull: true }]])
    expect(map.style.placement.stale).toBe(false)
    isWhole = false
    expect(frame(), 'from then on the map draws by itself').toBe(true)
    expect([painted(), placed.at(-1)]).toEqual([2, { fade: 150, isFull: false }])
  })

  it('gives way each second to what there is of the next, where that takes long', () => {
    const { map, frame, painted } = makeMap()
    new HeldPicture(map, () => false).begin()
    vi.advanceTimersByTime(2500)
    frame()
    expect(painted()).toBe(2)
  })

  it.each(['movestart', 'resize'])('gives way at once to a map at its %s', (event) => {
    const { map, frame, fire, painted } = makeMap()
    new HeldPicture(map, () => false).begin()
    fire(event)
    frame()
    vi.advanceTimersByTime(2500)
    expect(painted()).toBe(1)
  })
})
