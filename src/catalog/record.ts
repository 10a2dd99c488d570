import { z } from '../model/zod.ts'
import type { Download } from './downloads.ts'
import { localized, wording } from './localized.ts'
import { projectNumber } from './project.ts'
import { ADDRESS_ROLES, COUNTRIES, layerSchema } from './schema.ts'
import { RELATIONS, type Shape } from './vocabulary.ts'
import { webAddress } from './web-address.ts'

/**
 * The complete description of a layer: what the map needs (`CatalogLayer`) and what people need to
 * find, judge, cite and take it. The map's first view loads none of the latter.
 */

const words = z.array(z.string().trim().min(2)).min(3, 'at least three keywords in each language')

const edition = z.strictObject({
  /** As the publisher names it: `2020`, `v2`, `Ed. 1.0`. */
  name: z.string().min(1),
  /** The year that the data describe. */
  year: z.int().min(1900).max(2100).optional(),
  /** The last year, for an edition that spans several. */
  yearTo: z.int().min(1900).max(2100).optional(),
  /** The year in which it was published, where the publisher says so. */
  published: z.int().min(1900).max(2100).optional(),
  /** How many features the edition has, where known. */
  featureCount: z.int().positive().optional(),
  note: localized.optional(),
})

const address = z.strictObject({
  role: z.enum(ADDRESS_ROLES),
  url: webAddress,
  /** The edition's name, where the address is of one edition. */
  edition: z.string().optional(),
})

const contact = z.strictObject({
  organisation: wording,
  email: z.email().optional(),
  url: webAddress,
})

/** The part of a record that the map does without. */
export const supplementSchema = z.strictObject({
  countries: z.array(z.enum(COUNTRIES)).min(1),
  /** 1:n, of the most detailed edition. */
  scaleDenominator: z.int().positive().optional(),
  /** The side of a grid's cell on the ground. */
  cellMeters: z.number().positive().optional(),
  /** Grids have no geometry type. */
  raster: z.literal(true).optional(),
  /** The newest first. Empty only for planned layers. */
  editions: z.array(edition),
  projects: z.array(z.strictObject({ no: projectNumber, relation: z.enum(RELATIONS) })),
  keywords: z.strictObject({ en: words, fr: words, es: words }),
  contact,
  addresses: z.array(address),
  /** What must not be compared, summed or ranked, and why. */
  comparability: z.array(localized),
  /** How to make the layer's files where its data are not bundled: a command of the pipeline. */
  recipe: z.string().optional(),
})

export const recordSchema = layerSchema.extend(supplementSchema.shape)

/** `downloads`: the ready-made files of the newest edition that this copy of the site has. */
export type LayerRecord = z.infer<typeof recordSchema> & {
  readonly downloads?: readonly Download[]
}
export type LayerSupplement = z.infer<typeof supplementSchema>
export type LayerAddress = z.infer<typeof address>

const SHAPE_OF_GEOMETRY: Readonly<Record<string, Shape>> = {
  Point: 'point',
  MultiPoint: 'point',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'polygon',
  MultiPolygon: 'polygon',
}

/** What the layer's features look like, or `undefined` where that is not known yet. */
export function toShape(record: Pick<LayerRecord, 'raster' | 'geometryType'>): Shape | undefined {
  if (record.raster) return 'raster'
  return record.geometryType && SHAPE_OF_GEOMETRY[record.geometryType]
}

/** Every year that an edition describes, ascending, each once. */
export function toYears(record: Pick<LayerRecord, 'editions'>): number[] {
  const years = new Set<number>()
  for (const { year, yearTo } of record.editions) {
    if (year === undefined) continue
    years.add(year)
    if (yearTo !== undefined) years.add(yearTo)
  }
  return [...years].sort((a, b) => a - b)
}
