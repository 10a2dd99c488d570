import { z } from '../model/zod.ts'
import {
  readRecord,
  readRecordIds,
  readRecords,
  readStoredFile,
  removeStoredLayer,
  writeRecord,
} from '../sources/device-files.ts'
import { mappingSchema } from './mapping.ts'
import { savedReviewSchema } from './saved-review.ts'

const PREFIX = 'review-'

const fileSchema = z.object({
  /** Where it lies on the device. */
  path: z.string(),
  name: z.string(),
  bytes: z.number(),
})

/** A file of a review that is kept on the device. */
export type KeptFile = Readonly<z.infer<typeof fileSchema>>

const workSchema = z.object({
  files: z.array(fileSchema),
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

/**
 * A review that was made on this device: what was found and accepted, and where its files are kept how to go on. It names
 * every row that was found: it is read and written in workers.
 */
export type KeptReview = z.infer<typeof keptSchema> & { readonly id: string }

function parseKept(id: string, record: unknown): KeptReview | null {
  const parsed = keptSchema.safeParse(record)
  return parsed.success ? { ...parsed.data, id } : null
}

/** The reviews that are kept on this device, the latest first; none where its storage is closed. */
export async function readKeptReviews(): Promise<readonly KeptReview[]> {
  const records = await readRecords(PREFIX).catch(() => new Map<string, unknown>())
  return [...records]
    .flatMap(([id, record]) => parseKept(id, record) ?? [])
    .sort((a, b) => b.date.localeCompare(a.date))
}

/** A review that is kept on this device; `null` where it is not there any more. */
export const readKeptReview = (id: string): Promise<KeptReview | null> =>
  readRecord(id).then(
    (record) => parseKept(id, record),
    () => null,
  )

/** Whether this device keeps any review; none of them is read. */
export const hasKeptReviews = (): Promise<boolean> =>
  readRecordIds(PREFIX).then(
    (ids) => ids.length > 0,
    () => false,
  )

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
