import {
  type KeptReview,
  keepReview,
  readKeptReview,
  readKeptReviews,
  toKeptId,
} from '../reviewing/kept-review.ts'
import type { ReviewCalls } from '../reviewing/protocol.ts'
import { toReviewFile } from '../reviewing/save-reviews.ts'
import { parseSavedReviews, toStanding } from '../reviewing/saved-review.ts'
import type { Verdict } from '../reviewing/verdict.ts'
import type { Handlers } from './channel.ts'

/**
 * What a review's worker does with reviews that the device keeps. They name every row that was found, and would hold up
 * the page that copied them.
 */
export function toKeptHandlers(
  verdict: () => Verdict,
): Pick<Handlers<ReviewCalls>, 'keep' | 'kept' | 'bring' | 'saveKept' | 'saveReview'> {
  return {
    async keep({ id, waivers, work }) {
      const review = { id, date: now(), verdict: verdict(), waivers: [...waivers] }
      await keepReview({ ...review, ...(work && { work }) })
    },
    kept: async () =>
      (await readKeptReviews()).map((review) => {
        const { id, date, waivers, work } = review
        const { file } = review.verdict
        return { id, date, file, waivers, ...(work && { work }), standing: toStanding(review) }
      }),
    async bring({ file }) {
      for (const review of parseSavedReviews(await file.text())) {
        const date = review.date || new Date(file.lastModified).toISOString()
        await keepReview({ ...review, date, id: toKeptId() })
      }
    },
    async saveKept({ ids }) {
      const reviews = await Promise.all(ids.map(readKeptReview))
      return toReviewFile(reviews.filter((review): review is KeptReview => review !== null))
    },
    saveReview: ({ waivers }) =>
      toReviewFile([{ date: now(), verdict: verdict(), waivers: [...waivers] }]),
  }
}

const now = (): string => new Date().toISOString()
