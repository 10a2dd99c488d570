import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { localize as text } from '../../catalog/common.ts'
import { COUNTRY_CODES } from './codes.ts'

export { text }

export const SCALE_LIMITATION = text(
  'Made for maps at about 1:10,000,000: not for measuring, navigating or settling where a boundary runs.',
  'Conçue pour des cartes à environ 1/10 000 000 : ne convient ni à la mesure, ni à la navigation, ni à la délimitation de frontières.',
  'Hecha para mapas a una escala cercana a 1:10,000,000: no sirve para medir, navegar ni determinar por dónde pasa un límite.',
)

export const DISPUTES_LIMITATION = text(
  'Made for maps at about 1:10,000,000. Boundaries are those of the source, which shows who controls the ground; they express no position of the CEC or of its Parties.',
  'Conçue pour des cartes à environ 1/10 000 000. Les frontières sont celles de la source, qui montre le contrôle effectif du territoire ; elles n’expriment aucune position de la CCE ni de ses Parties.',
  'Hecha para mapas a una escala cercana a 1:10,000,000. Los límites son los de la fuente, que muestra el control efectivo del territorio; no expresan posición alguna de la CCA ni de sus Partes.',
)

type Field = CatalogLayer['fields'][number]

/** Fields that several layers have, described once. */
export const FIELDS = {
  name: { name: 'name', type: 'string', title: text('Name', 'Nom', 'Nombre') },
  name_en: {
    name: 'name_en',
    type: 'string',
    title: text('Name in English', 'Nom en anglais', 'Nombre en inglés'),
  },
  name_fr: {
    name: 'name_fr',
    type: 'string',
    title: text('Name in French', 'Nom en français', 'Nombre en francés'),
  },
  name_es: {
    name: 'name_es',
    type: 'string',
    title: text('Name in Spanish', 'Nom en espagnol', 'Nombre en español'),
  },
  country: {
    name: 'country',
    type: 'string',
    title: text(
      'Country (ISO 3166-1 alpha-3)',
      'Pays (ISO 3166-1 alpha-3)',
      'País (ISO 3166-1 alfa-3)',
    ),
    codes: COUNTRY_CODES,
  },
  min_zoom: {
    name: 'min_zoom',
    type: 'double',
    title: text(
      'Smallest zoom at which it is drawn',
      'Plus petit zoom où l’entité est dessinée',
      'Menor acercamiento en que se dibuja',
    ),
  },
  rank: {
    name: 'rank',
    type: 'integer',
    title: text(
      'Rank in the source, 0 the highest',
      'Rang dans la source, 0 étant le plus élevé',
      'Rango en la fuente, 0 es el más alto',
    ),
  },
  area_km2: {
    name: 'area_km2',
    type: 'double',
    unit: 'km2',
    title: text('Area', 'Superficie', 'Superficie'),
  },
} as const satisfies Record<string, Field>

/** The names of a feature in the three languages, and the name to fall back to. */
export const NAME_FIELDS: Field[] = [FIELDS.name, FIELDS.name_en, FIELDS.name_fr, FIELDS.name_es]

export const NAME_LABELS = {
  fields: { en: 'name_en', fr: 'name_fr', es: 'name_es' },
  fallback: 'name',
  overMarkers: true,
} as const
