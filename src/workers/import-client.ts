import type { ImportCalls, ImportEvents } from '../importing/protocol.ts'
import { type OwnWorker, startOwnWorker } from './own-worker.ts'

export { type Problem, toProblem } from '../model/problem.ts'

export type ImportClient = OwnWorker<ImportCalls, ImportEvents>

/** Starts a worker for one import. */
export function startImportWorker(): ImportClient {
  return startOwnWorker('import', (detail) => ({
    code: 'import-broken-off',
    message: `The import broke off: ${detail || 'there was no more memory'}.`,
    values: { detail },
  }))
}

const GIB = 2 ** 30

/**
 * The most memory that an import may take: a quarter of the device's, which browsers give coarsely and
 * up to 8 GiB (Device Memory, section 3), and never more than a tab has.
 */
export function importLimitBytes(): number {
  const { deviceMemory } = navigator as { readonly deviceMemory?: number }
  return Math.min(1_500_000_000, deviceMemory === undefined ? Infinity : (deviceMemory * GIB) / 4)
}
