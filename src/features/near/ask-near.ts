import type { IdentifiedFeature } from '../../query/identify.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import type { NearAsked } from '../../state/near.ts'
import type { LayerProblem } from '../../state/store.ts'
import { ask } from '../../workers/ask.ts'
import { askNearest } from '../../workers/ask-nearest.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import type { DataClient } from '../../workers/data-client.ts'
import type { NearLayer } from './to-groups.ts'

/** More than anybody goes through; how many there are is told all the same. */
export const MOST_OF_A_LAYER = 100

/** What a layer has around a place. */
export interface NearAnswer {
  /** The nearest first. */
  readonly features: readonly IdentifiedFeature[]
  /** How many there are, with those past the list. */
  readonly total: number
  /** Where there is none: the nearest beyond the radius, `null` within 1,000 km neither. */
  readonly beyond: IdentifiedFeature | null
  readonly problem: LayerProblem | null
}

/**
 * Asks a layer what it has around a place, from its own file at full detail. Rejects once the signal is aborted; with a
 * `ProblemError` where the nearest cannot be found; a layer that cannot be read answers with its problem.
 */
export async function askNear(
  data: DataClient,
  { entry, condition }: NearLayer,
  { place, radiusKilometers }: Pick<NearAsked, 'place' | 'radiusKilometers'>,
  signal: AbortSignal,
): Promise<NearAnswer> {
  const layer = toAskedLayer(entry, layersUrl())
  if (!layer) throw new Error(`The layer ${entry.id} has no data to be asked`)
  const asked = condition ? { ...layer, condition } : layer
  const radius = radiusKilometers * 1000
  const where = { kind: 'place', place, toleranceMeters: radius } as const
  const question = { layers: [asked], where, limit: MOST_OF_A_LAYER }
  const [near] = await ask(data, 'identify', question, { signal })
  if (!near?.ok) return { features: [], total: 0, beyond: null, problem: near?.problem ?? null }
  const { features, total } = near
  const beyond =
    total === 0 ? await askNearest(data, asked, place, { fromMeters: 2 * radius, signal }) : null
  return { features, total, beyond, problem: null }
}
