import { ATLAS_PUBLISHER } from '../../src/catalog/metadata/atlas.ts'
import type { LayerAddress, LayerRecord, LayerSupplement } from '../../src/catalog/record.ts'
import type { Localized } from '../../src/model/schema.ts'
import { toFrenchSpaces } from './french-spaces.ts'

/** A text in the three languages, in the order of `LANGUAGES`; the French one gets its no-break spaces. */
export function localize(en: string, fr: string, es: string): Localized {
  return { en, fr: toFrenchSpaces(fr), es }
}

/** A layer's keywords in the three languages, each list parted by commas. */
export function words(en: string, fr: string, es: string): LayerSupplement['keywords'] {
  const list = (text: string) => text.split(', ')
  return { en: list(en), fr: list(fr), es: list(es) }
}

/** Editions that are called by the year that they describe, the newest first. */
export function years(...newestFirst: number[]): LayerSupplement['editions'] {
  return newestFirst.map((year) => ({ name: String(year), year }))
}

/** Editions as `years` gives them, of which the newest states its number and when it was published. */
export function publishedYears(
  { issue, published }: { readonly issue?: string; readonly published: number },
  ...newestFirst: [number, ...number[]]
): LayerSupplement['editions'] {
  const [newest, ...older] = newestFirst
  const name = issue ? `${newest} ${issue}` : String(newest)
  return [{ name, year: newest, published }, ...years(...older)]
}

/** The day on which the entries of layers without data were last read over. */
const REVIEWED = '2026-11-27'

const CEC_CONTACT: LayerSupplement['contact'] = {
  organisation: ATLAS_PUBLISHER,
  email: 'info@cec.org',
  url: 'https://www.cec.org/north-american-environmental-atlas/',
}

/** Third parties quote CC BY 4.0 for the CEC's layers; the CEC's own terms decide. */
const CEC_LICENCE = {
  name: localize(
    'Terms of the CEC, quoted by third parties as CC BY 4.0: ask the CEC before redistributing',
    'Conditions de la CCE, que des tiers citent comme CC BY 4.0 : consultez la CCE avant toute rediffusion',
    'Condiciones de la CCA, que terceros citan como CC BY 4.0: consulte a la CCA antes de redistribuir',
  ),
  url: 'https://creativecommons.org/licenses/by/4.0/',
}

/** The scale for which the Framework's layers are generalised. */
const FRAMEWORK_SCALE = 10_000_000

const FILES = 'https://www.cec.org/files/atlas_layers/'
const PAGES = 'https://www.cec.org/north-american-environmental-atlas/'
const SERVICES = 'https://services7.arcgis.com/oF9CDB4lUYF7Um9q/ArcGIS/rest/services/'

/** Where the CEC offers a layer: its page, its files and its feature services. */
export const cecPage = (path: string, edition?: string): LayerAddress => ({
  role: 'page',
  url: `${PAGES}${path}/`,
  ...(edition === undefined ? {} : { edition }),
})
export const cecDownload = (path: string, edition?: string): LayerAddress => ({
  role: 'download',
  url: `${FILES}${path}`,
  ...(edition === undefined ? {} : { edition }),
})
export const cecMetadata = (path: string, edition?: string): LayerAddress => ({
  role: 'metadata',
  url: `${FILES}${path}`,
  ...(edition === undefined ? {} : { edition }),
})
export const cecService = (name: string, edition?: string): LayerAddress => ({
  role: 'service',
  url: `${SERVICES}${name}/FeatureServer`,
  ...(edition === undefined ? {} : { edition }),
})

/** Stands for an edition's name where the publisher gives none. */
const NOT_STATED = 'not stated'
const EDITION_NOT_STATED = localize('Not stated', 'Non précisée', 'Sin especificar')

type Projects = LayerSupplement['projects']

/** The projects that make a layer or feed it. */
export const provides = (...numbers: string[]): Projects =>
  numbers.map((no) => ({ no, relation: 'provides' }))
/** The projects that a layer serves. */
export const uses = (...numbers: string[]): Projects =>
  numbers.map((no) => ({ no, relation: 'uses' }))

export const NORTH_AMERICA: LayerSupplement['countries'] = ['CAN', 'MEX', 'USA']

type Described = Pick<
  LayerRecord,
  'id' | 'group' | 'title' | 'abstract' | 'projects' | 'keywords'
> &
  Partial<LayerRecord>

/**
 * A layer that the CEC publishes and whose data do not come with the Atlas. The citation follows the
 * CEC's form, of the newest edition.
 */
export function published(
  entry: Described & Required<Pick<LayerRecord, 'limitations' | 'addresses' | 'editions'>>,
): LayerRecord {
  const front = entry.addresses.find(({ role }) => role !== 'metadata') ?? entry.addresses[0]
  // The edition that is at the address, where the newest is at none.
  const newest = entry.editions.find(({ name }) => name === front?.edition) ?? entry.editions[0]
  const ofYear = newest?.yearTo ?? newest?.year
  const cell = entry.cellMeters ? ` [${entry.cellMeters} m]` : ''
  const form = entry.raster
    ? localize(
        `Raster digital data${cell}`,
        `Données numériques matricielles${cell}`,
        `Datos digitales ráster${cell}`,
      )
    : localize(
        'Vector digital data [1:10,000,000]',
        'Données numériques vectorielles [1/10 000 000]',
        'Datos digitales vectoriales [1:10,000,000]',
      )
  return {
    state: 'available',
    files: [],
    fields: [],
    countries: NORTH_AMERICA,
    contact: CEC_CONTACT,
    modified: REVIEWED,
    comparability: [],
    ...(entry.raster ? {} : { scaleDenominator: FRAMEWORK_SCALE }),
    ...(front ? { address: front.url } : {}),
    provenance: {
      publisher: ATLAS_PUBLISHER,
      dataset: entry.title,
      edition: newest && newest.name !== NOT_STATED ? newest.name : EDITION_NOT_STATED,
      date: ofYear ? String(ofYear) : 'not stated',
      ...(newest?.published ? { published: String(newest.published) } : {}),
      licence: CEC_LICENCE,
      citation: toCecCitation(entry.title, newest, form),
      sources: entry.addresses
        .filter(({ role }) => role !== 'page')
        .map(({ url }) => ({ kind: 'https', name: url })),
      processing: [],
    },
    ...entry,
  }
}

/**
 * A citation in the CEC's own form. The year is that of publication, which few editions state; the years
 * that the data describe tell editions of one title apart, and stand with it.
 */
function toCecCitation(
  title: Localized,
  newest: LayerSupplement['editions'][number] | undefined,
  form: Localized,
): Localized {
  const [, described = '', issue = ''] =
    /^(\d{4}(?:–\d{4})?)? ?((?:v|Ed).*)?$/.exec(newest?.name ?? '') ?? []
  const of = described && !title.en.includes(described) ? `, ${described}` : ''
  const edition = issue && `${issue}, `
  const { published } = newest ?? {}
  return localize(
    `${ATLAS_PUBLISHER.en}. ${published ?? 'n.d'}. “North American ${title.en}${of}”. ${edition}${form.en}.`,
    `${ATLAS_PUBLISHER.fr}. ${published ?? 's. d'}. « ${title.fr} », Amérique du Nord${of}. ${edition.replace('Ed.', 'Éd.')}${form.fr}.`,
    `${ATLAS_PUBLISHER.es}. ${published ?? 's. f'}. “${title.es}”, América del Norte${of.replace('–', '-')}. ${edition}${form.es}.`,
  )
}

/** A layer that a project names and that does not exist yet. */
export function planned(entry: Described): LayerRecord {
  return {
    state: 'planned',
    files: [],
    fields: [],
    countries: NORTH_AMERICA,
    contact: CEC_CONTACT,
    modified: REVIEWED,
    editions: [],
    addresses: [],
    comparability: [],
    ...entry,
  }
}

/** One of the layers that the plan sets for 2009. */
export const plannedFor2009 = (entry: Described): LayerRecord =>
  planned(
    withSentence(
      entry,
      'Planned for 2009.',
      'Couche prévue pour 2009.',
      'Capa planeada para 2009.',
    ),
  )

/** One of the topics that the plan names without a date. */
export const plannedForLater = (entry: Described): LayerRecord =>
  planned(
    withSentence(
      entry,
      'The plan names it without a date.',
      'Le plan en fait mention, sans date.',
      'El plan hace mención de ella, sin fecha.',
    ),
  )

/** The entry with a last sentence in its abstract. */
function withSentence(entry: Described, ...[en, fr, es]: readonly [string, string, string]) {
  const { abstract } = entry
  return {
    ...entry,
    abstract: localize(`${abstract.en} ${en}`, `${abstract.fr} ${fr}`, `${abstract.es} ${es}`),
  }
}

/**
 * What the record of a layer whose data come with the Atlas says beyond what the map needs, of the
 * Framework's scale and provided by the Atlas's own project where nothing else is said.
 */
export function supplement(
  given: Partial<LayerSupplement> & Pick<LayerSupplement, 'keywords'>,
): LayerSupplement {
  return {
    countries: NORTH_AMERICA,
    scaleDenominator: FRAMEWORK_SCALE,
    editions: [],
    projects: provides('1'),
    contact: CEC_CONTACT,
    addresses: [],
    comparability: [],
    ...given,
  }
}
