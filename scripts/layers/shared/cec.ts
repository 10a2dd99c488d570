import type { LayerRecord } from '../../../src/catalog/record.ts'
import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import type { FieldValue } from '../../../src/model/feature.ts'
import { ProblemError } from '../../../src/model/problem.ts'
import type { Field } from '../../../src/model/schema.ts'
import { localize as t } from '../../catalog/common.ts'
import { publishedLayers } from '../../catalog/unbundled.ts'
import { isInFramework } from '../../pipeline/framework-region.ts'
import { Tally } from '../../pipeline/geometry.ts'
import { withKeys } from '../../pipeline/keys.ts'
import { note, noteOf } from '../../pipeline/notes.ts'
import type {
  BuildContext,
  LayerData,
  Overview,
  PipelineFeature,
  Recipe,
  Source,
} from '../../pipeline/recipe.ts'
import { DETAIL_BITS, OVERVIEW_BITS } from '../../pipeline/snap.ts'
import { finishFeatures, noteClean, noteFinish } from '../../pipeline/steps.ts'
import { simplifyFeatures } from '../../pipeline/topology.ts'
import { cutAtAntimeridian, readVectorFile, type VectorLayer } from './vector-file.ts'

type CatalogField = CatalogLayer['fields'][number]

/** A field that the file is known to have; `optional` ones are left empty where it has not. */
export type ExpectedField = CatalogField & { readonly optional?: true }

/** What the catalogue says of a layer that the CEC publishes, for a recipe that makes its files. */
export function describe(id: string): Omit<Recipe, 'sources' | 'build' | 'fields' | 'symbology'> {
  const record: LayerRecord | undefined = publishedLayers.find((layer) => layer.id === id)
  if (!record?.provenance || !record.modified)
    throw new Error(`The catalogue has no entry of ${id}`)
  const { title, abstract, limitations, group, badge, address, modified, provenance } = record
  const { sources: _, processing: __, countsByCountry: ___, ...source } = provenance
  return {
    id,
    group,
    // Its data do not come with the Atlas: a deployment with internet access asks for it by its id.
    state: 'available',
    title,
    abstract,
    modified,
    provenance: source,
    ...(limitations && { limitations }),
    ...(badge && { badge }),
    ...(address !== undefined && { address }),
  }
}

/** The address of a layer's file as the catalogue has it, newest edition first, under its own key. */
export function cecSource(id: string): Source {
  const record = publishedLayers.find((layer) => layer.id === id)
  const download = record?.addresses.find(({ role }) => role === 'download')
  if (!download) throw new Error(`The catalogue knows no file of ${id}`)
  return { kind: 'https', url: download.url, key: id }
}

interface Scale {
  readonly zooms: readonly [number, number]
  readonly toleranceMeters: number
  readonly bits: number
  readonly minimumSquareMeters: number
}

/** Overviews for the two ranges of small scales that the base layers have as well. */
const SCALES: readonly Scale[] = [
  { zooms: [0, 2.99], toleranceMeters: 6_000, bits: OVERVIEW_BITS, minimumSquareMeters: 50e6 },
  { zooms: [3, 4.99], toleranceMeters: 1_500, bits: 12, minimumSquareMeters: 4e6 },
]

const NOTES = {
  taken: t(
    '{{count:feature|features}} taken of {{name}}',
    '{{count:entité retenue|entités retenues}} de {{name}}',
    '{{count:elemento tomado|elementos tomados}} de {{name}}',
  ),
  without: t(
    '{{count}} without geometry dropped',
    '{{count:écartée|écartées}} faute de géométrie',
    '{{count:descartado|descartados}} por no tener geometría',
  ),
  derived: t(
    'Left out, since they hold the source system’s own row numbers or sizes in its plane: {{names}}.',
    'Champs omis, car ils contiennent les numéros de ligne du système source ou des mesures dans son plan : {{names}}.',
    'Campos omitidos por contener números de fila del sistema de origen o medidas en su plano: {{names}}.',
  ),
  units: t(
    'The source states no units for {{names}}.',
    'La source n’indique pas d’unité pour {{names}}.',
    'La fuente no indica unidades de {{names}}.',
  ),
  missing: t(
    'Left empty, since the source does not have them: {{names}}.',
    'Champs laissés vides, car la source ne les contient pas : {{names}}.',
    'Campos vacíos por no estar en la fuente: {{names}}.',
  ),
  shared: t(
    'Generalised with a tolerance of {{meters}} m, borders between neighbours kept in common.',
    'Généralisation avec une tolérance de {{meters}} m, limites communes conservées.',
    'Generalizada con una tolerancia de {{meters}} m, conservando los límites comunes.',
  ),
  single: t(
    'Each feature generalised by itself with a tolerance of {{meters}} m.',
    'Chaque entité généralisée séparément avec une tolérance de {{meters}} m.',
    'Cada elemento generalizado por separado con una tolerancia de {{meters}} m.',
  ),
  vanished: t(
    '{{count:feature|features}} of which nothing was left dropped.',
    '{{count:entité dont il ne restait rien écartée|entités dont il ne restait rien écartées}}.',
    '{{count:elemento del que no quedaba nada descartado|elementos de los que no quedaba nada descartados}}.',
  ),
}

/** Numbers of rows, and lengths and areas that Esri's software adds by itself. */
const DERIVED = /^(objectid(_\d+)?|fid|oid|shape_?(leng|length|area|le_?\d|ar_?\d)|shape__\w+)$/i

export interface CecVectorOptions {
  readonly id: string
  readonly source: Source
  /** The layers of the file that are taken, by name. */
  readonly pick?: RegExp
  readonly geometryType: NonNullable<Recipe['geometryType']>
  readonly fields: readonly ExpectedField[]
  readonly symbology: NonNullable<Recipe['symbology']>
  readonly countryField?: string
  /** Its areas cover the ground together, as watersheds do and protected areas do not. */
  readonly isCoverage?: true
  /** Values of our own beside the file's; they have a place in `fields` and are optional there. */
  readonly derive?: (layer: VectorLayer) => Readonly<Record<string, FieldValue>>
  /**
   * How much detail 1:10,000,000 can show. `shared`: features that tile the land keep their common
   * borders. `single`: features that overlap, or are too many to be held at once, go one by one.
   */
  readonly generalise: { readonly kind: 'shared' | 'single'; readonly toleranceMeters: number }
}

/**
 * A recipe for a layer of features that the CEC publishes: read with the Atlas's own readers, brought to
 * WGS 84, cut along the antimeridian, generalised to the Framework's scale, clipped, made valid. The
 * file's fields are kept under their own names, those that the catalogue describes first.
 */
export function cecVectorRecipe(options: CecVectorOptions): Recipe {
  const { id, source, geometryType, fields, symbology, countryField, isCoverage } = options
  return {
    ...describe(id),
    geometryType,
    fields: fields.map(({ optional: _, ...field }) => field),
    sources: [source],
    symbology,
    ...(countryField !== undefined && { countryField }),
    ...(isCoverage && { isCoverage }),
    build: (context) => buildVector(context, options),
  }
}

async function buildVector(
  context: BuildContext,
  { source, pick, fields: expected, derive, generalise, geometryType }: CecVectorOptions,
): Promise<LayerData> {
  const layers = await readVectorFile(context, source, pick ? { pick } : {})
  const fields = toFields(context, layers, expected, derive)
  const features: PipelineFeature[] = []
  const tally = new Tally()
  const { kind, toleranceMeters } = generalise
  const isPoint = geometryType === 'Point'
  const generalised = (batch: readonly PipelineFeature[]): PipelineFeature[] =>
    isPoint ? [...batch] : finish(simplifyFeatures(batch, toleranceMeters), tally)
  for (const layer of layers) {
    const own = derive?.(layer) ?? {}
    let without = 0
    let batch: PipelineFeature[] = []
    for (const { geometry, properties } of layer.features()) {
      if (!geometry) {
        without++
        continue
      }
      batch.push({
        geometry: cutAtAntimeridian(geometry),
        properties: toProperties(fields, { ...properties, ...own }),
      })
      if (kind === 'single' && batch.length === BATCH_FEATURES) {
        features.push(...generalised(batch))
        batch = []
      }
    }
    features.push(...generalised(batch))
    const taken = { count: layer.featureCount - without, name: layer.name }
    context.log.add(noteOf(note(NOTES.taken, taken), ';', [[NOTES.without, without]]))
  }
  if (isPoint) return { fields, features: insideFramework(features) }
  context.log.add(NOTES[kind], { meters: toleranceMeters })
  noteFinish(context.log, tally, DETAIL_BITS)
  noteClean(context.log, tally)
  const vanished = tally.get('droppedFeatures')
  if (vanished > 0) context.log.add(NOTES.vanished, { count: vanished })
  const keyed = withKeys(features)
  return { fields, features: keyed, overviews: SCALES.map((scale) => toOverview(keyed, scale)) }
}

/** Features that stand for themselves are generalised this many at a time. */
const BATCH_FEATURES = 500

function finish(features: readonly PipelineFeature[], tally: Tally): PipelineFeature[] {
  return finishFeatures(features, { bits: DETAIL_BITS, tally })
}

function insideFramework(features: readonly PipelineFeature[]): PipelineFeature[] {
  return features.filter(
    ({ geometry }) =>
      geometry.type === 'Point' &&
      isInFramework(geometry.coordinates[0]!, geometry.coordinates[1]!),
  )
}

function toOverview(features: readonly PipelineFeature[], scale: Scale): Overview {
  const { zooms, toleranceMeters, bits, minimumSquareMeters } = scale
  return {
    zooms,
    toleranceMeters,
    features: finishFeatures(simplifyFeatures(features, toleranceMeters), {
      bits,
      tally: new Tally(),
      minimumSquareMeters,
      keepLargest: true,
    }),
  }
}

/** The catalogue's fields first, then the file's others under their own names. */
function toFields(
  { log }: BuildContext,
  layers: readonly VectorLayer[],
  expected: readonly ExpectedField[],
  derive: CecVectorOptions['derive'],
): CatalogField[] {
  const found = new Map(layers.flatMap(({ fields }) => fields.map((field) => [field.name, field])))
  const own = new Set(layers.flatMap((layer) => Object.keys(derive?.(layer) ?? {})))
  const absent = expected.filter(({ name }) => !found.has(name) && !own.has(name))
  const needed = absent.filter(({ optional }) => !optional).map(({ name }) => name)
  if (needed.length > 0) {
    const names = [...found.keys()].join(', ')
    throw new ProblemError({
      code: 'source-field-missing',
      message: `The file has no field ${needed.join(', ')}, but ${names}: the publisher may have changed it; look into the file and correct the recipe.`,
      values: { fields: needed.join(', '), names },
    })
  }
  if (absent.length > 0)
    log.add(NOTES.missing, { names: absent.map(({ name }) => name).join(', ') })
  const known = new Set(expected.map(({ name }) => name))
  const others = [...found.values()].filter(({ name }) => !known.has(name))
  const derived = others.filter(({ name }) => DERIVED.test(name))
  if (derived.length > 0)
    log.add(NOTES.derived, { names: derived.map(({ name }) => name).join(', ') })
  const kept = others.filter(({ name }) => !DERIVED.test(name))
  const unitless = kept.filter(({ type }) => type === 'double')
  if (unitless.length > 0)
    log.add(NOTES.units, { names: unitless.map(({ name }) => name).join(', ') })
  return [...expected.map(({ optional: _, ...field }) => field), ...kept.map(toCatalogField)]
}

function toCatalogField({ name, type }: Field): CatalogField {
  // The publisher's own name is all that is known of such a field.
  return { name, type, title: t(name, name, name), ...(type === 'double' && { unit: '1' }) }
}

/** Values as the fields want them: codes that some editions hold as numbers are text. */
function toProperties(
  fields: readonly CatalogField[],
  values: Readonly<Record<string, FieldValue>>,
): PipelineFeature['properties'] {
  return Object.fromEntries(
    fields.map(({ name, type }) => {
      const value = values[name] ?? null
      if (type !== 'string' || value === null) return [name, value]
      return [name, String(value).trim() || null]
    }),
  )
}
