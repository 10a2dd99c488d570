import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PNG } from 'pngjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseCatalog } from '../../../src/catalog/parse-catalog.ts'
import { PICTURE_SIZES } from '../../../src/catalog/pictures.ts'
import { SEA_COLOR } from '../../../src/catalog/sea-color.ts'
import type { Language } from '../../../src/model/schema.ts'
import { createLayerPictures } from '../../../src/pictures/layer-pictures.ts'
import { layerReader } from './read-layer.ts'
import { createRasteriser } from './to-png.ts'

const LAYERS = resolve(import.meta.dirname, '../../../public/layers')
const { layers } = parseCatalog(JSON.parse(readFileSync(join(LAYERS, 'catalog.json'), 'utf8')))
const pictures = createLayerPictures(layers, layerReader(LAYERS))

let toPng: (svg: string) => Uint8Array
beforeAll(async () => {
  toPng = await createRasteriser()
})

/** How many of the pixels of a layer's picture are of each colour, by `#rrggbb`. */
function countColors(id: string, language: Language = 'en'): Map<string, number> {
  const layer = layers.find((candidate) => candidate.id === id)!
  const { width, height, data } = PNG.sync.read(
    Buffer.from(toPng(pictures.draw(layer, 'social', language))),
  )
  expect({ width, height }).toEqual(PICTURE_SIZES.social)
  const counts = new Map<string, number>()
  for (let at = 0; at < data.length; at += 4) {
    const color = `#${data.toString('hex', at, at + 3)}`
    counts.set(color, (counts.get(color) ?? 0) + 1)
  }
  return counts
}

describe('the pictures that go with links', () => {
  it('show sea and land in the light colours, and every marker of a layer of points', () => {
    const ports = layers.find(({ id }) => id === 'ports')!
    const counts = countColors('ports')
    expect(counts.get(SEA_COLOR.light)).toBeGreaterThan(200_000)
    expect(counts.has(SEA_COLOR.dark)).toBe(false)
    const { symbology } = ports
    if (symbology?.kind !== 'simple') throw new Error('Ports are drawn by one symbol.')
    expect(counts.get(symbology.symbol.fill!.light)).toBeGreaterThan(ports.files[0]!.featureCount)
  })

  it('write names in the language of the page', () => {
    const spanish = countColors('seas', 'es')
    const differing = [...countColors('seas', 'fr')].filter(
      ([color, count]) => spanish.get(color) !== count,
    )
    expect(differing.length).toBeGreaterThan(10)
  })
})
