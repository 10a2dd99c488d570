import type { MultiPolygon, Polygon } from 'geojson'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { Language } from '../model/schema.ts'
import { subsetOf } from '../sources/subset.ts'
import { selectRows } from './filter.ts'
import type { Rows } from './layer-columns.ts'
import type { AskContext, AskedLayer } from './question.ts'
import { type Order, sortRows } from './sort.ts'

/** Which rows of a layer are shown, and in which order: what a table, its pages and its selections are of. */
export interface ViewRequest {
  readonly layer: AskedLayer
  readonly condition?: Condition
  /** WGS 84: the features whose shapes share at least a point with it, as exports take them. */
  readonly area?: Polygon | MultiPolygon
  /** These features alone, by the numbers of their keys. */
  readonly ids?: readonly number[]
  /** The first orders first; without any, as the layer has them. */
  readonly order?: readonly Order[]
  /** In whose order texts come. */
  readonly language: Language
}

/** The rows of a view by their places in the layer, in its order. */
export interface RowView {
  readonly rows: Rows
  readonly order: Uint32Array
}

/** A table goes back and forth between few views: its own, and those it was before. */
const MOST_VIEWS = 6

/**
 * What was found of each layer's rows, the latest last, by the boxes of its rows, which are others where the file was
 * read anew.
 */
const found = new WeakMap<Float64Array, Map<string, Uint32Array>>()

/**
 * The rows of a view, put in order once and kept for its other pages.
 *
 * @param fields the columns that are wanted beside those that the view itself needs
 */
export async function readView(
  request: ViewRequest,
  fields: readonly string[],
  context: AskContext,
): Promise<RowView> {
  const { layer, condition, order = [] } = request
  const rows = await context.read(layer, [
    ...fields,
    ...order.map(({ field }) => field),
    ...(condition ? fieldsOf(condition) : []),
  ])
  const views = found.get(rows.boxes) ?? new Map<string, Uint32Array>()
  found.set(rows.boxes, views)
  const selected = await keep(views, toKey({ ...request, order: [] }), () =>
    select(request, rows, context),
  )
  const ordered = await keep(views, toKey(request), () => sort(selected, request, rows, context))
  return { rows, order: ordered }
}

/** A view as text. Without an order it is the same in all languages. */
function toKey({ condition, area, ids, order = [], language }: ViewRequest): string {
  const values = [condition, area, ids, order, order.length > 0 ? language : null]
  return JSON.stringify(values, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}

async function keep(
  views: Map<string, Uint32Array>,
  key: string,
  find: () => Promise<Uint32Array>,
): Promise<Uint32Array> {
  const view = views.get(key) ?? (await find())
  views.delete(key)
  views.set(key, view)
  for (const oldest of views.keys()) {
    if (views.size <= MOST_VIEWS) break
    views.delete(oldest)
  }
  return view
}

async function select(
  { layer, condition, area, ids }: ViewRequest,
  { columns, rowCount, idAt }: Rows,
  { open, signal, pause }: AskContext,
): Promise<Uint32Array> {
  let selected = selectRows(condition, columns, rowCount)
  if (ids) {
    const wanted = new Set(ids)
    selected = selected.filter((row) => wanted.has(idAt(row)))
  }
  if (area) {
    const within = new Set<number>()
    const part = subsetOf(await open(layer), { area, fields: [] })
    for await (const { id } of part.features({ signal })) {
      within.add(id)
      if (within.size % FEATURES_BETWEEN_PAUSES === 0) await pause(null)
    }
    selected = selected.filter((row) => within.has(idAt(row)))
  }
  return selected
}

const FEATURES_BETWEEN_PAUSES = 1000

async function sort(
  selected: Uint32Array,
  { order = [], language }: ViewRequest,
  { columns }: Rows,
  { pause }: AskContext,
): Promise<Uint32Array> {
  let sorted = selected
  for (const { field, descending = false } of order.toReversed()) {
    sorted = await sortRows(sorted, columns.get(field)!, { language, descending, pause })
  }
  return sorted
}
