import { drawnFields, mergedFields } from '../catalog/layer-files.ts'
import type { CatalogFile } from '../catalog/schema.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { Feature } from '../model/feature.ts'
import { COUNT_COLUMN } from '../model/own-columns.ts'
import type { Field } from '../model/schema.ts'
import { groupPoints, type PointTable } from './point-groups.ts'

/**
 * What a published layer of points is drawn from at small scales: the largest alone where its symbology says from
 * which zoom on how large ones are drawn (`least`), else groups, where a tile would have too many. Either way the
 * layer itself has all, and questions, tables and exports read that.
 */
export type PointOverview = {
  /** As the catalogue lists it. */
  readonly listed: Pick<CatalogFile, 'overviewZooms' | 'groups' | 'least'>
  readonly featureCount: number
} & (
  | { readonly kind: 'largest'; readonly rows: Uint32Array }
  /** Features named after the row of the one at whose place they stand, with the fields of `groupFields`. */
  | { readonly kind: 'groups'; readonly features: () => Iterable<Feature> }
)

/** The overviews that a layer of points needs, from the smallest scale up. */
export function* planPointOverviews(
  table: PointTable,
  symbology: Symbology,
): Generator<PointOverview> {
  if (symbology.kind === 'proportional' && symbology.least) {
    yield* planLargest(table, symbology.field, symbology.least)
    return
  }
  for (const { zooms, largest, cellMeters, groupCount, features } of groupPoints(
    table,
    symbology,
    null,
  )) {
    const listed = {
      overviewZooms: [...zooms] as [number, number],
      groups: { largest, cellMeters },
    }
    yield { kind: 'groups', listed, featureCount: groupCount, features }
  }
}

function* planLargest(
  table: PointTable,
  field: string,
  least: readonly (readonly [zoom: number, value: number])[],
): Generator<PointOverview> {
  for (const [place, [from, value]] of least.entries()) {
    const next = least[place + 1]?.[0]
    if (value === 0 || next === undefined) continue
    const rows = new Uint32Array(table.length)
    let count = 0
    for (let row = 0; row < table.length; row++) {
      if (Number(table.value(row, field) ?? 0) >= value) rows[count++] = row
    }
    if (count === 0) continue
    // Below the smallest zoom the coarsest serves, too.
    const zooms: [number, number] = [place === 0 ? -99 : from, next - 0.01]
    yield {
      kind: 'largest',
      listed: { overviewZooms: zooms, least: value },
      featureCount: count,
      rows: rows.slice(0, count),
    }
  }
}

/** The fields of groups: those that are drawn, of which amounts are sums or means, and how many points each has. */
export function groupFields(fields: readonly Field[], symbology: Symbology): readonly Field[] {
  const drawn = new Set(drawnFields(symbology))
  const merged = new Set(mergedFields(symbology))
  return [
    ...fields
      .filter(({ name }) => drawn.has(name))
      .map((field): Field => (merged.has(field.name) ? { ...field, type: 'double' } : field)),
    { name: COUNT_COLUMN, type: 'integer' },
  ]
}

/** The name of an overview's file: `airports.z0-2.fgb`. */
export function toOverviewPath(id: string, [from, to]: readonly [number, number]): string {
  return `${id}.z${Math.max(0, Math.ceil(from))}-${Math.floor(to)}.fgb`
}
