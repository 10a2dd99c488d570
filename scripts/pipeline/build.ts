import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import { shareCodes } from '../../src/catalog/code-lists.ts'
import { toHeaderTexts } from '../../src/catalog/header-texts.ts'
import {
  CATALOG_SCHEMA_VERSION,
  type CatalogFile,
  type CatalogLayer,
  catalogSchema,
} from '../../src/catalog/schema.ts'
import { MIN_INDEXED_BYTES, writeKeyIndex } from '../../src/formats/flatgeobuf/key-index.ts'
import { writeFlatGeobuf } from '../../src/formats/flatgeobuf/write.ts'
import { geometryBbox } from '../../src/geo/positions.ts'
import { ShortWayBox } from '../../src/geo/short-way.ts'
import type { PointTable } from '../../src/importing/point-groups.ts'
import {
  groupFields,
  planPointOverviews,
  toOverviewPath,
} from '../../src/importing/point-overviews.ts'
import type { Feature } from '../../src/model/feature.ts'
import { readValue } from '../../src/model/field-value.ts'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { type Problem, ProblemError, toProblem } from '../../src/model/problem.ts'
import type { Field } from '../../src/model/schema.ts'
import { readReleased } from '../release/released.ts'
import { withOneApostrophe } from './apostrophes.ts'
import { refuseBinaryTails } from './binary-tails.ts'
import { refuseControlCharacters, refuseControlCharactersIn } from './control-characters.ts'
import { withoutGaps, withoutOverlaps } from './coverage.ts'
import { fetchSource, findSource, locateSource, sourceName } from './fetch-source.ts'
import { Tally } from './geometry.ts'
import { sha256Hex } from './integrity.ts'
import { toKeyedLayer } from './keys.ts'
import { note, ProcessingLog } from './notes.ts'
import type { BuildContext, LayerData, PipelineFeature, Recipe } from './recipe.ts'
import { DETAIL_BITS } from './snap.ts'
import { NOTES, noteFitted } from './steps.ts'

export interface BuildFolders {
  readonly root: string
  readonly cache: string
  /** Where the layers and `catalog.json` are put. */
  readonly output: string
  /** What is taken in place of sources that have a key: an address or a file on disk, by the key. */
  readonly from?: ReadonlyMap<string, string>
}

/** What the catalogue says of a file that is an overview. */
type OverviewEntry = Pick<
  CatalogFile,
  'overviewZooms' | 'toleranceMeters' | 'groups' | 'least' | 'joined'
>

/** A layer as made: its entry in the catalogue and the bytes of its files by name. */
export interface BuiltLayer {
  readonly entry: CatalogLayer
  readonly files: ReadonlyMap<string, Uint8Array>
}

type SharedWork = Map<string, Promise<{ value: unknown; log: ProcessingLog }>>

/** A context for one recipe; work that recipes share is kept in `shared`. */
function toContext(folders: BuildFolders, shared: SharedWork, log: ProcessingLog): BuildContext {
  return {
    log,
    read: (source) => fetchSource(source, folders),
    locate: (source) => locateSource(source, folders),
    scratch: join(folders.cache, 'unpacked'),
    async once<T>(key: string, work: (context: BuildContext) => Promise<T>): Promise<T> {
      let running = shared.get(key)
      if (!running) {
        const ownLog = new ProcessingLog()
        running = work(toContext(folders, shared, ownLog)).then((value) => ({
          value,
          log: ownLog,
        }))
        shared.set(key, running)
      }
      const done = await running
      log.addAll(done.log.notes)
      return done.value as T
    },
  }
}

/** Makes one layer in memory. The same recipe on the same sources always gives the same bytes. */
export async function buildLayer(
  recipe: Recipe,
  folders: BuildFolders,
  shared: SharedWork = new Map(),
): Promise<BuiltLayer> {
  const log = new ProcessingLog()
  const made = fitTogether(recipe, await recipe.build(toContext(folders, shared, log)), log)
  const names = new Tally()
  const data = {
    ...made,
    features: withOneApostrophe(made.features, names),
    ...(made.overviews && {
      overviews: made.overviews.map((overview) => ({
        ...overview,
        features: withOneApostrophe(overview.features, new Tally()),
      })),
    }),
  }
  if (names.get('apostrophes') > 0) {
    log.add(NOTES.apostrophes, { names: names.get('apostrophes') })
  }
  if (names.get('blanks') > 0) log.add(NOTES.blanks, { names: names.get('blanks') })
  if (data.features.length === 0) {
    throw new ProblemError({
      code: 'layer-empty',
      message: `The recipe of ${recipe.id} gave no features: its source or its steps have changed.`,
      values: { layer: recipe.id },
    })
  }
  const files = new Map<string, Uint8Array>()
  const entries: CatalogFile[] = []
  const fields = data.fields ?? recipe.fields
  const keyed = toKeyedLayer(recipe, data.features, data.overviews ?? [])
  writeFile(recipe.id, keyed.features)
  const isOfPoints = recipe.geometryType === 'Point'
  const classField = recipe.symbology && 'field' in recipe.symbology && recipe.symbology.field
  for (const [nth, { zooms, toleranceMeters, joined }] of (data.overviews ?? []).entries()) {
    const [from, to] = zooms
    const features = keyed.overviews[nth]!
    writeFile(
      `${recipe.id}.z${Math.floor(from)}-${Math.floor(to)}`,
      features,
      { overviewZooms: [from, to], toleranceMeters, ...(joined && { joined }) },
      joined ? fields.filter(({ name }) => name === classField) : fields,
    )
    log.add(joined ? NOTES.joined : isOfPoints ? NOTES.overviewOfPoints : NOTES.overview, {
      from,
      to,
      meters: toleranceMeters,
      features: features.length,
    })
  }
  if (!data.overviews) writePointOverviews(keyed.features)
  const { countryField } = recipe
  const entry = toEntry(recipe, {
    fields,
    bbox: toBbox(data.features),
    files: entries,
    sources: await Promise.all(recipe.sources.map((source) => toSourceEntry(source, folders))),
    processing: [...log.notes],
    countsByCountry: countryField ? countByCountry(data.features, countryField) : undefined,
  })
  refuseControlCharactersIn(entry, '')
  return { entry, files }

  /** What a layer of many points is drawn from at small scales, as its symbology says. */
  function writePointOverviews(features: readonly Feature[]) {
    const table = toPointTable(features)
    const { symbology } = recipe
    if (!table || !symbology) return
    for (const overview of planPointOverviews(table, symbology)) {
      const { kind, listed, featureCount } = overview
      const [from, to] = listed.overviewZooms!
      const name = toOverviewPath(recipe.id, listed.overviewZooms!).replace(/\.fgb$/, '')
      const told = { from: Math.max(0, from), to, features: featureCount }
      if (kind === 'largest') {
        const largest = [...overview.rows].map((row) => features[row]!)
        writeFile(name, largest, listed)
        log.add(NOTES.largest, { ...told, least: listed.least! })
      } else {
        const groups = [...overview.features()].map((group) => {
          const { key, id } = features[group.id]!
          return { ...group, key, id }
        })
        writeFile(name, groups, listed, groupFields(fields, symbology))
        log.add(NOTES.groups, { ...told, meters: Math.round(listed.groups!.cellMeters!) })
      }
    }
  }

  function writeFile(
    name: string,
    features: readonly Feature[],
    overview: OverviewEntry = {},
    ofFields: readonly Field[] = fields,
  ) {
    refuseControlCharacters(features)
    refuseBinaryTails(features)
    // Groups, and areas that are joined, carry no field but those that are drawn.
    const keyField = overview.groups || overview.joined ? undefined : recipe.keyField
    const written = writeFlatGeobuf(
      {
        name: recipe.id,
        ...toHeaderTexts(recipe),
        fields: ofFields,
        ...(recipe.geometryType && { geometryType: recipe.geometryType }),
        keyField: keyField ?? KEY_COLUMN,
        keysRepeat: keyField === undefined && overview.overviewZooms !== undefined,
      },
      features,
    )
    const path = `${name}.fgb`
    files.set(path, written.bytes)
    entries.push({
      path,
      bytes: written.bytes.length,
      sha256: sha256Hex(written.bytes),
      featureCount: features.length,
      ...toKeyIndex(name, written, overview),
      ...overview,
    })
    return written
  }

  /** The index of the keys of a layer's own file, if that is too large to be read whole for a look-up. */
  function toKeyIndex(
    name: string,
    { bytes, keyHashes }: ReturnType<typeof writeFlatGeobuf>,
    { overviewZooms }: Pick<CatalogFile, 'overviewZooms'>,
  ): Pick<CatalogFile, 'keys'> {
    if (overviewZooms || !keyHashes || bytes.length <= MIN_INDEXED_BYTES) return {}
    const index = writeKeyIndex(keyHashes, bytes.length)
    const path = `${name}.keys`
    files.set(path, index)
    return { keys: { path, bytes: index.length, sha256: sha256Hex(index) } }
  }
}

/** Features that all are points as a table of their places; `null` where some are none. */
function toPointTable(features: readonly Feature[]): PointTable | null {
  if (!features.every(({ geometry }) => geometry?.type === 'Point')) return null
  return {
    length: features.length,
    bbox: (row) => geometryBbox(features[row]!.geometry!),
    value: (row, field) => readValue(features[row]!.properties, field),
  }
}

/** The data of a layer that is a coverage, fitted together in its overviews too; of any other as they are. */
function fitTogether({ isCoverage }: Recipe, data: LayerData, log: ProcessingLog): LayerData {
  if (!isCoverage) return data
  const toFitted = (
    features: readonly PipelineFeature[],
    whole: readonly PipelineFeature[] | null,
    tally: Tally,
  ) => withoutGaps(withoutOverlaps(features, DETAIL_BITS, tally), whole, DETAIL_BITS, tally)
  const tally = new Tally()
  const features = toFitted(data.features, null, tally)
  noteFitted(log, tally)
  return {
    ...data,
    features,
    ...(data.overviews && {
      overviews: data.overviews.map((overview) => ({
        ...overview,
        features: toFitted(overview.features, features, new Tally()),
      })),
    }),
  }
}

type Provenance = NonNullable<CatalogLayer['provenance']>
type SourceEntry = Provenance['sources'][number]

/** What the pipeline finds of a layer as it makes it; all else that the catalogue says is its recipe's. */
type Findings = Pick<CatalogLayer, 'fields' | 'bbox' | 'files'> &
  Pick<Provenance, 'sources' | 'processing' | 'countsByCountry'>

function toEntry(recipe: Recipe, found: Findings): CatalogLayer {
  const {
    build: _,
    sources: __,
    countryField: ___,
    record: ____,
    isCoverage: _____,
    provenance,
    state,
    ...described
  } = recipe
  const { fields, bbox, files, sources, processing, countsByCountry } = found
  return {
    ...described,
    fields: [...fields],
    // What was built is at hand, wherever it was fetched from.
    state: state === 'available' ? 'bundled' : state,
    ...(bbox && { bbox }),
    files,
    provenance: { ...provenance, sources, processing, ...(countsByCountry && { countsByCountry }) },
  }
}

/** The entry of a layer that was built, as its recipe describes it now. */
export function describeAnew(layer: CatalogLayer, recipe: Recipe): CatalogLayer {
  const { bbox, files, provenance } = layer
  return toEntry(recipe, {
    // A recipe for a layer whose data do not come with the Atlas may take over the fields of its source.
    fields: recipe.state === 'bundled' ? recipe.fields : layer.fields,
    bbox,
    files,
    sources: provenance?.sources ?? [],
    processing: (provenance?.processing ?? []).map((step) => note(step)),
    countsByCountry: provenance?.countsByCountry,
  })
}

async function toSourceEntry(
  source: Recipe['sources'][number],
  folders: BuildFolders,
): Promise<SourceEntry> {
  if (source.kind === 'code') return { kind: 'code', name: source.name }
  const found = await findSource(source, folders)
  const { integrity } = found
  if (found.kind === 'features') return { kind: 'https', name: found.url, integrity }
  const { kind, path } = found
  // A file of one's own is named, but not where it lies on the machine that built the layer.
  if (kind === 'file' && isAbsolute(path)) return { kind, name: basename(path), integrity }
  return {
    kind,
    name: 'name' in found ? found.name : sourceName(found),
    ...('version' in found && { version: found.version }),
    integrity,
    ...(path !== undefined && { path }),
  }
}

/** The box of a layer by the short way round. */
function toBbox(features: readonly PipelineFeature[]): CatalogLayer['bbox'] {
  const box = new ShortWayBox()
  for (const { geometry } of features) if (geometry) box.add(geometry)
  const bbox = box.bbox()
  return bbox ? [...bbox] : undefined
}

function countByCountry(
  features: readonly PipelineFeature[],
  field: string,
): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { properties } of features) {
    const country = properties[field]
    if (typeof country === 'string') counts.set(country, (counts.get(country) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The catalogue's entries as they stand in the output folder; none where there is no catalogue yet.
 *
 * @throws ProblemError `catalog-invalid`
 */
export async function readCatalogLayers(output: string): Promise<CatalogLayer[]> {
  const path = join(output, 'catalog.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return []
  const parsed = catalogSchema.safeParse(JSON.parse(text))
  if (parsed.success) return parsed.data.layers
  const [issue] = parsed.error.issues
  throw new ProblemError({
    code: 'catalog-invalid',
    message: `${path} is not a valid catalogue (${issue?.path.join('.')}: ${issue?.message}): run "npm run layers -- check" to see all faults, or delete it and rebuild.`,
    values: { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' },
  })
}

/** A layer that could not be made, and why. */
export interface FailedLayer {
  readonly id: string
  readonly problem: Problem
}

/**
 * Makes the layers of some recipes and puts their files and entries in the output folder; other
 * entries stay as they are. `catalog.json` lists the layers in the order of `recipes`, and is written
 * after each layer, so that it agrees with the files whenever the run ends. A layer that cannot be made
 * does not stop the others.
 */
export async function buildLayers(
  wanted: readonly Recipe[],
  recipes: readonly Recipe[],
  folders: BuildFolders,
  report: (line: string) => void,
): Promise<readonly FailedLayer[]> {
  await mkdir(folders.output, { recursive: true })
  const entries = new Map(
    (await readCatalogLayers(folders.output)).map((entry) => [entry.id, entry]),
  )
  const shared: SharedWork = new Map()
  const failed: FailedLayer[] = []
  for (const [nth, recipe] of wanted.entries()) {
    report(`[${nth + 1}/${wanted.length}] ${recipe.id} …`)
    try {
      const { entry, files } = await buildLayer(recipe, folders, shared)
      const old = (await readdir(folders.output)).filter(
        (name) =>
          [`${recipe.id}.fgb`, `${recipe.id}.keys`].includes(name) ||
          name.startsWith(`${recipe.id}.z`),
      )
      for (const name of old) if (!files.has(name)) await rm(join(folders.output, name))
      for (const [name, bytes] of files) await writeFile(join(folders.output, name), bytes)
      entries.set(recipe.id, entry)
      await writeCatalog([...entries.values()], recipes, folders.output)
      for (const { path, featureCount, bytes } of entry.files) {
        report(`    ${path}: ${featureCount} features, ${Math.round(bytes / 1024)} KiB`)
      }
    } catch (error) {
      const problem = toProblem(error)
      report(`    not made: ${problem.message}`)
      failed.push({ id: recipe.id, problem })
    }
  }
  return failed
}

/**
 * Writes the entries of all layers that were built as their recipes describe them now. What came as a release package
 * says of itself what it is.
 */
export async function describeLayers(recipes: readonly Recipe[], output: string): Promise<void> {
  const layers = await readCatalogLayers(output)
  const released = await readReleased(output)
  const described = layers.map((layer) => {
    const recipe = released.has(layer.id) ? undefined : recipes.find(({ id }) => id === layer.id)
    return recipe ? describeAnew(layer, recipe) : layer
  })
  await writeCatalog(described, recipes, output)
}

async function writeCatalog(
  entries: readonly CatalogLayer[],
  recipes: readonly Recipe[],
  output: string,
): Promise<void> {
  const order = recipes.map(({ id }) => id)
  const placeOf = ({ id }: CatalogLayer) => {
    const place = order.indexOf(id)
    return place < 0 ? order.length : place
  }
  await writeCatalogLayers(
    entries.toSorted((a, b) => placeOf(a) - placeOf(b)),
    output,
  )
}

/** Writes `catalog.json`, with the layers in this order. */
export async function writeCatalogLayers(
  layers: readonly CatalogLayer[],
  output: string,
): Promise<void> {
  const { schemaVersion, ...catalog } = catalogSchema.parse({
    schemaVersion: CATALOG_SCHEMA_VERSION,
    layers,
  })
  const shared = { schemaVersion, ...shareCodes(catalog.layers) }
  await writeFile(join(output, 'catalog.json'), `${JSON.stringify(shared, null, 1)}\n`)
}
