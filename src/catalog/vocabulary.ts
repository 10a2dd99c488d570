import type { Localized } from '../model/schema.ts'
import type { z } from '../model/zod.ts'
import type { ADDRESS_ROLES, COUNTRIES, LAYER_GROUPS, LAYER_STATES, layerSchema } from './schema.ts'

/**
 * The words of the catalogue's closed lists in the three languages, once for the panel, the pages,
 * the search's facets and the metadata.
 */

export const GROUP_TITLES: Readonly<Record<(typeof LAYER_GROUPS)[number], Localized>> = {
  reference: { en: 'Reference', fr: 'Référence', es: 'Referencia' },
  'terrestrial-ecosystems': {
    en: 'Terrestrial ecosystems',
    fr: 'Écosystèmes terrestres',
    es: 'Ecosistemas terrestres',
  },
  'marine-ecosystems': {
    en: 'Marine ecosystems',
    fr: 'Écosystèmes marins',
    es: 'Ecosistemas marinos',
  },
  'human-influence': { en: 'Human influence', fr: 'Influence humaine', es: 'Influencia humana' },
  climate: { en: 'Climate', fr: 'Climat', es: 'Clima' },
  'pollution-and-waste': {
    en: 'Pollution and waste',
    fr: 'Pollution et déchets',
    es: 'Contaminación y residuos',
  },
}

export const STATE_TITLES: Readonly<Record<(typeof LAYER_STATES)[number], Localized>> = {
  bundled: { en: 'In the Atlas', fr: 'Dans l’Atlas', es: 'En el Atlas' },
  available: {
    en: 'Available from the CEC',
    fr: 'Disponible auprès de la CCE',
    es: 'Disponible en el sitio de la CCA',
  },
  preview: { en: 'Preview', fr: 'Aperçu', es: 'Vista previa' },
  planned: { en: 'Planned', fr: 'Prévue', es: 'Planeada' },
}

/** What a state means for someone who wants the data. */
export const STATE_DESCRIPTIONS: Readonly<Record<(typeof LAYER_STATES)[number], Localized>> = {
  bundled: {
    en: 'Its data come with the Atlas: put it on the map or download it.',
    fr: 'Ses données sont incluses dans l’Atlas : ajoutez-la à la carte ou téléchargez-la.',
    es: 'Sus datos están incluidos en el Atlas: agréguela al mapa o descárguela.',
  },
  available: {
    en: 'The CEC publishes it; its data do not come with this copy of the Atlas.',
    fr: 'La CCE la publie ; ses données ne sont pas incluses dans cette version de l’Atlas.',
    es: 'La CCA la publica; sus datos no están incluidos en esta versión del Atlas.',
  },
  preview: {
    en: 'It is under review and not released yet.',
    fr: 'Elle est en cours d’examen et n’est pas encore publiée.',
    es: 'Está en revisión y aún no se publica.',
  },
  planned: {
    en: 'A project names it; no data exist in the Atlas yet.',
    fr: 'Un projet la mentionne ; l’Atlas n’en a pas encore les données.',
    es: 'Un proyecto la menciona; el Atlas aún no tiene sus datos.',
  },
}

type Badge = NonNullable<z.infer<typeof layerSchema>['badge']>

export const BADGE_TITLES: Readonly<Record<Badge, Localized>> = {
  modelled: { en: 'Modelled', fr: 'Modélisée', es: 'Modelada' },
  selection: { en: 'A selection', fr: 'Une sélection', es: 'Una selección' },
  partial: { en: 'Partial', fr: 'Partielle', es: 'Parcial' },
  generalised: { en: 'Generalised', fr: 'Généralisée', es: 'Generalizada' },
  historical: { en: 'Historical', fr: 'Historique', es: 'Histórica' },
}

export const COUNTRY_TITLES: Readonly<Record<(typeof COUNTRIES)[number], Localized>> = {
  CAN: { en: 'Canada', fr: 'Canada', es: 'Canadá' },
  MEX: { en: 'Mexico', fr: 'Mexique', es: 'México' },
  USA: { en: 'United States', fr: 'États-Unis', es: 'Estados Unidos' },
}

/** What is found at an address of a layer. */
export const ADDRESS_TITLES: Readonly<Record<(typeof ADDRESS_ROLES)[number], Localized>> = {
  page: { en: 'Page', fr: 'Page', es: 'Página' },
  download: { en: 'Download', fr: 'Téléchargement', es: 'Descarga' },
  metadata: { en: 'Metadata', fr: 'Métadonnées', es: 'Metadatos' },
  service: { en: 'Feature service', fr: 'Service d’entités', es: 'Servicio de entidades' },
}

/** What a layer's features look like to someone who filters by it; `raster` is a grid of cells. */
export const SHAPES = ['point', 'line', 'polygon', 'raster'] as const
export type Shape = (typeof SHAPES)[number]

export const SHAPE_TITLES: Readonly<Record<Shape, Localized>> = {
  point: { en: 'Points', fr: 'Points', es: 'Puntos' },
  line: { en: 'Lines', fr: 'Lignes', es: 'Líneas' },
  polygon: { en: 'Areas', fr: 'Surfaces', es: 'Áreas' },
  raster: { en: 'Grid', fr: 'Grille', es: 'Malla' },
}

/** `provides`: the project makes the layer or feeds it. `uses`: the layer serves the project. */
export const RELATIONS = ['provides', 'uses'] as const
export type Relation = (typeof RELATIONS)[number]

export const RELATION_TITLES: Readonly<Record<Relation, Localized>> = {
  provides: { en: 'Provides the layer', fr: 'Fournit la couche', es: 'Aporta la capa' },
  uses: { en: 'Uses the layer', fr: 'Utilise la couche', es: 'Usa la capa' },
}

/** The areas of work of the CEC's 2009 Operational Plan. */
export const AREAS = ['information', 'trade', 'capacity', 'biodiversity', 'enforcement'] as const
export type Area = (typeof AREAS)[number]

export const AREA_TITLES: Readonly<Record<Area, Localized>> = {
  information: {
    en: 'Information for decision making',
    fr: 'Information pour la prise de décisions',
    es: 'Información para la toma de decisiones',
  },
  trade: {
    en: 'Trade and environment',
    fr: 'Commerce et environnement',
    es: 'Comercio y medio ambiente',
  },
  capacity: {
    en: 'Capacity building',
    fr: 'Renforcement des capacités',
    es: 'Fortalecimiento de capacidades',
  },
  biodiversity: { en: 'Biodiversity', fr: 'Biodiversité', es: 'Biodiversidad' },
  enforcement: {
    en: 'Enforcement',
    fr: 'Application des lois',
    es: 'Aplicación de la legislación',
  },
}
