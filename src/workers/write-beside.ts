import { drawnFields } from '../catalog/layer-files.ts'
import type { FeatureTable, TableCopy } from '../formats/contract/feature-table.ts'
import type { ImportDrawing } from '../importing/symbology.ts'
import type { WriteBeside } from '../importing/write.ts'
import type { OverviewPlan } from '../importing/write-overviews.ts'
import { removeStoredFile } from '../sources/device-files.ts'
import { takeHeldFiles } from '../sources/held-files.ts'
import { followWorker, type OwnWorker } from './follow-worker.ts'
import type { OverviewCalls, OverviewEvents } from './overview-protocol.ts'

/** Of the memory that an import may take, for a copy of its positions; what overviews are made from takes thrice that. */
const MOST_SHARE = 1 / 8

/**
 * Whether a second thread may make the overviews of a layer of so many bytes: where the machine has a core for it and an
 * import may take the memory.
 */
export function mayWriteBeside(copyBytes: number, limitBytes: number): boolean {
  return hasCore() && copyBytes <= limitBytes * MOST_SHARE
}

const hasCore = () => navigator.hardwareConcurrency > 1 && typeof Worker !== 'undefined'

type OverviewWorker = OwnWorker<OverviewCalls, OverviewEvents>

/** Overviews that are being made, or are made, and wait for the reader's decision. */
interface Ahead {
  readonly worker: OverviewWorker
  readonly table: FeatureTable
  readonly look: string
}

let ahead: Ahead | null = null

/**
 * Begins to make the overviews of a layer before it is added. `writeBeside` takes them if they are of the same table,
 * plan and look; they are made ahead of one layer alone.
 */
export function makeAhead(drawing: ImportDrawing, table: FeatureTable, plan: OverviewPlan): void {
  dropAhead()
  const worker = startMaking(drawing, table, plan)
  const own: Ahead = { worker, table, look: toLook(drawing, plan) }
  ahead = own
  // Without them they are made when they are wanted.
  worker.broken.catch(() => {
    if (ahead === own) dropAhead()
  })
}

/** Ends what was made ahead, with its memory. */
export function dropAhead(): void {
  ahead?.worker.end()
  ahead = null
}

/** What of a drawing overviews hang on: which row is of which class, and not of which colour. */
function toLook({ symbology, styleOfFeature }: ImportDrawing, plan: OverviewPlan): string {
  return JSON.stringify([plan, styleOfFeature !== null, symbology], (_name, value) =>
    value?.light && value.dark ? null : value,
  )
}

/** A worker whose program is loaded while a file is read. */
let spare: OverviewWorker | null = null

/** Has a worker ready for overviews, where they may be made beside. */
export function makeReady(): void {
  if (hasCore()) spare ??= start()
}

/** Starts a worker of this one, of the same program, which ends with it. */
function start(): OverviewWorker {
  const scope = self as unknown as { readonly location: { readonly href: string } }
  return followWorker<OverviewCalls, OverviewEvents>(
    new Worker(scope.location.href, { type: 'module', name: 'overviews' }),
    (detail) => ({
      code: 'import-broken-off',
      message: `The import broke off: ${detail || 'there was no more memory'}.`,
      values: { detail },
    }),
  )
}

function startMaking(
  drawing: ImportDrawing,
  features: FeatureTable,
  plan: OverviewPlan,
): OverviewWorker {
  const worker = spare ?? start()
  spare = null
  const table = features.copy(drawnFields(drawing.symbology))
  const making = worker.call('make', { drawing, table, plan }, { transfer: buffersOf(table) })
  // What it fails of is told when it is to write.
  making.catch(() => undefined)
  return worker
}

export const writeBeside: WriteBeside = async (whole, features, plan, onProgress, onEnough) => {
  const { id, title, drawing, isKept, layer } = whole
  const { name, path, schema } = layer
  const order = { id, title, drawing, isKept, layer: { name, path, schema } }
  const isMade = ahead?.table === features && ahead.look === toLook(drawing, plan)
  // Two copies of the features at once would take twice the memory.
  if (!isMade) dropAhead()
  const worker = isMade ? ahead!.worker : startMaking(drawing, features, plan)
  ahead = null
  worker.on('progress', onProgress)
  worker.on('enough', async (files) => {
    await onEnough(files)
    // It may have broken down meanwhile, which is told by what is written.
    worker.call('goOn', undefined).catch(() => undefined)
  })
  try {
    const { held, ...written } = await Promise.race([
      worker.call('write', { order }),
      worker.broken,
    ])
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
