import type { Map as MapLibreMap } from 'maplibre-gl'

/**
 * - `well`: it draws, or is about to
 * - `interrupted`: the device has taken its graphics away; they mostly come back in a moment
 * - `graphics-lost`: they did not
 * - `worker-failed`: the program with which the map reads its tiles does not load
 */
export type MapHealth = 'well' | 'interrupted' | 'graphics-lost' | 'worker-failed'

/** A map that has drawn nothing by then is looked into; its reader is to know within 15 seconds. */
const DRAWN_BY_MILLISECONDS = 7000
const PROBE_MILLISECONDS = 6000
const BACK_BY_MILLISECONDS = 10_000

/**
 * Tells of each change of a map's health. The map says nothing of a worker that does not load: where it is
 * late, its script is started once more to see. Returns the function that ends the watch.
 */
export function watchHealth(
  map: MapLibreMap,
  workerUrl: string,
  tell: (health: MapHealth) => void,
): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const after = (milliseconds: number, act: () => void) => {
    const timer = setTimeout(act, milliseconds)
    timers.add(timer)
    return timer
  }
  const late = after(DRAWN_BY_MILLISECONDS, () => probe())
  map.once('load', () => clearTimeout(late))

  let probed: Worker | undefined
  function probe(): void {
    probed = new Worker(workerUrl, { type: 'module' })
    probed.addEventListener('error', (event) => {
      event.preventDefault()
      tell('worker-failed')
    })
    after(PROBE_MILLISECONDS, () => probed?.terminate())
  }

  let back: ReturnType<typeof setTimeout> | undefined
  map.on('webglcontextlost', () => {
    tell('interrupted')
    back = after(BACK_BY_MILLISECONDS, () => tell('graphics-lost'))
  })
  map.on('webglcontextrestored', () => {
    clearTimeout(back)
    tell('well')
  })
  return () => {
    for (const timer of timers) clearTimeout(timer)
    probed?.terminate()
  }
}
