import { SCREEN_UNITS } from '../geo/screen-place.ts'
import { z } from '../model/zod.ts'
import type { PublishedLayer } from './kept-layer.ts'
import { localized } from './localized.ts'
import { groupsSchema, layerSchema } from './schema.ts'
import { webAddress } from './web-address.ts'

/**
 * A layer that a reader brought. It is listed, drawn and exported as those of the catalogue are, but its
 * files lie on this device alone: no group, no licence and no address stand for it, but the file it
 * was made from.
 */

/** What every id of such a layer begins with; no layer of the catalogue's does. */
export const DEVICE_ID_PREFIX = 'device-'

const file = z.strictObject({
  /** The name under which the device keeps it. */
  path: z.string().regex(/^device-[a-z0-9-]+(\.z[0-9-]+)?\.fgb$/),
  bytes: z.int().positive(),
  featureCount: z.int().nonnegative(),
  /** The index of the features' keys, of the layer's own file where it is large. */
  keys: z
    .strictObject({
      path: z.string().regex(/^device-[a-z0-9-]+\.keys$/),
      bytes: z.int().positive(),
    })
    .optional(),
  /** Set until the file is whole, in no record: its bytes are foreseen, and who reads it waits. */
  isBeingWritten: z.literal(true).optional(),
  /** As in the catalogue's own files. */
  overviewZooms: z.tuple([z.number(), z.number()]).optional(),
  toleranceMeters: z.number().positive().optional(),
  groups: groupsSchema.optional(),
})

/** An image that a file brings, as the device keeps it. */
const image = z.strictObject({
  path: z.string().regex(/^device-[a-z0-9-]+\.overlay-\d+\.(png|jpg|gif|webp)$/),
  bytes: z.int().positive(),
})

const look = z.strictObject({
  name: z.string(),
  opacity: z.number().min(0).max(1),
  /** What its colours are multiplied with. */
  tint: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .optional(),
})

/** An image that a file lays on the ground, the undermost first. */
const overlay = z.strictObject({
  ...image.shape,
  ...look.shape,
  /** Lower left, lower right, upper right, upper left: longitude, latitude, without a jump at 180°. */
  corners: z.array(z.tuple([z.number(), z.number()])).length(4),
})

const vector = z.strictObject({
  x: z.number(),
  y: z.number(),
  xUnits: z.enum(SCREEN_UNITS),
  yUnits: z.enum(SCREEN_UNITS),
})

/** An image that a file fixes to the screen, the undermost first; without one, a rectangle of its tint. */
const screenOverlay = z.strictObject({
  ...look.shape,
  image: image.optional(),
  place: z.strictObject({
    overlayXY: vector.optional(),
    screenXY: vector.optional(),
    rotationXY: vector.optional(),
    size: vector.optional(),
    rotationDegrees: z.number(),
  }),
})

/** Where a layer came from, as far as a file says so itself. */
const origin = z.strictObject({
  /** Of the file as the reader gave it, with the folders in it: `parks.zip/2020/parks.shp`. */
  name: z.string().min(1),
  format: z.string().min(1),
  /** All files that were given, together. */
  bytes: z.int().nonnegative(),
  /** SHA-256 of the one file that was given; `null` for several, and where it cannot be found. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** When the file was last changed, by its own account. */
  modified: z.iso.datetime().nullable(),
  /** Where it was fetched from, if the reader gave an address. */
  url: webAddress.nullable(),
  imported: z.iso.datetime(),
  /** Set where it is an edition of a layer of the catalogue, called by the day of that layer's last change. */
  editionOf: z
    .strictObject({ layer: z.string().regex(/^[a-z0-9-]+$/), edition: z.iso.date() })
    .optional(),
})

export const deviceLayerSchema = layerSchema
  .pick({
    title: true,
    abstract: true,
    geometryType: true,
    bbox: true,
    fields: true,
    symbology: true,
  })
  .extend({
    id: z.string().regex(/^device-[a-z0-9-]+$/),
    state: z.literal('device'),
    /** The layer itself first, then its overviews from the smallest scale up. */
    files: z.array(file).min(1),
    overlays: z.array(overlay).max(100).optional(),
    screenOverlays: z.array(screenOverlay).max(20).optional(),
    origin,
    /** Set where it is a delivery under review: what marks it as not released. */
    notReleased: localized.optional(),
  })

export type DeviceOverlay = z.infer<typeof overlay>
export type DeviceScreenOverlay = z.infer<typeof screenOverlay>
export type DeviceFile = z.infer<typeof file>
export type LayerOrigin = z.infer<typeof origin>
export type EditionOf = NonNullable<LayerOrigin['editionOf']>

/** What the catalogue says of its layers and a file does not say of itself is left undefined. */
export type DeviceLayer = z.infer<typeof deviceLayerSchema> & {
  readonly [Key in Exclude<
    keyof PublishedLayer,
    keyof z.infer<typeof deviceLayerSchema>
  >]?: undefined
}

/** A layer that may stand on the map: of the catalogue, or the reader's own. */
export type LayerEntry = PublishedLayer | DeviceLayer

/** Whether it is a layer as the catalogue has it, with its page, its record and its downloads. */
export function isReleased(entry: LayerEntry): entry is PublishedLayer {
  return !isDeviceLayer(entry) && !entry.notReleased && !entry.answer
}

export function isDeviceLayer(entry: LayerEntry | undefined): entry is DeviceLayer {
  return entry?.state === 'device'
}
