import { PUNCTUATION } from '../formats/text/punctuation.ts'
import { toWkt } from '../formats/wkt/write.ts'
import type { Language, Localized } from '../model/schema.ts'
import { toWhereText } from '../model/where.ts'
import type { Subset } from '../sources/subset.ts'

/** What of a layer is exported, as plain data; the whole of it where nothing is said. */
export type ExportPart = Omit<Subset, 'ids'>

export function isWhole({ bbox, area, condition, fields }: ExportPart): boolean {
  return !bbox && !area && !condition && !fields
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
  const { bbox, area, condition, fields } = part
  const { colon, semicolon } = PUNCTUATION[language]
  const lines = [
    bbox && `${WORDS.box[language]} ${bbox.join(', ')}`,
    area && `${WORDS.area[language]} ${toWkt(area)}`,
    condition && `${WORDS.condition[language]} ${toWhereText(condition)}`,
    fields && `${WORDS.fields[language]}${colon}${fields.join(', ')}`,
  ].filter((line) => line !== undefined)
  const ending = bbox || area ? `. ${WORDS.whole[language]}` : '.'
  return `${lines.join(semicolon)}${ending}`
}
