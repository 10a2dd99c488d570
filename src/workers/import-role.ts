import type { DeviceLayer } from '../catalog/device-layer.ts'
import { type ByteSource, baseName, blobSource } from '../formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { ImportChoices } from '../formats/contract/read-context.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { requireDecoder } from '../formats/text/decoder.ts'
import { parseCrs } from '../geo/crs.ts'
import { fetchAddress } from '../importing/address.ts'
import { type FileStyles, findFileStyles } from '../importing/file-styles.ts'
import { drawLand } from '../importing/preview.ts'
import type {
  AddRequest,
  GivenFile,
  ImportCalls,
  ImportEvents,
  LayerReview,
  ReadRequest,
} from '../importing/protocol.ts'
import { toFacts, toReview } from '../importing/review.ts'
import { type LayerSample, takeSample } from '../importing/sample.ts'
import { Sampler } from '../importing/sampler.ts'
import { drawLayer, findDrawOptions } from '../importing/symbology.ts'
import { foreseeOverviews, writeDeviceLayer } from '../importing/write.ts'
import type { Feature } from '../model/feature.ts'
import { ProblemError, type Warning } from '../model/problem.ts'
import {
  isStorageOpen,
  removeOtherFiles,
  whileWriting,
  writeRecord,
} from '../sources/device-files.ts'
import { FlatGeobufSource } from '../sources/flatgeobuf-source.ts'
import { giveHeldFiles } from '../sources/held-files.ts'
import { toSha256 } from '../sources/sha256.ts'
import type { Handlers, Tell } from './channel.ts'
import { dropAhead, makeAhead, makeReady, mayWriteBeside, writeBeside } from './write-beside.ts'

/**
 * Reads what a reader brings, holds it for the review, and writes what is added to this device. One
 * import has one worker: ending it gives back all its memory at once, whatever it was doing.
 */

interface Held {
  readonly layer: ImportedLayer
  readonly styles: FileStyles | null
  readonly choices: ImportChoices
}

let files: readonly GivenFile[] = []
let address: string | null = null
/** Found while the reader looks at what was read. */
let checksum: Promise<string | null> | null = null
let checksumTimer: ReturnType<typeof setTimeout> | undefined
let limitBytes = 0
let fileWarnings: readonly Warning[] = []
const held = new Map<string, Held>()

let tell: Tell<ImportEvents>

/** What an import's worker answers. */
export function toImportHandlers(teller: Tell<ImportEvents>): Handlers<ImportCalls> {
  tell = teller
  return { read, choose, add, drawn }
}

async function read({ given, limitBytes: limit, landUrl }: ReadRequest, signal: AbortSignal) {
  limitBytes = limit
  if (given.kind === 'address') {
    files = [
      await fetchAddress(given.url, limit, signal, (bytesDone, bytesTotal) =>
        tell('progress', { phase: 'fetching', bytesDone, bytesTotal, features: 0 }),
      ),
    ]
    address = given.url
  } else {
    files = given.files
  }
  refuseTooLarge(files, limit)
  if (files.some(({ blob }) => blob.size > LARGE_BYTES)) makeReady()
  const { layers, warnings } = await readAll(files, {})
  fileWarnings = warnings
  const reviews: LayerReview[] = []
  for (const [place, layer] of layers.entries()) {
    const key = String(place)
    const styles = await findFileStyles(layer)
    held.set(key, { layer, styles, choices: {} })
    // A help: without it they are made when they are wanted.
    if (layers.length === 1) await beginOverviews(layer, styles).catch(dropAhead)
    reviews.push(await toReview(key, layer, styles, {}))
  }
  // Not before: what is read should be on the map soon.
  const land = landUrl === null ? '' : await readLand(landUrl)
  checksumTimer = setTimeout(() => void findSha256(), CHECKSUM_MILLISECONDS)
  return { layers: reviews, warnings, land }
}

/** Has the overviews of a large layer made while the reader looks at it, for the look that is offered first. */
async function beginOverviews(layer: ImportedLayer, styles: FileStyles | null): Promise<void> {
  const { features, crs, name: title } = layer
  if (crs.how === 'unknown' || !mayWriteBeside(features.copyBytes, limitBytes)) return
  const drawing = drawLayer(layer, styles, findDrawOptions(layer, styles).chosen, 0)
  const foreseen = await foreseeOverviews({
    id: 'device-ahead',
    title,
    layer,
    drawing,
    isKept: true,
  })
  if (foreseen) makeAhead(drawing, features, foreseen.plan)
}

/** Before a byte is read: what cannot be held is told with its size and the limit. */
function refuseTooLarge(given: readonly GivenFile[], limit: number): void {
  const large = given.find(({ blob }) => blob.size > limit)
  if (large) throw tooLarge(large.path, large.blob.size, limit)
}

function tooLarge(name: string, bytes: number, limit: number): ProblemError {
  return new ProblemError({
    code: 'file-too-large',
    message: `${name} has ${bytes} bytes; files of up to ${limit} bytes can be read here. Divide it, or convert it to FlatGeobuf on the command line.`,
    values: { name, bytes, limitBytes: limit },
  })
}

async function readAll(given: readonly GivenFile[], choices: ImportChoices) {
  const sources: ByteSource[] = given.map(({ path, blob }) => blobSource(blob, path))
  const bytes = given.reduce((sum, { blob }) => sum + blob.size, 0)
  const sampler = bytes > LARGE_BYTES ? new Sampler() : null
  const result = await readFiles(sources, {
    maxBytes: limitBytes,
    choices,
    onProgress: ({ bytesRead, bytesTotal, features }) => {
      tell('progress', { phase: 'reading', bytesDone: bytesRead, bytesTotal, features })
      const sample = sampler?.look()
      if (sample) tell('sample', sample)
    },
    ...(sampler && { onLayers: (layers) => void sampler.follow(layers) }),
  })
  if (!result.ok) throw new ProblemError(result.problem)
  if (sampler) tell('sample', sampleOf(result.layers))
  return result
}

/** What is smaller is read and drawn before anything could be shown of it. */
const LARGE_BYTES = 4_000_000

function sampleOf(layers: readonly ImportedLayer[]): LayerSample | null {
  const placed = layers.filter(({ crs }) => crs.how !== 'unknown')
  return takeSample(placed.map(({ features }) => ({ features, toWgs84: (x, y) => [x, y] })))
}

/** Who adds a layer right away waits for it to be written, and not for its checksum first. */
const CHECKSUM_MILLISECONDS = 1500

function findSha256(): Promise<string | null> {
  checksum ??= findChecksum(files)
  // Whoever adds a layer hears of it.
  checksum.catch(() => undefined)
  return checksum
}

/** SHA-256 of the one file that was given, in hexadecimal digits. Only secure pages can find it. */
async function findChecksum(given: readonly GivenFile[]): Promise<string | null> {
  const [only, ...others] = given
  if (!only || others.length > 0) return null
  return toSha256(only.blob)
}

/** The land behind small pictures is a help: without it they are drawn all the same. */
async function readLand(url: string): Promise<string> {
  try {
    const source = await FlatGeobufSource.open(url)
    const features: Feature[] = []
    for await (const feature of source.features({ fields: [] })) features.push(feature)
    return drawLand(features)
  } catch {
    return ''
  }
}

async function choose({
  key,
  choices,
}: {
  readonly key: string
  readonly choices: ImportChoices
}): Promise<LayerReview> {
  const { layer } = held.get(key)!
  await refuseUnknown(choices)
  dropAhead()
  const result = await readAll(filesOf(layer), choices)
  const isSame = (other: ImportedLayer) => other.path === layer.path && other.name === layer.name
  const twins = [...held.values()].map((one) => one.layer).filter(isSame)
  const found = result.layers.filter(isSame)[twins.indexOf(layer)] ?? result.layers[0]!
  const styles = await findFileStyles(found)
  held.set(key, { layer: found, styles, choices })
  return toReview(key, found, styles, choices)
}

/** What names no encoding or no system is told as such, and the layer stays as it was. */
async function refuseUnknown({ encoding, crs }: ImportChoices): Promise<void> {
  if (encoding !== undefined) requireDecoder(encoding)
  if (crs === undefined) return
  const parsed = await parseCrs(crs)
  if (!parsed.ok) throw new ProblemError(parsed.problem)
}

/** The files that a layer came from: its archive, or the loose parts of its name. */
function filesOf({ path }: ImportedLayer): readonly GivenFile[] {
  const archive = files.filter((file) => path.startsWith(`${file.path}/`))
  if (archive.length > 0) return archive
  const stem = (name: string) => name.slice(0, name.lastIndexOf('/') + 1) + baseName(name)
  const wanted = stem(path).toLowerCase()
  const parts = files.filter((file) => stem(file.path).toLowerCase().startsWith(wanted))
  return parts.length > 0 ? parts : files
}

async function add({ key, id, title, draw, colorIndex, editionOf }: AddRequest) {
  clearTimeout(checksumTimer)
  const { layer, styles } = held.get(key)!
  const given = filesOf(layer)
  const bytes = given.reduce((sum, { blob }) => sum + blob.size, 0)
  const origin = {
    name: layer.path,
    format: layer.format,
    bytes,
    modified: toIsoDate(given.length === 1 ? given[0]!.modified : null),
    url: address,
    imported: new Date().toISOString(),
    ...(editionOf && { editionOf }),
  }
  const isKept = await isStorageOpen()
  const isBeside = mayWriteBeside(layer.features.copyBytes, limitBytes)
  const adding = whileWriting(id, async () => {
    const { entry, warnings } = await writeDeviceLayer({
      id,
      title,
      origin,
      findSha256,
      layer,
      drawing: drawLayer(layer, styles, draw, colorIndex),
      isKept,
      ...(isBeside && { writeBeside }),
      // Who reads the layer's own file meanwhile is kept waiting by a lock (`whenWritten`).
      ...(isKept && navigator.locks && { onDrawable: showEarly }),
      onProgress: (share) =>
        tell('progress', {
          phase: 'writing',
          bytesDone: Math.round(share * 1000),
          bytesTotal: 1000,
          features: layer.features.length,
        }),
    })
    const report = {
      facts: toFacts(layer, styles?.warnings),
      warnings: [...fileWarnings, ...warnings],
    }
    if (isKept) await writeRecord(id, { entry, report })
    return { entry, report, held: giveHeldFiles(id) }
  })
  // Once nobody writes it any more, what there is of a layer that failed is taken away.
  adding.catch(() => removeOtherFiles(id, []).catch(() => giveHeldFiles(id)))
  return adding
}

/** Ends the standing back for the map that draws a layer. */
let endStandingBack: () => void = () => undefined

async function drawn() {
  endStandingBack()
  return undefined
}

/** Has a layer drawn; where cores are few settles once it is, or after a while: who writes meanwhile keeps the map waiting. */
async function showEarly(entry: DeviceLayer): Promise<void> {
  tell('drawable', entry)
  if (navigator.hardwareConcurrency > FEW_CORES) return
  await new Promise<void>((resolve) => {
    endStandingBack = resolve
    setTimeout(resolve, MOST_STANDING_BACK_MILLISECONDS)
  })
}

/** The page, the worker of its data, MapLibre's, and the browser's own drawing are at work then. */
const FEW_CORES = 4
const MOST_STANDING_BACK_MILLISECONDS = 3000

function toIsoDate(milliseconds: number | null): string | null {
  if (milliseconds === null || !Number.isFinite(milliseconds)) return null
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
