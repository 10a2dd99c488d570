import type { LayerEntry } from '../../catalog/device-layer.ts'
import { type Bbox, growBbox, toBoxPolygon } from '../../geo/bbox.ts'
import { readValue } from '../../model/field-value.ts'
import type { AskedExport } from '../../state/asked-export.ts'
import type { FoundFeature } from './identified.ts'

/** Texts that say which feature it is: more of them say no more. */
const MOST_VALUES = 6
const MOST_LETTERS = 200
/** Around a feature, so that rounding does not leave it out. */
const AROUND_METERS = 1

/**
 * What a file is asked to have that is to hold one feature: of a layer whose keys are a field, that one; else those
 * of its texts, on the ground that it covers. Two features of the same texts at one place are both in it.
 */
export function toAskedExport(
  entry: Pick<LayerEntry, 'id' | 'fields'> & { readonly keyField?: string | undefined },
  { properties, bbox }: Pick<FoundFeature, 'properties' | 'bbox'>,
): AskedExport {
  const textOf = (field: string) => {
    const value = readValue(properties, field)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const toTests = (fields: readonly string[]) =>
    fields
      .map((field) => ({ field, text: textOf(field) }))
      .filter(({ text }) => text.trim() !== '' && text.length <= MOST_LETTERS)
      .slice(0, MOST_VALUES)
  const key = toTests(entry.keyField === undefined ? [] : [entry.keyField])
  const whole = { layerId: entry.id, fields: null }
  if (key.length > 0) return { ...whole, view: null, only: key }
  const texts = entry.fields.filter(({ type }) => type === 'string').map(({ name }) => name)
  return { ...whole, view: toArea(bbox), only: toTests(texts) }
}

/** The ground of a box; `null` of one that crosses the antimeridian, which is no polygon. */
function toArea(bbox: Bbox): AskedExport['view'] {
  const grown = growBbox(bbox, AROUND_METERS)
  const [west, , east] = grown
  return west > east || west < -180 || east > 180 ? null : toBoxPolygon(grown)
}
