import { isNorthingFirst } from '../../geo/crs-axes.ts'

/** A system as `srsName` gives it. */
export interface GmlSystem {
  /** As `parseCrs` reads it. */
  readonly crs: string
  /** Whether positions have the latitude or the northing first. */
  readonly isNorthingFirst: boolean
  /** Of a system with heights; others say nothing of it. */
  readonly dimension: 3 | null
}

/** Names whose positions are in the order of EPSG's axes (OGC 07-092r1, 11-135r2): the URN and the URL. */
const IN_AXIS_ORDER =
  /^(?:urn:(?:x-)?ogc:def:crs[:,](?:crs:)?EPSG:[\d.]*:?|https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[\d.]+\/)(\d{4,6})\b/i

/**
 * Systems of three dimensions that services name where heights are given, with those of two on the same
 * datum: WGS 84, ETRS89, NAD83 (HARN, CSRS, NSRS2007, PA11, MA11, 2011), Mexico ITRF92 and ITRF2008.
 */
const PLANAR: ReadonlyMap<number, number> = new Map([
  [4327, 4326],
  [4329, 4326],
  [4482, 4483],
  [4893, 4759],
  [4937, 4258],
  [4955, 4617],
  [4957, 4152],
  [4979, 4326],
  [6319, 6318],
  [6321, 6322],
  [6324, 6325],
  [6364, 6365],
])

/**
 * The system of an `srsName`. Longitude or easting stands first under the short name (`EPSG:4326`) and the
 * address of GML 2 (`http://www.opengis.net/gml/srs/epsg.xml#4326`), as all programs write it; under the
 * URN and the URL of the OGC the axes have EPSG's own order. Of a compound system it is the first part.
 */
export function parseSystem(srsName: string): GmlSystem {
  const name = srsName.trim()
  const code = Number(IN_AXIS_ORDER.exec(name)?.[1] ?? 0)
  if (code === 0) return { crs: name, isNorthingFirst: false, dimension: null }
  const planar = PLANAR.get(code)
  return {
    crs: `EPSG:${planar ?? code}`,
    isNorthingFirst: isNorthingFirst(code),
    dimension: planar === undefined ? null : 3,
  }
}
