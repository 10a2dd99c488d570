import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { colorDistance, findLookAlikes, toMarkedClasses } from './look-alike.ts'
import { parseCatalog } from './parse-catalog.ts'
import type { LayerSymbol } from './symbology.ts'

const CATALOG = resolve(import.meta.dirname, '../../public/layers/catalog.json')
const { layers } = parseCatalog(JSON.parse(readFileSync(CATALOG, 'utf8')))

const solid = (light: string, marker: LayerSymbol['marker'] = 'square') => ({
  marker,
  fill: { light, dark: light },
  line: { light: '#ffffff', dark: '#10181f' },
})
const pairs = (a: LayerSymbol, b: LayerSymbol) =>
  findLookAlikes([
    { layer: 'a', id: '', symbol: a },
    { layer: 'b', id: '', symbol: b },
  ]).length

describe('markers that look alike', () => {
  it('are those of one form whose colours some reader does not tell apart', () => {
    const [red, green, blue] = ['#b8442f', '#6b7a1f', '#1d4e89']
    // Red and green of one lightness are one to readers without receptors for green.
    expect(pairs(solid(red!), solid(green!))).toBe(1)
    expect(pairs(solid(red!), solid(blue!))).toBe(0)
    expect(pairs(solid(red!), solid(green!, 'triangle'))).toBe(0)
    const paper = { light: '#ffffff', dark: '#10181f' }
    const hollow = { ...solid(red!), fill: paper, line: { light: red!, dark: red! } }
    expect(pairs(solid(red!), hollow)).toBe(0)
    expect(pairs(hollow, { ...hollow, fill: { ...paper, light: '#fefefe' } })).toBe(1)
  })

  it('have distances that are those of OKLab where all colours are seen alike', () => {
    expect(colorDistance('#000000', '#ffffff')).toBeCloseTo(1, 2)
    expect(colorDistance('#777777', '#777777')).toBe(0)
  })

  it('are in no two layers of the catalogue', () => {
    const names = findLookAlikes(toMarkedClasses(layers)).map(
      ([a, b]) => `${a.layer} ${a.id}, ${b.layer} ${b.id}`,
    )
    expect(names).toEqual([])
  })
})
