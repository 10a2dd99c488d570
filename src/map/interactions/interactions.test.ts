import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openMap } from '../../../tests/support/interaction-map.ts'
import type { MapInteraction } from '../../state/map-commands.ts'
import { Interactions } from './interactions.ts'
import { DOUBLE_CLICK_MILLISECONDS, LONG_PRESS_MILLISECONDS, pick } from './pick.ts'

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
    const { map, click, onPick, onPlace, stop } = openPicking()
    click([210, 140])
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    click([210, 140], { pointerType: 'touch' })
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    expect(onPick.mock.calls).toEqual([
      [[210, 140], 6, map],
      [[210, 140], 20, map],
    ])
    click([210, 140])
    stop()
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    expect(onPick).toHaveBeenCalledTimes(2)
    expect(onPlace).not.toHaveBeenCalled()
  })

  it('does so with Enter at the middle of the map, and of the place itself with Shift and Enter', () => {
    const { map, fire, onPick, onPlace } = openPicking()
    fire('keydown', { key: 'ArrowLeft' })
    fire('keydown', { key: 'Enter' })
    fire('keydown', { key: 'Enter', shiftKey: true })
    expect(onPick.mock.calls).toEqual([[[200, 150], 10, map]])
    expect(onPlace.mock.calls).toEqual([[[200, 150], map]])
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
    const { map, fire, at, click, onPick, onPlace } = openPicking()
    fire('pointerdown', at([100, 100]))
    fire('contextmenu', at([100, 100]))
    expect(onPlace.mock.calls).toEqual([[[100, 100], map]])
    const touch = { pointerType: 'touch', isPrimary: true, ...at([50, 60]) }
    fire('pointerdown', touch)
    vi.advanceTimersByTime(LONG_PRESS_MILLISECONDS)
    fire('contextmenu', at([50, 60]))
    fire('pointerup', touch)
    fire('click', { detail: 1, ...touch })
    expect(onPlace.mock.calls.slice(1)).toEqual([[[50, 60], map]])
    fire('pointerdown', touch)
    fire('pointermove', { ...touch, ...at([80, 60]) })
    vi.advanceTimersByTime(LONG_PRESS_MILLISECONDS)
    click([50, 60], { pointerType: 'touch' })
    vi.advanceTimersByTime(DOUBLE_CLICK_MILLISECONDS)
    expect(onPlace).toHaveBeenCalledTimes(2)
    expect(onPick).toHaveBeenCalledOnce()
  })
})
