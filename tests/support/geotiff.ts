import { deflateSync } from 'node:zlib'

/** A grid of one band of bytes, and where it lies: the upper left corner and the side of a cell. */
export interface ByteGrid {
  readonly columns: number
  readonly rows: number
  readonly values: Uint8Array
  readonly left: number
  readonly top: number
  readonly cellMeters: number
  /** GeoKeys of one number each; what is no 16-bit integer is kept as a double. */
  readonly geoKeys: Readonly<Record<number, number>>
}

const SHORT = 3
const LONG = 4
const DOUBLE = 12
const BYTES: Readonly<Record<number, number>> = { [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 }

/**
 * A GeoTIFF (TIFF 6.0; OGC 19-008r4) as publishers' software writes grids of classes: little-endian,
 * one band of bytes, strips of some rows packed with deflate.
 */
export function writeGeoTiff(grid: ByteGrid, rowsPerStrip = 7): Uint8Array {
  const { columns, rows, values, left, top, cellMeters } = grid
  const strips = Array.from({ length: Math.ceil(rows / rowsPerStrip) }, (_, strip) =>
    deflateSync(
      values.subarray(
        strip * rowsPerStrip * columns,
        Math.min(rows, (strip + 1) * rowsPerStrip) * columns,
      ),
    ),
  )
  const doubles: number[] = []
  const keys = Object.entries(grid.geoKeys).flatMap(([id, value]) => {
    if (Number.isInteger(value) && value >= 0 && value < 65_536) return [Number(id), 0, 1, value]
    doubles.push(value)
    return [Number(id), 34736, 1, doubles.length - 1]
  })
  const offsets: number[] = []
  let at = 8
  for (const strip of strips) {
    offsets.push(at)
    at += strip.length
  }
  const tags: [id: number, type: number, values: readonly number[]][] = [
    [256, LONG, [columns]],
    [257, LONG, [rows]],
    [258, SHORT, [8]],
    [259, SHORT, [8]],
    [262, SHORT, [1]],
    [273, LONG, offsets],
    [277, SHORT, [1]],
    [278, LONG, [rowsPerStrip]],
    [279, LONG, strips.map(({ length }) => length)],
    [33550, DOUBLE, [cellMeters, cellMeters, 0]],
    [33922, DOUBLE, [0, 0, 0, left, top, 0]],
    [34735, SHORT, [1, 1, 0, keys.length / 4, ...keys]],
    ...(doubles.length > 0 ? [[34736, DOUBLE, doubles] as [number, number, number[]]] : []),
  ]
  const directoryStart = at + (at % 2)
  const directoryBytes = 2 + tags.length * 12 + 4
  let dataAt = directoryStart + directoryBytes
  const bytes = new Uint8Array(
    dataAt + tags.reduce((sum, [, type, list]) => sum + list.length * BYTES[type]!, 0),
  )
  const view = new DataView(bytes.buffer)
  bytes.set([0x49, 0x49, 42, 0])
  view.setUint32(4, directoryStart, true)
  strips.forEach((strip, i) => {
    bytes.set(strip, offsets[i]!)
  })
  view.setUint16(directoryStart, tags.length, true)
  tags.forEach(([id, type, list], i) => {
    const entry = directoryStart + 2 + i * 12
    const length = list.length * BYTES[type]!
    view.setUint16(entry, id, true)
    view.setUint16(entry + 2, type, true)
    view.setUint32(entry + 4, list.length, true)
    const start = length <= 4 ? entry + 8 : dataAt
    if (length > 4) {
      view.setUint32(entry + 8, dataAt, true)
      dataAt += length
    }
    list.forEach((value, n) => {
      const position = start + n * BYTES[type]!
      if (type === SHORT) view.setUint16(position, value, true)
      else if (type === LONG) view.setUint32(position, value, true)
      else view.setFloat64(position, value, true)
    })
  })
  return bytes
}
