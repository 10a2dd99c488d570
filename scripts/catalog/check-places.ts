import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fullFileOf } from '../../src/catalog/layer-files.ts'
import type { CatalogFault } from '../../src/catalog/parse-catalog.ts'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import { PARTIES } from '../layers/shared/natural-earth-units.ts'
import { NEAR_METERS, type State, toState, toStateFinder } from '../layers/shared/states.ts'

/**
 * Holds the country that each point of a layer states to where it lies: no point may lie in another of the
 * three countries farther from its own than outlines for 1:10,000,000 can put it wrong. A place at sea is of
 * the country that it states. A stated state must be one of that country.
 */
export async function checkPlaces(
  layers: readonly CatalogLayer[],
  folder: string,
): Promise<CatalogFault[]> {
  const points = layers.filter(
    ({ geometryType, fields, files }) =>
      geometryType === 'Point' && files.length > 0 && fields.some(({ name }) => name === 'country'),
  )
  if (points.length === 0) return []
  const states = await readStates(layers, folder)
  const finder = toStateFinder(states)
  const countryOf = new Map(states.map(({ code, country }) => [code, country]))
  const faults: CatalogFault[] = []
  for (const layer of points) {
    for (const { geometry, properties } of await readFeatures(layer, folder)) {
      const { country } = properties
      if (geometry?.type !== 'Point' || typeof country !== 'string') continue
      if (!PARTIES.includes(country)) continue
      const [lon, lat] = geometry.coordinates as [number, number]
      const there = finder.find(lon, lat)
      const name = String(properties.name)
      if (there && there.country !== country && !finder.findOf(country, lon, lat)) {
        faults.push({
          entry: layer.id,
          field: 'country',
          message: `${name} is said to be of ${country} and lies in ${there.code}, more than ${NEAR_METERS / 1000} km from its own country: correct its place or its country in the recipe.`,
        })
      }
      for (const code of toCodes(properties.state_province)) {
        if (countryOf.get(code) === country) continue
        faults.push({
          entry: layer.id,
          field: 'state_province',
          message: `${name} is said to be of ${country} and of ${code}, which is no state of that country: correct the code in the recipe.`,
        })
      }
    }
  }
  return faults
}

function toCodes(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(';') : []
}

/** The states of the Atlas's own layer, and the territories that are areas of the layer of countries. */
async function readStates(layers: readonly CatalogLayer[], folder: string): Promise<State[]> {
  const [states, countries] = await Promise.all(
    ['states-provinces', 'countries'].map(async (id) => {
      const layer = layers.find((candidate) => candidate.id === id)
      return layer ? await readFeatures(layer, folder) : []
    }),
  )
  return [
    ...states!.flatMap(({ geometry, properties }) =>
      toState(geometry, properties.country, properties.iso_3166_2),
    ),
    ...countries!.flatMap(({ geometry, properties }) => toState(geometry, properties.iso_a3, null)),
  ]
}

async function readFeatures({ files }: CatalogLayer, folder: string) {
  const full = fullFileOf({ files })
  const bytes = full && (await readFile(join(folder, full.path)).catch(() => null))
  return bytes ? [...new FlatGeobufFile(bytes).features()] : []
}
