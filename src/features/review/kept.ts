import { z } from '../../model/zod.ts'
import { mappingSchema } from '../../reviewing/mapping.ts'
import type { KeptFile } from '../../reviewing/protocol.ts'
import { savedReviewSchema } from '../../reviewing/saved-review.ts'
import {
  readRecords,
  readStoredFile,
  removeStoredLayer,
  writeRecord,
} from '../../sources/device-files.ts'

const PREFIX = 'review-'

const workSchema = z.object({
  files: z.array(z.object({ path: z.string(), name: z.string(), bytes: z.number() })),
  theme: z.string().nullable(),
  mapping: mappingSchema.nullable(),
  reading: mappingSchema.shape.reading.unwrap(),
  fixes: z.array(z.string()),
  draft: z.record(z.string(), z.unknown()).nullable(),
  embargo: z.string().nullable(),
  /** The review of the delivery before, to which this one is held. */
  before: z.string().nullable(),
})

/** All that it takes to go on with a review: its files on this device, and what was done to them. */
export type KeptWork = z.infer<typeof workSchema>

const keptSchema = savedReviewSchema.extend({ work: workSchema.optional() })

/** A review that was made on this device: what was found and accepted, and where its files are kept how to go on. */
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

/** The files of a review as they were given. Rejects with `stored-file-lost`. */
export const readKeptFiles = (files: readonly KeptFile[]): Promise<File[]> =>
  Promise.all(files.map(async ({ path, name }) => new File([await readStoredFile(path)], name)))

export async function forgetReview(id: string): Promise<void> {
  await removeStoredLayer(id)
}
