import { z } from 'zod'
import { provides, supplement, uses, words } from '../catalog/common.ts'
import { polygonsOf, Tally } from '../pipeline/geometry.ts'
import type { PipelineFeature, Recipe, Source } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { finishFeatures, noteClean, noteFinish } from '../pipeline/steps.ts'
import { simplifyFeatures } from '../pipeline/topology.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, NAME_FIELDS, NAME_LABELS, text } from './shared/texts.ts'

const SEAS: Source = {
  kind: 'npm',
  name: 'oceans-seas.geojson',
  version: '0.5.0',
  integrity:
    'sha512-hLpnz7ayzeeGWJ+g8ga+lb0/595crP+WavaFoyvYpnrfQipgKjqD6A912bqiY70fgds3uMsM2+RJQgZudMwgOg==',
  path: 'oceans-seas.geo.json',
}

/** The seas that are shown: the source's name, then the names of the map in the three languages. */
const NAMES: Readonly<Record<string, readonly [en: string, fr: string, es: string]>> = {
  'Arctic Ocean': ['Arctic Ocean', 'Océan Arctique', 'Océano Ártico'],
  'North Atlantic Ocean': [
    'North Atlantic Ocean',
    'Océan Atlantique Nord',
    'Océano Atlántico Norte',
  ],
  'North Pacific Ocean': ['North Pacific Ocean', 'Océan Pacifique Nord', 'Océano Pacífico Norte'],
  'Baffin Bay': ['Baffin Bay', 'Baie de Baffin', 'Bahía de Baffin'],
  'Beaufort Sea': ['Beaufort Sea', 'Mer de Beaufort', 'Mar de Beaufort'],
  'Bering Sea': ['Bering Sea', 'Mer de Béring', 'Mar de Bering'],
  'Caribbean Sea': ['Caribbean Sea', 'Mer des Caraïbes', 'Mar Caribe'],
  'Chukchi Sea': ['Chukchi Sea', 'Mer des Tchouktches', 'Mar de Chukotka'],
  'Davis Strait': ['Davis Strait', 'Détroit de Davis', 'Estrecho de Davis'],
  'East Siberian Sea': ['East Siberian Sea', 'Mer de Sibérie orientale', 'Mar de Siberia Oriental'],
  'Greenland Sea': ['Greenland Sea', 'Mer du Groenland', 'Mar de Groenlandia'],
  'Gulf of Alaska': ['Gulf of Alaska', 'Golfe d’Alaska', 'Golfo de Alaska'],
  'Gulf of California': ['Gulf of California', 'Golfe de Californie', 'Golfo de California'],
  'Gulf of Mexico': ['Gulf of Mexico', 'Golfe du Mexique', 'Golfo de México'],
  'Gulf of St. Lawrence': [
    'Gulf of St. Lawrence',
    'Golfe du Saint-Laurent',
    'Golfo de San Lorenzo',
  ],
  'Bay of Fundy': ['Bay of Fundy', 'Baie de Fundy', 'Bahía de Fundy'],
  'Hudson Bay': ['Hudson Bay', 'Baie d’Hudson', 'Bahía de Hudson'],
  'Hudson Strait': ['Hudson Strait', 'Détroit d’Hudson', 'Estrecho de Hudson'],
  'Labrador Sea': ['Labrador Sea', 'Mer du Labrador', 'Mar de Labrador'],
  'Lincoln Sea': ['Lincoln Sea', 'Mer de Lincoln', 'Mar de Lincoln'],
  'Norwegian Sea': ['Norwegian Sea', 'Mer de Norvège', 'Mar de Noruega'],
}

const BITS = 8
const TOLERANCE_METERS = 15_000

const collection = z.object({
  features: z.array(
    z.object({
      properties: z.object({ NAME: z.string() }),
      geometry: z.looseObject({ type: z.string() }).nullable(),
    }),
  ),
})

/** A sea's name is drawn once the sea is wide enough for it. */
function labelZoom(areaSquareMeters: number): number {
  const zoom = Math.log2((75 * 23_437.5) / Math.sqrt(areaSquareMeters))
  return Math.round(Math.max(0, Math.min(5, zoom)) * 10) / 10
}

export const seas: Recipe = {
  id: 'seas',
  group: 'reference',
  state: 'bundled',
  badge: 'generalised',
  title: text('Seas', 'Mers', 'Mares'),
  abstract: text(
    'The oceans, seas, gulfs and bays around the continent, for their names.',
    'Les océans, mers, golfes et baies qui entourent le continent, pour leurs noms.',
    'Los océanos, mares, golfos y bahías que rodean el continente, por sus nombres.',
  ),
  limitations: text(
    'Limits strongly generalised: for placing names, not for deciding in which sea a place lies.',
    'Limites fortement généralisées : pour placer les noms, non pour décider dans quelle mer se trouve un lieu.',
    'Límites muy generalizados: para colocar los nombres, no para decidir en qué mar está un lugar.',
  ),
  geometryType: 'MultiPolygon',
  fields: [...NAME_FIELDS, FIELDS.min_zoom],
  modified: '2026-11-28',
  record: supplement({
    editions: [{ name: 'IHO Sea Areas 3' }],
    keywords: words(
      'oceans, gulfs, bays, marine regions',
      'océans, golfes, baies, régions marines',
      'océanos, golfos, bahías, regiones marinas',
    ),
    projects: [...provides('1'), ...uses('13')],
  }),
  provenance: {
    publisher: 'Flanders Marine Institute (VLIZ)',
    dataset: 'IHO Sea Areas',
    edition: '3',
    date: '2018',
    licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    citation:
      'Flanders Marine Institute. 2018. IHO Sea Areas, version 3. https://www.marineregions.org. https://doi.org/10.14284/323',
  },
  sources: [SEAS],
  symbology: {
    kind: 'simple',
    symbol: {},
    minZoomField: 'min_zoom',
    labels: {
      ...NAME_LABELS,
      color: PALETTE.waterText,
      halo: PALETTE.waterHalo,
      size: [
        [0, 11],
        [4, 15],
      ],
      placement: 'area',
      style: 'italic',
      priorityField: 'min_zoom',
    },
  },
  async build(context) {
    const json: unknown = JSON.parse(new TextDecoder().decode(await context.read(SEAS)))
    const raw = collection.parse(json).features
    const named = raw.flatMap(({ properties, geometry }): PipelineFeature[] => {
      const names = NAMES[properties.NAME]
      if (!names || !geometry) return []
      const [en, fr, es] = names
      return [
        {
          geometry: geometry as unknown as PipelineFeature['geometry'],
          properties: { name: properties.NAME, name_en: en, name_fr: fr, name_es: es },
        },
      ]
    })
    const tally = new Tally()
    const features = finishFeatures(simplifyFeatures(named, TOLERANCE_METERS), {
      bits: BITS,
      tally,
      minimumSquareMeters: 1e9,
      keepLargest: true,
    }).map(({ geometry, properties }) => {
      const largest = Math.max(
        ...polygonsOf(geometry).map((rings) => polygonAreaSquareMeters(rings)),
      )
      return { geometry, properties: { ...properties, min_zoom: labelZoom(largest) } }
    })
    context.log.add(
      {
        en: 'Of {{all}} sea areas, the {{kept}} around the continent were taken and generalised with a tolerance of 15 km; French and Spanish names are the Atlas’s own translations.',
        fr: 'Des {{all}} zones maritimes, les {{kept}} qui entourent le continent ont été retenues et généralisées avec une tolérance de 15 km ; les noms français et espagnols sont des traductions de l’Atlas.',
        es: 'De las {{all}} áreas marinas se tomaron las {{kept}} que rodean el continente, generalizadas con una tolerancia de 15 km; los nombres en francés y español son traducciones del Atlas.',
      },
      { all: raw.length, kept: features.length },
    )
    noteFinish(context.log, tally, BITS)
    noteClean(context.log, tally)
    return { features }
  },
}
