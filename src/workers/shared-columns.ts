import { ColumnStores } from '../query/column-stores.ts'
import type { ReadOptions } from '../query/layer-columns.ts'

const PROGRESS_INTERVAL_MILLISECONDS = 100
/** Tiles wait no longer than this for a question. */
const SLICE_MILLISECONDS = 20

/** The columns of layers, read once for questions and for what is drawn of the rows that a filter leaves. */
export const sharedColumns = new ColumnStores()

/** Lets others have their turn when a question has had its own, and tells how far it is. */
export function pauser(
  signal: AbortSignal,
  tell: (share: number | null) => void,
): ReadOptions['pause'] {
  let turnSince = performance.now()
  let toldAt = turnSince
  return async (share) => {
    const now = performance.now()
    if (now - toldAt >= PROGRESS_INTERVAL_MILLISECONDS) {
      toldAt = now
      tell(share)
    }
    if (now - turnSince < SLICE_MILLISECONDS) return
    await nextTurn()
    turnSince = performance.now()
    signal.throwIfAborted()
  }
}

/** Lets go until all that waits has had its turn. A timer is held back for 4 ms where one follows the other (HTML, timers). */
function nextTurn(): Promise<void> {
  const { scheduler } = globalThis
  return scheduler
    ? scheduler.postTask(() => undefined)
    : new Promise((resolve) => setTimeout(resolve))
}
