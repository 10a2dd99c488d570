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
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('requestAnimationFrame', (call: () => void) => setTimeout(call, 20))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('stands for as long as it is told while pieces are to be drawn', () => {
    const { map, frame, painted } = makeMap()
    new HeldPicture(map, () => false).pace(150)
    frame()
    vi.advanceTimersByTime(140)
    expect(painted()).toBe(0)
    vi.advanceTimersByTime(20)
    expect(painted()).toBe(1)
  })

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

  it('gives way after a second to what there is of the next, where that takes long', () => {
    const { map, frame, painted } = makeMap()
    new HeldPicture(map, () => false).begin()
    vi.advanceTimersByTime(990)
    frame()
    expect(painted()).toBe(0)
    vi.advanceTimersByTime(20)
    expect(painted()).toBe(1)
    vi.advanceTimersByTime(5000)
    expect(painted(), 'nothing more has come').toBe(1)
  })

  it('gives way at once to a map that is moved', () => {
    const { map, frame, fire, painted } = makeMap()
    new HeldPicture(map, () => false).begin()
    fire('movestart')
    frame()
    vi.advanceTimersByTime(2500)
    expect(painted()).toBe(1)
  })

  it('stands while a changed style is read, of which the library tells as of one that is loaded', () => {
    const { map, frame, fire, painted } = makeMap()
    const held = new HeldPicture(map, () => false)
    fire('style.load')
    held.end()
    fire('style.load')
    held.pace(150)
    frame()
    expect(painted()).toBe(0)
    map.style = { ...map.style } as typeof map.style
    fire('style.load')
    frame()
    expect(painted(), 'another style is drawn as it comes').toBe(1)
  })

  it.each(['style.load', 'moveend', 'resize'])(
    'is followed at a map’s %s by what has been read, as often as the device draws four frames, and by the whole at once',
    (event) => {
      const { map, frame, fire, painted } = makeMap()
      let isWhole = false
      new HeldPicture(map, () => isWhole)
      fire(event)
      for (let pieces = 0; pieces < 5; pieces++) frame()
      expect(painted(), 'the first at once').toBe(1)
      vi.advanceTimersByTime(130)
      frame()
      expect(painted()).toBe(1)
      vi.advanceTimersByTime(40)
      expect(painted()).toBe(2)
      isWhole = true
      frame()
      expect(painted()).toBe(3)
      expect(frame(), 'from then on the map draws by itself').toBe(true)
    },
  )

  it('is kept for another projection whatever else changes', () => {
    const { map, frame, painted } = makeMap()
    const held = new HeldPicture(map, () => false)
    held.begin()
    held.pace()
    frame()
    expect(painted()).toBe(0)
  })
})
