import { isReleased } from '../catalog/device-layer.ts'
import type { Site } from '../catalog/metadata/site.ts'
import { estimateFile } from '../exporting/estimate.ts'
import { type HeldFeatures, holdPart } from '../exporting/features.ts'
import { fetchIsoXml } from '../exporting/iso-record.ts'
import { toExportLayer } from '../exporting/layer-of.ts'
import type {
  ExportCalls,
  ExportEstimate,
  ExportEvents,
  ExportedLayer,
  ExportPhase,
  ExportRequest,
} from '../exporting/protocol.ts'
import { isOfSome, toSelectionText, toSubset } from '../exporting/selection.ts'
import { type ExportStore, openExportStore, removeLeftBehind } from '../exporting/store.ts'
import { exportToStore } from '../exporting/write-to-store.ts'
import { batches } from '../formats/contract/batches.ts'
import type { ExportLayer } from '../formats/registry/write-layer.ts'
import type { Crs } from '../geo/crs.ts'
import { findCrs } from '../geo/find-crs.ts'
import { isOwnColumn } from '../model/own-columns.ts'
import { ProblemError } from '../model/problem.ts'
import { toStorageProblem } from '../sources/device-files.ts'
import type { FeatureSource } from '../sources/feature-source.ts'
import { subsetOf } from '../sources/subset.ts'
import { loadWords } from '../words/words.ts'
import type { Handlers, Tell } from './channel.ts'
import { openShared } from './shared-sources.ts'

/** More values than this are not chosen from a list. */
const MOST_VALUES = 100

const PROGRESS_INTERVAL_MILLISECONDS = 100

let tell: Tell<ExportEvents>

const handlers: Handlers<ExportCalls> = {
  async describe(layer) {
    const { fields, featureCount, geometryType } = (await open(layer)).schema
    return { fields: fields.filter(({ name }) => !isOwnColumn(name)), featureCount, geometryType }
  },
  async values({ layer, field }, signal) {
    const found = new Set<string>()
    const source = await open(layer)
    for await (const { properties } of source.features({ fields: [field], signal })) {
      const value = properties[field]
      if (typeof value === 'string') found.add(value)
      if (found.size > MOST_VALUES) return null
    }
    return [...found].sort((a, b) => a.localeCompare(b))
  },
  async crs(text) {
    const result = await findCrs(text)
    return result.ok ? { ok: true, name: result.crs.name } : result
  },
  async estimate(request, signal) {
    if (request.layer.byteLength > MOST_ESTIMATED_BYTES) return countSome(request, signal)
    const held = await hold(request, signal)
    const crs = await toCrs(request.target.crs)
    const layer = await toLayer(request, held)
    const { format, csv, onLimit } = request.target
    return estimateFile(layer, format, crs, {
      signal,
      ...(csv && { csv }),
      ...(onLimit && { onLimit }),
    })
  },
  async export(request, signal) {
    const progress = reporter()
    const held = await hold(request, signal, (count, total) =>
      progress('reading', total ? count / total : null, count),
    )
    const { format, crs, csv, onLimit } = request.target
    const count = held.schema.featureCount ?? 0
    const layer = await toLayer(request, held)
    await dropStore()
    const store = await openExportStore()
    lastStore = store
    const result = await exportToStore(layer, format, await toCrs(crs), store, {
      signal,
      onProgress: (share) => progress('writing', share, count),
      onWritten: () => progress('checking', null, count),
      ...(csv && { csv }),
      ...(onLimit && { onLimit }),
    }).catch(async (error) => {
      await dropStore()
      throw (await toStorageProblem(error)) ?? error
    })
    if (!result.ok) {
      await dropStore()
      return result
    }
    return { ...result, file: await store.finish(result.mediaType) }
  },
  async discard() {
    lastHeld = null
    await dropStore()
    return undefined
  },
}

/** What exports ask of the data worker. */
export function toExportHandlers(teller: Tell<ExportEvents>): Handlers<ExportCalls> {
  tell = teller
  return handlers
}

/** The file of the last export: the page may still be saving it. */
let lastStore: ExportStore | null = null

async function dropStore(): Promise<void> {
  const store = lastStore
  lastStore = null
  await store?.discard()
}

void removeLeftBehind(Date.now())

/** For an estimate alone, no more than this is read. */
const MOST_ESTIMATED_BYTES = 64_000_000
const MOST_ESTIMATED_FEATURES = 20_000

/** Of a very large layer: what the file says of its features, or as many as are soon counted. */
async function countSome(
  { layer, part }: ExportRequest,
  signal: AbortSignal,
): Promise<ExportEstimate> {
  const source = await open(layer)
  const { featureCount } = source.schema
  if (!isOfSome(part) && featureCount !== null) {
    return { kind: 'about', featureCount, byteLength: layer.byteLength }
  }
  let count = 0
  const subset = { ...toSubset(part), fields: [] }
  for await (const batch of batches(subsetOf(source, subset).features({ signal }), signal)) {
    count += batch.length
    if (count >= MOST_ESTIMATED_FEATURES) return { kind: 'more', featureCount: count }
  }
  const byteLength = featureCount ? (layer.byteLength * count) / featureCount : 0
  return { kind: 'about', featureCount: count, byteLength: Math.round(byteLength) }
}

function open({ at, byteLength }: ExportedLayer): Promise<FeatureSource> {
  return openShared(at, byteLength)
}

/** The part that was read last: an estimate is followed by the export of the same part. */
let lastHeld: { readonly key: string; readonly held: HeldFeatures } | null = null

async function hold(
  { layer, part }: ExportRequest,
  signal: AbortSignal,
  onRead?: (count: number, total: number | null) => void,
): Promise<HeldFeatures> {
  const key = JSON.stringify([layer.at, part], (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
  if (lastHeld?.key === key) return lastHeld.held
  lastHeld = null
  const source = await open(layer)
  const total = isOfSome(part) ? null : source.schema.featureCount
  const held = await holdPart(source, part, layer.entry.symbology, {
    signal,
    onRead: (count) => onRead?.(count, total),
  })
  lastHeld = { key, held }
  return held
}

async function toLayer(
  { layer, part, language, look, siteUrl, viewUrl }: ExportRequest,
  held: HeldFeatures,
): Promise<ExportLayer> {
  const site: Site = { url: siteUrl }
  // The record on the site is of the edition that is published.
  const hasRecord = isReleased(layer.entry)
  const isoXml = !hasRecord ? null : await fetchIsoXml(layer.entry.id, site)
  await Promise.all([loadWords('files', language), loadWords('vocabulary', language)])
  const selection = toSelectionText(
    part,
    language,
    part.ids && Array.from(held.features(), ({ key }) => key),
    layer.entry.answer?.recipe,
  )
  return toExportLayer(
    layer.entry,
    held,
    {
      language,
      site,
      viewUrl,
      ...(selection && { selection }),
      ...(isoXml && { isoXml }),
    },
    look,
  )
}

async function toCrs(text: string): Promise<Crs> {
  const result = await findCrs(text)
  if (!result.ok) throw new ProblemError(result.problem)
  return result.crs
}

function reporter(): (phase: ExportPhase, share: number | null, featureCount: number) => void {
  let toldAt = 0
  let lastPhase: ExportPhase | null = null
  return (phase, share, featureCount) => {
    const now = performance.now()
    if (phase === lastPhase && now - toldAt < PROGRESS_INTERVAL_MILLISECONDS) return
    lastPhase = phase
    toldAt = now
    tell('exportProgress', { phase, share, featureCount })
  }
}
