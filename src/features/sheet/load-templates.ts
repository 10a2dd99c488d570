import { onceEach } from '../../model/once-each.ts'
import { z } from '../../model/zod.ts'
import { type SheetTemplate, templateSchema } from '../../sheets/template.ts'
import { fetchJson } from '../../sources/fetch-json.ts'

const listSchema = z.array(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)).max(40)

/** The templates in the order of their list, fetched once; one that is faulty keeps nothing from the others. */
export const loadTemplates = onceEach<void, readonly SheetTemplate[]>(async () => {
  const folder = new URL('sheets/', document.baseURI)
  const ids = listSchema.parse(await fetchJson(new URL('index.json', folder).href))
  const read = await Promise.allSettled(
    ids.map(async (id) =>
      templateSchema.parse(await fetchJson(new URL(`${id}.json`, folder).href)),
    ),
  )
  for (const result of read) if (result.status === 'rejected') console.error(result.reason)
  return read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
})
