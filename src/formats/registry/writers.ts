import type { ExportFormat, Writer } from '../contract/writer.ts'

/** Loads a writer: what one format needs is fetched only when it is used. */
export const WRITERS: Readonly<Record<ExportFormat, () => Promise<Writer>>> = {
  shapefile: async () => (await import('../shapefile/write.ts')).shapefileWriter,
  kml: async () => (await import('../kml/write.ts')).kmlWriter,
  kmz: async () => (await import('../kml/write.ts')).kmzWriter,
  geojson: async () => (await import('../geojson/write.ts')).geojsonWriter,
  geojsonseq: async () => (await import('../geojson/write.ts')).geojsonSequenceWriter,
  flatgeobuf: async () => (await import('../flatgeobuf/writer.ts')).flatgeobufWriter,
  csv: async () => (await import('../csv/write.ts')).csvWriter,
  geopackage: async () => (await import('../geopackage/write.ts')).geopackageWriter,
}
