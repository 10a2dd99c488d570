import type { Position } from 'geojson'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import { type Bbox, EMPTY_BBOX, isEmpty } from '../geo/bbox.ts'
import type { Crs } from '../geo/crs.ts'
import { toNaaf } from '../geo/naaf.ts'
import type { Feature } from '../model/feature.ts'
import { LOCATOR_SIZE, type Outline, type PlacedCandidate, PREVIEW_SIZE } from './protocol.ts'
import { thin } from './thin.ts'

/** Small pictures of a layer, drawn from some of its features with some of their positions. */

const MOST_FEATURES = 800
const MOST_POSITIONS = 8000
const PADDING = 8

type Kind = keyof Outline

/** Parts of geometries as the file has them, thinned to what a small picture shows. */
export interface Sketch {
  readonly parts: readonly { readonly kind: Kind; readonly positions: readonly Position[] }[]
  readonly featureCount: number
}

/**
 * Takes features from all over the layer, and of their lines every so many positions; of all that, the
 * largest parts that have `mostDrawn` positions together.
 */
export function sketch(table: FeatureTable, mostDrawn = MOST_DRAWN_POSITIONS): Sketch {
  const step = Math.max(1, Math.ceil(table.length / MOST_FEATURES))
  const indexes: number[] = []
  for (let index = 0; index < table.length; index += step) {
    if (table.geometryType(index) !== null) indexes.push(index)
  }
  const mostPositions = Math.max(24, Math.floor(MOST_POSITIONS / Math.max(1, indexes.length)))
  const parts: Sketch['parts'][number][] = []
  for (const index of indexes) addParts(table.geometry(index), mostPositions, parts)
  return { parts: keepLargest(parts, mostDrawn), featureCount: indexes.length }
}

/** A picture of a few hundred pixels shows no more than so many: of many islands the largest are kept. */
const MOST_DRAWN_POSITIONS = 20_000

function keepLargest(parts: Sketch['parts'], mostDrawn: number): Sketch['parts'] {
  const total = parts.reduce((sum, { positions }) => sum + positions.length, 0)
  if (total <= mostDrawn) return parts
  const ranked = parts
    .map((part) => ({ part, width: widthOf(part.positions) }))
    .sort((a, b) => b.width - a.width)
  const kept = new Set<Sketch['parts'][number]>()
  let count = 0
  for (const { part } of ranked) {
    count += part.positions.length
    if (count > mostDrawn) break
    kept.add(part)
  }
  return parts.filter((part) => kept.has(part))
}

function widthOf(positions: readonly Position[]): number {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of positions) {
    minX = Math.min(minX, x!)
    minY = Math.min(minY, y!)
    maxX = Math.max(maxX, x!)
    maxY = Math.max(maxY, y!)
  }
  return Math.max(maxX - minX, maxY - minY)
}

function addParts(
  geometry: Feature['geometry'],
  mostPositions: number,
  parts: Sketch['parts'][number][],
): void {
  if (!geometry) return
  const add = (kind: Kind, positions: readonly Position[]) =>
    parts.push({ kind, positions: kind === 'points' ? positions : thin(positions, mostPositions) })
  switch (geometry.type) {
    case 'GeometryCollection':
      for (const part of geometry.geometries) addParts(part, mostPositions, parts)
      return
    case 'Point':
      if (geometry.coordinates.length > 1) add('points', [geometry.coordinates])
      return
    case 'MultiPoint':
      add('points', thin(geometry.coordinates, mostPositions))
      return
    case 'LineString':
      add('lines', geometry.coordinates)
      return
    case 'MultiLineString':
      for (const line of longest(geometry.coordinates)) add('lines', line)
      return
    case 'Polygon':
      for (const ring of longest(geometry.coordinates)) add('areas', ring)
      return
    case 'MultiPolygon':
      for (const ring of longest(geometry.coordinates.flat())) add('areas', ring)
  }
}

const MOST_PARTS = 40

/** A country may have ten thousand islands: the picture shows the largest. */
function longest(parts: readonly Position[][]): readonly Position[][] {
  if (parts.length <= MOST_PARTS) return parts
  return parts.toSorted((a, b) => b.length - a.length).slice(0, MOST_PARTS)
}

type ToPlane = (x: number, y: number) => readonly [x: number, y: number]

/** The plane in which the positions of a layer stand, or those of the Framework where they have a place. */
const AS_IT_STANDS: ToPlane = (x, y) => [x, y]

/** The layer by itself, as large as the picture allows. */
export function drawPreview(sketched: Sketch, isPlaced: boolean): Outline | null {
  const toPlane = isPlaced ? toNaaf : AS_IT_STANDS
  const bounds = boundsOf(sketched, toPlane)
  if (isEmpty(bounds)) return null
  const { width, height } = PREVIEW_SIZE
  const spanX = bounds[2] - bounds[0]
  const spanY = bounds[3] - bounds[1]
  const scale = Math.min(
    (width - 2 * PADDING) / Math.max(spanX, 1e-9),
    (height - 2 * PADDING) / Math.max(spanY, 1e-9),
    1e6,
  )
  const left = (width - spanX * scale) / 2
  const top = (height - spanY * scale) / 2
  return toOutline(sketched, (x, y) => {
    const [planeX, planeY] = toPlane(x, y)
    return [left + (planeX - bounds[0]) * scale, top + (bounds[3] - planeY) * scale]
  })
}

/** The square of the Framework's plane with the continent and its islands, Hawaii among them. */
const CONTINENT: Bbox = [-5_900_000, -4_700_000, 3_500_000, 4_700_000]

/** Positions of the Framework's plane in the small picture of the continent. */
function toLocator(planeX: number, planeY: number): readonly [x: number, y: number] {
  const [minX, minY, maxX, maxY] = CONTINENT
  return [
    ((planeX - minX) / (maxX - minX)) * LOCATOR_SIZE.width,
    ((maxY - planeY) / (maxY - minY)) * LOCATOR_SIZE.height,
  ]
}

const SMALL_PIXELS = 8

/** The layer on the continent, its positions taken for those of a system; `null` where that is nowhere. */
export function drawPlace(
  sketched: Sketch,
  { crs, name, system }: { crs: string; name: string; system: Crs | null },
): PlacedCandidate | null {
  const toPlane: ToPlane = (x, y) => {
    const [lon, lat] = system ? system.toWgs84(x, y) : [x, y]
    return toLocator(...toNaaf(lon, lat))
  }
  const bounds = boundsOf(sketched, toPlane)
  if (isEmpty(bounds)) return null
  const isSmall = bounds[2] - bounds[0] < SMALL_PIXELS && bounds[3] - bounds[1] < SMALL_PIXELS
  return {
    crs,
    name,
    outline: toOutline(sketched, toPlane),
    center: [round((bounds[0] + bounds[2]) / 2), round((bounds[1] + bounds[3]) / 2)],
    isSmall,
  }
}

/** The land of the continent as one path, from the features of a layer of the Atlas's own. */
export function drawLand(features: readonly Feature[]): string {
  const parts: Sketch['parts'][number][] = []
  for (const { geometry } of features) addParts(geometry, 2000, parts)
  return toOutline({ parts, featureCount: features.length }, (lon, lat) =>
    toLocator(...toNaaf(lon, lat)),
  ).areas
}

function boundsOf({ parts }: Sketch, toPlane: ToPlane): Bbox {
  let [west, south, east, north] = EMPTY_BBOX
  for (const { positions } of parts) {
    for (const position of positions) {
      const [x, y] = toPlane(position[0]!, position[1]!)
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  return [west, south, east, north]
}

const round = (value: number): number => Math.round(value * 2) / 2

/** Half a pixel is as fine as the picture is: what falls together is drawn once. */
function toOutline({ parts }: Sketch, toPixel: ToPlane): Outline {
  const paths: Record<Kind, string[]> = { areas: [], lines: [], points: [] }
  const seen = new Set<string>()
  for (const { kind, positions } of parts) {
    let path = ''
    let last = ''
    let count = 0
    for (const position of positions) {
      const [x, y] = toPixel(position[0]!, position[1]!)
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue
      const text = `${round(x)} ${round(y)}`
      if (kind === 'points') {
        if (!seen.has(text)) path += `M${text}h0`
        seen.add(text)
      } else if (text !== last) {
        path += `${count === 0 ? 'M' : 'L'}${text}`
        count++
      }
      last = text
    }
    if (kind === 'points' ? path : count > 1) paths[kind].push(kind === 'areas' ? `${path}Z` : path)
    // What is smaller than a pixel is a dot.
    else if (count === 1 && !seen.has(last)) {
      seen.add(last)
      paths[kind].push(`M${last}h.5`)
    }
  }
  return {
    areas: paths.areas.join(''),
    lines: paths.lines.join(''),
    points: paths.points.join(''),
  }
}
