import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'
import { isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { fullFileOf } from '../catalog/layer-files.ts'
import { nameOf } from '../catalog/name-of.ts'
import { markOfAll, toMarkedTitle } from '../catalog/not-released.ts'
import type { Bbox } from '../geo/bbox.ts'
import { eachPosition, geometryBbox, linesOf } from '../geo/positions.ts'
import { projectionOf } from '../geo/projections/all.ts'
import { placeInRing } from '../geo/validity.ts'
import { classesOf } from '../model/classes.ts'
import type { Feature } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { Language, Localized } from '../model/schema.ts'
import { projectGeometry } from '../tiles/project.ts'
import { formatNumber } from '../words/format.ts'
import { factsOf, localeOf } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import type { SheetFonts } from './fonts.ts'
import { frameworkZoomOf, toFrame } from './frame.ts'
import { layOut } from './layout.ts'
import { type OpenFile, toSelector } from './sheet-layer.ts'
import type { PlaceFigure, SheetSpec } from './sheet-spec.ts'

/** Room around a place on its sheet, as a share of its size. */
const ROOM = 1.12

/** Curves are followed as closely as the frame of a sheet needs. */
const ZOOM = 6

/** A place of which a sheet can be made. */
export interface BookPlace {
  readonly key: FeatureKey
  /** The key as a number. */
  readonly id: number
  readonly name: string
}

/** The areas of a layer by their names, in the order of a language. */
export async function listBookPlaces(
  places: LayerEntry,
  language: Language,
  open: OpenFile,
): Promise<readonly BookPlace[]> {
  const list: BookPlace[] = []
  for await (const { key, id, geometry, properties } of await featuresOf(places, open)) {
    if (!isArea(geometry)) continue
    list.push({ key, id, name: nameOf(places, properties, language) ?? key })
  }
  const { compare } = new Intl.Collator(localeOf(language))
  return list.toSorted((a, b) => compare(a.name, b.name))
}

/**
 * A sheet for each area of a layer, or for those that are wanted, after one sheet that is the pattern: called after the
 * area, around it, at the largest scale of two digits that shows it whole, with how many features each theme of points
 * has in it, and with a small map of where it is. They come in the order of their names.
 */
export async function toMapBook(
  pattern: SheetSpec,
  places: LayerEntry,
  open: OpenFile,
  fonts: SheetFonts,
  wanted: ReadonlySet<FeatureKey> | null = null,
): Promise<readonly { readonly key: FeatureKey; readonly spec: SheetSpec }[]> {
  const themes = await readThemes(pattern, open)
  const { language } = pattern
  const number = (value: number) => formatNumber(value, language)
  const mark = markOfAll(
    pattern.layers.map(({ entry }) => entry),
    language,
  )
  const book: { readonly key: FeatureKey; readonly spec: SheetSpec }[] = []
  for await (const { key, geometry, properties } of await featuresOf(places, open)) {
    if (!isArea(geometry) || (wanted && !wanted.has(key))) continue
    const name = nameOf(places, properties, language) ?? key
    const rings = toRings(geometry)
    const figures = themes.map((theme) => toFigure(theme, rings, language))
    const told = figures.map(
      ({ title, count }) => `${title}${factsOf(language).colon}${number(count)}`,
    )
    const spec: SheetSpec = {
      ...pattern,
      title: toMarkedTitle(name, mark),
      subtitle: told.join(' · '),
      insets: ['continent'],
      place: { name, geometry, figures },
    }
    const view = viewOf(spec, geometry, fonts)
    const address = pattern.address && toAddress(pattern.address, view, places, key)
    book.push({ key, spec: { ...spec, view, address } })
  }
  const { compare } = new Intl.Collator(localeOf(language))
  return book.toSorted((a, b) => compare(a.spec.title, b.spec.title))
}

async function featuresOf(places: LayerEntry, open: OpenFile): Promise<AsyncIterable<Feature>> {
  return (await open(places, fullFileOf(places)!)).features({})
}

function isArea(geometry: Geometry | null): geometry is Polygon | MultiPolygon {
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
}

function toFigure(
  { entry, classes, points }: Theme,
  rings: readonly Ring[],
  language: Language,
): PlaceFigure {
  const counts = classes.map(() => 0)
  for (const { position, place } of points) if (isIn(position, rings)) counts[place]!++
  const title = textIn(entry.title, language)
  const count = counts.reduce((sum, one) => sum + one, 0)
  const parts = classes.flatMap((label, place) => {
    const own = counts[place]!
    return label === null || own === 0 ? [] : [{ label: textIn(label, language), count: own }]
  })
  return { title, count, classes: parts }
}

/** The address of a map with its view of a place, which stands out there where all have its layer. */
function toAddress(
  map: string,
  { center, scale }: SheetSpec['view'],
  places: LayerEntry,
  key: FeatureKey,
): string {
  const address = new URL(map)
  const { searchParams } = address
  searchParams.set('at', center.map((degrees) => degrees.toFixed(4)).join(','))
  searchParams.set('z', frameworkZoomOf(scale).toFixed(2))
  searchParams.delete('fit')
  if (!isDeviceLayer(places)) searchParams.set('select', `${places.id}:${key}`)
  return address.href.replaceAll('%2C', ',').replaceAll('%3A', ':')
}

/** The view of a sheet whose frame holds an area. */
function viewOf(spec: SheetSpec, geometry: Geometry, fonts: SheetFonts): SheetSpec['view'] {
  const { projection } = spec.view
  const { grid } = projectionOf(projection)
  const positions = linesOf(projectGeometry(geometry, grid, ZOOM)).flat()
  const us = positions.map(([u]) => u!).filter(Number.isFinite)
  const vs = positions.map(([, v]) => v!).filter(Number.isFinite)
  const least = [us.reduce((a, b) => Math.min(a, b)), vs.reduce((a, b) => Math.min(a, b))] as const
  const most = [us.reduce((a, b) => Math.max(a, b)), vs.reduce((a, b) => Math.max(a, b))] as const
  const center =
    grid.fromUnit((least[0] + most[0]) / 2, (least[1] + most[1]) / 2) ?? spec.view.center
  const { box } = layOut(spec, fonts).frame
  const { pointsPerUnit } = toFrame({ ...spec.view, center }, box)
  const across = ((most[0] - least[0]) * pointsPerUnit) / box.width
  const down = ((most[1] - least[1]) * pointsPerUnit) / box.height
  const scale = Math.max(across, down) * ROOM * spec.view.scale
  const step = 10 ** (Math.floor(Math.log10(scale)) - 1)
  return { projection, center, scale: Math.ceil(scale / step) * step }
}

interface Theme {
  readonly entry: LayerEntry
  /** The names of its classes, `null` for a theme of one symbol. */
  readonly classes: readonly (Localized | null)[]
  readonly points: readonly { readonly position: Position; readonly place: number }[]
}

/** At this zoom of the Framework's grid nothing is kept for larger scales. */
const LARGEST_ZOOM = 30

/** The points of the pattern's themes that are seen on the map: of the classes that are shown, as filters let them pass. */
async function readThemes({ layers }: SheetSpec, open: OpenFile): Promise<readonly Theme[]> {
  const themes: Theme[] = []
  for (const layer of layers) {
    const { entry } = layer
    const { symbology } = entry
    const file = fullFileOf<LayerEntry['files'][number]>(entry)
    const isTheme = entry.group !== 'reference' && entry.geometryType?.endsWith('Point') === true
    if (!isTheme || !file || !symbology) continue
    const source = await open(entry, file)
    const select = toSelector(layer, symbology, LARGEST_ZOOM, source)
    const points: { readonly position: Position; readonly place: number }[] = []
    for await (const { geometry, properties } of source.features({})) {
      const place = geometry ? select(properties) : -1
      if (place < 0) continue
      eachPosition(geometry!, (position) => points.push({ position, place }))
    }
    const classes =
      symbology.kind === 'simple'
        ? [null]
        : classesOf(symbology).classes.map(({ look }) => look.label)
    themes.push({ entry, classes, points })
  }
  return themes
}

interface Ring {
  readonly positions: readonly Position[]
  readonly bbox: Bbox
}

function toRings(geometry: Polygon | MultiPolygon): readonly Ring[] {
  return linesOf(geometry).map((positions) => ({
    positions,
    bbox: geometryBbox({ type: 'LineString', coordinates: [...positions] }),
  }))
}

/** Whether a place is in an odd number of rings: holes are rings, too. */
function isIn(position: Position, rings: readonly Ring[]): boolean {
  const [x, y] = position as [number, number]
  const around = rings.filter(
    ({ bbox: [west, south, east, north], positions }) =>
      x >= west &&
      x <= east &&
      y >= south &&
      y <= north &&
      placeInRing(position, positions) === 'inside',
  )
  return around.length % 2 === 1
}
