import type { Feature, FieldValue } from '../geo/feature.ts'
import { bytesSource } from './byte-source.ts'
import { ProblemError } from './problem.ts'
import { readFiles } from './read-files.ts'
import type { RereadFile } from './receipt.ts'
import type { ExportFormat } from './writer.ts'

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
export const rereadFile: RereadFile = async (chunks, name, format, crs, signal) => {
  const definition = crs.esriWkt ?? crs.ogcWkt ?? crs.proj
  const result = await readFiles([bytesSource(join(chunks), name)], {
    ...(signal && { signal }),
    ...(WITHOUT_CRS.has(format) && !crs.isWgs84 && { choices: { crs: definition } }),
  })
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
      return {
        name,
        featureCount: features.length,
        fieldNames: isKml ? toLayerFieldNames(names) : names,
        feature: (index) =>
          isKml ? withLayerFields(features.feature(index)) : features.feature(index),
      }
    })
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

/** A feature of a KML with the layer's fields under their own names, and not KML's elements. */
function withLayerFields(feature: Feature): Feature {
  const properties: Record<string, FieldValue> = { ...feature.properties }
  for (const name of OWN_NAMES) {
    properties[name] = feature.properties[`${name}_1`] ?? null
    delete properties[`${name}_1`]
  }
  return { ...feature, properties }
}

function toLayerFieldNames(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (OWN_NAMES.some((own) => own === name)) return []
    return OWN_NAMES.find((own) => name === `${own}_1`) ?? name
  })
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [only, another] = chunks
  if (only && !another) return only
  const joined = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.byteLength
  }
  return joined
}
