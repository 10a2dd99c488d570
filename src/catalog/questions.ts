import { recipeSchema } from '../model/recipe.ts'
import { z } from '../model/zod.ts'
import { localized } from './localized.ts'

/** The file of the questions that are offered, from the site's root. */
export const QUESTIONS_PATH = 'questions.json'

/**
 * A question with which someone may begin, in plain words: one of `public/questions.json`. Whoever keeps the site adds
 * one there, without code.
 */
const questionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words and hyphens'),
  /** The id of the subject beneath which it stands. */
  subject: z.string(),
  title: localized,
  recipe: recipeSchema,
})

export const questionListSchema = z.array(questionSchema).max(100)

export type Question = z.infer<typeof questionSchema>
