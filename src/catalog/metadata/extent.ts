import { type Bbox, union } from '../../geo/bbox.ts'
import { type LayerRecord, toYears } from '../record.ts'
import type { COUNTRIES } from '../schema.ts'

/**
 * The bounds of the three countries in degrees, rounded outward to a tenth: what metadata state of
 * layers whose own bounds are not known. Alaska's islands beyond the antimeridian are left out, as is
 * usual, since a box with them would go around the world.
 */
const COUNTRY_BBOXES: Readonly<Record<(typeof COUNTRIES)[number], Bbox>> = {
  CAN: [-141.1, 41.6, -52.6, 83.2],
  MEX: [-118.5, 14.5, -86.7, 32.8],
  USA: [-179.2, 18.9, -66.9, 71.5],
}

/** WGS 84 bounds of a layer: its own, or those of the countries that it covers. */
export function toExtent({ bbox, countries }: Pick<LayerRecord, 'bbox' | 'countries'>): Bbox {
  return bbox ?? countries.map((country) => COUNTRY_BBOXES[country]).reduce(union)
}

/** The first and last year that a layer's editions describe, or `undefined` where none is known. */
export function toPeriod(
  record: Pick<LayerRecord, 'editions'>,
): { readonly from: number; readonly to: number } | undefined {
  const years = toYears(record)
  const [from] = years
  return from === undefined ? undefined : { from, to: years.at(-1) ?? from }
}
