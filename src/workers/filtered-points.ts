import { drawnFields } from '../catalog/layer-files.ts'
import type { Regrouped } from '../catalog/split-groups.ts'
import type { Symbology } from '../catalog/symbology.ts'
import { splitAtAntimeridian } from '../geo/bbox.ts'
import { wrapLon } from '../geo/wrap-lon.ts'
import { type IsWanted, PointGrouping } from '../importing/point-groups.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import { toFilterMark } from '../model/condition-text.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { setValue } from '../model/field-value.ts'
import { COUNT_COLUMN, FILTER_COLUMN } from '../model/own-columns.ts'
import { valueAt } from '../query/column.ts'
import { selectRows } from '../query/filter.ts'
import type { Rows } from '../query/layer-columns.ts'
import type { FeatureQuery, FeatureSource, LayerFeatures } from '../sources/feature-source.ts'
import { pauser, sharedColumns } from './shared-columns.ts'

export interface FilteredPointsOptions {
  readonly signal: AbortSignal
  readonly symbology: Symbology
  /** `null` for all points. */
  readonly filters: readonly (Condition | null)[]
  /** Told of each filter when the points of a zoom are first drawn. */
  readonly tell: (regrouped: Regrouped) => void
  /** Told of the share of rows that have been read, `null` where it is not known. */
  readonly tellShare: (share: number | null) => void
}

/** What a filter leaves of a layer's points, placed once. */
interface Left {
  readonly filter: Condition | null
  /** The rows that have a place, by their place in the layer. */
  readonly rows: Uint32Array
  readonly count: number
  readonly grouping: PointGrouping
}

/**
 * The points that filters leave of a layer, for the small scales at which it is drawn in groups: grouped afresh, since
 * the layer's own groups cannot tell which of their points a filter leaves. Each has the mark of its filter.
 */
export class FilteredPoints {
  readonly #rows: Rows
  readonly #left: readonly Left[]
  readonly #source: FeatureSource
  readonly #options: FilteredPointsOptions

  private constructor(source: FeatureSource, rows: Rows, options: FilteredPointsOptions) {
    this.#source = source
    this.#rows = rows
    this.#options = options
    this.#left = options.filters.map((filter) => toLeft(filter, rows, options.symbology))
  }

  /** Reads what filters and drawing ask for of all rows. Rejects as `LayerColumns.read` does. */
  static async read(
    source: FeatureSource,
    options: FilteredPointsOptions,
  ): Promise<FilteredPoints> {
    const asked = options.filters.flatMap((filter) => (filter ? fieldsOf(filter) : []))
    const fields = [...drawnFields(options.symbology), ...asked]
    const { signal, tellShare } = options
    const rows = await sharedColumns.read(source, fields, {
      signal,
      pause: pauser(signal, tellShare),
    })
    return new FilteredPoints(source, rows, options)
  }

  /** What is drawn at a zoom of the Framework's grid: groups, or the points themselves where they are few. */
  at(zoom: number): LayerFeatures {
    const parts = this.#left.map((left) => this.#at(left, zoom))
    const { schema } = this.#source
    return {
      schema,
      async *features({ bbox, signal }: FeatureQuery = {}) {
        const isWanted = bbox ? within(bbox) : () => true
        for (const part of parts) {
          signal?.throwIfAborted()
          yield* part(isWanted)
        }
      },
    }
  }

  #at(
    { filter, grouping, rows, count }: Left,
    zoom: number,
  ): (wanted: IsWanted) => Iterable<Feature> {
    const { tell } = this.#options
    const mark = filter && toFilterMark(filter)
    const groups = grouping.isNeededAt(zoom) ? grouping.at(zoom) : null
    tell({
      filter: mark,
      zoom,
      left: count,
      of: this.#rows.rowCount,
      groups: groups && {
        count: groups.groupCount,
        cellMeters: groups.cellMeters,
        largest: groups.largest,
      },
    })
    const features = groups
      ? (isWanted: IsWanted) => named(groups.features(isWanted), rows, this.#rows)
      : (isWanted: IsWanted) => this.#alone(rows, isWanted)
    return mark === null ? features : (isWanted) => marked(features(isWanted), mark)
  }

  *#alone(rows: Uint32Array, isWanted: IsWanted): Generator<Feature> {
    const { boxes, columns, keyAt, idAt } = this.#rows
    const fields = drawnFields(this.#options.symbology)
    for (const row of rows) {
      const [lon, lat] = [boxes[4 * row]!, boxes[4 * row + 1]!]
      if (!isWanted(lon, lat)) continue
      const properties: Record<string, FieldValue> = { [COUNT_COLUMN]: 1 }
      for (const name of fields) setValue(properties, name, valueAt(columns.get(name)!, row))
      const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
      yield { key: keyAt(row), id: idAt(row), geometry, properties }
    }
  }
}

function toLeft(filter: Condition | null, rows: Rows, symbology: Symbology): Left {
  const { boxes, columns, rowCount } = rows
  const selected = selectRows(filter ?? undefined, columns, rowCount)
  const placed = selected.filter((row) => Number.isFinite(boxes[4 * row]))
  const table = {
    length: placed.length,
    bbox: (place: number) => {
      const at = 4 * placed[place]!
      return [boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!] as const
    },
    value: (place: number, name: string) => valueAt(columns.get(name)!, placed[place]!),
  }
  const grouping = new PointGrouping(table, symbology, null)
  return { filter, rows: placed, count: selected.length, grouping }
}

/** Whether places lie in a box, which may cross the antimeridian. */
function within(bbox: NonNullable<FeatureQuery['bbox']>): IsWanted {
  const boxes = splitAtAntimeridian(bbox)
  return (lon, lat) => {
    const wrapped = wrapLon(lon)
    return boxes.some(
      ([west, south, east, north]) =>
        wrapped >= west && wrapped <= east && lat >= south && lat <= north,
    )
  }
}

/** Groups are named after the places of their points among those that are left. */
function* named(groups: Iterable<Feature>, rows: Uint32Array, { keyAt, idAt }: Rows) {
  for (const group of groups) {
    const row = rows[group.id]!
    yield { ...group, key: keyAt(row), id: idAt(row) }
  }
}

function* marked(features: Iterable<Feature>, mark: string): Generator<Feature> {
  for (const feature of features) {
    yield { ...feature, properties: { ...feature.properties, [FILTER_COLUMN]: mark } }
  }
}
