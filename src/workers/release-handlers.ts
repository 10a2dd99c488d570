import { type ExportStore, openExportStore } from '../exporting/store.ts'
import { blobSource } from '../formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { type DrawnLayer, drawLayer } from '../importing/symbology.ts'
import { ProblemError } from '../model/problem.ts'
import type { Mapping } from '../reviewing/mapping.ts'
import type { Places } from '../reviewing/places.ts'
import type { HeldPackage, OpenRequest, ReviewCalls, ReviewEvents } from '../reviewing/protocol.ts'
import { approvePackage } from '../reviewing/release/approve-package.ts'
import { checkDescription, describeSource } from '../reviewing/release/describe.ts'
import { makePackage, PACKAGE_WORDS } from '../reviewing/release/make-package.ts'
import type { AcceptedFix } from '../reviewing/release/provenance.ts'
import { readPackage } from '../reviewing/release/read-package.ts'
import { toTable } from '../reviewing/release/to-table.ts'
import type { ReviewRows } from '../reviewing/review-rows.ts'
import type { Verdict } from '../reviewing/verdict.ts'
import { fetchPatiently, readBytes } from '../sources/patient-fetch.ts'
import { LANGUAGES } from '../words/languages.ts'
import { loadWords } from '../words/words.ts'
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
): Pick<Handlers<ReviewCalls>, 'suggest' | 'release' | 'readPackage' | 'approve'> {
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
          readGround: async (path) => {
            const response = await fetchPatiently(new URL(path, layersUrl).href)
            return response.ok ? readBytes(response) : null
          },
        },
      )
      lastStore = made.store
      return hold(await made.store.finish(ZIP), made.name, signal)
    },
    readPackage: ({ file, name }, signal) => hold(file, name, signal),
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
  const { manifest, record, sha256, approval, isApprovalLapsed } = await readPackage(
    blobSource(file, name),
    { maxBytes: MOST_PACKAGE_BYTES, signal },
  )
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

function suggest({ rows, format, limitBytes }: ReviewedLayer, field: string | null) {
  const features = toTable(rows, rows.fields, limitBytes)
  const types = new Set<ImportedLayer['geometryTypes'][number]>()
  for (let row = 0; row < features.length; row++) {
    const type = features.geometryType(row)
    if (type) types.add(type)
  }
  const layer: DrawnLayer = {
    format,
    features,
    geometryTypes: [...types],
    schema: {
      name: '',
      geometryType: 'Unknown',
      fields: rows.fields,
      featureCount: rows.length,
      bbox: null,
    },
  }
  const choice =
    field === null ? ({ kind: 'single' } as const) : ({ kind: 'field', field } as const)
  return drawLayer(layer, null, choice, 0).symbology
}
