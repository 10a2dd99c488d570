import type { Geometry } from 'geojson'
import type { PublishedLayer } from '../catalog/kept-layer.ts'
import type { LayerRecord } from '../catalog/record.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { CsvColumns } from '../model/csv-columns.ts'
import type { Problem } from '../model/problem.ts'
import type { Field, GeometryType, Language, Localized } from '../model/schema.ts'
import type { HeldFile } from '../sources/held-files.ts'
import type { Comparison } from './compare.ts'
import type { DeliveredLayer } from './delivered-layer.ts'
import type { Fix, Severity } from './finding.ts'
import type { KeptFile, KeptReview, KeptWork } from './kept-review.ts'
import type { Mapping, Reading, UnmappedCode } from './mapping.ts'
import type { ReleasePhase } from './release/make-package.ts'
import type { Approval } from './release/package-files.ts'
import type { Waiver } from './report.ts'
import type { SavedReview, toStanding } from './saved-review.ts'
import type { Progress } from './verdict.ts'

export type { Problem } from '../model/problem.ts'

/** What of a layer is sent for its review; all of it stays on the device. */
export interface OpenRequest {
  readonly files: readonly { readonly path: string; readonly blob: Blob }[]
  readonly limitBytes: number
  /** The layers of the catalogue, and where their files lie. */
  readonly catalog: readonly CatalogLayer[]
  readonly layersUrl: string
  /** The layer of the catalogue whose next edition it is to be. */
  readonly theme: string | null
  readonly mapping: Mapping | null
  /** How the file is read, where that was chosen; else as the mapping says, or as is found. */
  readonly reading: Reading | null
  /** Corrections that were accepted before, by the keys of their findings, to be made again in this order. */
  readonly fixes: readonly string[]
  /** The review that this device keeps of the delivery before, by its id. */
  readonly before: string | null
}

/** A review that this device keeps, without the rows of what was found. */
export interface ShownReview extends Pick<KeptReview, 'id' | 'date' | 'waivers' | 'work'> {
  readonly file: string
  readonly standing: ReturnType<typeof toStanding>
}

/** A finding as the page shows it; its rows are asked for as they are seen. */
export interface ShownFinding {
  readonly code: string
  readonly severity: Severity
  readonly field?: string
  readonly count: number
  readonly values?: Readonly<Record<string, string | number>>
  readonly rowCount: number
  readonly hasDetails: boolean
  readonly fix?: Fix['kind']
  /** What it was when it was found, for waivers. */
  readonly fingerprint: string
  /** Where the delivery before had it too: how much of it is still there, and how much is new. */
  readonly since?: Pick<Progress, 'still' | 'fresh'> | undefined
}

export interface ReviewState {
  readonly fileName: string
  readonly layerName: string
  readonly theme: string | null
  readonly rowCount: number
  readonly findings: readonly ShownFinding[]
  readonly broken: readonly string[]
  /** The keys of the findings whose fixes were accepted, in their order; the last can be taken back. */
  readonly fixes: readonly string[]
  /** How many of the fixes that were accepted before could not be made again. */
  readonly lostFixes: number
  /** The file's own fields, each with some of its values. */
  readonly fields: readonly { readonly name: string; readonly type: string; readonly samples: readonly string[] }[] // biome-ignore format: one line
  /** The fields as they are now, mapped and mended, and what the shapes are: what would be released. */
  readonly releaseFields: readonly Field[]
  readonly geometryType: GeometryType
  /** The mapping that is applied, or one to begin with. */
  readonly mapping: Mapping | null
  readonly isMapped: boolean
  readonly read: HowRead
  readonly unmapped: readonly UnmappedCode[]
  readonly missingSources: readonly string[]
}

/** How the file was read, and how else it may be. */
export interface HowRead {
  /** What of it was chosen. */
  readonly chosen: Reading
  /** All layers that the file holds, by their names. */
  readonly layers: readonly string[]
  readonly layer: string
  /** `null` where its texts have only one encoding. */
  readonly encoding: string | null
  readonly encodings: readonly { readonly name: string; readonly sample: string }[]
  /** The name of the system; `null` where it is not known. */
  readonly crs: string | null
  /** Systems in which the layer would lie on the continent, by their definitions. */
  readonly candidates: readonly { readonly crs: string; readonly name: string }[]
  /** Of a table: the columns in which its place was found. */
  readonly placeFound: CsvColumns | null
  /** Why what was chosen could not be taken: the columns have other names now. */
  readonly problem: Problem | null
}

/** A row as a mapping makes it: the texts of the fields that it makes, in the order of the theme. */
export interface MappedRow {
  readonly row: number
  readonly values: readonly string[]
}

export interface ShownRow {
  readonly row: number
  readonly key: string
  readonly detail: string
}

/** What is other than in the published edition, in short. */
export interface ShownComparison {
  readonly matchedBy: 'key' | 'content'
  readonly keyField: string | null
  readonly unchanged: number
  readonly added: number
  readonly removed: number
  readonly moved: number
  readonly changed: number
  readonly before: number
  readonly after: number
  readonly fieldsAdded: readonly string[]
  readonly fieldsRemoved: readonly string[]
  /** Ids that stand for another feature than before. */
  readonly reused: number
  readonly typesChanged: Comparison['typesChanged']
  readonly shifts: Comparison['shifts']
  /** Those whose features or sums are others than before. */
  readonly groups: Comparison['groups']
  readonly sums: Comparison['sums']
}

export interface ComparedRow {
  readonly action: 'added' | 'removed' | 'moved' | 'changed'
  readonly row: number | null
  readonly key: string
  readonly what: string
}

export interface ComparedPlaces {
  readonly before: readonly Geometry[]
  readonly after: readonly Geometry[]
  /** How many there are, of which these are the first. */
  readonly counts: { readonly before: number; readonly after: number }
}

/** What the page asks of a review's worker, one at a time. To cancel is to end the worker. */
export type ReviewCalls = {
  open: { request: OpenRequest; response: ReviewState }
  /** Makes a finding's fix, and holds the layer to the rules anew. */
  fix: { request: { readonly finding: number }; response: ReviewState }
  undo: { request: undefined; response: ReviewState }
  /** Keeps the files of the review on the device, under the id of its record. */
  keepFiles: { request: { readonly id: string }; response: readonly KeptFile[] }
  map: { request: { readonly mapping: Mapping | null }; response: ReviewState }
  /** Rows as a mapping would make them, which is not applied yet. */
  mappedRows: {
    request: { readonly mapping: Mapping; readonly from: number; readonly to: number }
    response: readonly MappedRow[]
  }
  rows: {
    request: { readonly finding: number; readonly from: number; readonly to: number }
    response: readonly ShownRow[]
  }
  places: { request: { readonly finding: number }; response: readonly Geometry[] }
  compare: { request: undefined; response: ShownComparison | Problem }
  comparedRows: {
    request: { readonly from: number; readonly to: number }
    response: readonly ComparedRow[]
  }
  /** Where features that changed, are gone or are new were before and are now. */
  comparedPlaces: { request: undefined; response: ComparedPlaces }
  /** The delivery as a layer of its own, to be laid over the published edition on the map. */
  delivered: { request: undefined; response: DeliveredLayer }
  /** Keeps what was found and accepted on the device, and what it takes to go on with it. */
  keep: {
    request: {
      readonly id: string
      readonly waivers: SavedReview['waivers']
      readonly work: KeptWork | null
    }
    response: undefined
  }
  /** The reviews that the device keeps, the latest first; none need be open, here and below. */
  kept: { request: undefined; response: readonly ShownReview[] }
  /** Keeps the reviews in a file that somebody saved. */
  bring: { request: { readonly file: File }; response: undefined }
  /** Reviews that the device keeps, as a file to be saved. */
  saveKept: { request: { readonly ids: readonly string[] }; response: File }
  /** What was found, with all rows, and what is accepted, as a file to be saved. */
  saveReview: { request: { readonly waivers: SavedReview['waivers'] }; response: File }
  /** The reply to whoever sent the file, as the text of a file. */
  reply: {
    request: {
      readonly form: 'html' | 'csv'
      readonly language: Language
      readonly waivers: readonly (readonly [key: string, waiver: Waiver])[]
      /** Whether faults are planted in copies of the layer, to tell how many of them the rules find. */
      readonly isMeasured: boolean
    }
    response: string
  }
  /** How the layer may be drawn: in one colour, or by the values of a field. */
  suggest: { request: { readonly field: string | null }; response: Symbology }
  /** Makes the release package of the layer as it is now. */
  release: {
    request: {
      readonly draft: unknown
      readonly embargo: string | null
      readonly waivers: readonly (readonly [key: string, waiver: Waiver])[]
      /** Where this copy of the Atlas is, with a slash at its end. */
      readonly siteUrl: string
    }
    response: HeldPackage
  }
  /** Holds a package to its checksums; no review need be open. */
  readPackage: { request: { readonly file: Blob; readonly name: string }; response: HeldPackage }
  /** Reads a package, from an address or a file, to be shown on the map. */
  preview: { request: { readonly source: string | File }; response: PreviewedLayer }
  /** What the public page of a package's layer is made of, in one language. */
  publicPage: {
    request: Pick<OpenRequest, 'catalog' | 'layersUrl'> & {
      readonly file: File
      readonly language: Language
    }
    response: PublicPage
  }
  approve: {
    request: {
      readonly file: Blob
      readonly name: string
      readonly initials: string
      /** ISO 8601. */
      readonly date: string
      readonly remarks: string
    }
    response: HeldPackage
  }
}

/** A release package as the page holds it. */
export interface HeldPackage {
  readonly file: Blob
  readonly name: string
  /** The checksum by which an approval is bound to it. */
  readonly sha256: string
  readonly id: string
  readonly title: Localized
  readonly edition: string
  readonly embargo: string | null
  readonly approval: Approval | null
  readonly isApprovalLapsed: boolean
}

/** A layer that is not released, as the map shows it: marked as such wherever it is named. */
export interface PreviewedLayer {
  readonly held: HeldPackage
  readonly entry: PublishedLayer
  readonly files: readonly HeldFile[]
}

/** What the page of a layer that is not released says, and the files that it links to and the site does not have yet. */
export interface PublicPage {
  /** Marked as not released. */
  readonly record: LayerRecord
  /** By their paths from the site's root. */
  readonly files: readonly { readonly path: string; readonly blob: Blob }[]
}

export type ReviewEvents = {
  progress: {
    readonly phase: 'reading' | 'checking' | 'measuring' | ReleasePhase
    readonly done: number
    readonly total: number
  }
}
