import { localized } from '../catalog/localized.ts'
import { z } from '../model/zod.ts'
import { ORIENTATIONS, PAPER_NAMES } from './paper.ts'
import { INSET_NAMES } from './sheet-spec.ts'

/** Raised with every change of templates that an older reader would misread. */
const TEMPLATE_VERSION = 1

/** Scales that a sheet may have: the denominator. */
export const LEAST_SCALE = 250_000
export const MOST_SCALE = 100_000_000

/** A sheet as data: `public/sheets/<id>.json`. */
export const templateSchema = z.strictObject({
  schemaVersion: z.literal(TEMPLATE_VERSION),
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: localized,
  subtitle: localized,
  paper: z.enum(PAPER_NAMES),
  orientation: z.enum(ORIENTATIONS),
  projection: z.enum(['naaf', 'mercator']),
  /** Longitude, latitude of the middle of the frame. */
  center: z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(90)]),
  scale: z.number().min(LEAST_SCALE).max(MOST_SCALE),
  graticule: z.boolean(),
  insets: z.array(z.enum(INSET_NAMES)),
  enlarge: z.number().min(0.5).max(4),
  /** From the topmost down. */
  layers: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        opacity: z.number().min(0).max(1).optional(),
        hiddenClasses: z.array(z.string()).optional(),
      }),
    )
    .min(1),
})

export type SheetTemplate = z.infer<typeof templateSchema>
