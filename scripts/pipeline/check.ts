import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toHeaderTexts } from '../../src/catalog/header-texts.ts'
import { drawnFields, fileAtZoom, fullFileOf } from '../../src/catalog/layer-files.ts'
import { type CatalogFault, parseCatalog } from '../../src/catalog/parse-catalog.ts'
import type { CatalogFile, CatalogLayer } from '../../src/catalog/schema.ts'
import { isKeyIndexOf } from '../../src/formats/flatgeobuf/key-index.ts'
import { FlatGeobufFile } from '../../src/formats/flatgeobuf/read.ts'
import {
  type FlatGeobufHeader,
  readHeader,
  toLayerSchema,
} from '../../src/formats/flatgeobuf/read-header.ts'
import { isOwnColumn, KEY_COLUMN } from '../../src/model/own-columns.ts'
import { toProblem } from '../../src/model/problem.ts'
import type { Field } from '../../src/model/schema.ts'
import type { BorderFault } from '../../src/reviewing/shared-edges.ts'
import { findBinaryTail } from './binary-tails.ts'
import { describeAnew } from './build.ts'
import { findCoverageFaults } from './coverage.ts'
import { polygonsOf } from './geometry.ts'
import { sha256Hex } from './integrity.ts'
import type { Recipe } from './recipe.ts'

/**
 * Holds the catalogue to the files beside it and to the recipes: every fault names the entry, the
 * field and what to do. None is left when the layers were rebuilt from their recipes and nothing was
 * changed by hand.
 */
export async function checkLayers(
  folder: string,
  recipes: readonly Pick<Recipe, 'id' | 'state' | 'isCoverage'>[],
): Promise<CatalogFault[]> {
  const text = await readFile(join(folder, 'catalog.json'), 'utf8').catch(() => null)
  if (text === null) {
    return [
      {
        entry: '',
        field: '',
        message: 'There is no catalog.json: run "npm run layers" to make it.',
      },
    ]
  }
  const { layers, faults } = parseCatalog(JSON.parse(text))
  const found: CatalogFault[] = faults.map((fault) => ({
    ...fault,
    message: `${fault.message}: correct the recipe scripts/layers/${fault.entry}.ts and rebuild.`,
  }))
  for (const layer of layers) {
    const faults = await checkLayer(layer, folder)
    found.push(...faults)
    // Files that are not what they should be are told of first.
    const isCoverage = recipes.some((recipe) => recipe.id === layer.id && recipe.isCoverage)
    if (isCoverage && faults.length === 0) found.push(...(await checkCoverage(layer, folder)))
  }
  for (const { id, state } of recipes) {
    if (state === 'bundled' && !layers.some((layer) => layer.id === id)) {
      found.push({
        entry: id,
        field: '',
        message: `The catalogue has no such layer: run "npm run layers -- build ${id}".`,
      })
    }
  }
  const listed = new Set(
    layers.flatMap(({ files }) =>
      files.flatMap(({ path, keys }) => (keys ? [path, keys.path] : [path])),
    ),
  )
  for (const name of await readdir(folder)) {
    if (/\.(fgb|keys)$/.test(name) && !listed.has(name)) {
      found.push({ entry: '', field: name, message: 'No layer names this file: delete it.' })
    }
  }
  return found
}

/** Whether the entries say what the recipes say now, in every text and in how each layer is drawn. */
export function checkDescriptions(
  layers: readonly CatalogLayer[],
  recipes: readonly Recipe[],
): CatalogFault[] {
  return layers.flatMap((layer) => {
    const recipe = recipes.find(({ id }) => id === layer.id)
    return recipe ? checkDescription(layer, recipe) : []
  })
}

function checkDescription(layer: CatalogLayer, recipe: Recipe): CatalogFault[] {
  const said = toParts(describeAnew(layer, recipe))
  const written = toParts(layer)
  const parts = new Set([...said.keys(), ...written.keys()])
  return [...parts]
    .filter((part) => said.get(part) !== written.get(part))
    .map((part) => ({
      entry: layer.id,
      field: part,
      message: `It is not what scripts/layers/${layer.id}.ts says: run "npm run layers -- texts".`,
    }))
}

/** The parts of an entry, and those of its provenance, as text to compare. */
function toParts({ provenance, ...layer }: CatalogLayer): Map<string, string> {
  const parts = new Map<string, string>()
  for (const [part, value] of Object.entries(layer)) parts.set(part, toText(value))
  for (const [part, value] of Object.entries(provenance ?? {})) {
    parts.set(`provenance.${part}`, toText(value))
  }
  return parts
}

/** A value as text that does not tell in which order its parts were written. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** What is wrong with the files of a layer in a folder. */
export async function checkLayer(layer: CatalogLayer, folder: string): Promise<CatalogFault[]> {
  const faults: CatalogFault[] = []
  const fault = (field: string, message: string): void => {
    faults.push({ entry: layer.id, field, message })
  }
  const rebuild = `run "npm run layers -- build ${layer.id}"`
  if (layer.state === 'bundled') {
    if (layer.files.length === 0)
      fault('files', `A bundled layer has at least one file: ${rebuild}.`)
    if (!layer.provenance) fault('provenance', 'A bundled layer says where its data come from.')
    if (!layer.symbology) fault('symbology', 'A bundled layer says how it is drawn.')
  } else if (layer.files.length === 0 && !layer.address) {
    fault('address', 'A layer without data says where the publisher offers it.')
  }
  const names = new Set(layer.fields.map(({ name }) => name))
  for (const name of layer.symbology ? drawnFields(layer.symbology) : []) {
    if (!names.has(name) && layer.files.length > 0) {
      fault(
        'symbology',
        `It draws the field ${name}, which the layer does not have: correct the recipe.`,
      )
    }
  }
  for (const [index, file] of layer.files.entries()) {
    for (const message of await checkFile(file, layer, folder)) {
      fault(`files.${index} (${file.path})`, `${message}: ${rebuild}.`)
    }
  }
  const { symbology } = layer
  const steps = symbology?.kind === 'proportional' ? (symbology.least ?? []) : []
  for (const [zoom, value] of steps) {
    const file = fileAtZoom(layer, zoom)
    if (file && value > 0 && file.least !== value) {
      fault(
        'files',
        `At zoom ${zoom} only what has ${value} or more is drawn, of which there is no overview: ${rebuild}.`,
      )
    }
  }
  // Files that are not what they should be are told of first.
  if (faults.length === 0) {
    for (const message of await checkKeys(layer, folder)) fault('files', `${message}: ${rebuild}.`)
  }
  return faults
}

/** A field as file and catalogue both have it: codes are the catalogue's, what is a key is the file's. */
function toCatalogField({ name, type, title, unit }: Field) {
  return { name, type, title, unit }
}

async function checkKeyIndex(
  { path, bytes, sha256 }: NonNullable<CatalogFile['keys']>,
  of: Uint8Array,
  { featureCount }: FlatGeobufHeader,
  folder: string,
): Promise<string[]> {
  const index = await readFile(join(folder, path)).catch(() => null)
  if (!index) return [`The index of its keys, ${path}, is missing`]
  if (index.length !== bytes || sha256Hex(index) !== sha256) {
    return [`The index of its keys, ${path}, is not the one that the catalogue says`]
  }
  return isKeyIndexOf(index, of.length, featureCount ?? 0)
    ? []
    : [`The index of its keys, ${path}, is of another file`]
}

/** Whether each feature of a layer has a key of its own, and each of its overviews names one of them. */
async function checkKeys(layer: CatalogLayer, folder: string): Promise<string[]> {
  const read = async ({ path }: CatalogFile) => {
    const bytes = await readFile(join(folder, path)).catch(() => null)
    return bytes ? [...new FlatGeobufFile(bytes).keys()].map(({ key }) => key) : []
  }
  const full = fullFileOf(layer)
  if (!full) return []
  const keys = await read(full)
  const known = new Set(keys)
  const faults: string[] = []
  if (known.size < keys.length) {
    faults.push(`${keys.length - known.size} features have the key of another`)
  }
  for (const file of layer.files) {
    const strange = (await read(file)).filter((key) => !known.has(key))
    if (strange.length > 0) {
      faults.push(
        `${strange.length} features of the overview ${file.path} are none of the layer's: ${strange.slice(0, 3).join(', ')}`,
      )
    }
  }
  return faults
}

/** Whether the areas of a coverage, and of each of its overviews, neither overlap nor leave gaps. */
async function checkCoverage(layer: CatalogLayer, folder: string): Promise<CatalogFault[]> {
  const read = async ({ path }: CatalogFile) => {
    const features = [...new FlatGeobufFile(await readFile(join(folder, path))).features()]
    return {
      keys: features.map(({ key }) => key),
      areas: features.map(({ geometry }) => polygonsOf(geometry)),
    }
  }
  const full = fullFileOf(layer)
  if (!full) return []
  const whole = await read(full)
  const faults: CatalogFault[] = []
  for (const file of layer.files) {
    const { keys, areas } = file === full ? whole : await read(file)
    const { overlaps, gaps } = findCoverageFaults(areas, file === full ? null : whole.areas)
    const tell = (kind: string, pairs: readonly BorderFault[]) => {
      if (pairs.length === 0) return
      const named = pairs.slice(0, 3).map(({ rows }) => rows.map((row) => keys[row]).join(' and '))
      faults.push({
        entry: layer.id,
        field: file.path,
        message: `${pairs.length} ${kind}: between ${named.join('; ')}.`,
      })
    }
    tell('overlaps of areas that are to fit together', overlaps)
    tell('gaps among areas that are to fit together', gaps)
  }
  return faults
}

async function checkFile(
  file: CatalogFile,
  layer: CatalogLayer,
  folder: string,
): Promise<string[]> {
  const bytes = await readFile(join(folder, file.path)).catch(() => null)
  if (!bytes) return ['The file is missing']
  const faults: string[] = []
  if (bytes.length !== file.bytes) {
    faults.push(`The file has ${bytes.length} bytes, the catalogue says ${file.bytes}`)
  }
  const digest = sha256Hex(bytes)
  if (digest !== file.sha256) {
    faults.push(`The file's SHA-256 is ${digest}, the catalogue says ${file.sha256}`)
  }
  let header: FlatGeobufHeader
  try {
    header = readHeader(bytes)
  } catch (error) {
    return [...faults, toProblem(error).message]
  }
  if (header.featureCount !== file.featureCount) {
    faults.push(
      `The file has ${header.featureCount} features, the catalogue says ${file.featureCount}`,
    )
  }
  const describe = (fields: readonly { name: string; type: string }[]) =>
    fields.map(({ name, type }) => `${name} (${type})`).join(', ')
  const own = toLayerSchema(header).fields.filter(({ name }) => !isOwnColumn(name))
  const fields = own.map(toCatalogField)
  const hasDrawnAlone = file.groups !== undefined || file.joined === true
  if (hasDrawnAlone) {
    // Of the fields that are drawn, groups have sums of amounts.
    const strange = fields.filter(({ name }) => !layer.fields.some((each) => each.name === name))
    if (strange.length > 0) faults.push(`It has the strange fields ${describe(strange)}`)
  } else if (describe(fields) !== describe(layer.fields)) {
    faults.push(
      `The file's fields are ${describe(fields)}; the catalogue says ${describe(layer.fields)}`,
    )
  } else if (toText(fields) !== toText(layer.fields.map(toCatalogField))) {
    faults.push('The titles or units of the fields are others in the file')
  }
  const keyColumn = hasDrawnAlone ? KEY_COLUMN : (layer.keyField ?? KEY_COLUMN)
  if (header.keyColumn !== keyColumn) {
    faults.push(
      `The file's features have their keys from ${header.keyColumn ?? 'their places'}, the catalogue says ${keyColumn}`,
    )
  }
  const tail = findBinaryTail(new FlatGeobufFile(bytes).features())
  if (tail) faults.push(`Its field ${tail.field} has ${tail.value}, which no source measured`)
  if (file.keys) faults.push(...(await checkKeyIndex(file.keys, bytes, header, folder)))
  const { title, description, metadata } = toHeaderTexts(layer)
  if (header.title !== title) faults.push(`The file's title is ${header.title}`)
  if (header.description !== description) faults.push('The abstract is another in the file')
  if (header.metadata !== JSON.stringify(metadata)) {
    faults.push('The titles, the citation or the licence are others in the file')
  }
  return faults
}
