import { z } from 'zod'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import { UNITS_SOURCE } from './shared/natural-earth-units.ts'
import {
  COUNTRY_BY_NAME,
  COUNTRY_FIELD,
  hollow,
  NAME_FIELD,
  nameLabels,
  STATE_FIELD,
  toPoints,
} from './shared/points.ts'
import { readStateFinder, StateTally } from './shared/states.ts'

const SOURCE: Source = {
  kind: 'npm',
  name: '@worldwideview/wwv-plugin-wind-farms',
  version: '1.0.0',
  integrity:
    'sha512-BYzTVukTmY2CYOSGkARE92WSg05GDfm2tPbuvJK8btW18ivWs/q/XvXAMLe/jTACWN9w5m6OHelZJP1O2maqWA==',
  path: 'data/data.json',
}

const farms = z.object({
  features: z.array(
    z.object({
      geometry: z.object({
        type: z.literal('Point'),
        coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
      }),
      properties: z.object({
        name: z.string().min(1),
        wikidata_id: z.string().regex(/^Q\d+$/),
        country: z.string().optional(),
      }),
    }),
  ),
})

export const windFarms: Recipe = {
  id: 'wind-farms',
  group: 'pollution-and-waste',
  state: 'bundled',
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: '2026', year: 2026 }],
    projects: [...provides('5B'), ...uses('1')],
    keywords: words(
      'wind power, turbines, renewable energy, birds, bats',
      'énergie éolienne, éoliennes, énergie renouvelable, oiseaux, chauves-souris',
      'energía eólica, aerogeneradores, energía renovable, aves, murciélagos',
    ),
  }),
  title: t('Wind Farms', 'Parcs éoliens', 'Parques eólicos'),
  abstract: t(
    'Wind farms of the three countries that Wikidata knows, as a beginning for looking at wind power beside the ways of migrating birds and bats.',
    'Les parcs éoliens des trois pays que recense Wikidata, un point de départ pour examiner l’énergie éolienne au regard des voies migratoires des oiseaux et des chauves-souris.',
    'Los parques eólicos de los tres países que conoce Wikidata, un punto de partida para ver la energía eólica junto a las rutas de aves y murciélagos migratorios.',
  ),
  limitations: t(
    'As complete as volunteers made it: the United States is covered well, Canada in part, Mexico hardly at all. It holds names and places only, no capacities; farms that are planned or gone may be among them.',
    'Aussi complète que l’ont faite des bénévoles : les États-Unis sont bien couverts, le Canada en partie, le Mexique à peine. Elle ne contient que des noms et des emplacements, aucune puissance ; des parcs projetés ou disparus peuvent y figurer.',
    'Tan completa como la hicieron voluntarios: Estados Unidos está bien cubierto, Canadá en parte, México apenas. Solo contiene nombres y lugares, sin capacidades; puede incluir parques planeados o desaparecidos.',
  ),
  badge: 'partial',
  geometryType: 'Point',
  keyField: 'wikidata_id',
  fields: [
    NAME_FIELD,
    {
      name: 'wikidata_id',
      type: 'string',
      title: t('Wikidata item', 'Élément Wikidata', 'Elemento de Wikidata'),
    },
    COUNTRY_FIELD,
    STATE_FIELD,
  ],
  countryField: 'country',
  sources: [SOURCE, UNITS_SOURCE],
  provenance: {
    publisher: 'Wikidata',
    dataset: t(
      'Wind farms (Q194356) with coordinates',
      'Parcs éoliens (Q194356) ayant des coordonnées',
      'Parques eólicos (Q194356) con coordenadas',
    ),
    edition: t(
      'Extract in version 1.0.0 of the package that carries it',
      'Extrait contenu dans la version 1.0.0 du paquet qui le distribue',
      'Extracto incluido en la versión 1.0.0 del paquete que lo distribuye',
    ),
    date: '2026',
    licence: { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
    citation: 'Wikidata contributors. 2026. Wind farms with coordinates. https://www.wikidata.org',
  },
  symbology: {
    kind: 'simple',
    symbol: {
      ...hollow('star', '#1f8a7d', '#7fe0d2'),
      markerRadius: [
        [2, 3],
        [6, 5],
        [10, 8],
      ],
    },
    labels: nameLabels(8),
  },
  async build(context) {
    const json: unknown = JSON.parse(new TextDecoder().decode(await context.read(SOURCE)))
    const { features } = farms.parse(json)
    const finder = await readStateFinder(context)
    const tally = new StateTally()
    let unnamed = 0
    const rows = features.flatMap(({ geometry, properties }) => {
      const [lon, lat] = geometry.coordinates
      const state = finder.find(lon, lat)
      if (!properties.country && state) unnamed += 1
      const country = properties.country ? COUNTRY_BY_NAME[properties.country] : state?.country
      if (!country) return []
      return [
        {
          lon,
          lat,
          properties: {
            name: properties.name,
            wikidata_id: properties.wikidata_id,
            country,
            state_province: tally.codeOf(finder, { name: properties.name, country, lon, lat }),
          },
        },
      ]
    })
    context.log.add(
      {
        en: 'Of {{all}} wind farms of the world, the {{kept}} of the three countries were taken; {{unnamed:of them names no country and lies|of them name no country and lie}} inside one.',
        fr: 'Des {{all}} parcs éoliens du monde, les {{kept}} des trois pays ont été retenus ; {{unnamed:d’entre eux ne nomme aucun pays et se trouve|d’entre eux ne nomment aucun pays et se trouvent}} dans l’un d’eux.',
        es: 'De los {{all}} parques eólicos del mundo se tomaron los {{kept}} de los tres países; {{unnamed:de ellos no nombra país y está|de ellos no nombran país y están}} dentro de uno.',
      },
      { all: features.length, kept: rows.length, unnamed },
    )
    tally.note(context)
    return { features: toPoints(context, rows) }
  },
}
