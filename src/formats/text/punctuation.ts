import type { Language } from '../../model/schema.ts'

/** What stands between a label and its value, and between the parts of a list, with its spaces. */
export const PUNCTUATION: Readonly<
  Record<Language, { readonly colon: string; readonly semicolon: string }>
> = {
  en: { colon: ': ', semicolon: '; ' },
  fr: { colon: '\u00a0: ', semicolon: '\u00a0; ' },
  es: { colon: ': ', semicolon: '; ' },
}
