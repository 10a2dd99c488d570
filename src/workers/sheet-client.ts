import { type Channel, openChannel } from './channel.ts'
import type { SheetCalls, SheetEvents } from './sheet-protocol.ts'
import { watchLoading } from './watch-loading.ts'

export interface SheetClient {
  readonly call: Channel<SheetCalls, SheetEvents>['call']
  readonly on: Channel<SheetCalls, SheetEvents>['on']
  /** Ends the worker, whatever it is doing, and gives back its memory. Calls under way never settle. */
  end(): void
}

/** Starts a worker for sheets. */
export function startSheetWorker(): SheetClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'sheet',
  })
  const { call, on } = openChannel<SheetCalls, SheetEvents>(worker, watchLoading(worker, 'worker'))
  return { call, on, end: () => worker.terminate() }
}
