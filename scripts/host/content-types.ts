import { FLATGEOBUF_MEDIA_TYPE } from '../../src/catalog/metadata/dcat.ts'

/**
 * The media type of each kind of file in the built site or beside it, by the ending of its name. Scripts
 * and style sheets with another type are refused by the browser, since `nosniff` is sent with them.
 */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  // RFC 9239: `text/javascript` is the one name; `.mjs` has the same.
  ['js', 'text/javascript; charset=utf-8'],
  ['mjs', 'text/javascript; charset=utf-8'],
  ['json', 'application/json'],
  ['webmanifest', 'application/manifest+json'],
  ['jsonld', 'application/ld+json'],
  ['wasm', 'application/wasm'],
  ['xml', 'application/xml'],
  ['txt', 'text/plain; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['tsv', 'text/tab-separated-values; charset=utf-8'],
  ['bib', 'application/x-bibtex; charset=utf-8'],
  ['ris', 'application/x-research-info-systems; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['ico', 'image/vnd.microsoft.icon'],
  ['woff2', 'font/woff2'],
  ['pdf', 'application/pdf'],
  ['zip', 'application/zip'],
  ['fgb', FLATGEOBUF_MEDIA_TYPE],
  ['geojson', 'application/geo+json'],
  ['topojson', 'application/json'],
  ['gpkg', 'application/geopackage+sqlite3'],
  ['gpx', 'application/gpx+xml'],
  ['kml', 'application/vnd.google-earth.kml+xml'],
  ['kmz', 'application/vnd.google-earth.kmz'],
])

/** The media type of a file by its name, `application/octet-stream` where the ending is not known. */
export function toContentType(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return CONTENT_TYPES.get(ending) ?? 'application/octet-stream'
}
