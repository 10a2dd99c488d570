import { type Download, toEditionFolder } from '../catalog/downloads.ts'
import { keptFilesOf } from '../catalog/kept-layer.ts'
import { LAYERS_FOLDER, toPicturePath } from '../catalog/metadata/site.ts'
import { toMarkedTitle } from '../catalog/not-released.ts'
import { hasPictures } from '../catalog/pictures.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import { type ExportStore, openExportStore } from '../exporting/store.ts'
import { type ByteSource, blobSource } from '../formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { drawLayer } from '../importing/symbology.ts'
import { ProblemError } from '../model/problem.ts'
import {
  DATA_LANGUAGES,
  type DataLanguage,
  type Language,
  type Localized,
} from '../model/schema.ts'
import { toDrawnLayer } from '../reviewing/delivered-layer.ts'
import type { Mapping } from '../reviewing/mapping.ts'
import type { Places } from '../reviewing/places.ts'
import type {
  HeldPackage,
  OpenRequest,
  PublicPage,
  ReviewCalls,
  ReviewEvents,
} from '../reviewing/protocol.ts'
import { approvePackage } from '../reviewing/release/approve-package.ts'
import { checkDescription, describeSource } from '../reviewing/release/describe.ts'
import { drawPicture, type PictureTools } from '../reviewing/release/draw-picture.ts'
import { makePackage, PACKAGE_WORDS } from '../reviewing/release/make-package.ts'
import { PACKAGE, toEntry } from '../reviewing/release/package-files.ts'
import type { AcceptedFix } from '../reviewing/release/provenance.ts'
import { type ReadPackage, readPackage } from '../reviewing/release/read-package.ts'
import { readyFilesOf } from '../reviewing/release/ready-files.ts'
import type { ReviewRows } from '../reviewing/review-rows.ts'
import type { Verdict } from '../reviewing/verdict.ts'
import type { HeldFile } from '../sources/held-files.ts'
import { statusProblem } from '../sources/http-problems.ts'
import { fetchPatiently, readBytes, readChunks } from '../sources/patient-fetch.ts'
import { LANGUAGES } from '../words/languages.ts'
import { loadWords, type Words, wordsOf } from '../words/words.ts'
import type { Handlers, Tell } from './channel.ts'

/** A layer under review, as it is to be released. */
export interface ReviewedLayer
  extends Pick<OpenRequest, 'files' | 'limitBytes' | 'catalog' | 'layersUrl'> {
  readonly rows: ReviewRows
  readonly mapping: Mapping | null
  readonly fixes: readonly AcceptedFix[]
  readonly delivery: Verdict
  readonly command: string
  readonly format: ImportedLayer['format']
  readonly places: Places | null
  readonly published: ReviewRows | null
}

/** As large a package as a page takes: more is for the command line. */
const MOST_PACKAGE_BYTES = 1_000_000_000
const ZIP = 'application/zip'

/** The package that was made last: the page may still be saving it. */
let lastStore: ExportStore | null = null

/** What a review's worker does for the release of its layer. */
export function toReleaseHandlers(
  reviewed: () => ReviewedLayer,
  tell: Tell<ReviewEvents>,
): Pick<
  Handlers<ReviewCalls>,
  'suggest' | 'release' | 'readPackage' | 'preview' | 'publicPage' | 'approve'
> {
  return {
    suggest: async ({ field }) => suggest(reviewed(), field),
    async release({ draft, embargo, waivers, siteUrl }, signal) {
      const { rows, mapping, fixes, delivery, command, files, limitBytes, catalog, layersUrl, places, published } = reviewed() // biome-ignore format: one line
      const checked = checkDescription(draft)
      if (!checked.ok) {
        const fields = checked.faults.map(({ field }) => field).join(', ')
        throw new ProblemError({
          code: 'release-description',
          message: `The description is not complete: ${fields}.`,
          values: { fields },
        })
      }
      await Promise.all(
        PACKAGE_WORDS.flatMap((domain) => LANGUAGES.map((language) => loadWords(domain, language))),
      )
      await lastStore?.discard()
      lastStore = null
      const made = await makePackage(
        {
          rows,
          described: checked.described,
          embargo,
          source: await describeSource(files.map(({ path, blob }) => blobSource(blob, path))),
          mapping,
          fixes,
          delivery,
          waivers: new Map(waivers),
          command,
        },
        {
          openStore: openExportStore,
          limitBytes,
          site: { url: siteUrl },
          catalog,
          places,
          published,
          year: new Date().getFullYear(),
          signal,
          onPhase: (phase, share) =>
            tell('progress', { phase, done: share ?? 0, total: share === null ? 0 : 1 }),
          readGround: groundReader(layersUrl),
        },
      )
      lastStore = made.store
      return hold(await made.store.finish(ZIP), made.name, signal)
    },
    readPackage: ({ file, name }, signal) => hold(file, name, signal),
    async preview({ source }, signal) {
      await Promise.all(DATA_LANGUAGES.map((language) => loadWords('release', language)))
      const file = typeof source === 'string' ? await fetchPackage(source, signal) : source
      const read = await readPackage(blobSource(file, file.name), {
        maxBytes: MOST_PACKAGE_BYTES,
        signal,
      })
      const entry = toEntry(read.record)
      const files: HeldFile[] = []
      for (const { path, keptPath } of keptFilesOf(entry)) {
        const inside = read.files.get(PACKAGE.layerFolder + path)!
        files.push({
          path: keptPath,
          blob: new Blob([(await inside.read(0, inside.size)).slice()]),
        })
        inside.release?.()
      }
      const held = toHeld(read, file, file.name)
      return {
        held,
        entry: { ...toPreview(entry), notReleased: inEach((words) => words.previewMark) },
        files,
      }
    },
    async publicPage({ file, language, catalog, layersUrl }, signal) {
      await Promise.all(DATA_LANGUAGES.map((each) => loadWords('release', each)))
      const options = { maxBytes: MOST_PACKAGE_BYTES, signal }
      const read = await readPackage(blobSource(file, file.name), options)
      return toPublicPage(read, language, { catalog, readGround: groundReader(layersUrl) })
    },
    async approve({ file, name, ...given }, signal) {
      // What follows the files of the archive is written anew, and nothing of them.
      const tail: Uint8Array<ArrayBuffer>[] = []
      let start = file.size
      await approvePackage(
        blobSource(file, name),
        {
          writeAt(bytes, byteOffset) {
            start = Math.min(start, byteOffset)
            tail.push(bytes.slice())
          },
        },
        given,
        { maxBytes: MOST_PACKAGE_BYTES, signal },
      )
      return hold(new Blob([file.slice(0, start), ...tail], { type: ZIP }), name, signal)
    },
  }
}

/** Holds a package to its checksums, and says what it is. */
async function hold(file: Blob, name: string, signal: AbortSignal): Promise<HeldPackage> {
  const read = await readPackage(blobSource(file, name), { maxBytes: MOST_PACKAGE_BYTES, signal })
  return toHeld(read, file, name)
}

function toHeld(
  { manifest, record, sha256, approval, isApprovalLapsed }: ReadPackage,
  file: Blob,
  name: string,
): HeldPackage {
  const { id, edition, embargo } = manifest
  return {
    file,
    name,
    sha256,
    id,
    title: record.title,
    edition,
    embargo,
    approval,
    isApprovalLapsed,
  }
}

/** No more than this is fetched from an address that somebody sent. */
const MOST_FETCHED_BYTES = 300_000_000

async function fetchPackage(address: string, signal: AbortSignal): Promise<File> {
  const response = await fetchPatiently(address, { signal })
  if (!response.ok) {
    await response.body?.cancel()
    throw statusProblem(address, response.status)
  }
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  for await (const chunk of readChunks(response)) {
    bytes += chunk.length
    if (bytes > MOST_FETCHED_BYTES) {
      throw new ProblemError({
        code: 'package-too-large',
        message: `The package is larger than ${MOST_FETCHED_BYTES} bytes.`,
        values: { megabytes: MOST_FETCHED_BYTES / 1e6 },
      })
    }
    chunks.push(chunk)
  }
  return new File(chunks, new URL(address).pathname.split('/').at(-1) || 'package.zip')
}

/** Reads what pictures of layers show beneath them, from where the layers lie. */
const groundReader = (layersUrl: string) => async (path: string) => {
  const response = await fetchPatiently(new URL(path, layersUrl).href)
  return response.ok ? readBytes(response) : null
}

/** The record as the site would have it with the package in it, and the files that come with the package. */
async function toPublicPage(
  read: ReadPackage,
  language: Language,
  tools: PictureTools,
): Promise<PublicPage> {
  const { record } = read
  const entry = toEntry(record)
  const toBytes = async (source: ByteSource) => (await source.read(0, source.size)).slice()
  const readOwn = (path: string) => toBytes(read.files.get(PACKAGE.layerFolder + path)!)
  const folder = toEditionFolder(record.id, read.manifest.edition)
  const ready = await readyFilesOf(read)
  const files: { path: string; blob: Blob }[] = []
  for (const { name, source, mediaType } of ready) {
    files.push({
      path: folder + name,
      blob: new Blob([await toBytes(source)], { type: mediaType }),
    })
    source.release?.()
  }
  for (const { path } of entry.files) {
    files.push({ path: LAYERS_FOLDER + path, blob: new Blob([await readOwn(path)]) })
  }
  if (hasPictures(entry)) {
    const svg = await drawPicture(entry, 'preview', language, tools, readOwn)
    const path = toPicturePath(entry, 'preview', language)
    files.push({ path, blob: new Blob([svg], { type: 'image/svg+xml' }) })
  }
  const downloads = ready.map(
    ({ name, source: _, ...file }): Download => ({ ...file, path: folder + name }),
  )
  return { record: { ...toPreview(record), downloads }, files }
}

/** The entry of a layer that is not released, which says so wherever it is named: on screen, on paper, in files. */
function toPreview<Entry extends Pick<CatalogLayer, 'title' | 'limitations'>>(entry: Entry): Entry {
  const { title, limitations } = entry
  return {
    ...entry,
    title: inEach(({ previewMark }, language) => toMarkedTitle(title[language], previewMark)),
    limitations: inEach((words, language) =>
      [words.previewLimits, limitations?.[language]].filter(Boolean).join(' '),
    ),
  }
}

const inEach = (toText: (words: Words['release'], language: DataLanguage) => string) =>
  Object.fromEntries(
    DATA_LANGUAGES.map((language) => [language, toText(wordsOf('release', language), language)]),
  ) as unknown as Localized

function suggest({ rows, format, limitBytes }: ReviewedLayer, field: string | null) {
  const layer = toDrawnLayer(rows, format, limitBytes)
  const choice =
    field === null ? ({ kind: 'single' } as const) : ({ kind: 'field', field } as const)
  return drawLayer(layer, null, choice, 0).symbology
}
