import type { Geometry, Position } from 'geojson'
import { isDeviceLayer } from '../catalog/device-layer.ts'
import { weightOf } from '../catalog/label-weight.ts'
import { SEA_COLOR } from '../catalog/sea-color.ts'
import type { LayerLabels, LayerSymbol, Symbology } from '../catalog/symbology.ts'
import { valueAt } from '../catalog/zoomed.ts'
import { linesOf } from '../geo/positions.ts'
import { placeInRing } from '../geo/validity.ts'
import type { Feature, FieldValues } from '../model/feature.ts'
import { toReader } from '../model/field-value.ts'
import type { Language } from '../model/schema.ts'
import { toLabelPoint } from '../tiles/label-point.ts'
import { projectGeometry, toOutlines } from '../tiles/project.ts'
import { textIn } from '../words/text-in.ts'
import { type AreaPlace, toAreaPlace } from './area-place.ts'
import {
  drawMarker,
  reachOf,
  type SymbolScale,
  toCasing,
  toFill,
  toRadius,
  toStroke,
} from './draw-symbol.ts'
import type { SheetFonts } from './fonts.ts'
import {
  detailZoomOf,
  type Frame,
  frameFootprint,
  frameworkZoomOf,
  isWithinRim,
  mappedBox,
  toPage,
  worldShifts,
} from './frame.ts'
import { drawGroundImage, type ReadImage } from './ground-images.ts'
import { INK } from './ink.ts'
import {
  type Candidate,
  drawPlaced,
  LabelPlacer,
  type Marker,
  type Obstacle,
  toTextStyle,
} from './labels.ts'
import {
  clipLine,
  clipRing,
  generalise,
  type Limits,
  limitsOf,
  limitsOfLine,
  PRINT_LIMIT_MILLIMETERS,
} from './lines.ts'
import type { Line, PagePainter, Painter } from './painter.ts'
import { type Box, POINTS_PER_MILLIMETER, POINTS_PER_PIXEL } from './paper.ts'
import {
  type DrawnClass,
  type OpenFile,
  openLevel,
  readFields,
  type SheetLayer,
  toDrawnClasses,
  toSelector,
} from './sheet-layer.ts'

/** What was drawn of a layer, and what of it was left out. */
export interface LayerTally {
  readonly id: string
  /** Features that were read, and those that are on the sheet. */
  readFeatures: number
  drawnFeatures: number
  /** Vertices within the sheet before and after its paths were generalised. */
  vertices: number
  drawnVertices: number
  /** Rings and lines that are smaller than what a print shows. */
  tooSmall: number
  /** Points over which one of the same look is drawn already. */
  mergedPoints: number
  /** Of a file of the largest alone: how large they are at the least, and how many it has. */
  leastDrawn: number | null
  fileFeatures: number
  /** Whether groups of points are drawn, as the map has them at the scale. */
  isOfGroups: boolean
  /** Icons in whose place circles stand. */
  icons: number
  /** Images of the ground that are on the sheet, and those that could not be read. */
  images: number
  unreadImages: number
  names: number
  placedNames: number
  /** The classes that the sheet shows. */
  readonly seen: Set<string>
}

/** Takes the features of a layer as they are drawn: their fields, all that the drawn file has. */
export interface FeatureTaker {
  /** Whether it takes those of a layer. */
  wants(layer: SheetLayer): boolean
  take(layer: SheetLayer, feature: Feature): void
}

/** What is needed to draw a map on a page. */
export interface MapDrawing {
  readonly painter: PagePainter
  readonly fonts: SheetFonts
  readonly frame: Frame
  /** From the topmost down. */
  readonly layers: readonly SheetLayer[]
  readonly open: OpenFile
  readonly readImage?: ReadImage | undefined
  readonly language: Language
  readonly enlarge: number
  readonly names: boolean
  /** Whether names are drawn of points alone. */
  readonly isOfPoints?: boolean
  /** The areas that it is about, whose edge stands out beneath the names. */
  readonly place?: { readonly geometry: Geometry; readonly edgeWidth: number } | undefined
  /** What will lie over the map, of which names keep clear. */
  readonly covered?: readonly Box[]
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((share: number) => void) | undefined
  readonly taker?: FeatureTaker | undefined
  /** Called between features, so that others have their turn. */
  readonly pause?: (() => Promise<void>) | undefined
}

const PRINT_LIMIT = PRINT_LIMIT_MILLIMETERS * POINTS_PER_MILLIMETER

/** How far a curve may run beside its true course, in points: a hundredth of a millimetre. */
const CURVE_TOLERANCE = 0.01 * POINTS_PER_MILLIMETER

/** Room around the frame in which what is cut off lies unseen, in points. */
const ROOM = 24

/** Features between two pauses. */
const FEATURES_OF_TURN = 500

/**
 * How much larger than others the foremost names of areas may be, than the smallest of themselves, and how much of their
 * ground they take.
 */
const MOST_GROWTH = 2.2
const MOST_UNLIKE = 1.4
const FOREMOST_SHARE = 0.55

/** Names of a layer that are weighed against one another. */
const MOST_CANDIDATES = 20_000

/** Where a sheet is, and what it is about. */
export const PLACE_COLOR = '#c0392b'

/** The finest grid of points of which one of each look is drawn, in points of the page. */
const FINEST_CELL = 0.1 * POINTS_PER_MILLIMETER

/** Names of a layer that wait for their turn: layers above place theirs first. */
interface Naming {
  readonly layer: SheetLayer
  readonly labels: LayerLabels
  readonly first: Candidate[]
  readonly others: Candidate[]
  readonly obstacles: Obstacle[]
  readonly tally: LayerTally
}

/** Draws the layers of a map in its frame, cut at its edge; gives what was drawn of each, from the topmost down. */
export async function drawMap(drawing: MapDrawing): Promise<LayerTally[]> {
  const { painter, layers, frame, onProgress } = drawing
  const seen = layers.filter(({ entry }) => entry.symbology && entry.files.length > 0)
  const tallies: LayerTally[] = []
  const namings: Naming[] = []
  const mapped = mappedBox(frame)
  painter.openClip(mapped)
  const { x, y, width, height } = mapped
  const corners = [x, y, x + width, y, x + width, y + height, x, y + height]
  painter.shape([corners], true, { fill: { color: SEA_COLOR.light } })
  for (const [index, layer] of seen.toReversed().entries()) {
    const tally = await drawLayer(drawing, layer, namings)
    tallies.unshift(tally)
    onProgress?.((index + 1) / (seen.length + 1))
  }
  if (frame.rim) {
    painter.closeClip()
    drawBeyond(painter, frame.rim, mapped)
    painter.openClip(mapped)
  }
  if (drawing.place) drawEdgeOf(drawing.place.geometry, drawing, drawing.place.edgeWidth)
  if (drawing.names) drawNames(drawing, namings)
  painter.closeClip()
  onProgress?.(1)
  return tallies
}

/** Around a globe is paper, and a line. A little more is covered than was drawn, so that no edge of it shows. */
function drawBeyond(painter: PagePainter, rim: NonNullable<Frame['rim']>, mapped: Box): void {
  const x = mapped.x - 1
  const y = mapped.y - 1
  const [width, height] = [mapped.width + 2, mapped.height + 2]
  const disc = toCircle(rim.x, rim.y, rim.radius)
  const square = [x, y, x + width, y, x + width, y + height, x, y + height]
  painter.openClip({ x, y, width, height })
  painter.shape([square, disc], true, { fill: { color: '#ffffff' } })
  painter.shape([disc], true, { stroke: { color: INK, width: 0.5 } })
  painter.closeClip()
}

function toCircle(x: number, y: number, radius: number): number[] {
  const corners = 720
  return Array.from({ length: corners }, (_, corner) => (corner * 2 * Math.PI) / corners).flatMap(
    (radians) => [x + radius * Math.cos(radians), y + radius * Math.sin(radians)],
  )
}

async function drawLayer(
  drawing: MapDrawing,
  layer: SheetLayer,
  namings: Naming[],
): Promise<LayerTally> {
  const { painter, frame, language, signal, pause } = drawing
  const symbology = layer.entry.symbology!
  const zoom = frameworkZoomOf(frame.scale)
  const { source, file } = await openLevel(layer, detailZoomOf(frame.scale), drawing.open)
  // What a layer keeps for larger scales is decided by the tile on the map: by whole zooms.
  const select = toSelector(layer, symbology, Math.max(0, Math.floor(zoom)), source)
  const tally = newTally(layer.entry.id)
  tally.isOfGroups = file.groups !== undefined
  tally.leastDrawn = 'least' in file ? (file.least ?? null) : null
  tally.fileFeatures = file.featureCount
  const scale: SymbolScale = { zoom, opacity: layer.opacity, enlarge: drawing.enlarge }
  const { labels } = symbology
  const isWanted = drawing.names && (!drawing.isOfPoints || labels?.placement === 'point')
  const isNamed = isWanted && labels && (labels.minZoom ?? zoom) <= zoom
  const naming = isNamed ? { layer, labels, first: [], others: [], obstacles: [], tally } : null
  // On small maps no marker stands without its name.
  const isByName = naming !== null && zoom < (labels?.markersFrom ?? Number.NEGATIVE_INFINITY)
  const pass = painter.passes(3)
  const context: LayerContext = {
    layerId: layer.entry.id,
    frame,
    shifts: worldShifts(frame),
    limits: limitsOf(frame.box, ROOM),
    seenLimits: limitsOf(mappedBox(frame)),
    curveZoom: curveZoomOf(frame),
    symbology,
    classes: toDrawnClasses(symbology),
    scale,
    tally,
    isByName,
    cells: new Map(),
    fills: pass.painters[0]!,
    casings: pass.painters[1]!,
    lines: pass.painters[2]!,
  }
  const collect = naming && toCollector(context, naming, language)
  painter.openLayer(layer.entry.id, textIn(layer.entry.title, language))
  await drawImages(drawing, layer, tally)
  // Groups are not the data that they stand for.
  const taker = drawing.taker?.wants(layer) && !file.groups ? drawing.taker : null
  const query = {
    bbox: frameFootprint(frame),
    ...(!taker && { fields: readFields(layer, symbology) }),
    ...(signal && { signal }),
  }
  for await (const feature of source.features(query)) {
    if (++tally.readFeatures % FEATURES_OF_TURN === 0) {
      signal?.throwIfAborted()
      await pause?.()
    }
    const place = select(feature.properties)
    if (place < 0 || !feature.geometry) continue
    if (!drawGeometry(feature.geometry, place, feature.properties, context)) continue
    if (!isByName) {
      tally.drawnFeatures++
      tally.seen.add(context.classes[place]!.id)
    }
    collect?.(feature, place)
    taker?.take(layer, feature)
  }
  pass.done()
  painter.closeLayer()
  if (naming) namings.unshift(naming)
  return tally
}

/** Draws the images that a layer lays on the ground, beneath its features, each read when its turn comes. */
async function drawImages(
  { painter, frame, readImage, signal, pause }: MapDrawing,
  { entry, opacity }: SheetLayer,
  tally: LayerTally,
): Promise<void> {
  if (!isDeviceLayer(entry)) return
  for (const overlay of entry.overlays ?? []) {
    const picture = await readImage?.(overlay).catch(() => undefined)
    if (!picture) {
      tally.unreadImages++
      continue
    }
    const isDrawn = await drawGroundImage(painter, frame, picture, opacity, () => {
      signal?.throwIfAborted()
      return pause?.()
    })
    if (isDrawn) tally.images++
  }
}

/** Whether anything of a layer is on the sheet. */
export function isOnSheet({ drawnFeatures, images }: LayerTally): boolean {
  return drawnFeatures > 0 || images > 0
}

function newTally(id: string): LayerTally {
  return {
    id,
    readFeatures: 0,
    drawnFeatures: 0,
    vertices: 0,
    drawnVertices: 0,
    tooSmall: 0,
    mergedPoints: 0,
    leastDrawn: null,
    fileFeatures: 0,
    isOfGroups: false,
    icons: 0,
    images: 0,
    unreadImages: 0,
    names: 0,
    placedNames: 0,
    seen: new Set(),
  }
}

interface LayerContext {
  readonly layerId: string
  readonly frame: Frame
  readonly shifts: readonly number[]
  /** Where shapes are cut, past the frame's edge. */
  readonly limits: Limits
  readonly seenLimits: Limits
  readonly curveZoom: number
  readonly symbology: Symbology
  readonly classes: readonly DrawnClass[]
  readonly scale: SymbolScale
  readonly tally: LayerTally
  /** Whether markers are drawn with their names alone. */
  readonly isByName: boolean
  /** By class: which cells of the page have a point. */
  readonly cells: Map<number, Uint8Array>
  readonly fills: Painter
  readonly casings: Painter
  readonly lines: Painter
}

/** Draws a feature; gives whether any of it is on the sheet. */
function drawGeometry(
  geometry: Geometry,
  place: number,
  properties: FieldValues,
  context: LayerContext,
): boolean {
  switch (geometry.type) {
    case 'Point':
      return drawPoints([geometry.coordinates], place, properties, context)
    case 'MultiPoint':
      return drawPoints(geometry.coordinates, place, properties, context)
    case 'LineString':
    case 'MultiLineString':
      return drawLines(geometry, place, context)
    case 'Polygon':
    case 'MultiPolygon':
      return drawPolygons(geometry, place, context)
    case 'GeometryCollection':
      return geometry.geometries
        .map((part) => drawGeometry(part, place, properties, context))
        .some(Boolean)
  }
}

/** Has the edge of areas stand out over what is drawn. */
function drawEdgeOf(geometry: Geometry, { painter, frame }: MapDrawing, width: number): void {
  const outlines = toOutlines(geometry)
  if (!outlines) return
  const limits = limitsOf(frame.box, ROOM)
  const context = { frame, shifts: worldShifts(frame), curveZoom: curveZoomOf(frame) }
  const lines = toPageLines(outlines, context)
    .flatMap((line) => clipLine(line, limits))
    .map((line) => generalise(line, PRINT_LIMIT))
  painter.shape(lines, false, {
    stroke: { color: '#ffffff', width: width * 2, opacity: 0.7, join: 'round', cap: 'round' },
  })
  painter.shape(lines, false, {
    stroke: { color: PLACE_COLOR, width, join: 'round', cap: 'round' },
  })
}

/** The zoom whose tiles bend what is straight in longitude and latitude as exactly as the print shows. */
function curveZoomOf({ pointsPerUnit }: Frame): number {
  return Math.log2(pointsPerUnit / (16 * 512 * CURVE_TOLERANCE))
}

/** Lines and rings of a geometry on the page, for each time that the world is seen. */
function toPageLines(
  geometry: Geometry,
  { frame, shifts, curveZoom }: Pick<LayerContext, 'frame' | 'shifts' | 'curveZoom'>,
): Line[] {
  const projected = projectGeometry(geometry, frame.grid, curveZoom)
  const parts = linesOf(projected)
  return shifts.flatMap((shift) =>
    parts.flatMap((positions) => {
      const line: number[] = []
      for (const [u, v] of positions) {
        const [x, y] = toPage(frame, u! + shift, v!)
        // What has no place in the plane, such as the antipode of its centre, is left out of the path.
        if (Number.isFinite(x) && Number.isFinite(y)) line.push(x, y)
      }
      return line.length > 2 ? [line] : []
    }),
  )
}

function drawLines(geometry: Geometry, place: number, context: LayerContext): boolean {
  const { symbol } = context.classes[place]!
  const casing = toCasing(symbol, context.scale)
  const stroke = toStroke(symbol, context.scale)
  const pieces = toPageLines(geometry, context).flatMap((line) => clipLine(line, context.limits))
  const lines = toPrint(pieces, context)
  if (lines.length === 0) return false
  if (casing.stroke) context.casings.shape(lines, false, casing)
  if (stroke.stroke) context.lines.shape(lines, false, stroke)
  return true
}

function drawPolygons(geometry: Geometry, place: number, context: LayerContext): boolean {
  const { symbol } = context.classes[place]!
  const { frame, limits } = context
  const rings = toPageLines(geometry, context)
  if (frame.rim) {
    // What holds the antipode of a globe's centre is all that lies beyond its rings.
    const isBeyond = holdsAntipode(geometry, frame)
    if (!isSeenOnGlobe(rings, isBeyond, frame.rim)) return false
    if (isBeyond) rings.push(toCircle(frame.rim.x, frame.rim.y, frame.rim.radius * 3))
  }
  const cut = rings.map((ring) => clipRing(ring, limits)).filter((ring) => ring.length > 4)
  const shown = toPrint(cut, context)
  if (shown.length === 0) return false
  const fill = toFill(symbol, context.scale)
  if (fill.fill) context.fills.shape(shown, true, fill)
  if (!symbol.line && !symbol.casing) return true
  const outlines = toOutlines(geometry)
  if (outlines) drawLines(outlines, place, context)
  return true
}

/** Whether all of a line is on this side of a globe. */
function isThisSide(line: Line, frame: Frame): boolean {
  if (!frame.rim) return true
  for (let at = 0; at < line.length; at += 2) {
    if (!isWithinRim(frame, line[at]!, line[at + 1]!)) return false
  }
  return true
}

/** Whether an area has any of it on this side of a globe: an edge, or all of it. */
function isSeenOnGlobe(
  rings: readonly Line[],
  isBeyond: boolean,
  rim: NonNullable<Frame['rim']>,
): boolean {
  const hasEdge = rings.some((ring) => {
    for (let at = 0; at < ring.length; at += 2) {
      if (Math.hypot(ring[at]! - rim.x, ring[at + 1]! - rim.y) <= rim.radius) return true
    }
    return false
  })
  const around = rings.filter((ring) => {
    const corners: Position[] = []
    for (let at = 0; at < ring.length; at += 2) corners.push([ring[at]!, ring[at + 1]!])
    return placeInRing([rim.x, rim.y], corners) === 'inside'
  })
  return hasEdge || (around.length % 2 === 1) !== isBeyond
}

function holdsAntipode(geometry: Geometry, { center: [lon, lat] }: Frame): boolean {
  const antipode = [lon > 0 ? lon - 180 : lon + 180, -lat]
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  return polygons.some(
    ([outer, ...holes]) =>
      outer !== undefined &&
      placeInRing(antipode, outer) === 'inside' &&
      holes.every((hole) => placeInRing(antipode, hole) === 'outside'),
  )
}

/** Lines as they are printed: generalised, and without those that are too small to be seen. */
function toPrint(lines: readonly Line[], { tally }: LayerContext): Line[] {
  return lines.flatMap((line) => {
    tally.vertices += line.length / 2
    const { minX, minY, maxX, maxY } = limitsOfLine(line)
    if (Math.max(maxX - minX, maxY - minY) < PRINT_LIMIT) {
      tally.tooSmall++
      return []
    }
    const short = generalise(line, PRINT_LIMIT)
    tally.drawnVertices += short.length / 2
    return [short]
  })
}

function drawPoints(
  positions: readonly Position[],
  place: number,
  properties: FieldValues,
  context: LayerContext,
): boolean {
  const { symbology, scale, tally, layerId } = context
  const { symbol, id } = context.classes[place]!
  const radius = radiusOf(symbology, symbol, properties, scale)
  if (radius <= 0) return false
  const isProportional = symbology.kind === 'proportional'
  const isLeast =
    !isProportional || radius <= symbology.minRadius * POINTS_PER_PIXEL * scale.enlarge
  let isDrawn = false
  for (const [x, y] of pointsOnPage(positions, context)) {
    isDrawn = true
    if (context.isByName) continue
    if (symbol.icon) tally.icons++
    if (isLeast && isTaken(x, y, place, radius, context)) {
      tally.mergedPoints++
      continue
    }
    tally.vertices++
    tally.drawnVertices++
    const draw = (painter: Painter, atX: number, atY: number) =>
      drawMarker(painter, symbol, atX, atY, radius, scale)
    if (isProportional && !isLeast) draw(context.lines, x, y)
    else {
      const reach = reachOf(symbol, radius, scale)
      const name = `${layerId}/${id}/${scale.zoom}`
      context.lines.symbol(name, x, y, reach, (painter) => draw(painter, 0, 0))
    }
  }
  return isDrawn
}

function pointsOnPage(
  positions: readonly Position[],
  { frame, shifts, seenLimits }: LayerContext,
): (readonly [x: number, y: number])[] {
  const { minX, minY, maxX, maxY } = seenLimits
  return positions.flatMap((position) => {
    const [u, v] = frame.grid.toUnit(position[0]!, position[1]!)
    return shifts
      .map((shift) => toPage(frame, u + shift, v))
      .filter(
        ([x, y]) => x >= minX && x <= maxX && y >= minY && y <= maxY && isWithinRim(frame, x, y),
      )
  })
}

function radiusOf(
  symbology: Symbology,
  symbol: LayerSymbol,
  properties: FieldValues,
  scale: SymbolScale,
): number {
  if (symbology.kind !== 'proportional') return toRadius(symbol, scale)
  const value = Math.max(0, Number(toReader(symbology.field)(properties) ?? 0) || 0)
  const largest = valueAt(symbology.maxRadius, scale.zoom)
  const pixels = Math.max(symbology.minRadius, largest * Math.sqrt(value / symbology.maxValue))
  return pixels * POINTS_PER_PIXEL * scale.enlarge
}

/** Whether a point of the same look is drawn nearer than a quarter of its radius; notes the place as taken. */
function isTaken(
  x: number,
  y: number,
  place: number,
  radius: number,
  { seenLimits, cells }: LayerContext,
): boolean {
  const side = Math.max(FINEST_CELL, radius / 4)
  const columns = Math.ceil((seenLimits.maxX - seenLimits.minX) / side) + 1
  const rows = Math.ceil((seenLimits.maxY - seenLimits.minY) / side) + 1
  let taken = cells.get(place)
  if (!taken) {
    taken = new Uint8Array(Math.ceil((columns * rows) / 8))
    cells.set(place, taken)
  }
  const column = Math.floor((x - seenLimits.minX) / side)
  const row = Math.floor((y - seenLimits.minY) / side)
  const cell = row * columns + column
  const bit = 1 << (cell & 7)
  const isThere = (taken[cell >> 3]! & bit) !== 0
  taken[cell >> 3]! |= bit
  return isThere
}

/** Notes the names of features as they are drawn. */
function toCollector(
  context: LayerContext,
  naming: Naming,
  language: Language,
): (feature: Feature, place: number) => void {
  const { labels, first, others, obstacles } = naming
  const { symbology, scale, classes } = context
  const readName = toReader(textIn(labels.fields, language))
  const readFallback = labels.fallback ? toReader(labels.fallback) : () => null
  const readPriority = labels.priorityField ? toReader(labels.priorityField) : () => null
  const isByMarkers = symbology.kind !== 'proportional'
  // A name of a class that stood beside its area would be read to another class.
  const isOfClass = symbology.kind !== 'simple'
  return ({ geometry, properties }, place) => {
    const name = readName(properties) ?? readFallback(properties)
    const isPoint = geometry?.type === 'Point' || geometry?.type === 'MultiPoint'
    const { symbol, id } = classes[place]!
    const radius = isPoint ? radiusOf(symbology, symbol, properties, scale) : 0
    const size = valueAt(labels.size, scale.zoom) * POINTS_PER_PIXEL * scale.enlarge
    if (!geometry) return
    const positions = labels.placement === 'point' ? placesOfPoints(geometry, context) : []
    if (isPoint && isByMarkers && !context.isByName) {
      for (const [x, y] of positions) {
        if (obstacles.length < MOST_CANDIDATES) obstacles.push({ x, y, reach: radius * 1.15 })
      }
    }
    if (name === null || name === '') return
    const spaced = labels.style === 'spaced'
    const text = spaced ? String(name).toLocaleUpperCase(language) : String(name)
    const priority = Number(readPriority(properties) ?? 1e6)
    const list = labels.firstClasses?.includes(id) ? first : others
    if (labels.placement === 'line') {
      for (const line of toPageLines(geometry, context)) {
        for (const piece of clipLine(line, context.seenLimits)) {
          if (!isThisSide(piece, context.frame)) continue
          push(list, { kind: 'line', text, line: generalise(piece, size / 4), priority })
        }
      }
      return
    }
    if (labels.placement === 'area') {
      const area = placeOfArea(geometry, context)
      if (!area) return
      // Of an area that goes on beyond the frame a name is that of what is seen, if that is more than a corner.
      const least = isOfClass ? size / 2 : area.isCut ? 2 * size : 0
      if (area.room === null || area.room >= least) {
        push(list, { kind: 'area', text, ...area, staysWithin: isOfClass || area.isCut, priority })
      }
      return
    }
    const offset = isByMarkers ? radius * 1.15 + 4.5 * POINTS_PER_PIXEL : size / 2
    for (const [x, y] of positions) {
      const marker: Marker = {
        reach: radius * 1.15,
        classId: id,
        draw: (painter) => drawMarker(painter, symbol, x, y, radius, scale),
      }
      const own = context.isByName ? { marker } : {}
      push(list, { kind: 'point', text, x, y, offset, priority, ...own })
    }
  }
}

/** The best of a layer's names are kept where it has very many. */
function push(list: Candidate[], candidate: Candidate): void {
  list.push(candidate)
  if (list.length < 2 * MOST_CANDIDATES) return
  list.sort((a, b) => a.priority - b.priority)
  list.length = MOST_CANDIDATES
}

function placesOfPoints(geometry: Geometry, context: LayerContext) {
  const points =
    geometry.type === 'Point'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPoint'
        ? geometry.coordinates
        : []
  return pointsOnPage(points, context)
}

/** Where the name of an area may stand: in the largest part of what the frame shows of it. */
function placeOfArea(geometry: Geometry, context: LayerContext): AreaPlace | null {
  if (context.frame.rim) {
    // What lies around the disc is not seen: a name is that of the whole area, or of none.
    const point = toLabelPoint(geometry)
    const [place] = point ? pointsOnPage([point], context) : []
    return place ? { x: place[0], y: place[1], room: null, isCut: false } : null
  }
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  const parts = context.shifts.flatMap((shift) =>
    polygons.map((coordinates) =>
      toPageLines({ type: 'Polygon', coordinates }, { ...context, shifts: [shift] }),
    ),
  )
  return toAreaPlace(parts, context.seenLimits)
}

/** Places the names of all layers, those of the layers above first, and draws them with their layers. */
function drawNames(
  { painter, fonts, frame, enlarge, covered = [] }: MapDrawing,
  namings: readonly Naming[],
): void {
  const placer = new LabelPlacer(fonts, limitsOf(mappedBox(frame), -1), frame.rim)
  for (const box of covered) placer.cover(box)
  const zoom = frameworkZoomOf(frame.scale)
  const drawn = namings.map(({ layer, labels, first, others, obstacles, tally }) => {
    const size = valueAt(labels.size, zoom) * POINTS_PER_PIXEL * enlarge
    const styleWith = ({ priority }: Candidate, growth: number) => {
      const { share, color } = weightOf(labels, priority)
      return toTextStyle({ ...labels, color }, size * share * growth, layer.opacity)
    }
    // What all else is ordered by is as large as its ground bears: paper is seen whole.
    const growths = new Map<Candidate, number>()
    for (const candidate of labels.ahead === undefined ? [] : [...first, ...others]) {
      const isForemost = weightOf(labels, candidate.priority).share === 1
      if (!isForemost || candidate.kind !== 'area' || candidate.room === null) continue
      const width = placer.widthOf(candidate.text, styleWith(candidate, 1))
      const wanted = (2 * candidate.room * FOREMOST_SHARE) / width
      growths.set(candidate, Math.max(1, Math.min(MOST_GROWTH, wanted)))
    }
    const most = MOST_UNLIKE * Math.min(...growths.values())
    const styleOf = (candidate: Candidate) =>
      styleWith(candidate, Math.min(most, growths.get(candidate) ?? 1))
    const placeAll = (candidates: readonly Candidate[], isOverMarkers: boolean) =>
      candidates
        .toSorted((a, b) => a.priority - b.priority)
        .flatMap((candidate) => {
          const style = styleOf(candidate)
          const placed = placer.place(candidate, style, isOverMarkers)
          tally.names++
          if (placed.length === 0) return []
          tally.placedNames++
          const marker = candidate.kind === 'point' ? candidate.marker : undefined
          if (marker) {
            tally.drawnFeatures++
            tally.seen.add(marker.classId)
          }
          return placed.map((one) => ({ one, style, marker }))
        })
    for (const obstacle of obstacles) placer.block(obstacle)
    return { layer, placed: [...placeAll(first, true), ...placeAll(others, false)] }
  })
  for (const { layer, placed } of drawn.toReversed()) {
    painter.openLayer(layer.entry.id, layer.entry.id)
    for (const { marker } of placed) marker?.draw(painter)
    for (const { one, style } of placed) drawPlaced(painter, one, style)
    painter.closeLayer()
  }
}
