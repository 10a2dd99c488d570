import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'

const path = resolve(import.meta.dirname, '../../public/layers/summer-rainfall-stations.fgb')
const features = [...new FlatGeobufFile(readFileSync(path)).features()]

describe('summer rainfall at weather stations', () => {
  it('is what R 4.2.2 reads of the table: 1,720 stations with 4,099,689 tenths of a millimetre in all', () => {
    expect(features).toHaveLength(1720)
    const sum = features.reduce((all, { properties }) => all + Number(properties.rain_mm), 0)
    expect(sum).toBeCloseTo(409_969, -1)
    // The thousandth station of the table.
    const station = features.find(
      ({ geometry }) =>
        geometry?.type === 'Point' && String(geometry.coordinates) === '-95.75,40.37',
    )
    expect(station?.properties).toMatchObject({ rain_mm: 303.1, country: 'USA' })
  })

  it('lies between 23 and 57 degrees north, as its limitations say', () => {
    for (const { geometry } of features) {
      const lat = geometry?.type === 'Point' ? geometry.coordinates[1]! : Number.NaN
      expect(lat).toBeGreaterThan(23)
      expect(lat).toBeLessThan(57)
    }
  })
})
