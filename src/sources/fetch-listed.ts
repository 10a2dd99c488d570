import type { z } from '../model/zod.ts'
import { fetchJson } from './fetch-json.ts'

export interface Listed<Value> {
  /** In the order of the list. */
  readonly read: readonly Value[]
  /** The names of the files that could not be read, or are not what their schema says. */
  readonly faulty: readonly string[]
}

/**
 * Fetches the files of a folder that its `index.json` lists by their names less `.json`. One that is faulty keeps
 * nothing from the others; without its list there is nothing: rejects as `fetchJson` does, and where the list is none.
 */
export async function fetchListed<Value>(
  folder: URL,
  listSchema: z.ZodType<string[]>,
  schema: z.ZodType<Value>,
): Promise<Listed<Value>> {
  const ids = listSchema.parse(await fetchJson(new URL('index.json', folder).href))
  const results = await Promise.allSettled(
    ids.map(async (id) => schema.parse(await fetchJson(new URL(`${id}.json`, folder).href))),
  )
  for (const result of results) if (result.status === 'rejected') console.error(result.reason)
  return {
    read: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    faulty: ids.filter((_, at) => results[at]!.status === 'rejected'),
  }
}
