import type { SavedReview } from '../../reviewing/saved-review.ts'
import type { Verdict } from '../../reviewing/verdict.ts'
import { saveText } from '../../shell/save-file.ts'

/** The name of the file under review, without its folder and ending. */
export const toStem = ({ file }: Pick<Verdict, 'file'>): string =>
  file.replace(/^.*\//, '').replace(/\.[^.]*$/, '')

/** Gives reviews as a file, to be opened on another device or by the command line. */
export function saveReviews(reviews: readonly SavedReview[]): void {
  const [first, ...others] = reviews.map(({ date, verdict, waivers }) => ({ date, verdict, waivers })) // biome-ignore format: one line
  if (!first) return
  const isOne = others.length === 0
  saveText(
    `${JSON.stringify(isOne ? first : [first, ...others], null, 1)}\n`,
    isOne ? `${toStem(first.verdict)}.review.json` : 'reviews.json',
    'application/json',
  )
}
