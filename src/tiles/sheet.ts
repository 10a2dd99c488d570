import type { GeoJSONVTFeature, GeoJSONVTTile } from '@maplibre/geojson-vt'
import type { Position } from 'geojson'
import { fromNaaf, NAAF_EXTENT } from '../geo/naaf.ts'
import { tileGridOf } from '../geo/projections/all.ts'
import { wrapLon } from '../geo/wrap-lon.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { TILE_EXTENT, writeVectorTile } from './encode.ts'
import { BEYOND_ID, joinVectorTiles, SHEET_ID, toTileLayerName } from './joined-tile.ts'
import { TileLayer, type TileRequest } from './tile-layer.ts'

/** Edges of the sheet are straight in its own plane; this many steps keep them true in another. */
const STEPS_OF_EDGE = 96

const [minX, minY, maxX, maxY] = NAAF_EXTENT
const CORNERS = [
  [minX, minY],
  [maxX, minY],
  [maxX, maxY],
  [minX, maxY],
  [minX, minY],
] as const

function toFrame(): Position[] {
  const frame: Position[] = []
  for (const [index, [x, y]] of CORNERS.entries()) {
    const [nextX, nextY] = CORNERS[index + 1] ?? [x, y]
    const steps = index + 1 < CORNERS.length ? STEPS_OF_EDGE : 1
    for (let step = 0; step < steps; step++) {
      const share = step / steps
      frame.push(fromNaaf(x + (nextX - x) * share, y + (nextY - y) * share)!)
    }
  }
  return frame
}

const frame = new TileLayer({
  id: SHEET_ID,
  levels: [
    {
      zooms: [-9, 24],
      resident: true,
      open: async () =>
        new MemorySource({ name: 'sheet', geometryType: 'Polygon', fields: [] }, [
          {
            ...keyOfPlace(1),
            geometry: { type: 'Polygon', coordinates: [toFrame()] },
            properties: {},
          },
        ]),
    },
  ],
  parts: ['outlines'],
  fields: [],
})

/**
 * What lies beyond the sheet, as one polygon of longitudes and latitudes: from the frame, which goes once around the
 * north pole, down to the south pole.
 */
function toBeyond(): Position[] {
  const line: [number, number][] = []
  let turn = 0
  for (const [lon, lat] of toFrame() as [number, number][]) {
    const before = line.at(-1)
    if (before) turn += Math.round((before[0] - (lon + 360 * turn)) / 360)
    line.push([lon + 360 * turn, lat])
  }
  // Once around is a turn of 360°: the line is cut where it passes the antimeridian.
  const isWestward = line.at(-1)![0] < line[0]![0]
  const around = isWestward ? line.toReversed() : line
  const passes = around.flatMap(([lon, lat], index) => {
    const next = around[index + 1]
    const meridian = Math.ceil((lon - 180) / 360) * 360 + 180
    if (!next || meridian > next[0] || next[0] === lon) return []
    const share = (meridian - lon) / (next[0] - lon)
    return [{ index, meridian, lat: lat + (next[1] - lat) * share }]
  })
  const [cut] = passes
  if (!cut) throw new Error('The frame of the sheet does not go around the pole')
  const open = [...around.slice(cut.index + 1), ...around.slice(1, cut.index + 1)]
  const wrapped = open.map(([lon, lat]): Position => [wrapLon(lon), lat])
  return [[-180, -90], [-180, cut.lat], ...wrapped, [180, cut.lat], [180, -90], [-180, -90]]
}

const beyond = new TileLayer({
  id: BEYOND_ID,
  levels: [
    {
      zooms: [-9, 24],
      resident: true,
      open: async () =>
        new MemorySource({ name: 'beyond', geometryType: 'Polygon', fields: [] }, [
          {
            ...keyOfPlace(1),
            geometry: { type: 'Polygon', coordinates: [toBeyond()] },
            properties: {},
          },
        ]),
    },
  ],
  parts: ['features'],
  fields: [],
})

/**
 * A tile of the sheet on which the Framework is drawn: its frame, the neat line of a printed map
 * (`outlines`), and its ground (`features`). In the Framework's own grid, of which tile 0/0/0 is the sheet,
 * that is all of the tile. Where the grid goes on beyond the sheet, that is there, too, as a layer of its own.
 */
export async function writeSheetTile(request: TileRequest): Promise<Uint8Array> {
  const write = (parts: Parameters<typeof writeVectorTile>[0]) =>
    writeVectorTile(parts, (part) => toTileLayerName(SHEET_ID, part))
  if (tileGridOf(request.grid).isSheet) {
    return write({
      features: toTile(3, [SIDES.flat()]),
      outlines: toTile(2, sidesOnFrame(request)),
    })
  }
  return new Uint8Array(joinVectorTiles([await frame.tile(request), await beyond.tile(request)]))
}

/** The sides of a tile from its upper left corner on. */
const SIDES = [
  [
    [0, 0],
    [TILE_EXTENT, 0],
  ],
  [
    [TILE_EXTENT, 0],
    [TILE_EXTENT, TILE_EXTENT],
  ],
  [
    [TILE_EXTENT, TILE_EXTENT],
    [0, TILE_EXTENT],
  ],
  [
    [0, TILE_EXTENT],
    [0, 0],
  ],
]

function sidesOnFrame({ z, x, y }: TileRequest): number[][][] {
  const last = 2 ** z - 1
  const isOnFrame = [y === 0, x === last, y === last, x === 0]
  return SIDES.filter((_, side) => isOnFrame[side])
}

function toTile(type: 2 | 3, geometry: number[][][]): GeoJSONVTTile {
  const feature = { type, geometry, tags: {} } as unknown as GeoJSONVTFeature
  return { features: geometry.length > 0 ? [feature] : [] } as unknown as GeoJSONVTTile
}
