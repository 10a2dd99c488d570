import type { Bbox } from '../geo/bbox.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import type { FieldValues } from '../model/feature.ts'
import type { AskContext, AskedLayer, Question } from './question.ts'
import { isArea, prepareArea } from './relate.ts'

export interface AlongRequest {
  /** Layers of areas. */
  readonly layers: readonly (AskedLayer & { readonly fields: readonly string[] })[]
  /** Longitudes and latitudes of WGS 84, in the order in which they are passed. */
  readonly places: readonly (readonly [lon: number, lat: number])[]
}

/** Of each layer, in the order of the request, what its area at each place says; `null` where it has none. */
export type AlongAnswer = readonly (readonly (FieldValues | null)[])[]

const FEATURES_BETWEEN_PAUSES = 200

/** Which areas of layers lie along a way, at places of it; where areas overlap, the first in the file counts. */
export const along: Question<AlongRequest, AlongAnswer> = async ({ layers, places }, context) => {
  const line = places.map((place) => [...place])
  const box = new ShortWayBox()
  box.add({ type: 'LineString', coordinates: line })
  const bbox = box.bbox()
  if (!bbox) return layers.map(() => [])
  const answer: (FieldValues | null)[][] = []
  for (const layer of layers) answer.push(await alongIn(layer, places, bbox, context))
  return answer
}

async function alongIn(
  layer: AlongRequest['layers'][number],
  places: AlongRequest['places'],
  bbox: Bbox,
  { openForFew, signal, pause }: AskContext,
): Promise<(FieldValues | null)[]> {
  const source = await openForFew(layer)
  const found = places.map((): FieldValues | null => null)
  let read = 0
  for await (const { geometry, properties } of source.features({
    bbox,
    fields: layer.fields,
    signal,
  })) {
    if (++read % FEATURES_BETWEEN_PAUSES === 0) await pause(null)
    if (!geometry || !isArea(geometry)) continue
    const area = prepareArea(geometry)
    const [west, south, east, north] = area.bbox
    for (const [at, [lon, lat]] of places.entries()) {
      if (found[at] || lat < south || lat > north || lon < west || lon > east) continue
      if (area.meets({ type: 'Point', coordinates: [lon, lat] })) found[at] = properties
    }
  }
  return found
}
