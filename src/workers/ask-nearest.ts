import { ProblemError } from '../model/problem.ts'
import type { IdentifiedFeature, IdentifyRequest } from '../query/identify.ts'
import { ask } from './ask.ts'
import type { DataClient } from './data-client.ts'

/** Farther than this nothing is near. */
const FARTHEST_METERS = 1_000_000

/**
 * The feature of a layer of points that is nearest to a place, within `FARTHEST_METERS`; `null` where there is none.
 * It is looked farther and farther, so that no more of the file is read than the answer needs.
 *
 * @throws ProblemError where the layer cannot be read
 * @throws the signal's reason once it is aborted
 */
export async function askNearest(
  data: DataClient,
  layer: IdentifyRequest['layers'][number],
  place: readonly [lon: number, lat: number],
  { fromMeters, signal }: { readonly fromMeters: number; readonly signal: AbortSignal },
): Promise<IdentifiedFeature | null> {
  for (let reach = fromMeters; ; reach = Math.min(4 * reach, FARTHEST_METERS)) {
    const where = { kind: 'place', place, toleranceMeters: reach } as const
    const [answer] = await ask(data, 'identify', { layers: [layer], where, limit: 1 }, { signal })
    if (answer && !answer.ok) throw new ProblemError(answer.problem)
    const nearest = answer?.features[0]
    if (nearest || reach >= FARTHEST_METERS) return nearest ?? null
  }
}
