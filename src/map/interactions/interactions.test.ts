import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MapCommands, MapInteraction, Pixel } from '../../state/map-commands.ts'
import { Draw } from './draw.ts'
import { Interactions } from './interactions.ts'
import { DOUBLE_CLICK_MILLISECONDS, LONG_PRESS_MILLISECONDS, pick } from './pick.ts'

/** A map of 400 by 300 pixels, a pixel of which is a degree, with its middle at 0, 0. */
function openMap() {
  const container = Object.assign(new EventTarget(), {
    clientWidth: 400,
    clientHeight: 300,
    getBoundingClientRect: () => ({ left: 10, top: 20 }),
  })
  const map = {
    container,
    project: ([lon, lat]: Pixel) => [lon + 200, 150 - lat],
    unproject: ([x, y]: Pixel) => (Math.abs(x - 200) > 180 ? null : [x - 200, 150 - y]),
    zoomBy: vi.fn(),
  } as unknown as MapCommands & { zoomBy: ReturnType<typeof vi.fn> }
  const fire = (type: string, event: object) =>
    container.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), event))
  const at = ([x, y]: Pixel) => ({ clientX: x + 10, clientY: y + 20 })
  const click = (pixel: Pixel, event: object = {}) => {
    fire('pointerdown', at(pixel))
    fire('click', { detail: 1, pointerType: 'mouse', ...at(pixel), ...event })
  }
  return { map, fire, at, click }
}

describe('the interactions of a map', () => {
  it('have its input one at a time: the one before goes on when the last one ends', () => {
    const { map } = openMap()
    const log: string[] = []
    const interaction = (id: string, takesInput = true): MapInteraction => ({
      id,
      takesInput,
      start(given) {
        expect(given).toBe(map)
        log.push(`${id} starts`)
        return () => log.push(`${id} stops`)
      },
    })
    const interactions = new Interactions(map)
    interactions.begin(interaction('pick'))
    interactions.begin(interaction('swipe', false))
    const endDraw = interactions.begin(interaction('draw'))
    expect(log.splice(0)).toEqual(['pick starts', 'swipe starts', 'pick stops', 'draw starts'])
    endDraw()
    expect(log.splice(0)).toEqual(['draw stops', 'pick starts'])
    interactions.close()
    expect(log).toEqual(['pick stops', 'swipe stops'])
  })
})

describe('pointing at the map', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function openPicking() {
    const opened = openMap()
    const [onPick, onPlace] = [vi.fn(), vi.fn()]
    const stop = pick({ onPick, onPlace }).start(opened.map)
    return { ...opened, onPick, onPlace, stop }
  }

  it('tells of a click, as exact as the kind of pointer is', () => {
    const { click, onPick, onPlace, stop } = openPicking()
    click([210, 140])
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    click([210, 140], { pointerType: 'touch' })
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    expect(onPick.mock.calls).toEqual([
      [[210, 140], 6],
      [[210, 140], 20],
    ])
    click([210, 140])
    stop()
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    expect(onPick).toHaveBeenCalledTimes(2)
    expect(onPlace).not.toHaveBeenCalled()
  })

  it('does so with Enter at the middle of the map, and of the place itself with Shift and Enter', () => {
    const { fire, onPick, onPlace } = openPicking()
    fire('keydown', { key: 'ArrowLeft' })
    fire('keydown', { key: 'Enter' })
    fire('keydown', { key: 'Enter', shiftKey: true })
    expect(onPick.mock.calls).toEqual([[[200, 150], 10]])
    expect(onPlace.mock.calls).toEqual([[[200, 150]]])
  })

  it('does not take the end of a drag, or any of two clicks, for pointing', () => {
    const { fire, at, click, onPick } = openPicking()
    fire('pointerdown', at([100, 100]))
    fire('click', { detail: 1, pointerType: 'mouse', ...at([120, 100]) })
    click([120, 100])
    click([120, 100], { detail: 2 })
    vi.advanceTimersByTime(1000)
    expect(onPick).not.toHaveBeenCalled()
  })

  it('tells of the place with the other button and with a finger that rests, once, but not with one that moves', () => {
    const { fire, at, click, onPick, onPlace } = openPicking()
    fire('pointerdown', at([100, 100]))
    fire('contextmenu', at([100, 100]))
    expect(onPlace.mock.calls).toEqual([[[100, 100]]])
    const touch = { pointerType: 'touch', isPrimary: true, ...at([50, 60]) }
    fire('pointerdown', touch)
    vi.advanceTimersByTime(LONG_PRESS_MILLISECONDS)
    fire('contextmenu', at([50, 60]))
    fire('pointerup', touch)
    fire('click', { detail: 1, ...touch })
    expect(onPlace.mock.calls.slice(1)).toEqual([[[50, 60]]])
    fire('pointerdown', touch)
    fire('pointermove', { ...touch, ...at([80, 60]) })
    vi.advanceTimersByTime(LONG_PRESS_MILLISECONDS)
    click([50, 60], { pointerType: 'touch' })
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    expect(onPlace).toHaveBeenCalledTimes(2)
    expect(onPick).toHaveBeenCalledOnce()
  })
})

describe('drawing', () => {
  it('sets a box by two corners, but not by one twice', () => {
    const { map, click } = openMap()
    const onDone = vi.fn()
    const draw = new Draw({ kind: 'box', onDone })
    draw.start(map)
    click([100, 100])
    click([103, 100])
    expect(onDone).not.toHaveBeenCalled()
    click([200, 50])
    expect(onDone).toHaveBeenCalledExactlyOnceWith([
      [-100, 50],
      [0, 100],
    ])
  })

  it('ends a polygon on its first corner, and not while its sides cross', () => {
    const { map, click } = openMap()
    const onDone = vi.fn()
    const draw = new Draw({ kind: 'polygon', onDone })
    draw.start(map)
    const corners: Pixel[] = [
      [100, 100],
      [200, 200],
      [200, 100],
      [100, 200],
    ]
    for (const corner of corners) click(corner)
    click([100, 100])
    expect(draw.drawing.news).toEqual({ kind: 'crossing' })
    draw.undo()
    click([102, 101])
    expect(onDone).toHaveBeenCalledOnce()
    expect(onDone.mock.calls[0]![0]).toHaveLength(3)
  })

  it('is done with keys alone, and tells where the cross is and that there is no ground', () => {
    const { map } = openMap()
    const draw = new Draw({ kind: 'polygon', onDone: vi.fn() })
    draw.start(map)
    const press = (key: string, shiftKey = false) => draw.press({ key, shiftKey })
    expect(press('ArrowRight')).toBe(true)
    expect(press('ArrowDown', true)).toBe(true)
    expect(draw.drawing).toMatchObject({ cross: [216, 152], isByKeys: true })
    expect(draw.drawing.news).toEqual({ kind: 'at', place: [16, -2] })
    press('Enter')
    expect(draw.drawing.news).toEqual({ kind: 'corner', count: 1, place: [16, -2] })
    press('Backspace')
    expect(draw.drawing.places).toEqual([])
    for (let step = 0; step < 12; step++) press('ArrowLeft')
    expect(draw.drawing.news).toEqual({ kind: 'at', place: [-176, -2] })
    press('ArrowLeft')
    expect(draw.drawing.news).toEqual({ kind: 'off-map' })
    press('+')
    expect(map.zoomBy).toHaveBeenCalledWith(1)
    expect(press('q')).toBe(false)
  })
})
