import { openChannel } from './channel.ts'
import type { DataCalls, DataEvents } from './data-protocol.ts'
import { watchLoading } from './watch-loading.ts'

export { type Problem, ProblemError, toProblem } from '../model/problem.ts'

/**
 * Starts the worker that reads the layers: it cuts them into tiles, writes parts of them as files and answers
 * what is asked of them. The page has one.
 */
export function startDataWorker() {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    type: 'module',
    name: 'data',
  })
  const loaded = watchLoading(worker, 'worker')
  return { ...openChannel<DataCalls, DataEvents>(worker, loaded), loaded }
}

export type DataClient = ReturnType<typeof startDataWorker>
