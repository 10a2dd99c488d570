import { ProblemError } from '../../model/problem.ts'
import { HEADER_BYTES, recordByteLength } from './write-shp.ts'

/** "2 GB size limit for any shapefile component file" (Esri, Geoprocessing considerations). */
export const LIMIT_BYTES = 2 ** 31 - 1

/** One of the shapefiles that hold the records of a layer one after another. */
export interface PartSize {
  readonly recordCount: number
  readonly shapeByteLength: number
}

export interface TableSize {
  /** Of a table without records. */
  readonly emptyByteLength: number
  readonly rowByteLength: number
}

/**
 * How records are spread over shapefiles so that neither the shapes nor the table of any passes the
 * limit: all in one where they fit, else each as full as it goes. The index, of eight bytes a record,
 * is always the smallest. Throws a `ProblemError` for a record that no shapefile holds.
 */
export function toPartSizes(
  contentLengths: Iterable<number>,
  { emptyByteLength, rowByteLength }: TableSize,
  limit: number,
): readonly PartSize[] {
  const parts: PartSize[] = []
  let recordCount = 0
  let shapeByteLength = HEADER_BYTES
  for (const contentLength of contentLengths) {
    const record = recordByteLength(contentLength)
    if (HEADER_BYTES + record > limit || emptyByteLength + rowByteLength > limit) {
      throw new ProblemError({
        code: 'shapefile-record-too-large',
        message: `One feature takes ${record} bytes and a shapefile holds ${limit}; take GeoPackage or FlatGeobuf`,
        values: { bytes: record, limitBytes: limit },
      })
    }
    const table = emptyByteLength + rowByteLength * (recordCount + 1)
    if (shapeByteLength + record > limit || table > limit) {
      parts.push({ recordCount, shapeByteLength })
      recordCount = 0
      shapeByteLength = HEADER_BYTES
    }
    shapeByteLength += record
    recordCount++
  }
  return [...parts, { recordCount, shapeByteLength }]
}
