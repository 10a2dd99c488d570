import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type LayerSupplement, supplementSchema } from '../../src/catalog/record.ts'
import { z } from '../../src/model/zod.ts'
import { approvalSchema } from '../../src/reviewing/release/package-files.ts'

/**
 * `released.json` beside `catalog.json`: the layers whose newest edition came as a release package and is made by no
 * recipe, each with what its record says beyond the catalogue's entry.
 */
const RELEASED_FILE = 'released.json'

export const releasedLayerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  edition: z.iso.date(),
  /** Who approved it; remarks stay in the package. */
  approval: approvalSchema.omit({ remarks: true }),
  record: supplementSchema,
})
export type Released = z.infer<typeof releasedLayerSchema>

const releasedSchema = z.strictObject({ layers: z.array(releasedLayerSchema) })

/** What came as packages, by its id; nothing where there is no list yet. */
export async function readReleased(folder: string): Promise<ReadonlyMap<string, Released>> {
  const text = await readFile(join(folder, RELEASED_FILE), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
  if (text === null) return new Map()
  return new Map(releasedSchema.parse(JSON.parse(text)).layers.map((each) => [each.id, each]))
}

export async function writeReleased(
  released: ReadonlyMap<string, Released>,
  folder: string,
): Promise<void> {
  const layers = [...released.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await writeFile(join(folder, RELEASED_FILE), `${JSON.stringify({ layers }, null, 1)}\n`)
}

/** What the records of those layers say beyond their entries. */
export async function readReleasedRecords(
  folder: string,
): Promise<ReadonlyMap<string, LayerSupplement>> {
  return new Map([...(await readReleased(folder))].map(([id, { record }]) => [id, record]))
}
