import type { LayerEntry } from '../../catalog/device-layer.ts'
import { lookOf } from '../../catalog/look-of.ts'
import { nameOf } from '../../catalog/name-of.ts'
import type { Language } from '../../model/schema.ts'
import type { IdentifiedFeature, IdentifiedLayer } from '../../query/identify.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import type { Place } from '../../state/map-commands.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'
import type { AtlasState, LayerProblem } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'
import { ask } from '../../workers/ask.ts'
import { askNearest } from '../../workers/ask-nearest.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import { type DataClient, toProblem } from '../../workers/data-client.ts'

/** The layers of areas that say what a place is, from the one that most ask for; each where the catalogue has it. */
const AREA_LAYERS = [
  'countries',
  'states-provinces',
  'watersheds',
  'lakes',
  'glaciers',
  'elevation',
  'bathymetry',
  'climate-zones',
  'potential-land-cover',
] as const

/** What a layer has at a place. */
export interface HereArea {
  readonly entry: LayerEntry
  /** `null` where the layer has no area there. */
  readonly feature: IdentifiedFeature | null
  readonly problem: LayerProblem | null
}

/** What of a layer of points is nearest. */
export interface HereNearest {
  readonly entry: LayerEntry
  /** `null` where there is none within 1,000 km. */
  readonly feature: IdentifiedFeature | null
  readonly problem: LayerProblem | null
}

/** What the layers of areas have at a place. */
export async function askAreas(
  data: DataClient,
  place: Place,
  { catalog }: Pick<AtlasState, 'catalog'>,
  signal: AbortSignal,
): Promise<readonly HereArea[]> {
  const asked = AREA_LAYERS.flatMap((id) => {
    const entry = catalog.get(id)
    const layer = entry && toAskedLayer(entry, layersUrl())
    return entry && layer ? [{ entry, layer }] : []
  })
  const where = { kind: 'place', place, toleranceMeters: 0 } as const
  const layers = asked.map(({ layer }) => layer)
  const answers = await ask(data, 'identify', { layers, where, limit: 1 }, { signal })
  return toAreas(
    asked.map(({ entry }) => entry),
    answers,
  )
}

/** The answers with their layers; the sea's bands reach under the land, where they say nothing of a place. */
export function toAreas(
  entries: readonly LayerEntry[],
  answers: readonly IdentifiedLayer[],
): readonly HereArea[] {
  const areas = entries.flatMap((entry): HereArea[] => {
    const answer = answers.find(({ id }) => id === entry.id)
    if (!answer) return []
    return answer.ok
      ? [{ entry, feature: answer.features[0] ?? null, problem: null }]
      : [{ entry, feature: null, problem: answer.problem }]
  })
  const isOnLand = areas.some(({ entry, feature }) => entry.id === 'countries' && feature)
  return isOnLand ? areas.filter(({ entry }) => entry.id !== 'bathymetry') : areas
}

/** How far it is looked at first. */
const FIRST_REACH_METERS = 15_000

/** The nearest feature of each layer of points that is seen, of those that its legend and filter show. */
export function askAllNearest(
  data: DataClient,
  place: Place,
  { layers, catalog }: Pick<AtlasState, 'layers' | 'catalog'>,
  signal: AbortSignal,
): Promise<readonly HereNearest[]> {
  const asked = layers.flatMap((view) => {
    const entry = catalog.get(view.id)
    if (!view.visible || !entry?.geometryType?.endsWith('Point')) return []
    const layer = toAskedLayer(entry, layersUrl())
    const condition = toSeenCondition(entry, view, entry.fields)
    if (!layer || condition === 'nothing') return []
    return [{ entry, layer: condition ? { ...layer, condition } : layer }]
  })
  return Promise.all(
    asked.map(async ({ entry, layer }): Promise<HereNearest> => {
      try {
        const fromMeters = FIRST_REACH_METERS
        const feature = await askNearest(data, layer, place, { fromMeters, signal })
        return { entry, feature, problem: null }
      } catch (error) {
        signal.throwIfAborted()
        return { entry, feature: null, problem: toProblem(error) }
      }
    }),
  )
}

/** What an area says of a place: its class where the layer has classes, else its name; `null` where it has neither. */
export function placeValueOf(
  { entry, feature }: Pick<HereArea, 'entry' | 'feature'>,
  language: Language,
): string | null {
  if (!feature) return null
  const look = lookOf(entry, feature.properties)
  const label = look && textIn(look.label, language)
  return entry.symbology?.kind === 'simple'
    ? (nameOf(entry, feature.properties, language) ?? label)
    : label
}
