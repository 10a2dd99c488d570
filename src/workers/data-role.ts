import type { ExportCalls, ExportEvents } from '../exporting/protocol.ts'
import type { Handlers, Tell } from './channel.ts'
import type { DataCalls, DataEvents } from './data-protocol.ts'
import type { KeepEvents } from './keep-protocol.ts'
import type { QueryEvents } from './query-protocol.ts'
import type { TileEvents } from './tile-protocol.ts'
import { toTileHandlers } from './tile-questions.ts'
import { loadOnce } from './watch-loading.ts'

/** What is asked of the data: tiles at once, all else once its program has been loaded. */
export function toDataHandlers(tell: Tell<DataEvents>): Handlers<DataCalls> {
  const exporting = loadOnce('export-questions', async () =>
    (await import('./export-questions.ts')).toExportHandlers(tell as Tell<ExportEvents>),
  )
  const querying = loadOnce('query-questions', async () =>
    (await import('./query-questions.ts')).toQueryHandlers(tell as Tell<QueryEvents>),
  )
  const keeping = loadOnce('keep-questions', async () =>
    (await import('./keep-questions.ts')).toKeepHandlers(tell as Tell<KeepEvents>),
  )
  const picturing = loadOnce(
    'picture-questions',
    async () => (await import('./picture-questions.ts')).pictureHandlers,
  )
  const ask =
    <Name extends keyof ExportCalls>(name: Name) =>
    async (request: ExportCalls[Name]['request'], signal: AbortSignal) =>
      (await exporting())[name](request, signal)
  return {
    ...toTileHandlers(tell as Tell<TileEvents>),
    describe: ask('describe'),
    values: ask('values'),
    crs: ask('crs'),
    estimate: ask('estimate'),
    export: ask('export'),
    discard: ask('discard'),
    pictureTile: async (request, signal) => (await picturing()).pictureTile(request, signal),
    keep: async (request, signal) => (await keeping()).keep(request, signal),
    hold: async (request, signal) => (await keeping()).hold(request, signal),
    release: async (request, signal) => (await keeping()).release(request, signal),
    ask: async (request, signal) => (await querying()).ask(request, signal),
    answerFile: async (request, signal) => (await querying()).answerFile(request, signal),
  }
}
