import { onceEach } from '../../model/once-each.ts'
import { z } from '../../model/zod.ts'
import { type SheetTemplate, templateSchema } from '../../sheets/template.ts'
import { fetchListed } from '../../sources/fetch-listed.ts'

const listSchema = z.array(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)).max(40)

/** The templates in the order of their list, fetched once; one that is faulty keeps nothing from the others. */
export const loadTemplates = onceEach<void, readonly SheetTemplate[]>(
  async () =>
    (await fetchListed(new URL('sheets/', document.baseURI), listSchema, templateSchema)).read,
)
