import { z } from '../model/zod.ts'
import { spreadCodes } from './code-lists.ts'
import { localized, wording } from './localized.ts'
import { symbologySchema } from './symbology.ts'
import { webAddress } from './web-address.ts'

/** Raised with every change of `catalog.json` that an older reader would misread. */
export const CATALOG_SCHEMA_VERSION = 2

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words and hyphens')
const isoDate = z.iso.date()
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** WGS 84 degrees: west, south, east, north. */
const bbox = z.tuple([z.number(), z.number(), z.number(), z.number()])

export const COUNTRIES = ['CAN', 'MEX', 'USA'] as const

/** The groups under which the CEC publishes its layers. */
export const LAYER_GROUPS = [
  'reference',
  'terrestrial-ecosystems',
  'marine-ecosystems',
  'human-influence',
  'climate',
  'pollution-and-waste',
] as const

/**
 * `bundled`: its data come with the Atlas. `available`: the CEC publishes it, data not bundled, with
 * address and recipe. `preview`: before release. `planned`: named by a project, not made yet.
 */
export const LAYER_STATES = ['bundled', 'available', 'preview', 'planned'] as const

/** What is found at an address of a layer. */
export const ADDRESS_ROLES = ['page', 'download', 'metadata', 'service'] as const

/**
 * Of an overview whose features are groups of the layer's points, each with its count (`COUNT_COLUMN`): how many the
 * largest stands for, and how wide the cells are whose points are one group.
 */
export const groupsSchema = z.strictObject({
  largest: z.int().positive(),
  cellMeters: z.number().positive().optional(),
})

const file = z.strictObject({
  /** Beside `catalog.json`. */
  path: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  bytes: z.int().positive(),
  sha256,
  featureCount: z.int().nonnegative(),
  /** The index of the features' keys beside a file that is not read whole to look one up. */
  keys: z
    .strictObject({
      path: z.string().regex(/^[a-z0-9][a-z0-9.-]*\.keys$/),
      bytes: z.int().positive(),
      sha256,
    })
    .optional(),
  /**
   * The zooms of the Framework's grid (zoom 0 is 12,000 km over 512 pixels) for which the file is
   * meant: `[0, 2.99]` for an overview generalised for small scales. The file without it is the layer
   * itself, at full detail.
   */
  overviewZooms: z.tuple([z.number(), z.number()]).optional(),
  /** The tolerance with which an overview was generalised. */
  toleranceMeters: z.number().positive().optional(),
  groups: groupsSchema.optional(),
  /** Of an overview that holds only the largest points, those of at least so much (`least` of the symbology). */
  least: z.number().positive().optional(),
  /** Of an overview whose areas are those of a class joined, with the field of classes alone. */
  joined: z.literal(true).optional(),
})

const field = z.strictObject({
  name: z.string().min(1),
  type: z.enum([
    'boolean',
    'integer',
    'long',
    'double',
    'string',
    'date',
    'datetime',
    'json',
    'binary',
  ]),
  title: localized,
  unit: z.string().optional(),
  /** The meaning of coded values. */
  codes: z.record(z.string(), localized).optional(),
  /** Whether other values are right too: the codes are a list that grows, no enumeration (ISO 19103). */
  codesAreOpen: z.literal(true).optional(),
})

const provenance = z.strictObject({
  publisher: wording,
  dataset: wording,
  edition: wording,
  /** The date of the data as the source gives it, a year or an ISO 8601 date. */
  date: z.string().min(4),
  /** The year in which the publisher issued the edition, where it says so. */
  published: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  licence: z.strictObject({ name: wording, url: webAddress }),
  citation: wording,
  /** Where the pipeline fetched it. */
  sources: z.array(
    z.strictObject({
      kind: z.enum(['npm', 'debian', 'https', 'file', 'code']),
      name: z.string().min(1),
      version: z.string().optional(),
      /** Subresource integrity or hex digest with its algorithm, as `sha512-…` or `sha256:…`. */
      integrity: z.string().optional(),
      path: z.string().optional(),
    }),
  ),
  /** What was done to the data, step by step, with what was changed, dropped or rounded, counted. */
  processing: z.array(localized),
  /** Features by ISO 3166-1 alpha-3 country, where the features have one. */
  countsByCountry: z.record(z.string(), z.int().nonnegative()).optional(),
})

export const layerSchema = z.strictObject({
  id,
  group: z.enum(LAYER_GROUPS),
  state: z.enum(LAYER_STATES),
  title: localized,
  abstract: localized,
  /** What the data must not be used for, what is partial, modelled or old. */
  limitations: localized.optional(),
  /** Said beside the title wherever the layer is seen. */
  badge: z.enum(['modelled', 'selection', 'partial', 'generalised', 'historical']).optional(),
  geometryType: z
    .enum([
      'Unknown',
      'Point',
      'LineString',
      'Polygon',
      'MultiPoint',
      'MultiLineString',
      'MultiPolygon',
    ])
    .optional(),
  bbox: bbox.optional(),
  /** The layer itself first, then its overviews from the smallest scale up. Empty if not bundled. */
  files: z.array(file),
  fields: z.array(field),
  /**
   * The field whose values are the features' keys, for a layer whose source has ids. The files say so, too
   * (FlatGeobuf's primary key); those of other layers have a column of the Atlas's own.
   */
  keyField: z.string().min(1).optional(),
  provenance: provenance.optional(),
  symbology: symbologySchema.optional(),
  /** Where the publisher offers the layer, for layers whose data are not bundled. */
  address: webAddress.optional(),
  /** The date of the last change of the entry or its data. */
  modified: isoDate.optional(),
})

/** The file itself, in which tables of codes that several fields have stand once. */
export const catalogSchema = z.preprocess(
  spreadCodes,
  z.strictObject({
    schemaVersion: z.literal(CATALOG_SCHEMA_VERSION),
    layers: z.array(layerSchema),
  }),
)

export type CatalogLayer = z.infer<typeof layerSchema>
export type CatalogFile = z.infer<typeof file>
export type Catalog = z.infer<typeof catalogSchema>
export type LayerGroup = (typeof LAYER_GROUPS)[number]
