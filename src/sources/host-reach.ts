type Listener = (isReached: boolean) => void

const listeners = new Set<Listener>()
let isReached = true

/** Told by whoever reads from hosts: whether the last reading got its answer, or took what was kept of it. */
export function tellReach(isNow: boolean): void {
  if (isNow === isReached) return
  isReached = isNow
  for (const listener of listeners) listener(isNow)
}

/** Calls back whenever hosts fall silent or answer again. */
export function watchReach(listener: Listener): void {
  listeners.add(listener)
}
