import type { GeoJsonGeometryTypes } from 'geojson'
import { type Bbox, intersects, isEmpty } from '../../geo/bbox.ts'
import { type Crs, NAAF, parseCrs, WGS84 } from '../../geo/crs.ts'
import type { CsvColumns } from '../../model/csv-columns.ts'
import type { Problem, Warning } from '../../model/problem.ts'
import type { Field, GeometryType, LayerSchema } from '../../model/schema.ts'
import type { CsvDialect } from '../csv/dialect.ts'
import type { KmlExtras } from '../kml/extras.ts'
import type { EncodingFound } from '../text/detect-encoding.ts'
import type { FeatureTable } from './feature-table.ts'
import type { FormatId } from './format-id.ts'
import { FieldInference } from './infer-fields.ts'
import type { ReadContext, WarningList } from './read-context.ts'

/** A system under which the layer may be drawn, for a user to choose among. */
export interface CrsCandidate {
  /** As `ImportChoices.crs` takes it. */
  readonly crs: string
  readonly name: string
  /** Where the layer would be, WGS 84. */
  readonly bbox: Bbox
}

export type CrsFound =
  | {
      /**
       * `format`: the format has only one; `declared`: the file names it; `assumed`: nothing is
       * declared, and the coordinates are degrees; `chosen`: by the user.
       */
      readonly how: 'format' | 'declared' | 'assumed' | 'chosen'
      readonly name: string
      readonly epsg: number | null
      /** The definition as the file gives it. */
      readonly text: string | null
      readonly crs: Crs
    }
  | {
      /** The positions are in an unknown plane, and are left as they are until a user chooses. */
      readonly how: 'unknown'
      readonly text: string | null
      /** Why the file's own definition could not be used. */
      readonly problem: Problem | null
      readonly candidates: readonly CrsCandidate[]
    }

export interface ImportedLayer {
  readonly name: string
  readonly format: FormatId
  /** The file it came from, as the user named it. */
  readonly path: string
  readonly schema: LayerSchema
  /** The types that its geometries have, in the order of their codes; `null` ones are counted apart. */
  readonly geometryTypes: readonly GeoJsonGeometryTypes[]
  readonly withoutGeometry: number
  readonly hasHeights: boolean
  readonly crs: CrsFound
  /** `null` for formats whose texts have only one encoding. */
  readonly encoding: EncodingFound | null
  readonly features: FeatureTable
  readonly warnings: readonly Warning[]
  /** What a KML file says besides features: styles, folders, overlays, links. */
  readonly kml?: KmlExtras
  /** How a table of text was cut into rows and cells, with the first of them as they came. */
  readonly csv?: CsvReading
}

/** What a table of text shows of how it was read. */
export interface CsvReading {
  readonly dialect: CsvDialect
  readonly firstRows: readonly (readonly string[])[]
  /** The columns that hold the place, as far as their names and values tell. */
  readonly found: CsvColumns
}

/** What a reader knows once the last feature is in the table. */
export interface LayerDraft {
  readonly name: string
  readonly format: FormatId
  readonly path: string
  readonly table: FeatureTable
  readonly warnings: WarningList
  /** The fields that the file declares; without it they are found from the values. */
  readonly fields?: readonly Field[]
  /** Fields whose texts are JSON. */
  readonly jsonFields?: ReadonlySet<string>
  /**
   * The system of the positions: the format's own (`wgs84`), the format's own unless the coordinates are no
   * degrees (`wgs84-usual`: programs write GeoJSON in metres too), what columns of degrees are taken
   * for (`wgs84-assumed`), a text that the file gives, or `null` for none.
   */
  readonly crs: 'wgs84' | 'wgs84-usual' | 'wgs84-assumed' | string | null
  readonly encoding: EncodingFound | null
  readonly kml?: KmlExtras
  readonly csv?: CsvReading
}

/** Brings a layer's positions into WGS 84, finds its schema, and says what is odd about it. */
export async function finishLayer(draft: LayerDraft, context: ReadContext): Promise<ImportedLayer> {
  const { table, warnings, encoding } = draft
  context.endLayer(table)
  warnEncoding(encoding, table, warnings)
  const crs = await resolveCrs(draft, context)
  const survey = await surveyTable(table, crs, context, warnings)
  const fields = draft.fields ?? (await inferFields(draft, context))
  const isPlaced = crs.how !== 'unknown'
  const bbox = survey.bbox
  const schema: LayerSchema = {
    name: draft.name,
    geometryType: commonType(survey.types),
    fields,
    featureCount: table.length,
    bbox: isPlaced && bbox && isWithinEarth(bbox) ? bbox : null,
  }
  return {
    name: draft.name,
    format: draft.format,
    path: draft.path,
    schema,
    geometryTypes: [...survey.types],
    withoutGeometry: survey.withoutGeometry,
    hasHeights: survey.hasHeights,
    crs,
    encoding: draft.encoding,
    features: table,
    warnings: warnings.list(),
    ...(draft.kml && { kml: draft.kml }),
    ...(draft.csv && { csv: draft.csv }),
  }
}

/** How the texts were decoded, where that was found or guessed, and where bytes in them mean nothing. */
function warnEncoding(
  encoding: EncodingFound | null,
  table: FeatureTable,
  warnings: WarningList,
): void {
  const name = (encoding?.name ?? 'utf-8').toUpperCase()
  if (encoding?.how === 'detected') {
    warnings.add({
      code: 'encoding-detected',
      message: `The file does not name its encoding; its texts were read as ${name}.`,
      values: { encoding: name },
    })
  }
  if (encoding?.how === 'assumed' && encoding.candidates.length > 1) {
    const others = encoding.candidates
      .filter((candidate) => candidate.name !== encoding.name)
      .slice(0, MOST_RUNNERS_UP)
      .map(
        (candidate) =>
          `${candidate.name.toUpperCase()} (“${candidate.samples[0]?.trim().slice(0, 40) ?? ''}”)`,
      )
      .join(', ')
    const sample = encoding.candidates[0]?.samples[0]?.trim().slice(0, 40) ?? ''
    warnings.add({
      code: 'encoding-guessed',
      message: `The file does not name its encoding; that its texts are in ${name} (“${sample}”) is a guess, and they may as well be in ${others}.`,
      values: { encoding: name, value: sample, others },
    })
  }
  for (const { field, count, first } of table.brokenTexts()) {
    const value = String(table.value(first, field)).slice(0, 60)
    warnings.add(
      {
        code: 'text-undecodable',
        message: `Texts of the field “${field}” hold bytes that mean nothing in ${name} and stand as \ufffd; the first is that of feature ${first + 1} (“${value}”).`,
        values: { encoding: name, field, row: first + 1, value },
        count,
      },
      `text-undecodable ${field}`,
    )
  }
}

/** How many other encodings a guess names. */
const MOST_RUNNERS_UP = 2

async function resolveCrs(draft: LayerDraft, context: ReadContext): Promise<CrsFound> {
  const { table, warnings } = draft
  const how = context.choices.crs === undefined ? 'declared' : 'chosen'
  const isInPlane = how === 'declared' && (await isMostlyBeyondDegrees(table, context))
  const own = draft.crs === 'wgs84-usual' ? (isInPlane ? null : 'wgs84') : draft.crs
  const given = context.choices.crs ?? own
  if (own === 'wgs84' && how === 'declared') {
    return { how: 'format', name: WGS84.name, epsg: 4326, text: null, crs: WGS84 }
  }
  const bounds = table.bounds()
  if (draft.crs === 'wgs84-assumed' && how === 'declared')
    return assumedWgs84(bounds, null, warnings)
  if (given !== null) {
    const result = await parseCrs(given)
    if (result.ok) {
      const { crs } = result
      if (crs.kind === 'geographic' && isInPlane) {
        const problem = {
          code: 'crs-plane-in-degrees',
          message: `The file declares ${crs.name}, whose coordinates are degrees, but most of its coordinates are none.`,
          values: { crs: crs.name },
        }
        warnings.add(problem)
        return unknownCrs(bounds, given, problem)
      }
      for (const note of crs.notes) warnings.add({ ...note, count: table.length })
      if (
        crs.kind === 'projected' &&
        how === 'declared' &&
        isInDegrees(bounds) &&
        !isPoint(bounds)
      ) {
        // A plane's origin may be in the layer, but not within a few hundred metres on every side.
        warnings.add({
          code: 'crs-degrees-in-plane',
          message:
            `The coordinates look like degrees, but the file declares ${crs.name}, whose unit is the ` +
            `${crs.unit}.`,
          values: { crs: crs.name, unit: crs.unit },
          count: table.length,
        })
      }
      if (!crs.isWgs84) {
        const lost = await table.toWgs84(crs, context)
        if (lost > 0) {
          warnings.add({
            code: 'features-off-earth',
            message:
              `${lost} features have coordinates that are no place on Earth in ${crs.name}; they are ` +
              'listed without geometry.',
            values: { crs: crs.name },
            count: lost,
          })
        }
      }
      return { how, name: crs.name, epsg: crs.epsg, text: given, crs }
    }
    warnings.add({ ...result.problem, count: 1 })
    return (
      assumeDegrees(bounds, given, warnings) ?? (await unknownCrs(bounds, given, result.problem))
    )
  }
  return assumeDegrees(bounds, null, warnings) ?? (await unknownCrs(bounds, null, null))
}

async function unknownCrs(
  bounds: Bbox,
  text: string | null,
  problem: Problem | null,
): Promise<CrsFound> {
  return { how: 'unknown', text, problem, candidates: await candidatesFor(bounds) }
}

/** Whether more features lie beyond what degrees can say than within: a few are faults of theirs. */
async function isMostlyBeyondDegrees(table: FeatureTable, context: ReadContext): Promise<boolean> {
  const bounds = table.bounds()
  if (isEmpty(bounds) || isInDegrees(bounds)) return false
  let [within, beyond] = [0, 0]
  for (let index = 0; index < table.length; index++) {
    if (index % 4096 === 4095) await context.breathe()
    const bbox = table.bbox(index)
    if (isEmpty(bbox)) continue
    if (isInDegrees(bbox)) within++
    else beyond++
  }
  return beyond > within
}

function assumeDegrees(bounds: Bbox, text: string | null, warnings: WarningList): CrsFound | null {
  if (!isEmpty(bounds) && !isInDegrees(bounds)) {
    warnings.add({
      code: 'crs-unknown',
      message: 'The coordinate reference system is not known; choose it to place the layer.',
    })
    return null
  }
  return assumedWgs84(bounds, text, warnings)
}

function assumedWgs84(bounds: Bbox, text: string | null, warnings: WarningList): CrsFound {
  if (!isEmpty(bounds)) {
    warnings.add({
      code: 'crs-assumed',
      message: 'No coordinate reference system is declared; degrees of WGS 84 are assumed.',
    })
  }
  return { how: 'assumed', name: WGS84.name, epsg: 4326, text, crs: WGS84 }
}

const isPoint = (bounds: Bbox): boolean => bounds[0] === bounds[2] && bounds[1] === bounds[3]

function isInDegrees([west, south, east, north]: Bbox): boolean {
  return west >= -360 && east <= 360 && south >= -90 && north <= 90
}

function isWithinEarth([west, south, east, north]: Bbox): boolean {
  return west >= -540 && east <= 540 && south >= -90.000001 && north <= 90.000001
}

/** Systems in which data about North America are published in metres or feet. */
const LIKELY_SYSTEMS: readonly string[] = [
  'CEC:NAAF',
  'EPSG:3857',
  'EPSG:3347',
  'EPSG:3978',
  'EPSG:5070',
  'EPSG:6372',
  'EPSG:3005',
  'EPSG:3338',
  ...Array.from({ length: 17 }, (_, index) => `EPSG:${26906 + index}`),
]

const UTM_ZONE = /^EPSG:269\d\d$/

/** A zone is 6° wide; what reaches over several is kept in another system. */
const WIDEST_IN_ZONE_METERS = 2_000_000

/** A little more than the continent with its islands. */
const NORTH_AMERICA: Bbox = [-180, 5, -45, 85]
const MIDDLE_LON = -100

/** The continent and its seas; what reaches farther around the Earth is somewhere else. */
const WIDEST_DEGREES = 220
const MOST_CANDIDATES = 8

/** The likely systems under which the layer falls on North America. */
async function candidatesFor(bounds: Bbox): Promise<CrsCandidate[]> {
  if (isEmpty(bounds)) return []
  const found: CrsCandidate[] = []
  const isWide = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]) > WIDEST_IN_ZONE_METERS
  for (const code of LIKELY_SYSTEMS) {
    if (isWide && UTM_ZONE.test(code)) continue
    const result = code === 'CEC:NAAF' ? { ok: true as const, crs: NAAF } : await parseCrs(code)
    if (!result.ok) continue
    const bbox = boundsUnder(bounds, result.crs)
    if (!bbox || !intersects(bbox, NORTH_AMERICA) || bbox[2] - bbox[0] > WIDEST_DEGREES) continue
    found.push({
      crs: code === 'CEC:NAAF' ? (NAAF.esriWkt ?? code) : code,
      name: result.crs.name,
      bbox,
    })
  }
  return found.slice(0, MOST_CANDIDATES)
}

function boundsUnder([minX, minY, maxX, maxY]: Bbox, crs: Crs): Bbox | null {
  const corners = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
    [(minX + maxX) / 2, (minY + maxY) / 2],
  ].map(([x, y]) => crs.toWgs84(x!, y!))
  if (!corners.every(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat))) return null
  // The far corners of the continent's box lie past the antimeridian: they are counted on westward.
  const lons = corners.map(([lon]) => lon - 360 * Math.round((lon - MIDDLE_LON) / 360))
  const lats = corners.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

interface Survey {
  readonly types: ReadonlySet<GeoJsonGeometryTypes>
  readonly withoutGeometry: number
  readonly hasHeights: boolean
  readonly bbox: Bbox | null
}

const TYPE_ORDER: readonly GeoJsonGeometryTypes[] = [
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
]

async function surveyTable(
  table: FeatureTable,
  crs: CrsFound,
  context: ReadContext,
  warnings: WarningList,
): Promise<Survey> {
  const seen = new Set<GeoJsonGeometryTypes>()
  let withoutGeometry = 0
  let hasHeights = false
  let outOfRange = 0
  let emptyCount = 0
  const bounds = table.bounds()
  const mayBeOutOfRange = crs.how !== 'unknown' && !isEmpty(bounds) && !isInDegrees(bounds)
  for (let index = 0; index < table.length; index++) {
    if (index % 4096 === 4095) await context.breathe()
    const type = table.geometryType(index)
    if (type === null) {
      withoutGeometry++
      continue
    }
    seen.add(type)
    if (table.isEmpty(index)) emptyCount++
    hasHeights ||= table.hasHeight(index)
    if (mayBeOutOfRange) {
      const bbox = table.bbox(index)
      if (!isEmpty(bbox) && !isInDegrees(bbox)) outOfRange++
    }
  }
  if (emptyCount > 0) {
    warnings.add({
      code: 'geometry-empty',
      message: `${emptyCount} features have a geometry without any position: they are nowhere on the map.`,
      count: emptyCount,
    })
  }
  if (outOfRange > 0) {
    warnings.add({
      code: 'coordinates-out-of-range',
      message: `${outOfRange} features have longitudes or latitudes beyond the Earth’s.`,
      count: outOfRange,
    })
  }
  return {
    types: new Set(TYPE_ORDER.filter((type) => seen.has(type))),
    withoutGeometry,
    hasHeights,
    bbox: isEmpty(bounds) ? null : bounds,
  }
}

/** One type for all, its multiple where both occur, or `Unknown` where they differ. */
function commonType(types: ReadonlySet<GeoJsonGeometryTypes>): GeometryType {
  const [first, second, third] = types
  if (!first) return 'Unknown'
  if (!second) return first
  return !third && second === `Multi${first}` ? (second as GeometryType) : 'Unknown'
}

async function inferFields(draft: LayerDraft, context: ReadContext): Promise<readonly Field[]> {
  const { table, warnings, jsonFields } = draft
  const inference = new FieldInference()
  for (const name of table.fieldNames) {
    for (let index = 0; index < table.length; index++) {
      if (index % 8192 === 8191) await context.breathe()
      inference.addValue(name, table.value(index, name))
    }
    if (table.length === 0) inference.addValue(name, null)
  }
  const { fields, warnings: mixed } = inference.fields()
  for (const warning of mixed) {
    warnings.add(warning)
    for (const name of table.fieldNames) {
      if (String(warning.values?.fields).split(', ').includes(name)) table.toTexts(name)
    }
  }
  return fields.map((field) => (jsonFields?.has(field.name) ? { ...field, type: 'json' } : field))
}
