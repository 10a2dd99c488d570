import type { DeviceLayer, EditionOf } from '../catalog/device-layer.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { ImportChoices } from '../formats/contract/read-context.ts'
import type { CsvDialect } from '../formats/csv/dialect.ts'
import type { KmlNetworkLink, KmlOverlay } from '../formats/kml/extras.ts'
import type { EncodingCandidate } from '../formats/text/detect-encoding.ts'
import type { Warning } from '../model/problem.ts'
import { z } from '../model/zod.ts'
import type { HeldFile } from '../sources/held-files.ts'
import type { LayerSample } from './sample.ts'

export type { ImportChoices } from '../formats/contract/read-context.ts'
export type { KmlNetworkLink, KmlOverlay } from '../formats/kml/extras.ts'
export type { EncodingCandidate } from '../formats/text/detect-encoding.ts'
export type { Problem, Warning } from '../model/problem.ts'

/** A file as the reader gave it; in a folder, its path begins with the folder's name. */
export interface GivenFile {
  readonly path: string
  readonly blob: Blob
  /** Milliseconds since 1970, where the system says when it was last changed. */
  readonly modified: number | null
}

/** What is read: files, or what an address answers with. */
export type Given =
  | { readonly kind: 'files'; readonly files: readonly GivenFile[] }
  | { readonly kind: 'address'; readonly url: string }

const warningSchema = z.object({
  code: z.string(),
  message: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  count: z.number(),
})

/** What an import found in a layer: said on the review card, kept with the layer, and saved as a report. */
const layerFactsSchema = z.object({
  name: z.string(),
  format: z.string(),
  /** The file in which the layer lies, with the archives and folders around it. */
  path: z.string(),
  featureCount: z.number(),
  geometryTypes: z.array(z.string()),
  withoutGeometry: z.number(),
  hasHeights: z.boolean(),
  crs: z.object({
    how: z.enum(['format', 'declared', 'assumed', 'chosen', 'unknown']),
    name: z.string().nullable(),
    epsg: z.number().nullable(),
    /** The definition as the file gives it. */
    text: z.string().nullable(),
  }),
  encoding: z
    .object({
      name: z.string(),
      how: z.enum(['format', 'declared', 'detected', 'assumed', 'chosen']),
    })
    .nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  fields: z.array(z.object({ name: z.string(), type: z.string() })),
  warnings: z.array(warningSchema),
  kml: z
    .object({
      folders: z.array(z.string()),
      overlays: z.array(z.custom<KmlOverlay>((value) => typeof value === 'object')),
      networkLinks: z.array(z.custom<KmlNetworkLink>((value) => typeof value === 'object')),
      /** How many there are; the lists are cut to the first hundred. */
      folderCount: z.number(),
      overlayCount: z.number(),
      networkLinkCount: z.number(),
      imageCount: z.number(),
      styleCount: z.number(),
      /** HTML templates of balloons, unsanitised, as the file gives them. */
      balloons: z.array(z.string()),
    })
    .nullable(),
})

export type LayerFacts = z.infer<typeof layerFactsSchema>

/** What stays with a layer on this device, beside its entry. */
export interface LayerReport {
  readonly facts: LayerFacts
  /** Of the files as a whole, and of writing the layer down. */
  readonly warnings: readonly Warning[]
}

export const layerReportSchema = z.object({
  facts: layerFactsSchema,
  warnings: z.array(warningSchema),
})

/** Paths of an SVG in whole units, y down; points are lines of no length with round ends. */
export interface Outline {
  readonly areas: string
  readonly lines: string
  readonly points: string
}

/** Where a layer would be on the continent under a system that its file may be in. */
export interface PlacedCandidate {
  readonly crs: string
  readonly name: string
  readonly outline: Outline
  /** The middle of the layer, to be ringed where the layer is too small to be seen. */
  readonly center: readonly [x: number, y: number]
  readonly isSmall: boolean
}

/** A way to draw a layer, to be chosen among. */
export type DrawChoice =
  | { readonly kind: 'file' }
  | { readonly kind: 'single' }
  | { readonly kind: 'field'; readonly field: string }
  /** As it was drawn before: what brings the layer says how. */
  | { readonly kind: 'given'; readonly symbology: Symbology }

export interface DrawOptions {
  readonly chosen: DrawChoice
  /** Whether the file has styles of its own. */
  readonly hasFileStyles: boolean
  /** Fields whose values can be told apart by colours. */
  readonly fields: readonly string[]
}

/** How a table of text was cut into cells, and its first rows, of which some cells are shown. */
export interface TableReview {
  readonly dialect: CsvDialect
  readonly firstRows: readonly (readonly string[])[]
}

/** One layer as the review card shows it, before it is added. */
export interface LayerReview {
  readonly key: string
  readonly facts: LayerFacts
  readonly encodings: readonly EncodingCandidate[]
  readonly candidates: readonly PlacedCandidate[]
  /** The layer by itself, `PREVIEW_SIZE`; `null` where no feature has a place. */
  readonly preview: Outline | null
  /** The layer on the continent, `LOCATOR_SIZE`; `null` where its place is not known. */
  readonly place: PlacedCandidate | null
  /** How many of the features the previews show. */
  readonly previewCount: number
  /** For each field some of its values as text. */
  readonly samples: readonly (readonly string[])[]
  /** Of a table whose place is not certain: the columns that may hold it. */
  readonly columns: readonly string[] | null
  /** Of a table of text: how it was cut, with its first rows. */
  readonly table: TableReview | null
  readonly balloon: { readonly title: string; readonly html: string } | null
  readonly draw: DrawOptions
  readonly choices: ImportChoices
}

export const PREVIEW_SIZE = { width: 320, height: 200 } as const
export const LOCATOR_SIZE = { width: 160, height: 160 } as const

export interface ReadRequest {
  readonly given: Given
  /** The most memory that what is read may take; a file that is larger is refused unread. */
  readonly limitBytes: number
  /** The file with which the continent is drawn behind what is found. */
  readonly landUrl: string | null
}

export interface Reading {
  readonly layers: readonly LayerReview[]
  readonly warnings: readonly Warning[]
  /** The outlines of land behind the places of layers, `LOCATOR_SIZE`. */
  readonly land: string
}

export interface AddRequest {
  readonly key: string
  readonly id: string
  readonly title: string
  readonly draw: DrawChoice
  /** Which of the colours for layers with one symbol it takes. */
  readonly colorIndex: number
  /** Set where it is an edition of a layer of the catalogue. */
  readonly editionOf: EditionOf | null
}

export interface AddedLayer {
  readonly entry: DeviceLayer
  readonly report: LayerReport
  /** The layer's files, where the browser keeps its storage closed; none where they are on the device. */
  readonly held: readonly HeldFile[]
}

/** What the page asks the import worker, one at a time, but for `drawn`. To cancel is to end the worker. */
export type ImportCalls = {
  read: { request: ReadRequest; response: Reading }
  /** Reads a layer anew as the reader decided. */
  choose: {
    request: { readonly key: string; readonly choices: ImportChoices }
    response: LayerReview
  }
  /** Writes a layer to this device and gives the entry with which it is on the map. */
  add: { request: AddRequest; response: AddedLayer }
  /** The layer of the last `drawable` is drawn, or will not be: what stands back for it goes on. */
  drawn: { request: undefined; response: undefined }
}

export type ImportPhase = 'fetching' | 'reading' | 'writing'

export interface ImportProgress {
  readonly phase: ImportPhase
  /** `null` where a host does not say how much will come. */
  readonly bytesTotal: number | null
  readonly bytesDone: number
  readonly features: number
}

export type ImportEvents = {
  progress: ImportProgress
  /** Of a large import, what can be shown of it so far; `null` where that is nothing. */
  sample: LayerSample | null
  /** The entry of a layer that is being written, once its overviews are there: it can be drawn. */
  drawable: DeviceLayer
}
