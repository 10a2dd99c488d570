import {
  GeoJSONVT,
  type GeoJSONVTFeature,
  type GeoJSONVTOptions,
  type GeoJSONVTTile,
  geoJSONToTile,
} from '@maplibre/geojson-vt'
import type { Feature as GeoJSONFeature, Geometry, Position } from 'geojson'
import { tileGridOf } from '../geo/projections/all.ts'
import {
  FINER_TILE_ZOOMS,
  frameworkTileZoom,
  isCap,
  maxTileZoom,
  type TileGrid,
} from '../geo/projections/projection.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { Feature } from '../model/feature.ts'
import { ProblemError } from '../model/problem.ts'
import type { Field } from '../model/schema.ts'
import type { LayerFeatures } from '../sources/feature-source.ts'
import { cutToRows } from './cut-to-rows.ts'
import { writeVectorTile } from './encode.ts'
import { type TileAddress, tileFootprint } from './footprint.ts'
import { type TilePart, toTileLayerName } from './joined-tile.ts'
import { toLabelPoint } from './label-point.ts'
import { cutExtent, placeTile, writtenExtent } from './polar-cap.ts'
import { projectGeometry, toOutlines } from './project.ts'
import { toTileProperties } from './tile-properties.ts'

/** One file of a layer: the layer itself, or an overview of it for a range of small scales. */
export interface TileLevel {
  /** Called once, when the first tile of the level is asked for. */
  readonly open: () => Promise<LayerFeatures>
  /** The zooms of the Framework's grid that the level serves, both ends included. */
  readonly zooms: readonly [min: number, max: number]
  /**
   * Whether the level is small enough to be read whole: it is then indexed once for each grid, and a
   * switch of projection reads nothing again. Other levels are read tile by tile.
   */
  readonly resident: boolean
  /** Whether some of the layer's features are not in it by themselves. */
  readonly isPartial?: boolean
  /** Whether it has what filters leave, and nothing else. */
  readonly isFiltered?: boolean
}

/** What tiles are to say of features beside their fields. */
export interface TileTest {
  /** Which is true of those that meet the filter (`toMeetsColumn`). */
  readonly column: string
  readonly filter: Condition
}

export interface TileLayerOptions {
  readonly id: string
  readonly levels: readonly TileLevel[]
  readonly parts: readonly TilePart[]
  /** The fields that the map's style reads; others stay out of the tiles. */
  readonly fields: readonly string[]
  /**
   * Those among them by which a filter tells features apart. An overview may lack
   * them: there the next finer level that is read whole stands in for it.
   */
  readonly filterFields?: readonly string[]
  /** Filters that the map cannot tell by itself: tiles say in these columns which features meet them. */
  readonly tests?: readonly TileTest[]
  /** The zoom of the Framework's grid from which names of areas are drawn. */
  readonly namesFrom?: number
}

export interface TileRequest extends TileAddress {
  /** The name of the tile's grid. */
  readonly grid: string
  /** What of the layer the tile is to hold; without it, all that the layer has. */
  readonly parts?: readonly TilePart[]
  /** Which of its features; without it, all. */
  readonly ids?: readonly number[]
}

/** Which tiles will be wanted: those of a zoom of a grid, around a place. */
export interface PrepareRequest {
  readonly grid: string
  readonly z: number
  readonly center: readonly [lon: number, lat: number]
}

/** Wider than the widest marker or line half that a layer draws: 16 of a tile's 512 pixels. */
const BUFFER_SHARE = 16 / 512

type PartGeometry = (feature: Feature) => Geometry | null

/**
 * Answers a map's tile requests for one layer. The tile's footprint is queried, and what comes is
 * projected, cut, simplified to a third of a pixel and encoded. What could not be opened or indexed
 * stays so: who wants to try again makes a new `TileLayer`.
 */
export class TileLayer {
  readonly #options: TileLayerOptions
  readonly #sources = new Map<TileLevel, Promise<LayerFeatures>>()
  readonly #indexes = new Map<string, Promise<Partial<Record<TilePart, GeoJSONVT>>>>()
  readonly #labelPoints = new Map<LayerFeatures, Map<number, Position | null>>()
  readonly #geometryOf: Record<TilePart, (source: LayerFeatures) => PartGeometry> = {
    features: () => (feature) => feature.geometry,
    outlines: () => (feature) => feature.geometry && toOutlines(feature.geometry),
    labels: (source) => (feature) => this.#labelPoint(source, feature),
  }

  constructor(options: TileLayerOptions) {
    this.#options = options
  }

  /**
   * The tile as Mapbox Vector Tile bytes; empty where the layer has nothing. Rejects with the
   * signal's reason when aborted, with a `ProblemError` where the source cannot be read or no level of the
   * scale holds the fields that it is to be filtered by (`filter-field-missing`).
   */
  async tile(request: TileRequest, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted()
    const meant = await this.#filterableLevelAt(request)
    if (!meant) return new Uint8Array()
    const level = request.ids ? this.#wholeLevelFrom(meant) : meant
    const cut = level.resident
      ? await this.#cutFromIndex(level, request)
      : await this.#cutFromQuery(level, request, signal)
    signal?.throwIfAborted()
    const wanted = request.ids ? withFeatures(cut, new Set(request.ids)) : cut
    const grid = tileGridOf(request.grid)
    const placed = mapParts(
      Object.keys(wanted) as TilePart[],
      (part) => wanted[part] && placeTile(wanted[part], grid, request),
    )
    return writeVectorTile(
      placed,
      (part) => toTileLayerName(this.#options.id, part),
      writtenExtent(grid),
    )
  }

  /**
   * Makes ready what the tiles of a zoom of a grid are cut from, where that is kept, and cuts the four around a
   * place (longitude, latitude), so that the first of them are not waited for. Rejects as `tile` does.
   */
  async prepare({ grid: name, z: wanted, center }: PrepareRequest): Promise<void> {
    const grid = tileGridOf(name)
    const z = Math.min(wanted, maxTileZoom(grid))
    const level = await this.#filterableLevelAt({ grid: name, z })
    if (!level?.resident) return
    const indexes = await this.#indexOf(level, name)
    const [right, below] = grid.toUnit(...center).map((share) => Math.round(share * 2 ** z))
    for (const index of Object.values(indexes)) {
      for (const x of [right! - 1, right!]) {
        for (const y of [below! - 1, below!]) index.getTile(z, x, y)
      }
    }
  }

  /** The first level that serves the scale, which the zooms of the grids count differently. */
  #levelAt({ grid, z }: Pick<TileRequest, 'grid' | 'z'>): TileLevel | undefined {
    const zoom = frameworkTileZoom(tileGridOf(grid), z)
    return this.#options.levels.find(({ zooms }) => zoom >= zooms[0] && zoom <= zooms[1])
  }

  async #filterableLevelAt(
    request: Pick<TileRequest, 'grid' | 'z'>,
  ): Promise<TileLevel | undefined> {
    const { id, levels, filterFields = [] } = this.#options
    const level = this.#levelAt(request)
    if (!level || level.isFiltered || filterFields.length === 0) return level
    const finer = levels.slice(levels.indexOf(level) + 1).filter(({ resident }) => resident)
    let missing: string | undefined
    for (const candidate of [level, ...finer]) {
      const { fields } = (await this.#open(candidate)).schema
      missing = filterFields.find((wanted) => !fields.some(({ name }) => name === wanted))
      if (missing === undefined) return candidate
    }
    throw new ProblemError({
      code: 'filter-field-missing',
      message: `At this scale ${id} is drawn from an overview without the field ${missing}, by which it is filtered`,
      values: { field: missing! },
    })
  }

  /** A level, or where it lacks features the next finer one that has all and is read whole. */
  #wholeLevelFrom(level: TileLevel): TileLevel {
    if (!level.isPartial) return level
    const { levels } = this.#options
    const finer = levels.slice(levels.indexOf(level) + 1)
    return finer.find(({ isPartial, resident }) => !isPartial && resident) ?? level
  }

  async #cutFromIndex(
    level: TileLevel,
    request: TileRequest,
  ): Promise<Partial<Record<TilePart, GeoJSONVTTile>>> {
    const { grid, z, x, y } = request
    const indexes = await this.#indexOf(level, grid)
    return mapParts(this.#partsOf(request), (part) => indexes[part]?.getTile(z, x, y) ?? undefined)
  }

  #indexOf(level: TileLevel, grid: string): Promise<Partial<Record<TilePart, GeoJSONVT>>> {
    const key = `${this.#options.levels.indexOf(level)} ${grid}`
    let building = this.#indexes.get(key)
    if (!building) {
      building = this.#index(level, tileGridOf(grid))
      this.#indexes.set(key, building)
    }
    return building
  }

  async #index(level: TileLevel, grid: TileGrid): Promise<Partial<Record<TilePart, GeoJSONVT>>> {
    // The map draws no names in a polar cap.
    const parts = this.#partsAt(level.zooms[1]).filter((part) => !isCap(grid) || part !== 'labels')
    const query = isCap(grid) ? { bbox: [-180, grid.south, 180, 90] as const } : {}
    const features = await this.#read(level, grid, finestZoom(level, grid), parts, query)
    const options: GeoJSONVTOptions = {
      ...toGeoJsonVtOptions(grid),
      indexMaxZoom: 0,
    }
    return mapParts(parts, (part) => {
      const data = features[part] ?? []
      return new GeoJSONVT({ type: 'FeatureCollection', features: data }, options)
    })
  }

  async #cutFromQuery(
    level: TileLevel,
    request: TileRequest,
    signal?: AbortSignal,
  ): Promise<Partial<Record<TilePart, GeoJSONVTTile>>> {
    const { grid: gridName, ...address } = request
    const grid = tileGridOf(gridName)
    const bbox = tileFootprint(grid, address, BUFFER_SHARE)
    const parts = this.#partsOf(request)
    const query = { bbox, ...(signal && { signal }) }
    const features = await this.#read(level, grid, address.z, parts, query)
    const options = { ...toGeoJsonVtOptions(grid), clip: true }
    return mapParts(parts, (part) =>
      geoJSONToTile(
        { type: 'FeatureCollection', features: features[part] ?? [] },
        address.z,
        address.x,
        address.y,
        options,
      ),
    )
  }

  #partsOf({ grid, z, parts: wanted }: TileRequest): readonly TilePart[] {
    const parts = this.#partsAt(frameworkTileZoom(tileGridOf(grid), z))
    return wanted ? parts.filter((part) => wanted.includes(part)) : parts
  }

  /** What is made at a zoom of the Framework's grid: names not before the tiles that may show the first of them. */
  #partsAt(zoom: number): readonly TilePart[] {
    const { parts, namesFrom = Number.NEGATIVE_INFINITY } = this.#options
    return zoom < Math.floor(namesFrom) - 1 ? parts.filter((part) => part !== 'labels') : parts
  }

  #open(level: TileLevel): Promise<LayerFeatures> {
    let opening = this.#sources.get(level)
    if (!opening) {
      opening = level.open()
      this.#sources.set(level, opening)
    }
    return opening
  }

  async #read(
    level: TileLevel,
    grid: TileGrid,
    zoom: number,
    parts: readonly TilePart[],
    query: { bbox?: ReturnType<typeof tileFootprint>; signal?: AbortSignal } = {},
  ): Promise<Partial<Record<TilePart, GeoJSONFeature[]>>> {
    const { fields, tests = [] } = this.#options
    const source = await this.#open(level)
    const read = mapParts(parts, () => [] as GeoJSONFeature[])
    const toProperties = toTileProperties(fields)
    // A level of what filters leave has their marks instead.
    const meets = level.isFiltered ? [] : await toPredicates(tests, source.schema.fields)
    const asked = [...new Set([...fields, ...tests.flatMap(({ filter }) => fieldsOf(filter))])]
    const geometryOf = mapParts(parts, (part) => this.#geometryOf[part](source))
    for await (const feature of source.features({ ...query, fields: asked })) {
      const properties = toProperties(feature.properties)
      for (const { column, isMet } of meets)
        if (isMet(feature.properties)) properties[column] = true
      for (const part of parts) {
        const geometry = geometryOf[part]?.(feature)
        if (!geometry) continue
        const projected = projectGeometry(geometry, grid, zoom)
        const within = grid.rows ? cutToRows(projected, grid.rows) : projected
        if (!within) continue
        read[part]?.push({ type: 'Feature', id: feature.id, geometry: within, properties })
      }
    }
    return read
  }

  #labelPoint(source: LayerFeatures, feature: Feature): Geometry | null {
    let points = this.#labelPoints.get(source)
    if (!points) {
      points = new Map()
      this.#labelPoints.set(source, points)
    }
    let point = points.get(feature.id)
    if (point === undefined) {
      point = feature.geometry && toLabelPoint(feature.geometry)
      points.set(feature.id, point)
    }
    return point && { type: 'Point', coordinates: point }
  }
}

async function toPredicates(tests: readonly TileTest[], fields: readonly Field[]) {
  if (tests.length === 0) return []
  // Hardly any filter is one: the first view does not wait for it.
  const { toPredicate } = await import('../model/predicate.ts')
  return tests.map(({ column, filter }) => ({ column, isMet: toPredicate(filter, fields) }))
}

/** The zoom of the finest tiles that are cut from a level. */
function finestZoom({ zooms }: TileLevel, grid: TileGrid): number {
  const [, finest] = zooms
  return Math.min(maxTileZoom(grid), Math.ceil(finest + grid.tileZoomShift))
}

function toGeoJsonVtOptions(grid: TileGrid): GeoJSONVTOptions {
  return {
    coordinates: 'unitSquare',
    wrap: grid.wraps,
    maxZoom: maxTileZoom(grid) + (isCap(grid) ? 0 : FINER_TILE_ZOOMS),
    extent: cutExtent(grid),
    buffer: cutExtent(grid) * BUFFER_SHARE,
    tolerance: 3,
  }
}

function mapParts<Value>(
  parts: readonly TilePart[],
  toValue: (part: TilePart) => Value | undefined,
): Partial<Record<TilePart, Value>> {
  const mapped: Partial<Record<TilePart, Value>> = {}
  for (const part of parts) {
    const value = toValue(part)
    if (value !== undefined) mapped[part] = value
  }
  return mapped
}

/** Cut tiles with some of their features. */
function withFeatures(
  cut: Partial<Record<TilePart, GeoJSONVTTile>>,
  ids: ReadonlySet<number>,
): Partial<Record<TilePart, GeoJSONVTTile>> {
  return mapParts(Object.keys(cut) as TilePart[], (part) => {
    const tile = cut[part]
    const isWanted = ({ id }: GeoJSONVTFeature) => ids.has(Number(id))
    return tile && ({ ...tile, features: tile.features.filter(isWanted) } as GeoJSONVTTile)
  })
}
