import { toWkt } from '../formats/wkt/write.ts'
import type { Language } from '../model/schema.ts'
import { toWhereText } from '../model/where.ts'
import type { Subset } from '../sources/subset.ts'
import { factsOf } from '../words/languages.ts'
import { wordsOf } from '../words/words.ts'

/** What of a layer is exported, as plain data; the whole of it where nothing is said. */
export type ExportPart = Omit<Subset, 'ids'>

export function isWhole({ bbox, area, condition, fields }: ExportPart): boolean {
  return !bbox && !area && !condition && !fields
}

/** The part in words, exact enough to be made again; `undefined` for a whole layer. */
export function toSelectionText(part: ExportPart, language: Language): string | undefined {
  if (isWhole(part)) return undefined
  const { bbox, area, condition, fields } = part
  const { colon, semicolon } = factsOf(language)
  const { selection } = wordsOf('files', language)
  const lines = [
    bbox && `${selection.box} ${bbox.join(', ')}`,
    area && `${selection.area} ${toWkt(area)}`,
    condition && `${selection.condition} ${toWhereText(condition)}`,
    fields && `${selection.fields}${colon}${fields.join(', ')}`,
  ].filter((line) => line !== undefined)
  const ending = bbox || area ? `. ${selection.whole}` : '.'
  return `${lines.join(semicolon)}${ending}`
}
