import type { CsvColumns } from '../read-context.ts'
import { parseAngle } from './parse-angle.ts'
import { isWkt } from './parse-wkt-geometry.ts'

/** What columns of places are called in the three languages of the continent, best first. */
const LON =
  /^(lon|long|lng|longitude|longitud|longitude_?deg|lon_?dd|long_?dd|decimal_?longitude|decimallongitude|x_?wgs84?|point_x|x_coord(inate)?|xcoord|coord_?x|x)$/
const LAT =
  /^(lat|latitude|latitud|latitude_?deg|lat_?dd|decimal_?latitude|decimallatitude|y_?wgs84?|point_y|y_coord(inate)?|ycoord|coord_?y|y)$/
const ZONE = /^(utm_?)?(zone|zona|huso|fuseau)(_?utm)?$/
const EASTING = /^(utm_?)?(easting|este|utm_?e|utm_?x|x_?utm|coord_?x|x)$/
const NORTHING = /^(utm_?)?(northing|norte|utm_?n|utm_?y|y_?utm|coord_?y|y)$/
const WKT = /^(wkt|geom|geometry|the_geom|geometria|geometrie|wkt_geometry|shape|_wkt)$/

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')

/** How many rows are looked at to tell what a column holds. */
export const SAMPLE_ROWS = 200

/** Which columns hold the place, from their names and from a sample of their values. */
export function findColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): CsvColumns {
  const values = (index: number) =>
    sample.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '')
  const names = header.map(plain)
  const wkt = header.findIndex((_, index) => {
    const texts = values(index)
    return texts.length > 0 && (WKT.test(names[index]!) ? texts.some(isWkt) : texts.every(isWkt))
  })
  if (wkt >= 0) return { kind: 'wkt', wkt: header[wkt]! }
  const zone = names.findIndex((name) => ZONE.test(name))
  const easting = names.findIndex((name) => EASTING.test(name))
  const northing = names.findIndex((name) => NORTHING.test(name))
  if (
    zone >= 0 &&
    easting >= 0 &&
    northing >= 0 &&
    values(easting).some((text) => Number(text) > 1000)
  ) {
    return {
      kind: 'utm',
      zone: header[zone]!,
      easting: header[easting]!,
      northing: header[northing]!,
    }
  }
  const areDegrees = (index: number, most: number) => {
    const angles = values(index)
      .map(parseAngle)
      .filter((angle) => !Number.isNaN(angle))
    const within = angles.filter((angle) => Math.abs(angle) <= most)
    return angles.length > 0 && within.length >= angles.length * 0.9
  }
  const lons = indexesOf(names, LON)
  const lats = indexesOf(names, LAT)
  const lon = lons.find((index) => areDegrees(index, 360))
  const lat = lats.find((index) => areDegrees(index, 90))
  if (lon !== undefined && lat !== undefined) {
    return { kind: 'degrees', lon: header[lon]!, lat: header[lat]! }
  }
  const areNumbers = (index: number) =>
    values(index).some((text) => !Number.isNaN(parseAngle(text)))
  const x = lons.find(areNumbers)
  const y = lats.find(areNumbers)
  return x !== undefined && y !== undefined
    ? { kind: 'plane', x: header[x]!, y: header[y]! }
    : { kind: 'none' }
}

/** Longer names first: a table may have X and Y of a plane beside its longitude and latitude. */
function indexesOf(names: readonly string[], pattern: RegExp): number[] {
  return names
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => pattern.test(name))
    .toSorted((a, b) => Number(a.name.length < 3) - Number(b.name.length < 3))
    .map(({ index }) => index)
}
