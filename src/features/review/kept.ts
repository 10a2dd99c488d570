import { type SavedReview, savedReviewSchema } from '../../reviewing/saved-review.ts'
import { readRecords, removeStoredLayer, writeRecord } from '../../sources/device-files.ts'

const PREFIX = 'review-'

/** A review that was made on this device: what was found and accepted, without the data. */
export type KeptReview = SavedReview & { readonly id: string }

/** The reviews that are kept on this device, the latest first; none where its storage is closed. */
export async function readKeptReviews(): Promise<readonly KeptReview[]> {
  const records = await readRecords(PREFIX).catch(() => new Map<string, unknown>())
  return [...records]
    .flatMap(([id, record]) => {
      const parsed = savedReviewSchema.safeParse(record)
      return parsed.success ? [{ ...parsed.data, id }] : []
    })
    .sort((a, b) => b.date.localeCompare(a.date))
}

export const toKeptId = (): string =>
  `${PREFIX}${crypto.getRandomValues(new Uint32Array(2)).join('-')}`

export async function keepReview({ id, ...review }: KeptReview): Promise<void> {
  await writeRecord(id, review)
}

export async function forgetReview(id: string): Promise<void> {
  await removeStoredLayer(id)
}
