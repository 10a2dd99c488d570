import type { SavedReview } from './saved-review.ts'
import type { Verdict } from './verdict.ts'

/** The name of the file under review, without its folder and ending. */
export const toStem = (file: Verdict['file']): string =>
  file.replace(/^.*\//, '').replace(/\.[^.]*$/, '')

/** Reviews as a file, to be opened on another device or by the command line. At least one. */
export function toReviewFile(reviews: readonly SavedReview[]): File {
  const some = reviews.map(({ date, verdict, waivers }) => ({ date, verdict, waivers }))
  const [first, ...others] = some
  const isOne = first !== undefined && others.length === 0
  return new File(
    [`${JSON.stringify(isOne ? first : some, null, 1)}\n`],
    isOne ? `${toStem(first.verdict.file)}.review.json` : 'reviews.json',
    { type: 'application/json' },
  )
}
