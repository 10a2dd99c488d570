import type { Position } from 'geojson'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { fullFileOf } from '../catalog/layer-files.ts'
import { nameOf } from '../catalog/name-of.ts'
import type { Bbox } from '../geo/bbox.ts'
import { eachPosition, geometryBbox, linesOf } from '../geo/positions.ts'
import { projectionOf } from '../geo/projections/all.ts'
import { placeInRing } from '../geo/validity.ts'
import type { Feature } from '../model/feature.ts'
import { toPredicate } from '../model/predicate.ts'
import { projectGeometry } from '../tiles/project.ts'
import { localeOf } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import type { SheetFonts } from './fonts.ts'
import { toFrame } from './frame.ts'
import { layOut } from './layout.ts'
import type { OpenFile } from './sheet-layer.ts'
import type { SheetSpec } from './sheet-spec.ts'

/** Room around a place on its sheet, as a share of its size. */
const ROOM = 1.12

/** Curves are followed as closely as the frame of a sheet needs. */
const ZOOM = 6

/**
 * A sheet for each area of a layer, after one sheet that is the pattern: called after the area, around it, at the
 * largest scale of two digits that shows it whole, with how many features each theme of points has in it, and with a
 * small map of where it is.
 */
export async function toMapBook(
  pattern: SheetSpec,
  places: LayerEntry,
  open: OpenFile,
  fonts: SheetFonts,
): Promise<readonly { readonly key: string; readonly spec: SheetSpec }[]> {
  const themes = await readThemes(pattern, open)
  const { language } = pattern
  const number = new Intl.NumberFormat(localeOf(language))
  const book: { readonly key: string; readonly spec: SheetSpec }[] = []
  for await (const feature of (await open(places, fullFileOf(places)!)).features({})) {
    const rings = toRings(feature)
    if (rings.length === 0) continue
    const title = nameOf(places, feature.properties, language) ?? String(feature.key)
    const figures = themes.map(({ entry, positions }) => {
      const count = positions.filter((position) => isIn(position, rings)).length
      return `${textIn(entry.title, language)}: ${number.format(count)}`
    })
    const insets = ['continent'] as const
    const spec = { ...pattern, title, subtitle: figures.join(' · '), insets }
    book.push({ key: String(feature.key), spec: { ...spec, view: viewOf(spec, feature, fonts) } })
  }
  return book
}

/** The view of a sheet whose frame holds an area. */
function viewOf(spec: SheetSpec, { geometry }: Feature, fonts: SheetFonts): SheetSpec['view'] {
  const { projection } = spec.view
  const { grid } = projectionOf(projection)
  const positions = linesOf(projectGeometry(geometry!, grid, ZOOM)).flat()
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
  readonly positions: readonly Position[]
}

/** The points of the pattern's themes, as far as its filters let them pass. */
async function readThemes({ layers }: SheetSpec, open: OpenFile): Promise<readonly Theme[]> {
  const themes: Theme[] = []
  for (const { entry, filter } of layers) {
    const file = fullFileOf<LayerEntry['files'][number]>(entry)
    if (entry.group === 'reference' || entry.geometryType !== 'Point' || !file) continue
    const source = await open(entry, file)
    const passes = filter ? toPredicate(filter, source.schema.fields) : () => true
    const positions: Position[] = []
    for await (const { geometry, properties } of source.features({})) {
      if (!geometry || !passes(properties)) continue
      eachPosition(geometry, (position) => positions.push(position))
    }
    themes.push({ entry, positions })
  }
  return themes
}

interface Ring {
  readonly positions: readonly Position[]
  readonly bbox: Bbox
}

function toRings({ geometry }: Feature): readonly Ring[] {
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return []
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
