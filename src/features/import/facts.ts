import type { TFunction } from 'i18next'
import type { LayerFacts } from '../../importing/protocol.ts'
import type { Language } from '../../model/schema.ts'
import { formatNumber } from '../../words/format.ts'

/** What is known of a layer in the reader's words: for the card, the layer's row and the report alike. */

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  shapefile: 'Shapefile',
  dbase: 'dBASE',
  kml: 'KML',
  geojson: 'GeoJSON',
  topojson: 'TopoJSON',
  'esri-json': 'Esri JSON',
  flatgeobuf: 'FlatGeobuf',
  csv: 'CSV',
  gpx: 'GPX',
  tcx: 'TCX',
  geopackage: 'GeoPackage',
  gml: 'GML',
}

export const toFormatName = (format: string): string => FORMAT_NAMES[format] ?? format

export function toFeaturesText(facts: LayerFacts, t: TFunction, language: Language): string {
  const number = (count: number) => formatNumber(count, language)
  const { featureCount, withoutGeometry } = facts
  const all = t('import.features', { count: featureCount, number: number(featureCount) })
  if (withoutGeometry === 0) return all
  const without = { count: withoutGeometry, number: number(withoutGeometry) }
  return `${all}, ${t('import.withoutGeometry', without)}`
}

export function toGeometryText({ geometryTypes, hasHeights }: LayerFacts, t: TFunction): string {
  if (geometryTypes.length === 0) return t('import.noGeometry')
  const types = geometryTypes.map((type) => t(`import.geometryTypes.${type}`))
  return [...types, ...(hasHeights ? [t('import.heights')] : [])].join(', ')
}

export function toCrsText({ crs }: LayerFacts, t: TFunction): string {
  if (crs.how === 'unknown') return t('import.crsUnknown')
  const code = crs.epsg === null ? '' : ` (EPSG:${crs.epsg})`
  return `${crs.name}${code}, ${t(`import.how.${crs.how}`)}`
}

export function toEncodingText({ encoding }: LayerFacts, t: TFunction): string | null {
  if (!encoding) return null
  // Texts of plain letters are the same in all that could be assumed.
  const how = encoding.how === 'assumed' ? t('import.encodingAny') : t(`import.how.${encoding.how}`)
  return `${encoding.name.toUpperCase()}, ${how}`
}

/** West, south, east, north in degrees, with the signs that maps have. */
export function toExtentText({ bbox }: LayerFacts, language: Language): string | null {
  if (!bbox) return null
  const [west, south, east, north] = bbox.map(
    (degrees) => `${formatNumber(degrees, language, { maximumFractionDigits: 4 })}°`,
  )
  return `${west}, ${south} – ${east}, ${north}`
}
