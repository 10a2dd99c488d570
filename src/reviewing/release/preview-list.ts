import { localized } from '../../catalog/localized.ts'
import { z } from '../../model/zod.ts'

/** Where packages lie that wait for their release, from the site's root, and the list of them. */
export const PREVIEW_FOLDER = 'preview/'
export const PREVIEW_LIST = 'index.json'

/** `preview/index.json`: the layers that can be seen before their release, beside the public catalogue. */
export const previewListSchema = z.strictObject({
  packages: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      title: localized,
      edition: z.iso.date(),
      /** In the same folder. */
      path: z.string().regex(/^[a-z0-9][a-z0-9.-]*\.zip$/),
    }),
  ),
})
export type PreviewList = z.infer<typeof previewListSchema>
