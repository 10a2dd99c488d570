import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../../geo/bbox.ts'
import type { Crs } from '../../geo/crs.ts'
import { geometryBbox } from '../../geo/positions.ts'
import type { Feature, FieldValue } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import type { Problem, Warning } from '../../model/problem.ts'
import { batches } from '../contract/batches.ts'
import { Tally } from '../contract/tally.ts'
import type { ExportFormat, WriteSummary, WrittenLayer } from '../contract/writer.ts'
import { projectGeometry } from '../geometry/project-features.ts'
import type { ExportLayer } from '../registry/write-layer.ts'
import { type ShapeFamily, toShapes } from '../shapefile/write-shapes.ts'
import {
  compareGeometry,
  type GeometryComparison,
  type GeometryRule,
  type GeometryTolerance,
} from './receipt-geometry.ts'
import { compareValue, type ValueRule } from './receipt-values.ts'

/** How often a format did something to values or geometries. */
export interface Change<Rule extends string> {
  readonly rule: Rule
  readonly count: number
}

export interface FieldReceipt {
  readonly field: string
  /** Its name in the file. */
  readonly written: string
  /** Values, empty ones among them, that came back as they were. */
  readonly same: number
  readonly changes: readonly Change<ValueRule>[]
}

/** A difference that nothing in the format explains. */
export interface Difference {
  readonly what: 'count' | 'geometry' | 'value' | 'field' | 'bbox' | 'layer'
  /** The feature's id in the layer, where the difference is in one. */
  readonly feature?: number
  readonly field?: string
  readonly detail: string
}

/**
 * What became of a layer in a file: found by reading the file again and comparing every geometry and
 * every value. Plain data, travels inside archives.
 */
export interface Receipt {
  readonly version: 1
  readonly format: ExportFormat
  readonly layer: string
  readonly title: string
  readonly crs: { readonly name: string; readonly epsg: number | null }
  readonly writtenAt: string
  /** `expected` counts records where a collection had to be taken apart. */
  readonly features: { readonly expected: number; readonly found: number }
  /** WGS 84; `null` without any geometry. */
  readonly bbox: { readonly expected: Bbox | null; readonly found: Bbox | null }
  readonly geometries: {
    readonly same: number
    readonly changes: readonly Change<GeometryRule>[]
    /** The greatest distance between a position and what was read for it. */
    readonly greatestOffsetMeters: number
  }
  readonly fields: readonly FieldReceipt[]
  readonly droppedFields: readonly string[]
  /** Fields that readers of the format find and the layer does not have. */
  readonly addedFields: readonly string[]
  /** What the writer said that the format made it do. */
  readonly warnings: readonly Warning[]
  /** The first of the differences that the format does not explain, and how many there are. */
  readonly differences: readonly Difference[]
  readonly differenceCount: number
}

/** A layer of the file that was written, as a reader finds it. */
export interface RereadLayer {
  readonly name: string
  readonly featureCount: number
  readonly fieldNames: readonly string[]
  /** The feature at a place in the file; positions in WGS 84. */
  feature(index: number): Feature
}

/**
 * Reads a file that was just written as a user would who gets it, and gives the layers of its format
 * in it. Throws a `ProblemError` where it cannot be read.
 */
export type RereadFile = (
  chunks: readonly Uint8Array[],
  name: string,
  format: ExportFormat,
  crs: Crs,
  signal?: AbortSignal,
) => Promise<readonly RereadLayer[]>

/** The most differences that are told one by one. */
const MOST_DIFFERENCES = 20
/** A centimetre; positions that went through a projection and back. */
const PROJECTED_TOLERANCE_METERS = 0.01

/** Compares a layer with what was read of the file that it was written to. */
export async function compareLayer(
  layer: ExportLayer,
  format: ExportFormat,
  crs: Crs,
  summary: WriteSummary,
  reread: readonly RereadLayer[],
  { signal, date = new Date() }: { readonly signal?: AbortSignal; readonly date?: Date } = {},
): Promise<Receipt> {
  const comparison = new Comparison(layer, format, crs, summary, reread)
  await comparison.run(signal)
  return comparison.receipt(date)
}

function toPlaneMeters({ fromWgs84, unitMeters }: Crs, lon: number, lat: number) {
  const [x, y] = fromWgs84(lon, lat)
  const scale = unitMeters ?? 1
  return [x * scale, y * scale] as const
}

class Comparison {
  readonly #layer: ExportLayer
  readonly #format: ExportFormat
  readonly #crs: Crs
  readonly #summary: WriteSummary
  readonly #reread: readonly RereadLayer[]
  readonly #tolerance: GeometryTolerance
  readonly #fields: ReadonlyMap<string, FieldTally>
  readonly #geometryChanges = new Map<GeometryRule, number>()
  readonly #differences: Difference[] = []
  #differenceCount = 0
  #sameGeometries = 0
  #offsetMeters = 0
  #expected = 0
  #found = 0
  #expectedBbox = EMPTY_BBOX
  #foundBbox = EMPTY_BBOX

  constructor(
    layer: ExportLayer,
    format: ExportFormat,
    crs: Crs,
    summary: WriteSummary,
    reread: readonly RereadLayer[],
  ) {
    this.#layer = layer
    this.#format = format
    this.#crs = crs
    this.#summary = summary
    this.#reread = reread
    this.#tolerance = {
      meters: crs.isWgs84 ? 0 : PROJECTED_TOLERANCE_METERS,
      ...(crs.kind === 'projected' && { toPlane: (lon, lat) => toPlaneMeters(crs, lon, lat) }),
      regroups: format === 'shapefile',
      dropsDegenerate: format === 'shapefile',
    }
    const written = summary.layers[0]?.fields ?? []
    this.#fields = new Map(
      written.map(({ source, written: name }) => [source, new FieldTally(source, name)]),
    )
  }

  async run(signal: AbortSignal | undefined): Promise<void> {
    const sequences = new Map<ShapeFamily | null, RecordSequence>()
    for (const written of this.#summary.layers) {
      const found = this.#reread.find(({ name }) => name === written.name) ?? this.#onlyLayer()
      if (!found) {
        if (written.featureCount > 0) {
          this.#differ({ what: 'layer', detail: `the layer ${written.name} is not in the file` })
        }
        continue
      }
      if (found.featureCount !== written.featureCount) {
        this.#differ({
          what: 'count',
          detail: `${written.name} has ${found.featureCount} features, ${written.featureCount} were written`,
        })
      }
      this.#found += found.featureCount
      const family = this.#format === 'shapefile' ? familyOf(written) : null
      const sequence = sequences.get(family) ?? new RecordSequence()
      sequence.add(found, written.order)
      sequences.set(family, sequence)
    }
    let mainFamily: ShapeFamily | null | undefined
    const waiting: Feature[] = []
    const compare = (feature: Feature): void => {
      for (const [family, record] of this.#recordsOf(feature, mainFamily ?? null)) {
        this.#compareRecord(record, sequences.get(family)?.next() ?? null)
      }
    }
    for await (const batch of batches(this.#layer.features(), signal)) {
      for (const feature of batch) {
        // Features without geometry are in the file of the first that has one.
        if (this.#format === 'shapefile' && mainFamily === undefined) {
          const first = toShapes(this.#placed(feature).geometry, new Tally())[0]
          if (!first) {
            waiting.push(feature)
            continue
          }
          mainFamily = first.family
          waiting.splice(0).forEach(compare)
        }
        compare(feature)
      }
    }
    const [onlyFamily = null] = sequences.keys()
    mainFamily ??= onlyFamily
    waiting.forEach(compare)
    if (this.#expected !== this.#found) {
      this.#differ({
        what: 'count',
        detail: `${this.#expected} features are expected and ${this.#found} are there`,
      })
    }
    this.#checkFields()
  }

  /** The only layer of a file whose format does not keep a layer's name. */
  #onlyLayer(): RereadLayer | undefined {
    return this.#summary.layers.length === 1 && this.#reread.length === 1
      ? this.#reread[0]
      : undefined
  }

  /** A feature without the geometry that its file's CRS has no place for. */
  #placed(feature: Feature): Feature {
    if (this.#crs.isWgs84 || !feature.geometry) return feature
    if (projectGeometry(feature.geometry, this.#crs)) return feature
    this.#tallyGeometry('outside-crs')
    return { ...feature, geometry: null }
  }

  /** What stands for a feature in the file: one record, but for collections in shapefiles. */
  #recordsOf(
    given: Feature,
    mainFamily: ShapeFamily | null,
  ): readonly (readonly [ShapeFamily | null, Feature])[] {
    const feature = this.#placed(given)
    if (this.#format !== 'shapefile') return [[null, feature]]
    const shapes = toShapes(feature.geometry, new Tally())
    if (shapes.length === 0) return [[mainFamily, feature]]
    if (shapes.length === 1) return [[shapes[0]!.family, feature]]
    return shapes.map(({ family }) => [
      family,
      { ...feature, geometry: partOfFamily(feature.geometry!, family) },
    ])
  }

  #compareRecord(expected: Feature, found: Feature | null): void {
    this.#expected++
    if (!found) return
    const comparison = compareGeometry(expected.geometry, found.geometry, this.#tolerance)
    this.#tallyComparison(expected, comparison)
    this.#expectedBbox = union(this.#expectedBbox, geometryBbox(expected.geometry))
    this.#foundBbox = union(this.#foundBbox, geometryBbox(found.geometry))
    for (const [source, field] of this.#fields) {
      const value = readValue(expected.properties, source)
      const other = readValue(found.properties, field.written)
      const outcome = compareValue(value, other, this.#format)
      field.hasValues ||= value !== null
      if (outcome === null) {
        this.#differ({
          what: 'value',
          feature: expected.id,
          field: source,
          detail: `${toShort(value)} is expected and ${toShort(other)} is there`,
        })
      } else {
        field.add(outcome)
      }
    }
  }

  #tallyComparison(expected: Feature, comparison: GeometryComparison): void {
    if (!comparison.same) {
      this.#differ({ what: 'geometry', feature: expected.id, detail: comparison.detail })
      return
    }
    if (comparison.rules.length === 0) this.#sameGeometries++
    for (const rule of comparison.rules) this.#tallyGeometry(rule)
    this.#offsetMeters = Math.max(this.#offsetMeters, comparison.offsetMeters)
  }

  #tallyGeometry(rule: GeometryRule): void {
    this.#geometryChanges.set(rule, (this.#geometryChanges.get(rule) ?? 0) + 1)
  }

  #checkFields(): void {
    for (const layer of this.#reread) {
      if (!this.#isWritten(layer)) continue
      for (const { source, written, hasValues } of this.#fields.values()) {
        if (hasValues && !layer.fieldNames.includes(written) && layer.featureCount > 0) {
          this.#differ({
            what: 'field',
            field: source,
            detail: `no field ${written} is in the file`,
          })
        }
      }
    }
  }

  #isWritten(layer: RereadLayer): boolean {
    return (
      layer === this.#onlyLayer() || this.#summary.layers.some(({ name }) => name === layer.name)
    )
  }

  #differ(difference: Difference): void {
    this.#differenceCount++
    if (this.#differences.length < MOST_DIFFERENCES) this.#differences.push(difference)
  }

  receipt(date: Date): Receipt {
    const written = new Set([...this.#fields.values()].map((field) => field.written))
    const added = this.#reread
      .filter((layer) => this.#isWritten(layer))
      .flatMap(({ fieldNames }) => fieldNames.filter((name) => !written.has(name)))
    return {
      version: 1,
      format: this.#format,
      layer: this.#layer.name,
      title: this.#layer.title,
      crs: { name: this.#crs.name, epsg: this.#crs.epsg },
      writtenAt: date.toISOString(),
      features: { expected: this.#expected, found: this.#found },
      bbox: { expected: orNull(this.#expectedBbox), found: orNull(this.#foundBbox) },
      geometries: {
        same: this.#sameGeometries,
        changes: toChanges(this.#geometryChanges),
        greatestOffsetMeters: this.#offsetMeters,
      },
      fields: [...this.#fields.values()].map((field) => field.receipt()),
      droppedFields: [...new Set(this.#summary.layers.flatMap((layer) => layer.droppedFields))],
      addedFields: [...new Set(added)],
      warnings: this.#summary.warnings,
      differences: this.#differences,
      differenceCount: this.#differenceCount,
    }
  }
}

class FieldTally {
  readonly source: string
  readonly written: string
  hasValues = false
  #same = 0
  readonly #changes = new Map<ValueRule, number>()

  constructor(source: string, written: string) {
    this.source = source
    this.written = written
  }

  add(outcome: 'same' | ValueRule): void {
    if (outcome === 'same') this.#same++
    else this.#changes.set(outcome, (this.#changes.get(outcome) ?? 0) + 1)
  }

  receipt(): FieldReceipt {
    return {
      field: this.source,
      written: this.written,
      same: this.#same,
      changes: toChanges(this.#changes),
    }
  }
}

/** The records of one family over the layers that it was split into, in the order of the input. */
class RecordSequence {
  readonly #layers: { layer: RereadLayer; placeOf: Uint32Array | null }[] = []
  #layer = 0
  #record = 0

  add(layer: RereadLayer, order: Uint32Array | undefined): void {
    let placeOf: Uint32Array | null = null
    if (order) {
      placeOf = new Uint32Array(order.length)
      order.forEach((source, place) => {
        placeOf![source] = place
      })
    }
    this.#layers.push({ layer, placeOf })
  }

  next(): Feature | null {
    for (; this.#layer < this.#layers.length; this.#layer++, this.#record = 0) {
      const { layer, placeOf } = this.#layers[this.#layer]!
      if (this.#record >= layer.featureCount) continue
      const record = this.#record++
      return layer.feature(placeOf ? (placeOf[record] ?? record) : record)
    }
    return null
  }
}

const FAMILIES: Readonly<Record<string, ShapeFamily>> = {
  Point: 'point',
  MultiPoint: 'multipoint',
  MultiLineString: 'line',
  MultiPolygon: 'polygon',
}

const familyOf = ({ geometryType }: WrittenLayer): ShapeFamily | null =>
  FAMILIES[geometryType] ?? null

/** The parts of a collection that go into shapes of one family. */
function partOfFamily(
  geometry: NonNullable<Feature['geometry']>,
  family: ShapeFamily,
): NonNullable<Feature['geometry']> {
  if (geometry.type !== 'GeometryCollection') return geometry
  const geometries = geometry.geometries.flatMap((part) => {
    if (part.type === 'GeometryCollection') return [partOfFamily(part, family)]
    const own = toShapes(part, new Tally())[0]?.family
    return own === family || (own === 'point' && family === 'multipoint') ? [part] : []
  })
  return { type: 'GeometryCollection', geometries }
}

function toChanges<Rule extends string>(counts: ReadonlyMap<Rule, number>): Change<Rule>[] {
  return [...counts].map(([rule, count]) => ({ rule, count }))
}

const orNull = (bbox: Bbox): Bbox | null => (isEmpty(bbox) ? null : bbox)

function toShort(value: FieldValue): string {
  const text = value instanceof Uint8Array ? `${value.length} bytes` : JSON.stringify(String(value))
  const plain = value === null ? 'nothing' : typeof value === 'string' ? text : text.slice(1, -1)
  return plain.length > 80 ? `${plain.slice(0, 77)}…` : plain
}

/** The problem of a file that is not what went into it; `null` where all is explained. */
export function problemOfReceipt({
  differences,
  differenceCount,
  format,
}: Receipt): Problem | null {
  const [first] = differences
  if (!first) return null
  const where = [first.feature !== undefined && `feature ${first.feature}`, first.field]
    .filter(Boolean)
    .join(', ')
  const detail = where ? `${where}: ${first.detail}` : first.detail
  return {
    code: 'export-not-faithful',
    message: `The ${format} file was read again and differs from the layer in ${differenceCount} places that the format does not explain; it is not handed over. The first: ${detail}`,
    values: { format, count: differenceCount, detail },
  }
}
