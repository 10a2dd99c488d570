import type { Question } from './question.ts'
import { readView, type ViewRequest } from './row-view.ts'

/** Ranges of places in a view, the last one of each left out, in order and apart from one another. */
export type PlaceRanges = readonly (readonly [from: number, to: number])[]

/** Which features stand at some places of a view, by the numbers of their keys. */
export const rowIds: Question<
  ViewRequest & { readonly places: PlaceRanges },
  readonly number[]
> = async (request, context) => {
  const { rows, order } = await readView(request, [], context)
  return request.places.flatMap(([from, to]) => Array.from(order.subarray(from, to), rows.idAt))
}

/** At which places of a view some features stand; those that are not in it have none. */
export const rowPlaces: Question<
  ViewRequest & { readonly wanted: readonly number[] },
  PlaceRanges
> = async (request, context) => {
  const { rows, order } = await readView(request, [], context)
  const wanted = new Set(request.wanted)
  const ranges: [number, number][] = []
  for (let place = 0; place < order.length; place++) {
    if (!wanted.has(rows.idAt(order[place]!))) continue
    const last = ranges.at(-1)
    if (last?.[1] === place) last[1] = place + 1
    else ranges.push([place, place + 1])
  }
  return ranges
}
