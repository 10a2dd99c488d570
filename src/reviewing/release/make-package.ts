import { fullFileOf } from '../../catalog/layer-files.ts'
import { toFgdcText } from '../../catalog/metadata/fgdc.ts'
import { toIso19139 } from '../../catalog/metadata/iso19139.ts'
import type { Site } from '../../catalog/metadata/site.ts'
import type { LayerRecord } from '../../catalog/record.ts'
import { READY_FORMATS, toReadyLayer } from '../../exporting/ready-made.ts'
import { exportToStore } from '../../exporting/write-to-store.ts'
import type { ByteSource } from '../../formats/bytes/byte-source.ts'
import { Sha256, sha256Of } from '../../formats/bytes/sha256.ts'
import type { ImportedLayer } from '../../formats/contract/imported-layer.ts'
import type { Receipt } from '../../formats/receipt/receipt.ts'
import { readFiles } from '../../formats/registry/read-files.ts'
import { WRITERS } from '../../formats/registry/writers.ts'
import { ZipWriter } from '../../formats/zip/write.ts'
import { WGS84 } from '../../geo/crs.ts'
import { ProblemError } from '../../model/problem.ts'
import { LANGUAGES } from '../../words/languages.ts'
import type { Domain } from '../../words/words.ts'
import { compareEditions } from '../compare.ts'
import type { Mapping } from '../mapping.ts'
import { toReportCsv, toReportHtml, type Waivers } from '../report.ts'
import type { ReviewRows } from '../review-rows.ts'
import { findRoles, toTheme } from '../theme.ts'
import type { Verdict } from '../verdict.ts'
import {
  type Editions,
  toChangedRows,
  toChangeFigures,
  toChangeLog,
  toFirstLog,
} from './change-log.ts'
import { carryWaivers, checkRelease, openErrors, type ReleaseContext } from './check-release.ts'
import { drawPicture, type PictureTools } from './draw-picture.ts'
import {
  changeLogPath,
  type DescribedLayer,
  type Manifest,
  PACKAGE,
  reportPath,
  toEntry,
} from './package-files.ts'
import { type AcceptedFix, countByCountry, toProcessing } from './provenance.ts'
import {
  type PackageStore,
  type WritingTools,
  type WrittenFile,
  type WrittenLayer,
  writeLayerFiles,
} from './write-layer-files.ts'

/** What is to be released: a layer as it was reviewed, mapped and mended, and what is said of it. */
export interface ReleaseOrder {
  readonly rows: ReviewRows
  readonly described: DescribedLayer
  readonly embargo: string | null
  readonly source: Manifest['source']
  readonly mapping: Mapping | null
  readonly fixes: readonly AcceptedFix[]
  /** What was found in the file as it was sent, mapped and mended, and what of that is accepted. */
  readonly delivery: Verdict
  readonly waivers: Waivers
  /** What to type for the same review. */
  readonly command: string
}

export type ReleasePhase = 'writing' | 'checking' | 'formats' | 'packing'

export interface ReleaseTools<Store extends PackageStore>
  extends Omit<WritingTools, 'openStore'>,
    ReleaseContext,
    PictureTools {
  /** Opens a place for a file while it is made. */
  openStore(): Promise<Store>
  readonly site: Site
  readonly onPhase?: (phase: ReleasePhase, share: number | null) => void
}

export interface MadePackage<Store extends PackageStore = PackageStore> {
  readonly store: Store
  readonly name: string
  readonly bytes: number
  /** The checksum by which an approval is bound to it. */
  readonly sha256: string
  readonly record: LayerRecord
  readonly verdict: Verdict
}

const SLICE_BYTES = 1 << 20

/**
 * Makes the package of a release: writes the layer as it will be published, reads it again, holds it to all rules, and
 * puts it into one zip with its formats, its metadata and all that is known of it. The same order gives the same
 * bytes. The words of `PACKAGE_WORDS` have to be loaded in all languages.
 *
 * @throws ProblemError `release-errors` where an error is left that nobody accepted, `release-broken-rules`, and what
 * `writeLayerFiles` and the writers throw; the signal's reason
 */
export async function makePackage<Store extends PackageStore>(
  order: ReleaseOrder,
  tools: ReleaseTools<Store>,
): Promise<MadePackage<Store>> {
  const { described, embargo, source } = order
  const { signal, onPhase } = tools
  const temporary: PackageStore[] = []
  const openStore = async () => {
    const store = await tools.openStore()
    temporary.push(store)
    return store
  }
  try {
    onPhase?.('writing', null)
    const written = await writeLayerFiles(order.rows, described, { ...tools, openStore })
    const record = toRecord(order, written)
    const entry = toEntry(record)
    const layer = await readAgain(written.stored[0]!, tools)

    const total = layer.features.length
    const check = await checkRelease(layer, entry, tools, {
      ...(signal && { signal }),
      onProgress: (done) => onPhase?.('checking', total > 0 ? done / total : null),
    })
    if (check.broken.length > 0) {
      throw new ProblemError({
        code: 'release-broken-rules',
        message: `Rules broke off, which is a fault of the program: ${check.broken.join(', ')}.`,
        values: { codes: check.broken.join(', ') },
      })
    }
    const waivers = carryWaivers(order.waivers, order.delivery, check.verdict)
    const errors = openErrors(check.verdict, waivers)
    if (errors.length > 0) {
      const codes = [
        ...new Set(errors.map(({ code, field }) => (field ? `${code} (${field})` : code))),
      ]
      throw new ProblemError({
        code: 'release-errors',
        message: `The layer has errors that are neither corrected nor accepted: ${codes.join(', ')}.`,
        values: { codes: codes.join(', '), count: errors.length },
      })
    }

    const date = new Date(`${described.modified}T00:00:00Z`)
    const ready = toReadyLayer(record, layer, tools.site)
    const downloads: { path: string; source: ByteSource | Uint8Array }[] = []
    const receipts: { path: string; receipt: Receipt }[] = []
    for (const [nth, format] of READY_FORMATS.entries()) {
      onPhase?.('formats', nth / READY_FORMATS.length)
      const store = await openStore()
      const result = await exportToStore(ready, format, WGS84, store, {
        date,
        ...(signal && { signal }),
      })
      if (!result.ok) throw new ProblemError(result.problem)
      const path = `${PACKAGE.downloadFolder}${described.id}.${(await WRITERS[format]()).extension}`
      downloads.push({ path, source: await store.read(path) })
      receipts.push({ path, receipt: result.receipt })
      if (result.beside) {
        downloads.push({
          path: PACKAGE.downloadFolder + result.beside.name,
          source: new TextEncoder().encode(result.beside.text),
        })
      }
    }

    onPhase?.('packing', null)
    const follows = tools.catalog.find(({ id }) => id === described.id)
    const followed = follows && fullFileOf(follows)
    const manifest: Manifest = {
      version: 1,
      id: described.id,
      edition: described.modified,
      embargo,
      follows:
        follows && followed ? { edition: follows.modified ?? null, sha256: followed.sha256 } : null,
      source,
    }
    const store = await tools.openStore()
    const zip = new PackageZip(store, date)
    try {
      await zip.add(PACKAGE.manifest, toJson(manifest))
      await zip.add(PACKAGE.record, toJson(record))
      await zip.add(PACKAGE.recipe, toJson(toRecipe(order)))
      await zip.add(PACKAGE.iso, toIso19139(record, tools.site))
      await zip.add(PACKAGE.fgdc, toFgdcText(record, tools.site))
      const thumbnail = await drawPicture(entry, 'thumbnail', 'en', tools, async (path) => {
        const from = await written.stored.find((each) => each.path === path)!.store.read(path)
        return from.read(0, from.size)
      })
      await zip.add(PACKAGE.thumbnail, thumbnail)
      await zip.add(PACKAGE.verdict, toJson(check.verdict))
      await zip.add(PACKAGE.waivers, toJson([...waivers]))
      await zip.add(PACKAGE.delivery, toJson(order.delivery))
      await zip.add('report/report.csv', toReportCsv(order.delivery, { language: 'en' }))
      for (const language of LANGUAGES) {
        const html = toReportHtml(order.delivery, {
          language,
          waivers: order.waivers,
          command: order.command,
          theme: described.title,
        })
        await zip.add(reportPath(language), html)
      }
      await addChanges(zip, described, check.rows, tools)
      await zip.add(PACKAGE.receipts, toJson(receipts))
      for (const { path, store: from } of written.stored) {
        await zip.add(PACKAGE.layerFolder + path, await from.read(path), signal)
      }
      for (const { path, source: content } of downloads) await zip.add(path, content, signal)
      const { bytes, sha256 } = await zip.end()
      const name = `${described.id}-${described.modified}.release.zip`
      return { store, name, bytes, sha256, record, verdict: check.verdict }
    } catch (error) {
      await store.discard()
      throw error
    }
  } finally {
    for (const store of temporary) await store.discard()
  }
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

/** A package as it is written; every file is hashed on its way in. */
class PackageZip {
  readonly #store: PackageStore
  readonly #zip: ZipWriter
  readonly #sums: string[] = []
  #bytes = 0

  constructor(store: PackageStore, date: Date) {
    this.#store = store
    this.#zip = new ZipWriter(date)
  }

  async add(
    path: string,
    content: string | Uint8Array | ByteSource,
    signal?: AbortSignal,
  ): Promise<void> {
    const hash = new Sha256()
    const entry = this.#zip.entry(path)
    for await (const piece of piecesOf(content)) {
      signal?.throwIfAborted()
      hash.update(piece)
      await entry.write(piece)
      await this.#flush(this.#zip.drain())
    }
    await entry.end()
    await this.#flush(this.#zip.drain())
    this.#sums.push(`${hash.toHex()}  ${path}\n`)
  }

  async end(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    const sums = this.#sums.join('')
    await this.#zip.add(PACKAGE.sums, sums)
    await this.#flush(this.#zip.end())
    return { bytes: this.#bytes, sha256: sha256Of(sums) }
  }

  async #flush(chunks: Iterable<Uint8Array>): Promise<void> {
    for (const chunk of chunks) {
      this.#bytes += chunk.byteLength
      await this.#store.append(chunk)
    }
  }
}

async function* piecesOf(content: string | Uint8Array | ByteSource): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield new TextEncoder().encode(content)
  else if (content instanceof Uint8Array) yield content
  else {
    for (let at = 0; at < content.size; at += SLICE_BYTES) {
      // Copied, since what is given to the archive must not change, and stores may use their memory again.
      yield (await content.read(at, Math.min(content.size, at + SLICE_BYTES))).slice()
    }
  }
}

function toRecord(
  order: ReleaseOrder,
  { files, bbox }: Pick<WrittenLayer, 'files' | 'bbox'>,
): LayerRecord {
  const { described, source, rows } = order
  const counts = countByCountry(rows, findRoles(rows.fields, null).country)
  return {
    ...described,
    state: 'bundled',
    files: [...files],
    ...(bbox && { bbox: [bbox[0]!, bbox[1]!, bbox[2]!, bbox[3]!] }),
    provenance: {
      ...described.provenance,
      sources: [{ kind: 'file', name: source.name, integrity: `sha256:${source.sha256}` }],
      processing: toProcessing(order, files),
      ...(counts && { countsByCountry: counts }),
    },
  }
}

async function readAgain(
  { path, store }: WrittenFile,
  { limitBytes, signal }: WritingTools,
): Promise<ImportedLayer> {
  const result = await readFiles([await store.read(path)], {
    maxBytes: limitBytes,
    ...(signal && { signal }),
  })
  if (!result.ok) throw new ProblemError(result.problem)
  return result.layers[0]!
}

/** All that it takes to make the next edition of a file of the same kind. */
function toRecipe({ source, mapping, fixes, command }: ReleaseOrder): object {
  return { version: 1, source, mapping, fixes, command }
}

async function addChanges(
  zip: PackageZip,
  described: DescribedLayer,
  rows: ReviewRows,
  { catalog, published }: ReleaseContext,
): Promise<void> {
  const { title, modified: edition } = described
  const before = catalog.find(({ id }) => id === described.id)
  if (!published || !before) {
    await zip.add(PACKAGE.changes, toJson({ before: null, after: rows.length }))
    for (const language of LANGUAGES) {
      await zip.add(changeLogPath(language), toFirstLog(title, edition, language))
    }
    return
  }
  const roles = findRoles(rows.fields, toTheme(before))
  const comparison = compareEditions(published, rows, roles)
  const editions: Editions = { title, edition, published, rows, roles, comparison }
  await zip.add(PACKAGE.changes, toJson(toChangeFigures(editions)))
  await zip.add(PACKAGE.changedRows, `\ufeff${[...toChangedRows(editions)].join('')}`)
  for (const language of LANGUAGES) {
    await zip.add(changeLogPath(language), toChangeLog(editions, language))
  }
}

/** The domains of words in which a package speaks, in every language. */
export const PACKAGE_WORDS: readonly Domain[] = [
  'release',
  'review-fields',
  'review-findings',
  'review-report',
  'problems',
  'files',
  'vocabulary',
]
