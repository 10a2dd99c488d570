import { describe, expect, it, vi } from 'vitest'
import { openMap } from '../../../tests/support/interaction-map.ts'
import type { Pixel } from '../../state/map-commands.ts'
import { Draw } from './draw.ts'

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
