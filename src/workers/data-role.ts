import type { ExportCalls, ExportEvents } from '../exporting/protocol.ts'
import type { Handlers, Tell } from './channel.ts'
import type { DataCalls, DataEvents } from './data-protocol.ts'
import type { QueryCalls, QueryEvents } from './query-protocol.ts'
import type { TileEvents } from './tile-protocol.ts'
import { toTileHandlers } from './tile-questions.ts'

/** What is asked of the data: tiles at once, all else once its program has been loaded. */
export function toDataHandlers(tell: Tell<DataEvents>): Handlers<DataCalls> {
  let exporting: Promise<Handlers<ExportCalls>> | undefined
  const ask =
    <Name extends keyof ExportCalls>(name: Name) =>
    async (request: ExportCalls[Name]['request'], signal: AbortSignal) => {
      exporting ??= import('./export-questions.ts').then(({ toExportHandlers }) =>
        toExportHandlers(tell as Tell<ExportEvents>),
      )
      return (await exporting)[name](request, signal)
    }
  let querying: Promise<Handlers<QueryCalls>> | undefined
  return {
    ...toTileHandlers(tell as Tell<TileEvents>),
    describe: ask('describe'),
    values: ask('values'),
    crs: ask('crs'),
    estimate: ask('estimate'),
    export: ask('export'),
    discard: ask('discard'),
    async ask(request, signal) {
      querying ??= import('./query-questions.ts').then(({ toQueryHandlers }) =>
        toQueryHandlers(tell as Tell<QueryEvents>),
      )
      return (await querying).ask(request, signal)
    },
  }
}
