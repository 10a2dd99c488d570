import type { IdentifiedFeature } from '../../query/identify.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import type { NearAsked } from '../../state/near.ts'
import type { LayerProblem } from '../../state/store.ts'
import { ask } from '../../workers/ask.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import type { DataClient } from '../../workers/data-client.ts'
import type { NearLayer } from './to-groups.ts'

/** More than anybody goes through; how many there are is told all the same. */
export const MOST_OF_A_LAYER = 100
/** How far it is looked for the nearest where there is none within the radius. */
const FARTHEST_METERS = 1_000_000

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
 * Asks a layer what it has around a place, from its own file at full detail. Rejects once the signal is aborted; a
 * layer that cannot be read answers with its problem.
 */
export async function askNear(
  data: DataClient,
  { entry, condition }: NearLayer,
  { place, radiusKilometers }: Pick<NearAsked, 'place' | 'radiusKilometers'>,
  signal: AbortSignal,
): Promise<NearAnswer> {
  const layer = toAskedLayer(entry, layersUrl())
  if (!layer) throw new Error(`The layer ${entry.id} has no data to be asked`)
  const within = async (toleranceMeters: number, limit: number) => {
    const layers = [condition ? { ...layer, condition } : layer]
    const where = { kind: 'place', place, toleranceMeters } as const
    const [answer] = await ask(data, 'identify', { layers, where, limit }, { signal })
    return answer!
  }
  const near = await within(radiusKilometers * 1000, MOST_OF_A_LAYER)
  if (!near.ok) return { features: [], total: 0, beyond: null, problem: near.problem }
  const { features, total } = near
  if (total > 0) return { features, total, beyond: null, problem: null }
  const far = await within(FARTHEST_METERS, 1)
  if (!far.ok) return { features, total, beyond: null, problem: far.problem }
  return { features, total, beyond: far.features[0] ?? null, problem: null }
}
