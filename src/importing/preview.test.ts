import { describe, expect, it } from 'vitest'
import { FeatureTable } from '../formats/contract/feature-table.ts'
import { MemoryBudget } from '../formats/contract/read-context.ts'
import { sketch } from './preview.ts'

function ring(lon: number, lat: number, radius: number, corners: number): number[][] {
  const positions = Array.from({ length: corners }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / corners
    return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)]
  })
  return [...positions, positions[0]!]
}

describe('the small picture of a layer', () => {
  it('stays small where every feature has many islands, and keeps the largest of them', () => {
    const table = new FeatureTable(new MemoryBudget(1e9))
    for (let index = 0; index < 600; index++) {
      const lon = -120 + (index % 30)
      const lat = 30 + Math.floor(index / 30)
      const islands = Array.from({ length: 40 }, (_, island) =>
        ring(lon + island / 100, lat, 0.001, 60),
      )
      const coordinates = [ring(lon, lat, 0.4, 60), ...islands].map((outer) => [outer])
      table.addGeometry({ type: 'MultiPolygon', coordinates })
      table.endFeature()
    }
    const { parts, featureCount } = sketch(table)
    expect(featureCount).toBe(600)
    expect(parts.reduce((sum, { positions }) => sum + positions.length, 0)).toBeLessThan(20_001)
    const widths = parts.map(
      ({ positions }) =>
        Math.max(...positions.map(([lon]) => lon!)) - Math.min(...positions.map(([lon]) => lon!)),
    )
    expect(widths.filter((width) => width > 0.5).length).toBe(600)
  })
})
