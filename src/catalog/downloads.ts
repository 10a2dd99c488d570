import type { Language, Localized } from '../model/schema.ts'
import { z } from '../model/zod.ts'
import { localized } from './localized.ts'
import { LAYERS_FOLDER, toLayerPath } from './metadata/site.ts'

/**
 * Ready-made files of the layers. Every layer has editions, each named after the day of its last change, and every
 * edition an address of its own, `layers/<id>/<edition>/`, at which its files stay when a new one comes.
 */

/** What a ready-made file is. `csvw` is the data dictionary beside a table (CSV on the Web). */
export const DOWNLOAD_FORMATS = [
  'geopackage',
  'shapefile',
  'kmz',
  'geojson',
  'csv',
  'csvw',
] as const
export type DownloadFormat = (typeof DOWNLOAD_FORMATS)[number]

/** The names of the formats, which are the same in every language. */
export const DOWNLOAD_NAMES: Readonly<Record<DownloadFormat, string>> = {
  geopackage: 'GeoPackage',
  shapefile: 'Shapefile (zip)',
  kmz: 'KMZ (Google Earth)',
  geojson: 'GeoJSON',
  csv: 'CSV',
  csvw: 'CSVW (JSON)',
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const download = z.strictObject({
  format: z.enum(DOWNLOAD_FORMATS),
  /** From the site's root. */
  path: z.string().regex(/^layers\/[a-z0-9-]+\/[0-9-]+\/[a-z0-9.-]+$/),
  mediaType: z.string().min(1),
  bytes: z.int().positive(),
  sha256,
})
export type Download = z.infer<typeof download>

/** Data alone: a data dictionary describes a file and is none of the layer's. */
export const isData = ({ format }: Pick<Download, 'format'>): boolean => format !== 'csvw'

/** The archive of all layers as GeoPackages. */
const archive = download.omit({ format: true })
export type ArchiveDownload = z.infer<typeof archive>

/** `catalog-downloads.json` beside `catalog.json`: the ready-made files of this copy of the site. */
export const downloadListSchema = z.strictObject({
  layers: z.array(z.strictObject({ id: z.string(), downloads: z.array(download) })),
  archive: archive.optional(),
})
export type DownloadList = z.infer<typeof downloadListSchema>

export const DOWNLOAD_LIST_FILE = 'catalog-downloads.json'

/** An edition's name: the day of the layer's last change. */
const edition = z.iso.date()

/** `editions.json` beside `catalog.json`: every edition that there ever was of every layer. */
export const editionListSchema = z.strictObject({
  layers: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      /** The newest first. */
      editions: z
        .array(
          z.strictObject({
            edition,
            /** Of the layer's own file (FlatGeobuf) in this edition. */
            sha256,
            /** Why the edition is offered no more, where it was withdrawn. */
            withdrawn: localized.optional(),
            /** What it changes of the edition before, counted, where a release package said so. */
            changes: localized.optional(),
          }),
        )
        .min(1),
    }),
  ),
})
export type EditionList = z.infer<typeof editionListSchema>
export type ListedEdition = EditionList['layers'][number]['editions'][number]

export const EDITION_LIST_FILE = 'editions.json'

/** An edition as its page shows it, with the files of it that this copy of the site has. */
export interface PublishedEdition {
  readonly edition: string
  readonly withdrawn?: Localized | undefined
  readonly changes?: Localized | undefined
  readonly downloads: readonly Download[]
}

/** Where the files of an edition lie, from the site's root: `layers/rivers/2026-11-27/`. */
export function toEditionFolder(id: string, edition: string): string {
  return `${LAYERS_FOLDER}${id}/${edition}/`
}

/** The page that says of an edition what it is and what there is of it; the English one lies with its files. */
export function toEditionPath(id: string, edition: string, language: Language): string {
  return `${toLayerPath(id, language)}${edition}/`
}
