import { toKeptId } from '../catalog/kept-layer.ts'
import { ProblemError } from '../model/problem.ts'
import {
  measureStorage,
  readStoredFile,
  removeOtherFiles,
  removeStoredFile,
  storageFull,
  whileWriting,
  writeRecord,
  writeStoredFile,
} from '../sources/device-files.ts'
import { giveHeldFiles, takeHeldFiles } from '../sources/held-files.ts'
import { statusProblem } from '../sources/http-problems.ts'
import { fetchPatiently, readChunks } from '../sources/patient-fetch.ts'
import { toSha256 } from '../sources/sha256.ts'
import type { Handlers, Tell } from './channel.ts'
import type { KeepCalls, KeepEvents, KeepRequest } from './keep-protocol.ts'

const PROGRESS_MILLISECONDS = 250

/**
 * Keeps layers on this device. A layer is kept once all its files are there and have the checksums that the
 * catalogue gives: only then does its record say so. What comes short of that is taken away again, and what
 * was kept before stays.
 */
export function toKeepHandlers(tell: Tell<KeepEvents>): Handlers<KeepCalls> {
  return {
    async keep(request, signal) {
      const { entry, since, files } = request
      const id = toKeptId(entry.id)
      const paths = files.map(({ keptPath }) => keptPath)
      let isKept = false
      const before = new Set<string>()
      try {
        await whileWriting(id, async () => {
          for (const { keptPath, bytes } of files) {
            if (await isThere(keptPath, bytes)) before.add(keptPath)
          }
          const missing = files.filter(({ keptPath }) => !before.has(keptPath))
          const missingBytes = missing.reduce((sum, { bytes }) => sum + bytes, 0)
          const { freeBytes } = await measureStorage()
          if (freeBytes < missingBytes) throw new ProblemError(storageFull(freeBytes))
          const report = toReport(request, missingBytes, tell)
          for (const file of missing) await download(file, report, signal)
          signal.throwIfAborted()
          await writeRecord(id, { entry, since })
          isKept = true
        })
      } finally {
        if (isKept) await removeOtherFiles(id, paths)
        else await removeNew(paths, before)
      }
      return undefined
    },
    hold(files) {
      takeHeldFiles(files)
      return undefined
    },
    release({ id }) {
      giveHeldFiles(id)
      return undefined
    },
  }
}

async function isThere(path: string, bytes: number): Promise<boolean> {
  const file = await readStoredFile(path).catch(() => null)
  return file?.size === bytes
}

async function removeNew(paths: readonly string[], before: ReadonlySet<string>): Promise<void> {
  for (const path of paths) if (!before.has(path)) await removeStoredFile(path)
}

function toReport(
  { entry, files }: KeepRequest,
  missingBytes: number,
  tell: Tell<KeepEvents>,
): (chunkBytes: number) => void {
  let doneBytes = files.reduce((sum, { bytes }) => sum + bytes, 0) - missingBytes
  let toldAt = 0
  return (chunkBytes) => {
    doneBytes += chunkBytes
    const now = performance.now()
    if (now - toldAt < PROGRESS_MILLISECONDS) return
    toldAt = now
    tell('keeping', { layerId: entry.id, doneBytes })
  }
}

async function download(
  { url, keptPath, bytes, sha256 }: KeepRequest['files'][number],
  report: (chunkBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  // Of the edition that the host has now, whatever lies in caches.
  const response = await fetchPatiently(url, { signal, cache: 'no-cache' })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw statusProblem(url, response.status)
  }
  const written = await writeStoredFile(keptPath, watched(readChunks(response), report, signal))
  const digest = written === bytes ? await toSha256(await readStoredFile(keptPath)) : ''
  // A page that is not secure has no digests: there the length has to do.
  if (digest === sha256 || digest === null) return
  await removeStoredFile(keptPath)
  throw new ProblemError({
    code: 'keep-other-edition',
    message: `What the host gives at ${url} is not the file of the catalogue that this page has: it was published anew, or did not come whole.`,
    values: { url },
  })
}

async function* watched(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  report: (chunkBytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const chunk of chunks) {
    signal.throwIfAborted()
    report(chunk.length)
    yield chunk
  }
}
