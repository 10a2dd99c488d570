import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SlidPicture } from './slid-picture.ts'

/** A map of a device on which a frame takes so long, over which so many pixels are a degree at zoom 0. */
function makeMap(frameMilliseconds: number) {
  const listeners = new Map<string, () => void>()
  const style = { transform: '' }
  const view = { lng: 0, lat: 0, zoom: 0, isMoving: true }
  let painted = 0
  const map = {
    painter: { render: () => painted++ },
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    isMoving: () => view.isMoving,
    getCenter: () => ({ lng: view.lng, lat: view.lat }),
    getZoom: () => view.zoom,
    getCanvas: () => ({ clientWidth: 200, clientHeight: 100, style }),
    project: ([lng, lat]: [number, number]) => ({
      x: 100 + (lng - view.lng) * 2 ** view.zoom,
      y: 50 - (lat - view.lat) * 2 ** view.zoom,
    }),
  }
  vi.stubGlobal('requestAnimationFrame', (call: () => void) =>
    setTimeout(call, frameMilliseconds / 2),
  )
  return {
    map: map as unknown as ConstructorParameters<typeof SlidPicture>[0],
    view,
    frame: () => map.painter.render(),
    fire: (event: string) => listeners.get(event)?.(),
    painted: () => painted,
    transform: () => style.transform,
  }
}

describe('a map that is moved', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('slides and grows with the hand where frames are slow, is drawn anew a quarter of the time, and whole at rest', () => {
    const { map, view, frame, painted, transform } = makeMap(200)
    new SlidPicture(map, () => true)
    frame()
    vi.advanceTimersByTime(200)
    Object.assign(view, { lng: 30, lat: 10, zoom: 1 })
    frame()
    expect([painted(), transform()]).toEqual([1, 'translate(-60px, 20px) scale(2)'])
    vi.advanceTimersByTime(590)
    frame()
    expect(painted()).toBe(1)
    vi.advanceTimersByTime(20)
    frame()
    expect([painted(), transform()]).toEqual([2, ''])
    frame()
    expect(painted(), 'until it is known how long that takes').toBe(2)
    view.isMoving = false
    frame()
    expect([painted(), transform()]).toEqual([3, ''])
  })

  it('slides though another frame is drawn before it is known how slow they are', () => {
    const { map, frame, painted } = makeMap(200)
    new SlidPicture(map, () => true)
    frame()
    for (let move = 0; move < 4; move++) {
      vi.advanceTimersByTime(100)
      frame()
    }
    expect(painted()).toBe(2)
  })

  it('slides the short way over the antimeridian', () => {
    const { map, view, frame, transform } = makeMap(200)
    view.lng = 179
    new SlidPicture(map, () => true)
    frame()
    vi.advanceTimersByTime(200)
    view.lng = -179
    frame()
    expect(transform()).toBe('translate(-2px, 0px) scale(1)')
  })

  it.each([
    ['where frames are quick', 16, true],
    ['on a globe', 200, false],
  ] as const)('is drawn with each move %s', (_, milliseconds, isFlat) => {
    const { map, frame, painted } = makeMap(milliseconds)
    new SlidPicture(map, () => isFlat)
    for (let move = 0; move < 4; move++) {
      frame()
      vi.advanceTimersByTime(milliseconds)
    }
    expect(painted()).toBe(4)
  })

  it('is drawn at once in another size', () => {
    const { map, frame, fire, painted } = makeMap(200)
    new SlidPicture(map, () => true)
    frame()
    vi.advanceTimersByTime(200)
    fire('resize')
    frame()
    expect(painted()).toBe(2)
  })
})
