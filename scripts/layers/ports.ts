import { z } from 'zod'
import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import type { Recipe, Source } from '../pipeline/recipe.ts'
import {
  COUNTRY_BY_NAME,
  COUNTRY_FIELD,
  hollow,
  MUNICIPALITY_FIELD,
  NAME_FIELD,
  nameLabels,
  PROVINCE_FIELD,
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

/**
 * Entries that are not drawn: Port Canaveral is there again as Cape Canaveral, and 23 km out at sea; El Paso and
 * Mexico City have a code for their freight by land and air, and no water.
 */
const LEFT_OUT = new Set(['USPCV', 'USELP', 'MXMEX'])

/** Places of towns in GeoNames, for ports that the source has across the border. */
const MOVED: ReadonlyMap<string, readonly [lon: number, lat: number]> = new Map([
  ['USDET', [-83.04575, 42.33143]],
])

/** Provinces as the layer of states and provinces writes them. */
function toProvince(name: string | null): string | null {
  return name === 'Quebec' ? 'Québec' : name
}

export const seaPorts: Recipe = {
  id: 'ports',
  group: 'reference',
  state: 'bundled',
  modified: '2026-11-27',
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
    PROVINCE_FIELD,
    COUNTRY_FIELD,
  ],
  countryField: 'country',
  sources: [SOURCE],
  provenance: {
    publisher: 'Marchah',
    dataset: 'Sea Ports JSON Data',
    edition: '0.0.9',
    date: '2017',
    licence: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    citation: t(
      'Marchah. 2017. sea-ports, version 0.0.9. https://github.com/marchah/sea-ports. Place of Detroit: GeoNames, https://www.geonames.org',
      'Marchah. 2017. sea-ports, version 0.0.9. https://github.com/marchah/sea-ports. Emplacement de Detroit : GeoNames, https://www.geonames.org',
      'Marchah. 2017. sea-ports, versión 0.0.9. https://github.com/marchah/sea-ports. Ubicación de Detroit: GeoNames, https://www.geonames.org',
    ),
  },
  symbology: {
    kind: 'simple',
    symbol: {
      ...hollow('circle', '#1d4e89', '#6aa5e8'),
      markerRadius: [
        [2, 3],
        [6, 5],
        [10, 7],
      ],
    },
    labels: nameLabels(6),
  },
  async build(context) {
    const json: unknown = JSON.parse(new TextDecoder().decode(await context.read(SOURCE)))
    const all = new Map(Object.entries(ports.parse(json)))
    const entries = [...all].filter(([, { country }]) => country in COUNTRY_BY_NAME)
    const places = new Map(
      entries.flatMap(([code, { coordinates }]) => {
        const moved = MOVED.get(code)
        const place = moved ?? coordinates
        return place && !LEFT_OUT.has(code) ? [[code, place] as const] : []
      }),
    )
    const rows = entries.flatMap(([code, port]) => {
      const place = places.get(code)
      if (!place) return []
      const [lon, lat] = place
      return [
        {
          lon,
          lat,
          properties: {
            name: port.name,
            unlocode: code,
            municipality: port.city?.trim() || null,
            province: toProvince(port.province?.trim() || null),
            country: COUNTRY_BY_NAME[port.country]!,
          },
        },
      ]
    })
    const names = (codes: Iterable<string>) =>
      [...codes].flatMap((code) => all.get(code)?.name ?? []).join(', ') || '–'
    context.log.add(
      {
        en: '{{all}} ports of the three countries, {{lost}} without coordinates dropped. Left out: {{out}}, which the source has twice or which are no ports. Put where GeoNames has the town, since the source has them in the country across the river: {{moved}}.',
        fr: '{{all}} ports des trois pays, {{lost}} sans coordonnées écartés. Exclus : {{out}}, qui figurent deux fois dans la source ou ne sont pas des ports. Placés où GeoNames situe la ville, la source les mettant dans le pays d’en face : {{moved}}.',
        es: '{{all}} puertos de los tres países, {{lost}} sin coordenadas descartados. Excluidos: {{out}}, que la fuente tiene dos veces o que no son puertos. Puestos donde GeoNames sitúa la ciudad, porque la fuente los pone en el país de enfrente: {{moved}}.',
      },
      {
        all: entries.length,
        lost: entries.filter(([, { coordinates }]) => !coordinates).length,
        out: names(LEFT_OUT.keys()),
        moved: names(MOVED.keys()),
      },
    )
    return { features: toPoints(context, rows) }
  },
}
