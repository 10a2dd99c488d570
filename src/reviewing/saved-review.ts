import { ProblemError } from '../model/problem.ts'
import { z } from '../model/zod.ts'
import { waiversSchema } from './release/package-files.ts'
import { waiverOf } from './report.ts'
import { type Verdict, verdictSchema } from './verdict.ts'

export const savedReviewSchema = z.object({
  /** ISO 8601. */
  date: z.string(),
  verdict: verdictSchema,
  waivers: waiversSchema,
})

/** A review as it is kept or given to somebody: what was found and what of it is accepted, without the data. */
export type SavedReview = z.infer<typeof savedReviewSchema>

const savedSchema = z.union([
  savedReviewSchema.transform((one): SavedReview[] => [one]),
  z.array(savedReviewSchema).min(1),
  // What `npm run -s review -- --json` prints.
  verdictSchema.transform((verdict): SavedReview[] => [{ date: '', verdict, waivers: [] }]),
])

/**
 * The reviews in a file: one, a list of them, or what was found alone.
 *
 * @throws ProblemError `review-unreadable`
 */
export function parseSavedReviews(text: string): readonly SavedReview[] {
  try {
    return savedSchema.parse(JSON.parse(text))
  } catch {
    throw new ProblemError({
      code: 'review-unreadable',
      message: 'The file holds no saved review.',
    })
  }
}

/** How a review stands: findings that are open by their severity, and those that are accepted. */
export function toStanding({
  verdict,
  waivers,
}: {
  readonly verdict: Verdict
  readonly waivers: SavedReview['waivers']
}): { readonly errors: number; readonly warnings: number; readonly accepted: number } {
  const given = new Map(waivers)
  const open = verdict.findings.filter((finding) => !waiverOf(finding, given))
  return {
    errors: open.filter(({ severity }) => severity === 'error').length,
    warnings: open.filter(({ severity }) => severity === 'warning').length,
    accepted: verdict.findings.length - open.length,
  }
}
