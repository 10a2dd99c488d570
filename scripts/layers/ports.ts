import { z } from 'zod'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import {
  COUNTRY_BY_NAME,
  COUNTRY_FIELD,
  MARKER_LINE,
  MUNICIPALITY_FIELD,
  NAME_FIELD,
  nameLabels,
  toPoints,
} from './shared/points.ts'

const SOURCE: Source = {
  kind: 'npm',
  name: 'sea-ports',
  version: '0.0.9',
  integrity:
    'sha512-mJFQzVPWBfod7H65NxJuM4TCBp1fHzb9YmVpoPIui77ogckOqaheSaAXcsJ6hN9MAszSdJLlAih7oJMZLqwRrg==',
  path: 'lib/ports.json',
}

const ports = z.record(
  z.string(),
  z.object({
    name: z.string().min(1),
    city: z.string().optional(),
    province: z.string().optional(),
    country: z.string(),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
  }),
)

export const seaPorts: Recipe = {
  id: 'ports',
  group: 'reference',
  state: 'bundled',
  modified: '2026-11-23',
  record: supplement({
    editions: [{ name: '0.0.9', year: 2017 }],
    projects: [...provides('1'), ...uses('6A', '8')],
    keywords: words(
      'harbours, shipping, marine transport, trade, Great Lakes',
      'havres, navigation, transport maritime, commerce, Grands Lacs',
      'puertos marítimos, navegación, transporte marítimo, comercio, Grandes Lagos',
    ),
  }),
  title: t('Ports', 'Ports', 'Puertos'),
  abstract: t(
    'Ports of the seas, the Great Lakes and the large rivers of the three countries, with the codes by which shipping knows them.',
    'Les ports des mers, des Grands Lacs et des grands cours d’eau des trois pays, avec les codes qu’utilise le transport maritime.',
    'Los puertos de mares, Grandes Lagos y grandes ríos de los tres países, con los códigos que usa el transporte marítimo.',
  ),
  limitations: t(
    'Not complete, and the source says of itself that its coordinates are not all correct. Not for navigation.',
    'Liste incomplète, et la source prévient elle-même que ses coordonnées ne sont pas toutes exactes. Ne convient pas à la navigation.',
    'Incompleta, y la propia fuente advierte que no todas sus coordenadas son correctas. No sirve para navegar.',
  ),
  badge: 'partial',
  geometryType: 'Point',
  keyField: 'unlocode',
  fields: [
    NAME_FIELD,
    { name: 'unlocode', type: 'string', title: t('UN/LOCODE', 'LOCODE/ONU', 'UN/LOCODE') },
    MUNICIPALITY_FIELD,
    {
      name: 'province',
      type: 'string',
      title: t('State or province', 'État ou province', 'Estado o provincia'),
    },
    COUNTRY_FIELD,
  ],
  countryField: 'country',
  sources: [SOURCE],
  provenance: {
    publisher: 'sea-ports',
    dataset: 'Sea Ports JSON Data',
    edition: '0.0.9',
    date: '2017',
    licence: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    citation: 'sea-ports, version 0.0.9. https://github.com/marchah/sea-ports',
  },
  symbology: {
    kind: 'simple',
    symbol: {
      marker: 'square',
      markerRadius: [
        [2, 3],
        [6, 5],
        [10, 7],
      ],
      fill: { light: '#1d4e89', dark: '#8fc1f2' },
      line: MARKER_LINE,
      lineWidth: 0.75,
    },
    labels: nameLabels(6),
  },
  async build(context) {
    const json: unknown = JSON.parse(new TextDecoder().decode(await context.read(SOURCE)))
    const entries = Object.entries(ports.parse(json)).filter(
      ([, { country }]) => country in COUNTRY_BY_NAME,
    )
    const rows = entries.flatMap(([code, port]) => {
      if (!port.coordinates) return []
      const [lon, lat] = port.coordinates
      return [
        {
          lon,
          lat,
          properties: {
            name: port.name,
            unlocode: code,
            municipality: port.city?.trim() || null,
            province: port.province?.trim() || null,
            country: COUNTRY_BY_NAME[port.country]!,
          },
        },
      ]
    })
    context.log.add(
      {
        en: '{{all}} ports of the three countries, {{lost}} without coordinates dropped.',
        fr: '{{all}} ports des trois pays, {{lost}} sans coordonnées écartés.',
        es: '{{all}} puertos de los tres países, {{lost}} sin coordenadas descartados.',
      },
      { all: entries.length, lost: entries.length - rows.length },
    )
    return { features: toPoints(context, rows) }
  },
}
