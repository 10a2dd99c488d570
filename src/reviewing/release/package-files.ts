import {
  type LayerRecord,
  type LayerSupplement,
  recordSchema,
  supplementSchema,
} from '../../catalog/record.ts'
import { type CatalogLayer, layerSchema } from '../../catalog/schema.ts'
import { z } from '../../model/zod.ts'

/**
 * A release package: one zip with all that the release of a layer takes. `SHA256SUMS` lists every other file, as
 * `sha256sum --check` reads it, but the approval, which names the checksum of that list: it is of these bytes and no
 * others.
 */
export const PACKAGE = {
  manifest: 'release.json',
  /** The catalogue's entry and record in one. */
  record: 'record.json',
  recipe: 'recipe.json',
  sums: 'SHA256SUMS',
  approval: 'approval.json',
  thumbnail: 'thumbnail.svg',
  iso: 'metadata/iso19139.xml',
  fgdc: 'metadata/fgdc.txt',
  /** What the rules found in the layer as it is in the package, and what of that is accepted. */
  verdict: 'report/verdict.json',
  waivers: 'report/waivers.json',
  /** What they found in the file as it was sent, in its row numbers. */
  delivery: 'report/delivery.json',
  receipts: 'receipts.json',
  changes: 'changes/changes.json',
  changedRows: 'changes/changes.csv',
  /** The layer's own files, as they lie beside the catalogue. */
  layerFolder: 'layer/',
  /** The ready-made formats. */
  downloadFolder: 'downloads/',
} as const

export const reportPath = (language: string): string => `report/report.${language}.html`
export const changeLogPath = (language: string): string => `changes/changes.${language}.txt`

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const manifestSchema = z.strictObject({
  version: z.literal(1),
  id: layerSchema.shape.id,
  /** The day by which the edition is called. */
  edition: z.iso.date(),
  /** It may not be released before this day. */
  embargo: z.iso.date().nullable(),
  /** The edition that it follows. */
  follows: z.strictObject({ edition: z.iso.date().nullable(), sha256 }).nullable(),
  /** What was sent. */
  source: z.strictObject({ name: z.string().min(1), bytes: z.int().nonnegative(), sha256 }),
})
export type Manifest = z.infer<typeof manifestSchema>

export const approvalSchema = z.strictObject({
  version: z.literal(1),
  /** The SHA-256 of `SHA256SUMS`. */
  package: sha256,
  initials: z.string().trim().min(1).max(12),
  date: z.iso.date(),
  remarks: z.string().max(2000),
})
export type Approval = z.infer<typeof approvalSchema>

export const waiversSchema = z.array(
  z.tuple([
    z.string(),
    z.strictObject({
      reason: z.string().min(1),
      initials: z.string().min(1),
      date: z.string(),
      fingerprint: z.string(),
    }),
  ]),
)

/** What whoever makes the release says of the layer; files, counts, bounds and sources are found. */
export const describedSchema = recordSchema
  .omit({ files: true, bbox: true, state: true, address: true, recipe: true, raster: true })
  .required({ provenance: true, symbology: true, modified: true })
export type DescribedLayer = z.infer<typeof describedSchema>

/** What of a record stands in `catalog.json`. */
const entrySchema = z.object(layerSchema.shape)
export const toEntry = (record: LayerRecord): CatalogLayer => entrySchema.parse(record)
/** What of a record stands beside it, in the catalogue of each language. */
const supplementOfRecord = z.object(supplementSchema.shape)
export const toSupplement = (record: LayerRecord): LayerSupplement =>
  supplementOfRecord.parse(record)
