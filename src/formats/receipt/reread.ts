import type { Crs } from '../../geo/crs.ts'
import type { CsvColumns } from '../../model/csv-columns.ts'
import type { Feature, FieldValue } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { setValue } from '../../model/field-value.ts'
import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, chunksSource } from '../bytes/byte-source.ts'
import type { FeatureTable } from '../contract/feature-table.ts'
import type { ImportChoices } from '../contract/read-context.ts'
import type { ExportFormat } from '../contract/writer.ts'
import { readFiles } from '../registry/read-files.ts'
import type { RereadFile, RereadLayer } from './receipt.ts'

/** What our reader calls the formats that we write. */
const READ_AS: Readonly<Record<ExportFormat, string>> = {
  shapefile: 'shapefile',
  kml: 'kml',
  kmz: 'kml',
  geojson: 'geojson',
  geojsonseq: 'geojson',
  flatgeobuf: 'flatgeobuf',
  csv: 'csv',
  geopackage: 'geopackage',
}

/** Formats that cannot say in which CRS they are: the reader is told. */
const WITHOUT_CRS: ReadonlySet<ExportFormat> = new Set(['csv'])

/** Reads a file with the readers that imports go through. */
export const rereadFile: RereadFile = (chunks, name, format, crs, signal) =>
  rereadSource(chunksSource(chunks, name), format, crs, signal)

/** The same for a file that is somewhere else than in memory. */
export async function rereadSource(
  source: ByteSource,
  format: ExportFormat,
  crs: Crs,
  signal?: AbortSignal,
): Promise<readonly RereadLayer[]> {
  const choices: ImportChoices = {
    ...(format === 'csv' && { columns: await placeColumns(source, crs) }),
    ...(WITHOUT_CRS.has(format) && !crs.isWgs84 && { crs: crs.esriWkt ?? crs.ogcWkt ?? crs.proj }),
  }
  const result = await readFiles([source], { ...(signal && { signal }), choices })
  if (!result.ok) {
    throw new ProblemError({
      code: 'export-not-readable',
      message: `The ${format} file that was written cannot be read again: ${result.problem.message}`,
      values: { format, detail: result.problem.message },
    })
  }
  return result.layers
    .filter((layer) => layer.format === READ_AS[format])
    .map(({ name, features, schema }) => {
      const names = schema.fields.map((field) => field.name)
      const isKml = READ_AS[format] === 'kml'
      const own = isKml ? toLayerFields(names) : null
      return {
        name,
        featureCount: features.length,
        fieldNames: own ? [...own.values()] : names,
        feature: own ? toOwnFeatures(features, own) : (index) => features.feature(index),
      }
    })
}

/** More than the names of the columns of the place take. */
const PLACE_COLUMNS_BYTES = 1024

/** The columns of the place, which our writer puts first; fields may have names that look like it too. */
async function placeColumns(source: ByteSource, { kind }: Crs): Promise<CsvColumns> {
  const start = await source.read(0, Math.min(source.size, PLACE_COLUMNS_BYTES))
  const [line = ''] = new TextDecoder().decode(start).split('\r\n')
  const header = line.split(',')
  const [first = '', second = ''] = header
  if (first.startsWith('WKT')) return { kind: 'wkt', wkt: first }
  return kind === 'geographic'
    ? { kind: 'degrees', lon: first, lat: second }
    : { kind: 'plane', x: first, y: second }
}

/** Names of KML's own elements: a field of a layer with one of them is read as `name_1`, and so on. */
const OWN_NAMES = [
  'name',
  'folder',
  'description',
  'snippet',
  'address',
  'phoneNumber',
  'timestamp',
  'begin',
  'end',
  'times',
  'altitudeMode',
  'extrude',
  'tessellate',
  'visibility',
  'id',
] as const

const OWN_NAME = new RegExp(`^(${OWN_NAMES.join('|')})(_1)*$`)

/** A field's name in the layer; `null` for an element of KML itself. */
function toLayerName(name: string): string | null {
  if (!OWN_NAME.test(name)) return name
  return name.endsWith('_1') ? name.slice(0, -2) : null
}

/** The layer's fields in a KML, and not KML's elements: their names there, and in the layer. */
function toLayerFields(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    names.flatMap((name) => {
      const own = toLayerName(name)
      return own === null ? [] : [[name, own] as const]
    }),
  )
}

/** The features of a KML with the layer's fields under their own names. */
function toOwnFeatures(
  features: FeatureTable,
  fields: ReadonlyMap<string, string>,
): (index: number) => Feature {
  const readers = [...fields].map(([name, own]) => ({ own, read: features.reader(name) }))
  const none = Object.fromEntries(readers.map(({ own }) => [own, null]))
  return (index) => {
    const properties: Record<string, FieldValue> = { ...none }
    for (const { own, read } of readers) setValue(properties, own, read(index))
    const { key, id } = keyOfPlace(index)
    return { key, id, geometry: features.geometry(index), properties }
  }
}
