import { z } from '../../model/zod.ts'
import { verdictSchema } from '../../reviewing/verdict.ts'
import { readRecords, removeStoredLayer, writeRecord } from '../../sources/device-files.ts'

const PREFIX = 'review-'

const waiverSchema = z.object({
  reason: z.string(),
  initials: z.string(),
  date: z.string(),
  fingerprint: z.string(),
})

const keptSchema = z.object({
  /** ISO 8601. */
  date: z.string(),
  verdict: verdictSchema,
  waivers: z.array(z.tuple([z.string(), waiverSchema])),
})

/** A review that was made on this device: what was found and accepted, without the data. */
export type KeptReview = z.infer<typeof keptSchema> & { readonly id: string }

/** The reviews that are kept on this device, the latest first; none where its storage is closed. */
export async function readKeptReviews(): Promise<readonly KeptReview[]> {
  const records = await readRecords(PREFIX).catch(() => new Map<string, unknown>())
  return [...records]
    .flatMap(([id, record]) => {
      const parsed = keptSchema.safeParse(record)
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
