import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../../src/catalog/parse-catalog.ts'
import { hasPictures } from '../../../src/catalog/pictures.ts'
import { toFrame } from '../../../src/pictures/frame.ts'
import { createLayerPictures } from '../../../src/pictures/layer-pictures.ts'
import { toPathData } from '../../../src/pictures/path-data.ts'
import { layerReader } from './read-layer.ts'

const FOLDER = resolve(import.meta.dirname, '../../../public/layers')
const { layers } = parseCatalog(JSON.parse(readFileSync(resolve(FOLDER, 'catalog.json'), 'utf8')))
const pictures = createLayerPictures(layers, layerReader(FOLDER))
const layer = (id: string) => layers.find((candidate) => candidate.id === id)!

describe('the pictures of layers', () => {
  it('are small, well-formed and drawn for every layer with data', () => {
    for (const one of layers.filter(hasPictures)) {
      const svg = pictures.draw(one, 'thumbnail', 'en')
      expect(svg.length, one.id).toBeLessThan(120_000)
      const parser = new SaxesParser({ xmlns: true })
      parser.on('error', (error) => {
        throw error
      })
      parser.write(svg).close()
    }
  })

  it('show each layer otherwise than the land alone', () => {
    const land = pictures.draw(layer('land'), 'thumbnail', 'en')
    const body = (svg: string) => svg.replace(/<title>.*?<\/title>/, '')
    for (const id of ['rivers', 'power-plants', 'climate-zones', 'seas', 'graticule']) {
      expect(body(pictures.draw(layer(id), 'thumbnail', 'en')), id).not.toBe(body(land))
    }
  })

  it('tell apart the land, what surrounds it and its ice, which have nearly one colour', () => {
    const [land, around, ice] = ['land', 'context-land', 'glaciers'].map((id) => {
      const svg = pictures.draw(layer(id), 'thumbnail', 'en').replace(/<title>.*?<\/title>/, '')
      const { symbology } = layer(id)
      const fill = symbology?.kind === 'simple' && symbology.symbol.fill?.light
      // What is under the layer has another colour than its own and the sea's.
      expect(svg, id).toContain(`fill:${fill}`)
      expect(svg, id).toContain('fill:#93b0c3')
      return svg
    })
    expect(new Set([land, around, ice]).size).toBe(3)
  })

  it('have the colours of the layer’s own symbology for the light page and the dark one', () => {
    const { symbology } = layer('climate-zones')
    const svg = pictures.draw(layer('climate-zones'), 'preview', 'en')
    const classes = symbology && 'classes' in symbology ? symbology.classes : []
    const [light, dark] = svg.split('prefers-color-scheme:dark') as [string, string]
    const drawn = classes.filter(({ symbol }) => light.includes(`fill:${symbol.fill!.light}`))
    expect(drawn.length).toBeGreaterThan(20)
    for (const { symbol } of drawn) expect(dark).toContain(`fill:${symbol.fill!.dark}`)
  })

  it('are the same bytes each time', () => {
    const again = createLayerPictures(layers, layerReader(FOLDER))
    for (const id of ['power-plants', 'lakes']) {
      expect(again.draw(layer(id), 'thumbnail', 'fr')).toBe(
        pictures.draw(layer(id), 'thumbnail', 'fr'),
      )
    }
  })

  it('name the seas in the reader’s language', () => {
    expect(pictures.draw(layer('seas'), 'preview', 'es')).toContain('Golfo de México')
    expect(pictures.draw(layer('seas'), 'preview', 'fr')).toContain('Golfe du Mexique')
  })
})

describe('the path of a shape', () => {
  const frame = toFrame({ width: 160, height: 120 })
  /** A square in the middle of the frame, so many steps of the lattice wide. */
  const square = (steps: number): [number, number][] => {
    const [x0, y0] = frame.toLattice(0, 0)
    const [x1] = frame.toLattice(1, 1)
    const unit = 1 / (x1 - x0)
    const at = (dx: number, dy: number): [number, number] => [
      (160 - x0 + dx) * unit,
      (120 - y0 + dy) * unit,
    ]
    return [at(0, 0), at(steps, 0), at(steps, steps), at(0, steps), at(0, 0)]
  }

  it('is whole numbers from corner to corner', () => {
    expect(toPathData({ type: 'Polygon', coordinates: [square(10)] }, frame)).toBe(
      'M160 120l10 0 0 10-10 0z',
    )
  })

  it('leaves out specks and what is outside of the frame', () => {
    expect(toPathData({ type: 'Polygon', coordinates: [square(1)] }, frame)).toBe('')
    const far = square(10).map(([u, v]): [number, number] => [u + 2, v])
    expect(toPathData({ type: 'Polygon', coordinates: [far] }, frame)).toBe('')
  })
})
