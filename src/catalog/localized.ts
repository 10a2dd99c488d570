import { z } from '../model/zod.ts'

const text = z.string().trim().min(1, 'the text is missing in this language')

/** A text in English, French and Spanish, none of them empty. */
export const localized = z.strictObject({ en: text, fr: text, es: text })

/** A name that is the same in all languages, or a text in each of them; `toLanguage` gives what is said. */
export const wording = z.union([text, localized])
export type Wording = z.infer<typeof wording>
