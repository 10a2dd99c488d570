import type { MultiPolygon, Polygon } from 'geojson'
import { PUNCTUATION } from '../formats/text/punctuation.ts'
import { toWkt } from '../formats/wkt/write.ts'
import type { Bbox } from '../geo/bbox.ts'
import { type Condition, toWhereText } from '../model/condition.ts'
import type { Field, Language, Localized } from '../model/schema.ts'
import { parseWhere } from '../model/where.ts'
import type { Subset } from '../sources/subset.ts'

/** What of a layer is exported, as plain data; the whole of it where nothing is said. */
export interface ExportPart {
  /** WGS 84; a west greater than the east crosses the antimeridian. */
  readonly bbox?: Bbox
  /** WGS 84. */
  readonly area?: Polygon | MultiPolygon
  readonly condition?: Condition
  /** The same as a text that `parseWhere` reads, as it is given on a command line. */
  readonly where?: string
  /** In this order; without it, all. */
  readonly fields?: readonly string[]
}

export function isWhole({ bbox, area, condition, where, fields }: ExportPart): boolean {
  return !bbox && !area && !condition && !where && !fields
}

/** The part as a source selects it. Throws a `ProblemError` where a field is not the layer's. */
export function toSubset(
  { condition, where = condition && toWhereText(condition), ...part }: ExportPart,
  fields: readonly Field[],
): Subset {
  return { ...part, ...(where && { where: parseWhere(where, fields) }) }
}

const WORDS = {
  box: {
    en: 'features that meet the box west, south, east, north =',
    fr: 'les entités qui touchent le cadre ouest, sud, est, nord =',
    es: 'los elementos que tocan el recuadro oeste, sur, este, norte =',
  },
  area: {
    en: 'features that meet the area',
    fr: 'les entités qui touchent la zone',
    es: 'los elementos que tocan el área',
  },
  condition: {
    en: 'features for which',
    fr: 'les entités pour lesquelles',
    es: 'los elementos para los que',
  },
  fields: { en: 'the fields', fr: 'les champs', es: 'los campos' },
  whole: {
    en: 'Geometries are whole, not cut.',
    fr: 'Les géométries sont entières, non découpées.',
    es: 'Las geometrías están enteras, sin recortar.',
  },
} as const satisfies Record<string, Localized>

/** The part in words, exact enough to be made again; `undefined` for a whole layer. */
export function toSelectionText(part: ExportPart, language: Language): string | undefined {
  if (isWhole(part)) return undefined
  const { bbox, area, condition, where = condition && toWhereText(condition), fields } = part
  const { colon, semicolon } = PUNCTUATION[language]
  const lines = [
    bbox && `${WORDS.box[language]} ${bbox.join(', ')}`,
    area && `${WORDS.area[language]} ${toWkt(area)}`,
    where && `${WORDS.condition[language]} ${where}`,
    fields && `${WORDS.fields[language]}${colon}${fields.join(', ')}`,
  ].filter((line) => line !== undefined)
  const ending = bbox || area ? `. ${WORDS.whole[language]}` : '.'
  return `${lines.join(semicolon)}${ending}`
}
