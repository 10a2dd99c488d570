import { describe, expect, it } from 'vitest'
import { toReach } from './to-reach.ts'

const label = { en: 'All', fr: 'Tous', es: 'Todos' }

describe('how far markers reach', () => {
  it('is their radius at the scale of the map, with their line, on the ground', () => {
    const symbol = {
      markerRadius: [[2, 3] as [number, number], [6, 5] as [number, number]],
      lineWidth: 1,
    }
    const reach = [0, 4, 9].map((zoom) => toReach({ kind: 'simple', symbol }, zoom, 100))
    expect(reach).toEqual([{ meters: 400 }, { meters: 500 }, { meters: 600 }])
  })

  it('is that of the value where a marker’s area is in proportion to one', () => {
    const classes = [{ id: 'all', label, symbol: { lineWidth: 0.5 }, values: ['a'] }]
    const reach = toReach(
      { kind: 'proportional', field: 'mw', maxValue: 8000, maxRadius: 20, minRadius: 1.5, classes },
      3,
      1000,
    )
    expect(reach).toEqual({ field: 'mw', maxValue: 8000, maxMeters: 20_500, minMeters: 2000 })
  })
})
