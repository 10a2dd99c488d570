import { z } from '../model/zod.ts'
import { localized } from './localized.ts'

/** The file of the base maps, from the site's root. */
export const BASE_MAPS_PATH = 'base-maps.json'

/**
 * A base map that lies beneath the reader's layers: one of `public/base-maps.json`. Whoever keeps the site
 * adds one there, without code.
 */
const baseMapSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words and hyphens'),
  title: localized,
  /** Its layers from the topmost down, as the address of the page has them. */
  layers: z.string().min(1),
  /** The colours that it is made for, where it is not for all. */
  theme: z.enum(['light', 'dark']).optional(),
})

export const baseMapListSchema = z.array(baseMapSchema).min(1).max(12)

export type BaseMap = z.infer<typeof baseMapSchema>
