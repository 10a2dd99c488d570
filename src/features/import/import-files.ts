import type { Looks } from '../../shell/hand-over.ts'
import { useAtlas } from '../../state/store.ts'
import { type CollectedFiles, MOST_FILES } from './dropped-files.ts'
import { startImport } from './session.ts'

/** Reads files that were dropped or picked; too many are told and cut. */
export function importFiles({ files, hasMore }: CollectedFiles, looks?: Looks): void {
  if (files.length === 0) return
  if (hasMore) useAtlas.getState().notify('import.tooManyFiles', { limit: MOST_FILES })
  void startImport({ kind: 'files', files }, looks)
}
