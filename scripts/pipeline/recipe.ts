import type { Geometry } from 'geojson'
import type { LayerSupplement } from '../../src/catalog/record.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import type { FieldValue } from '../../src/model/feature.ts'
import type { ProcessingLog } from './notes.ts'

/** Where the pipeline fetches a file: fetched once into `.cache/`, verified at each use. */
export type Source =
  | {
      readonly kind: 'npm'
      readonly name: string
      readonly version: string
      /** Subresource integrity of the tarball as the registry states it, `sha512-…`. */
      readonly integrity: string
      /** The file inside the package. */
      readonly path: string
    }
  | {
      readonly kind: 'debian'
      readonly name: string
      readonly version: string
      /** The machines that the package is for, where its data come with programs: `amd64`. */
      readonly architecture?: string
      /** `sha256:…` of the package file. */
      readonly integrity: string
      /** The file inside the package, without a leading slash. */
      readonly path: string
    }
  | {
      readonly kind: 'https'
      readonly url: string
      /**
       * `sha256:…` of the whole answer. Where the publisher states none, what is fetched first counts:
       * its digest is kept beside it, each later use is held to that, and the catalogue names it.
       */
      readonly integrity?: string
      /** The file inside, where the answer is a zip archive. */
      readonly path?: string
      /** The name by which `--from` puts another address or file in its place. */
      readonly key?: string
    }
  | {
      /** A layer of an ArcGIS feature service, fetched page by page into one GeoJSON file. */
      readonly kind: 'features'
      readonly url: string
      readonly integrity?: string
      readonly key?: string
    }
  | {
      /** A file whose address is not known: whoever builds the layer gives it with `--from`. */
      readonly kind: 'asked'
      readonly key: string
      /** What file is meant, for the message that asks for it. */
      readonly what: string
    }
  | {
      readonly kind: 'file'
      /** From the project's root. */
      readonly path: string
      readonly integrity?: string
    }

/** Names the data as made by the pipeline's own code, from no file. */
export interface CodeSource {
  readonly kind: 'code'
  readonly name: string
}

/** A feature under way: longitude, latitude of WGS 84; it gets its id when the layer is written. */
export interface PipelineFeature {
  readonly geometry: Geometry
  readonly properties: Readonly<Record<string, FieldValue>>
}

export interface Overview {
  /** The map's zooms (512-pixel tiles) for which it is meant. */
  readonly zooms: readonly [from: number, to: number]
  readonly toleranceMeters: number
  readonly features: readonly PipelineFeature[]
  /** Whether its areas are those of a class joined: of their fields only that of classes is kept. */
  readonly joined?: true
}

export interface LayerData {
  readonly features: readonly PipelineFeature[]
  /** From the smallest scale up. */
  readonly overviews?: readonly Overview[]
  /** The fields as they were found, for a recipe that takes over a file's own; without it, the recipe's. */
  readonly fields?: CatalogLayer['fields']
}

/** What a recipe's steps are given. */
export interface BuildContext {
  readonly log: ProcessingLog
  /** The bytes of a source's file, fetched and verified. */
  read(source: Source): Promise<Uint8Array>
  /**
   * Where a source's download lies on disk, fetched and verified, archives unopened: for what is too
   * large to be held in memory.
   */
  locate(source: Source): Promise<string>
  /** A folder for what is unpacked or made once and kept between runs; it need not be there yet. */
  readonly scratch: string
  /** Work that several layers share, done once in a run; its notes are repeated in each. */
  once<T>(key: string, work: (context: BuildContext) => Promise<T>): Promise<T>
}

type Provenance = NonNullable<CatalogLayer['provenance']>

/**
 * How one layer is made: what the catalogue says of it, where its data come from and the steps
 * between. Files, counts, bounds, hashes and processing notes are the pipeline's own findings.
 */
export interface Recipe
  extends Omit<CatalogLayer, 'files' | 'bbox' | 'provenance' | 'state' | 'modified'> {
  /**
   * `available`: the data do not come with the Atlas and are fetched when the recipe is asked for by
   * its id; once built they are at hand, and the layer counts as bundled.
   */
  readonly state: CatalogLayer['state']
  readonly modified: string
  readonly provenance: Omit<Provenance, 'sources' | 'processing' | 'countsByCountry'>
  readonly sources: readonly (Source | CodeSource)[]
  /**
   * What the layer's record says beyond what the map needs. A layer whose data do not come with the Atlas
   * has an entry in the catalogue of those, and none here.
   */
  readonly record?: LayerSupplement
  /** The field that holds an ISO 3166-1 alpha-3 code, for the counts by country. */
  readonly countryField?: string
  /** Its areas cover the ground together: overlaps are taken out, and the files are held to it (`coverage.ts`). */
  readonly isCoverage?: true
  readonly build: (context: BuildContext) => Promise<LayerData>
}
