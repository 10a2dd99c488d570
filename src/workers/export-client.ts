import type { ExportCalls, ExportEvents } from '../exporting/protocol.ts'
import { type Channel, openChannel } from './channel.ts'
import { watchLoading } from './watch-loading.ts'

export interface ExportClient extends Channel<ExportCalls, ExportEvents> {
  /** Ends the worker and all that it does. */
  close(): void
}

/** Starts the worker that reads parts of layers and writes them as files. */
export function startExportWorker(): ExportClient {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' })
  return {
    ...openChannel<ExportCalls, ExportEvents>(worker, watchLoading(worker, 'export-worker')),
    close: () => worker.terminate(),
  }
}
