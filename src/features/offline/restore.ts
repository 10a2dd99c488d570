import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import {
  isSameEdition,
  KEPT_ID_PREFIX,
  type KeptRecord,
  keptFilesOf,
  keptRecordSchema,
  type PublishedLayer,
  toKeptId,
} from '../../catalog/kept-layer.ts'
import { listNames } from '../../i18n/list-names.ts'
import { readRecords, removeOtherFiles, removeStoredLayer } from '../../sources/device-files.ts'
import { useAtlas } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'

/** Storage that does not answer by then holds the map up no longer. */
const PATIENCE_MILLISECONDS = 2000

type EntriesById = ReadonlyMap<string, LayerEntry>

/**
 * Puts the layers that this device keeps in the place of the catalogue's own entries, each in the edition that
 * was kept, and says of which there is a newer one.
 */
export async function restoreKeptLayers(): Promise<(catalog: EntriesById) => EntriesById> {
  const late = new Promise<readonly KeptRecord[]>((resolve) =>
    setTimeout(resolve, PATIENCE_MILLISECONDS, []),
  )
  const records = await Promise.race([readKept(), late])
  watchLosses()
  return (catalog) => {
    const entries = new Map(catalog)
    const newer: PublishedLayer[] = []
    for (const { entry, since } of records) {
      const published = catalog.get(entry.id)
      const isNewer = published && !isDeviceLayer(published) && !isSameEdition(published, entry)
      entries.set(entry.id, {
        // The catalogue may have been corrected since, where the files are the same.
        ...(published && !isNewer && !isDeviceLayer(published) ? published : entry),
        kept: { since, newer: isNewer ? published : null },
      })
      if (isNewer) newer.push(published)
    }
    if (newer.length > 0) {
      const { notify, language } = useAtlas.getState()
      const layers = listNames(newer.map(({ title }) => textIn(title, language)))
      notify('offline.newerLayers', { count: newer.length, layers })
    }
    return entries
  }
}

/** What is kept; nothing where storage is blocked, which is told with the reader's own layers. */
async function readKept(): Promise<readonly KeptRecord[]> {
  try {
    const records: KeptRecord[] = []
    for (const [id, record] of await readRecords(KEPT_ID_PREFIX)) {
      const parsed = keptRecordSchema.safeParse(record)
      if (!parsed.success || toKeptId(parsed.data.entry.id) !== id) {
        // Of an edition of the Atlas that this one cannot read: its files would lie there for nobody.
        await removeStoredLayer(id)
        continue
      }
      records.push(parsed.data)
      const paths = keptFilesOf(parsed.data.entry).map(({ keptPath }) => keptPath)
      void removeOtherFiles(id, paths).catch(() => undefined)
    }
    return records
  } catch {
    return []
  }
}

/** Where the files of a kept layer turn out to be gone, it is read from its host again, and that is said. */
function watchLosses(): void {
  useAtlas.subscribe(({ statuses, catalog, language, notify, retryLayer }, before) => {
    if (statuses === before.statuses) return
    for (const [id, status] of statuses) {
      const entry = catalog.get(id)
      const isLost = status.kind === 'failed' && status.problem.code === 'stored-file-lost'
      if (!isLost || !entry?.kept || isDeviceLayer(entry)) continue
      putInCatalog(toPublished(entry))
      void removeStoredLayer(toKeptId(id)).catch(() => undefined)
      retryLayer(id)
      notify('offline.keptLost', { layer: textIn(entry.title, language) })
      return
    }
  })
}

/** The entry as the catalogue has it. */
export function toPublished({ kept, ...entry }: PublishedLayer): PublishedLayer {
  return kept?.newer ?? entry
}

/** Puts an entry in the place of that of the same layer. */
export function putInCatalog(entry: PublishedLayer): void {
  useAtlas.setState(({ catalog }) => ({ catalog: new Map(catalog).set(entry.id, entry) }))
}
