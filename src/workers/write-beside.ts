import { drawnFields } from '../catalog/layer-files.ts'
import type { TableCopy } from '../formats/contract/feature-table.ts'
import type { WriteBeside } from '../importing/write.ts'
import { removeStoredFile } from '../sources/device-files.ts'
import { takeHeldFiles } from '../sources/held-files.ts'
import { followWorker } from './follow-worker.ts'
import type { OverviewCalls, OverviewEvents } from './overview-protocol.ts'

/** Of the memory that an import may take, for a copy of its positions; what overviews are made from takes thrice that. */
const MOST_SHARE = 1 / 8

/**
 * A second thread for the overviews of a layer of so many bytes, where the machine has a core for it and an import may
 * take the memory. It is a worker of this one, of the same program: it ends with it.
 */
export function findBeside(copyBytes: number, limitBytes: number): WriteBeside | undefined {
  const hasCore = navigator.hardwareConcurrency > 1 && typeof Worker !== 'undefined'
  return hasCore && copyBytes <= limitBytes * MOST_SHARE ? writeBeside : undefined
}

const writeBeside: WriteBeside = async (whole, features, plan, onProgress) => {
  const { id, title, drawing, isKept, layer } = whole
  const { name, path, schema } = layer
  const order = { id, title, drawing, isKept, layer: { name, path, schema } }
  const scope = self as unknown as { readonly location: { readonly href: string } }
  const worker = followWorker<OverviewCalls, OverviewEvents>(
    new Worker(scope.location.href, { type: 'module', name: 'overviews' }),
    (detail) => ({
      code: 'import-broken-off',
      message: `The import broke off: ${detail || 'there was no more memory'}.`,
      values: { detail },
    }),
  )
  worker.on('progress', onProgress)
  try {
    const table = features.copy(drawnFields(drawing.symbology))
    const request = { order, table, plan }
    const writing = worker.call('write', request, { transfer: buffersOf(table) })
    const { held, ...written } = await Promise.race([writing, worker.broken])
    return {
      ...written,
      async take(isWanted) {
        if (isWanted) takeHeldFiles(held)
        else if (isKept) for (const file of written.files) await removeStoredFile(file.path)
      },
    }
  } finally {
    worker.end()
  }
}

function buffersOf({ columns, ...arrays }: TableCopy): ArrayBuffer[] {
  const values: readonly unknown[] = [...Object.values(arrays), ...columns.map(([, one]) => one)]
  return values.flatMap((value) =>
    value instanceof Float64Array || value instanceof Uint32Array
      ? [value.buffer as ArrayBuffer]
      : [],
  )
}
