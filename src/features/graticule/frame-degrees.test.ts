import { describe, expect, it } from 'vitest'
import { fromNaaf } from '../../geo/naaf.ts'
import type { Pixel } from '../../state/map-commands.ts'
import { hasRim, toFrameDegrees, toLineEnds } from './frame-degrees.ts'

const SIZE = { width: 800, height: 600 }

describe('the degrees at the frame of the map', () => {
  it('are those of the meridians at its top and foot, and of the parallels at its sides', () => {
    // A tenth of a degree a pixel, from 150° W, 70° N.
    const map = {
      unproject: ([x, y]: Pixel): [number, number] => [-150 + x / 10, 70 - y / 10],
    }
    const found = toFrameDegrees(map, SIZE, 10)
    const on = (side: string) =>
      found
        .filter((degree) => degree.side === side)
        .map(({ degrees, at }) => [degrees, Math.round(at)])
    expect(on('top').slice(0, 2)).toEqual([
      [-150, 0],
      [-140, 100],
    ])
    expect(on('left')).toEqual([
      [60, 100],
      [50, 200],
      [40, 300],
      [30, 400],
      [20, 500],
    ])
    expect(found.every(({ side, kind }) => (kind === 'meridian') === /top|bottom/.test(side))).toBe(
      true,
    )
  })

  it('go on over the antimeridian, and are none where there is no ground or too little room', () => {
    const over = {
      unproject: ([x, y]: Pixel): [number, number] | null => {
        const lon = 165 + x / 20
        return [lon > 180 ? lon - 360 : lon, 60 - y / 100]
      },
    }
    const top = toFrameDegrees(over, SIZE, 10).filter(({ side }) => side === 'top')
    expect(top.map(({ degrees }) => degrees)).toEqual([170, 180, -170, -160])
    expect(toFrameDegrees({ unproject: () => null }, SIZE, 10)).toEqual([])
    const far = { unproject: ([x, y]: Pixel): [number, number] => [-150 + x * 2, 60 - y] }
    const along = toFrameDegrees(far, SIZE, 10).filter(({ kind }) => kind === 'meridian')
    expect(along).toEqual([])
  })

  it('are found in the plane of the Framework, whose meridians run together', () => {
    const map = {
      unproject: ([x, y]: Pixel) => {
        const place = fromNaaf((x - 400) * 8000, (300 - y) * 8000)
        return place ? ([...place] as [number, number]) : null
      },
    }
    const found = toFrameDegrees(map, SIZE, 10)
    const bottom = found.filter(({ side }) => side === 'bottom')
    expect(bottom.map(({ degrees }) => degrees)).toEqual([-130, -120, -110, -100, -90, -80, -70])
    expect(bottom.find(({ degrees }) => degrees === -100)!.at).toBeCloseTo(400, 0)
  })

  it('are those of lines where they end on a globe whose rim is seen', () => {
    // A tenth of a degree a pixel around 100° W, 45° N, seen as far as 250 pixels from the middle.
    const isSeen = ([x, y]: Pixel) => Math.hypot(x - 400, y - 300) < 250
    const map = {
      project: ([lon, lat]: Pixel): [number, number] | null => {
        const at: [number, number] = [400 + (lon + 100) * 10, 300 - (lat - 45) * 10]
        return isSeen(at) ? at : null
      },
      unproject: ([x, y]: Pixel): [number, number] | null =>
        isSeen([x, y]) ? [-100 + (x - 400) / 10, 45 - (y - 300) / 10] : null,
    }
    expect(hasRim(map, SIZE)).toBe(true)
    expect(hasRim({ unproject: () => [0, 0] }, SIZE)).toBe(false)
    const ends = toLineEnds(map, SIZE, 20)
    const parallels = ends.filter(({ kind }) => kind === 'parallel')
    expect(parallels.map(({ degrees }) => degrees)).toEqual([30, 30, 40, 40, 50, 50, 60, 60])
    const meridians = ends.filter(({ kind }) => kind === 'meridian')
    expect(meridians.map(({ degrees }) => degrees)).toEqual([-120, -110, -100, -90, -80])
    for (const { x, y } of ends) expect(Math.hypot(x - 400, y - 300)).toBeCloseTo(250, -1)
    expect(meridians.every(({ y }) => y > 300)).toBe(true)
  })
})
