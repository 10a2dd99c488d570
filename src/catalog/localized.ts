import { z } from 'zod'

const text = z.string().trim().min(1, 'the text is missing in this language')

/** A text in English, French and Spanish, none of them empty. */
export const localized = z.strictObject({ en: text, fr: text, es: text })
