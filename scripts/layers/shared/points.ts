import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import type { LayerSymbol, ThemedColor } from '../../../src/catalog/symbology.ts'
import type { FieldValue } from '../../../src/model/feature.ts'
import type { Localized } from '../../../src/model/schema.ts'
import { isInFramework } from '../../pipeline/framework-region.ts'
import { note, noteOf } from '../../pipeline/notes.ts'
import type { BuildContext, PipelineFeature } from '../../pipeline/recipe.ts'
import { PARTY_CODES, STATE_CODES, STATE_NAMES } from './codes.ts'

export interface LocatedRow {
  readonly lon: number
  readonly lat: number
  readonly properties: Readonly<Record<string, FieldValue>>
}

/** Points of the rows that lie in the Framework's square; how many do not is noted. */
export function toPoints({ log }: BuildContext, rows: readonly LocatedRow[]): PipelineFeature[] {
  const inside = rows.filter(({ lon, lat }) => isInFramework(lon, lat))
  log.add(
    noteOf(
      note(
        {
          en: '{{kept:point|points}} taken',
          fr: '{{kept:point retenu|points retenus}}',
          es: '{{kept:punto tomado|puntos tomados}}',
        },
        { kept: inside.length },
      ),
      ';',
      [
        [
          {
            en: '{{count}} outside the Framework’s square dropped',
            fr: '{{count:écarté|écartés}} hors du carré du Cadre',
            es: '{{count:descartado|descartados}} fuera del cuadrado del Marco',
          },
          rows.length - inside.length,
        ],
      ],
    ),
  )
  return inside.map(({ lon, lat, properties }) => ({
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties,
  }))
}

type Field = CatalogLayer['fields'][number]

/** Fields that several layers of points have. */
export const NAME_FIELD: Field = {
  name: 'name',
  type: 'string',
  title: { en: 'Name', fr: 'Nom', es: 'Nombre' },
}
export const COUNTRY_FIELD: Field = {
  name: 'country',
  type: 'string',
  title: { en: 'Country', fr: 'Pays', es: 'País' },
  codes: PARTY_CODES,
}
export const STATE_FIELD: Field = {
  name: 'state_province',
  type: 'string',
  title: {
    en: 'State or province (ISO 3166-2)',
    fr: 'État ou province (ISO 3166-2)',
    es: 'Estado o provincia (ISO 3166-2)',
  },
  codes: STATE_CODES,
}
/** Of sources that write the name, in English for the most part. */
export const PROVINCE_FIELD: Field = {
  name: 'province',
  type: 'string',
  title: { en: 'State or province', fr: 'État ou province', es: 'Estado o provincia' },
  codes: STATE_NAMES,
}
export const MUNICIPALITY_FIELD: Field = {
  name: 'municipality',
  type: 'string',
  title: { en: 'Municipality', fr: 'Municipalité', es: 'Municipio' },
}
export const OWNER_FIELD: Field = {
  name: 'owner',
  type: 'string',
  title: { en: 'Owner', fr: 'Propriétaire', es: 'Propietario' },
}
export const SOURCE_FIELD: Field = {
  name: 'source',
  type: 'string',
  title: {
    en: 'Source (key of the table’s list of sources)',
    fr: 'Source (clé de la liste des sources de la table)',
    es: 'Fuente (clave de la lista de fuentes de la tabla)',
  },
}

/** The three-letter code of a country by the names that sources give it. */
export const COUNTRY_BY_NAME: Readonly<Record<string, string>> = {
  Canada: 'CAN',
  Mexico: 'MEX',
  'United States': 'USA',
  'United States of America': 'USA',
}

/** The outline of markers: lets points that overlap be told apart on both maps. */
export const MARKER_LINE: ThemedColor = { light: '#ffffff', dark: '#10181f' }

/** Names of points in their one language, at the zooms where they have room. */
export function nameLabels(minZoom: number, priorityField?: string) {
  return {
    fields: { en: 'name', fr: 'name', es: 'name' },
    color: { light: '#33414d', dark: '#d5dee6' },
    halo: { light: '#ffffff', dark: '#10181f' },
    size: 11,
    placement: 'point' as const,
    minZoom,
    ...(priorityField ? { priorityField } : {}),
  }
}

type Shape = NonNullable<LayerSymbol['marker']>

/** A marker of which the line has the colour: told from a solid one of the same shape without regard to hues. */
export function hollow(marker: Shape, light: string, dark: string) {
  return {
    marker,
    fill: { light: '#ffffff', dark: '#10181f' },
    line: { light, dark },
    lineWidth: 1.6,
  } satisfies LayerSymbol
}

/** A class of a legend by one value or several. */
export function pointClass(
  id: string,
  label: Localized,
  values: readonly (string | number)[],
  form: Shape | `hollow ${Shape}`,
  light: string,
  dark: string,
) {
  const [shape, isHollow] = form.startsWith('hollow ')
    ? [form.slice('hollow '.length) as Shape, true]
    : [form as Shape, false]
  const solid = { marker: shape, fill: { light, dark }, line: MARKER_LINE, lineWidth: 0.75 }
  const symbol = isHollow ? hollow(shape, light, dark) : solid
  return { id, label, values: [...values], symbol }
}
