import type { LayerSample } from '../../importing/sample.ts'
import { useAtlas } from '../../state/store.ts'

/** How many features a sample shows, and of how many. */
export type SampleCount = Pick<LayerSample, 'taken' | 'of'>

const HIGHLIGHT = 'import'

/** What is to be seen of a layer is drawn until then, or it never is. */
const MOST_MILLISECONDS = 120_000

/** The map's view before it was moved to where the layer is. */
let viewBefore: ReturnType<typeof useAtlas.getState>['camera'] | null = null
let shown: LayerSample['bbox'] | null = null
/** Ends the wait for what is being drawn. */
let stopWaiting: () => void = () => undefined
/** The newest sample, while the one before it is being drawn. */
let next: (() => void) | null = null
let isDrawing = false

/** A sample is replaced while it is being drawn only after that long: the map may be slow, or never come to rest. */
const MOST_DRAWING_MILLISECONDS = 5000

/**
 * Puts a sample on the map in place of the one before, once that is drawn, and moves the map to it where it lies
 * outside. Samples that come faster than the map draws are passed over: it would begin anew with each, and keep the
 * reading waiting. `onShown` hears of those that are shown.
 */
export function showSample(sample: LayerSample | null, onShown: () => void): void {
  const { map, camera } = useAtlas.getState()
  if (!map) return
  if (!sample) {
    stopDrawing()
    map.setHighlight(HIGHLIGHT, null)
    onShown()
    return
  }
  if (isDrawing) {
    next = () => showSample(sample, onShown)
    return
  }
  onShown()
  map.setHighlight(HIGHLIGHT, { geometries: sample.geometries, look: 'sample' })
  isDrawing = true
  whenDrawn(map, MOST_DRAWING_MILLISECONDS, () => {
    const show = next
    stopDrawing()
    show?.()
  })
  if (shown && isWithin(sample.bbox, shown)) return
  viewBefore ??= camera
  shown = sample.bbox
  // Once the dialog has moved aside.
  requestAnimationFrame(() => setTimeout(() => shown && map.fitBbox(shown)))
}

function stopDrawing(): void {
  stopWaiting()
  isDrawing = false
  next = null
}

/** Calls `then` as soon as all that the map has been given is drawn, or after so long. */
function whenDrawn(
  { container }: { readonly container: HTMLElement },
  mostMilliseconds: number,
  then: () => void,
): void {
  stopWaiting()
  const observer = new MutationObserver(() => {
    if (container.getAttribute('data-drawn') === 'true') then()
  })
  observer.observe(container, { attributeFilter: ['data-drawn'] })
  const timer = setTimeout(then, mostMilliseconds)
  stopWaiting = () => {
    observer.disconnect()
    clearTimeout(timer)
    stopWaiting = () => undefined
  }
}

function isWithin(inner: LayerSample['bbox'], outer: LayerSample['bbox']): boolean {
  const isPlain = inner[0] <= inner[2] && outer[0] <= outer[2]
  return (
    isPlain && inner.every((edge, side) => (side < 2 ? edge >= outer[side]! : edge <= outer[side]!))
  )
}

/** Takes the sample off again, and puts the map back to where it was. */
export function takeSampleOff(): void {
  if (!shown) return
  stopDrawing()
  useAtlas.getState().map?.setHighlight(HIGHLIGHT, null)
  if (viewBefore) useAtlas.setState({ camera: viewBefore, askedCamera: { ...viewBefore } })
  forget()
}

/** Leaves the sample on the map until the layer itself is drawn, which is there now. */
export function leaveSample(): void {
  giveSampleWay()
  forget()
}

/**
 * The same, as long as the import may still be given up: then the map goes back to where it was. `onDrawn` hears once the
 * layer is drawn without the sample, or nothing is waited for.
 */
export function giveSampleWay(onDrawn: () => void = () => undefined): void {
  const { map } = useAtlas.getState()
  if (!shown || !map) {
    onDrawn()
    return
  }
  stopDrawing()
  whenDrawn(map, MOST_MILLISECONDS, () => {
    stopWaiting()
    map.setHighlight(HIGHLIGHT, null)
    whenDrawn(map, MOST_DRAWING_MILLISECONDS, () => {
      stopWaiting()
      onDrawn()
    })
  })
}

function forget(): void {
  shown = null
  viewBefore = null
}
