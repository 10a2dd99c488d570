import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bytesSource } from '../../src/formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../../src/formats/contract/imported-layer.ts'
import { readFiles } from '../../src/formats/registry/read-files.ts'
import { polygonsOf } from '../pipeline/geometry.ts'
import { isInRing, polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { potentialLandCover } from './potential-land-cover.ts'
import { NALCMS_CLASSES } from './shared/nalcms.ts'
import {
  describeRules,
  POTENTIAL_CODES,
  RULES,
  toPotentialClass,
  ZONES_WITHOUT_RULE,
} from './shared/potential-land-cover-rules.ts'

const FOLDER = resolve(import.meta.dirname, '../../public/layers')

describe('the rules of potential land cover', () => {
  it('give every climate zone a class at every height', () => {
    expect(ZONES_WITHOUT_RULE).toEqual([])
    for (const { zones } of RULES) {
      for (const zone of zones) expect(toPotentialClass(zone, -400)).toBeGreaterThan(0)
    }
  })

  it('have ascending steps', () => {
    for (const { steps } of RULES) {
      const heights = steps.map(({ fromMeters }) => fromMeters)
      expect([...heights].sort((a, b) => a - b)).toEqual(heights)
      expect(heights[0]).toBe(Number.NEGATIVE_INFINITY)
    }
  })

  it.each([
    ['BSk', 1_499, 10],
    ['BSk', 1_500, 8],
    ['BSk', 2_300, 1],
    ['ET', 99, 12],
    ['ET', 500, 13],
    ['EF', 3_000, 19],
  ] as const)('put %s at %d m into class %d', (zone, elevation, code) => {
    expect(toPotentialClass(zone, elevation)).toBe(code)
  })

  it('never give what climate and height cannot tell: wetland, cropland, barren land, towns, water', () => {
    expect(POTENTIAL_CODES.filter((code) => code >= 14 && code <= 18)).toEqual([])
  })

  it('are told in the layer’s notes in the three languages', () => {
    const { en, fr, es } = describeRules()
    expect(en).toContain('EF: 19 Snow and ice')
    expect(fr).toContain('EF\u00a0: 19 Neige et glace')
    expect(es).toContain('desde 1,500 m 9 Pastizal tropical o subtropical')
  })

  it('stand in the decision record class by class', async () => {
    const record = await readFile(
      resolve(FOLDER, '../../docs/decisions/2026-11-23-potential-land-cover.md'),
      'utf8',
    )
    for (const { zones, steps } of RULES) {
      const line = record.split('\n').find((text) => text.startsWith(`| ${zones.join(', ')} `))
      const told = line?.split('|')[2]?.replaceAll(',', '') ?? ''
      const expected = steps.map(({ fromMeters, code }) =>
        fromMeters < 0 ? `${code} ` : `from ${fromMeters} ${code} `,
      )
      for (const text of expected) expect(told).toContain(text)
    }
  })
})

describe('the layer of potential land cover', () => {
  let layer: ImportedLayer

  beforeAll(async () => {
    const path = resolve(FOLDER, 'potential-land-cover.fgb')
    const result = await readFiles([bytesSource(await readFile(path), path)])
    if (!result.ok) throw new Error(result.problem.message)
    layer = result.layers[0]!
  })

  /** The classes of the polygons that a place lies in. */
  function classesAt(lon: number, lat: number): unknown[] {
    return [...layer.features]
      .filter(({ geometry }) =>
        polygonsOf(geometry).some(
          ([exterior, ...holes]) =>
            isInRing(lon, lat, exterior!) && !holes.some((hole) => isInRing(lon, lat, hole)),
        ),
      )
      .map(({ properties }) => properties.class)
  }

  it.each([
    ['the Greenland ice cap', -40, 72, 19],
    ['the boreal forest of Quebec', -73, 51, 1],
    ['the Sonoran Desert', -112, 31, 7],
    ['the short-grass plains of Colorado', -103, 39.5, 10],
    ['Yucatán', -89, 20.5, 4],
    ['Victoria Island', -109, 70.5, 11],
    ['the Appalachians of Ohio', -82, 39.5, 5],
  ])('has one class in %s', (_, lon, lat, code) => {
    expect(classesAt(lon, lat)).toEqual([code])
  })

  it('covers the land and leaves out the sea', () => {
    const area = [...layer.features].reduce(
      (sum, { geometry }) =>
        sum +
        polygonsOf(geometry).reduce((part, rings) => part + polygonAreaSquareMeters(rings), 0),
      0,
    )
    // North America with Greenland, Central America and the Greater Antilles: 24.2 million km².
    expect(area / 1e12).toBeGreaterThan(22.5)
    expect(area / 1e12).toBeLessThan(25)
    expect(classesAt(-88, 58)).toEqual([])
    expect(classesAt(-92, 25)).toEqual([])
  })

  it('says that it is modelled in its title, badge and limitations', () => {
    const { title, badge, limitations } = potentialLandCover
    expect([title.en, title.fr, title.es]).toEqual([
      expect.stringContaining('modelled'),
      expect.stringContaining('modélisée'),
      expect.stringContaining('modelada'),
    ])
    expect(badge).toBe('modelled')
    expect(limitations?.en).toContain('Not to be compared with observed land cover')
  })

  it('knows the legend’s 19 classes, with colours of their own', () => {
    expect(NALCMS_CLASSES.map(({ code }) => code)).toEqual(
      Array.from({ length: 19 }, (_, i) => i + 1),
    )
    expect(new Set(NALCMS_CLASSES.map(({ color }) => color)).size).toBe(19)
  })
})
