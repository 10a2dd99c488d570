import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { toLayerSchema } from '../../../src/formats/flatgeobuf/read-header.ts'
import { fromNaaf } from '../../../src/geo/naaf.ts'
import { tileGridOf } from '../../../src/geo/projections/all.ts'
import type { LayerFeatures } from '../../../src/sources/feature-source.ts'
import { TileLayer } from '../../../src/tiles/tile-layer.ts'
import { type Bench, timeSideBySide } from '../bench.ts'

const LAYERS = ['land', 'rivers', 'lakes', 'state-boundaries', 'bathymetry']

/** Places on a way through the continent, metres of the Framework's plane. */
const WAY = Array.from(
  { length: 12 },
  (_, step) => [-2.4e6 + step * 4e5, -1.5e6 + step * 2.5e5] as const,
)

function readSource(id: string): LayerFeatures {
  const path = resolve(import.meta.dirname, '../../../public/layers', `${id}.fgb`)
  const file = new FlatGeobufFile(readFileSync(path))
  return {
    schema: toLayerSchema(file.header),
    async *features(query = {}) {
      yield* file.features(query.fields)
    },
  }
}

const sources = new Map<string, LayerFeatures>()

function openLayer(id: string): TileLayer {
  const source = sources.get(id) ?? readSource(id)
  sources.set(id, source)
  return new TileLayer({
    id,
    levels: [{ open: async () => source, zooms: [-9, 24], resident: true }],
    parts: ['features'],
    fields: ['name', 'min_zoom'],
  })
}

/** Opens the layers and makes the tiles of the way at one scale: zoom 5 here is 6 in Web Mercator. */
async function travel(name: string): Promise<void> {
  const grid = tileGridOf(name)
  const z = 5 + grid.tileZoomShift
  for (const id of LAYERS) {
    const layer = openLayer(id)
    for (const [x, y] of WAY) {
      const [lon, lat] = fromNaaf(x, y)!
      const [u, v] = grid.toUnit(lon, lat)
      await layer.tile({ grid: name, z, x: Math.floor(u * 2 ** z), y: Math.floor(v * 2 ** z) })
    }
  }
}

export default [
  {
    name: 'map-tiles-lambert',
    what: 'opening five base layers and making the tiles of a way through the continent in Lambert',
    peer: 'the same in Web Mercator',
    unit: 'ms',
    target: 1.2,
    run: () =>
      timeSideBySide(
        () => travel('naaf'),
        () => travel('mercator'),
        11,
      ),
  },
] satisfies readonly Bench[]
