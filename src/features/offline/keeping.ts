import { create } from 'zustand'
import { keptFilesOf, type PublishedLayer, toKeptId } from '../../catalog/kept-layer.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { askToKeep } from '../../sources/ask-to-keep.ts'
import { removeStoredLayer } from '../../sources/device-files.ts'
import { useAtlas } from '../../state/store.ts'
import { type DataClient, type Problem, toProblem } from '../../workers/data-client.ts'
import { putInCatalog, toPublished } from './restore.ts'

/** A layer that is being downloaded, or could not be. */
export type Keeping =
  | { readonly kind: 'working'; readonly doneBytes: number; cancel(): void }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** By layer; it goes on when the row that began it is closed. */
export const useKeeping = create<{ readonly keepings: ReadonlyMap<string, Keeping> }>()(() => ({
  keepings: new Map(),
}))

function setKeeping(id: string, keeping: Keeping | null): void {
  useKeeping.setState(({ keepings }) => {
    const changed = new Map(keepings)
    if (keeping) changed.set(id, keeping)
    else changed.delete(id)
    return { keepings: changed }
  })
}

/** Downloads a layer in the edition of the catalogue, and reads it from this device from then on. */
export async function keepLayer(data: DataClient, layer: PublishedLayer): Promise<void> {
  const entry = toPublished(layer)
  const { id } = entry
  const controller = new AbortController()
  const cancel = () => controller.abort(new DOMException('Cancelled by the reader', 'AbortError'))
  const show = (doneBytes: number) => setKeeping(id, { kind: 'working', doneBytes, cancel })
  show(0)
  askToKeep()
  const stop = data.on('keeping', ({ layerId, doneBytes }) => {
    if (layerId === id && !controller.signal.aborted) show(doneBytes)
  })
  const since = new Date().toISOString()
  const files = keptFilesOf(entry).map((file) => ({
    ...file,
    url: new URL(file.path, layersUrl()).href,
  }))
  try {
    await data.call('keep', { entry, since, files }, { signal: controller.signal })
    putInCatalog({ ...entry, kept: { since, newer: null } })
    useAtlas.getState().retryLayer(id)
    setKeeping(id, null)
  } catch (error) {
    const isCancelled = controller.signal.aborted
    setKeeping(id, isCancelled ? null : { kind: 'failed', problem: toProblem(error) })
  } finally {
    stop()
  }
}

/** Takes a layer off this device; it is read from its host again. */
export async function unkeepLayer(layer: PublishedLayer): Promise<void> {
  putInCatalog(toPublished(layer))
  useAtlas.getState().retryLayer(layer.id)
  try {
    await removeStoredLayer(toKeptId(layer.id))
  } catch (error) {
    putInCatalog(layer)
    const reason = error instanceof Error ? error.message : ''
    useAtlas.getState().notify('offline.unkeepFailed', { reason })
  }
}
