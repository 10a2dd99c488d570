import { extensionOf } from '../bytes/byte-source.ts'
import type { Sniff } from '../contract/reader.ts'

/**
 * Formats of geographic files, and of what comes beside them, that are not read here: a reader is told
 * which it is, and not only that it is unknown. By content where that tells, then by name.
 */
export function nameKnownFormat(sniff: Sniff): string | null {
  const found = BY_CONTENT.find(([, isIt]) => isIt(sniff))
  if (found) return found[0]
  if (/\.gdb\//i.test(sniff.name)) return 'Esri File Geodatabase'
  return BY_EXTENSION[extensionOf(sniff.name)] ?? null
}

const startsWith =
  (signature: string, at = 0) =>
  ({ head }: Sniff): boolean =>
    [...signature].every((sign, index) => head[at + index] === sign.charCodeAt(0))

const BY_CONTENT: readonly (readonly [name: string, isIt: (sniff: Sniff) => boolean])[] = [
  ['tar', startsWith('ustar', 257)],
  ['7z', startsWith('7z\u00bc\u00af')],
  ['RAR', startsWith('Rar!')],
  ['GeoTIFF', startsWith('II*\0')],
  ['GeoTIFF', startsWith('MM\0*')],
  ['NetCDF', startsWith('CDF')],
  ['HDF5 / NetCDF-4', startsWith('\u0089HDF')],
  ['LAS', startsWith('LASF')],
  ['GeoParquet', startsWith('PAR1')],
  ['Arrow', startsWith('ARROW1')],
  ['PMTiles', startsWith('PMTiles')],
  ['OpenStreetMap PBF', ({ head }) => bytesAsText(head.subarray(0, 64)).includes('OSMHeader')],
  ['FIT', startsWith('.FIT', 8)],
  ['Microsoft Access', startsWith('Standard Jet DB', 4)],
  ['AutoCAD DWG', startsWith('AC10')],
  ['OpenStreetMap XML', ({ text }) => /<osm[\s>]/.test(text)],
  ['NMEA 0183', ({ text }) => /^[$!](G[PNLAB]|BD|AI|II)\w{3},/.test(text)],
  ['MapInfo MIF/MID', ({ text }) => /^version\s+\d+\s+charset\b/i.test(text)],
  ['MapInfo TAB', ({ text }) => /^!table\b/i.test(text)],
  ['AutoCAD DXF', ({ text }) => /^0\s+SECTION\s/.test(text)],
  ['IGC', ({ text }) => /^A[A-Z0-9]{3}.*\r?\nH[FO]DTE/.test(text)],
]

/** A signature may stand among bytes that are no text. */
const bytesAsText = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

const BY_EXTENSION: Readonly<Record<string, string>> = {
  mif: 'MapInfo MIF/MID',
  mid: 'MapInfo MIF/MID',
  tab: 'MapInfo TAB',
  gdbtable: 'Esri File Geodatabase',
  gdbtablx: 'Esri File Geodatabase',
  mvt: 'Mapbox Vector Tile',
  pbf: 'Mapbox Vector Tile',
  dxf: 'AutoCAD DXF',
  dwg: 'AutoCAD DWG',
  dgn: 'MicroStation DGN',
  e00: 'ArcInfo E00',
  tif: 'GeoTIFF',
  tiff: 'GeoTIFF',
  nc: 'NetCDF',
  grib: 'GRIB',
  grb2: 'GRIB',
  las: 'LAS',
  laz: 'LAS',
  osm: 'OpenStreetMap XML',
  parquet: 'GeoParquet',
  mbtiles: 'MBTiles',
  mdb: 'Microsoft Access',
  accdb: 'Microsoft Access',
  xls: 'Excel',
  xlsx: 'Excel',
  ods: 'OpenDocument',
  lyr: 'ArcGIS layer',
  lyrx: 'ArcGIS layer',
  lpk: 'ArcGIS layer package',
  mxd: 'ArcGIS project',
  aprx: 'ArcGIS project',
  qgs: 'QGIS project',
  qgz: 'QGIS project',
}
