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
/** Ends the wait for a layer that takes a sample's place. */
let stopWaiting: () => void = () => undefined

/** Puts a sample on the map in place of the one before, and moves the map to it where it lies outside. */
export function showSample(sample: LayerSample | null): void {
  const { map, camera } = useAtlas.getState()
  if (!map) return
  stopWaiting()
  if (!sample) {
    map.setHighlight(HIGHLIGHT, null)
    return
  }
  map.setHighlight(HIGHLIGHT, { geometries: sample.geometries, look: 'sample' })
  if (shown && isWithin(sample.bbox, shown)) return
  viewBefore ??= camera
  shown = sample.bbox
  // Once the dialog has moved aside.
  requestAnimationFrame(() => setTimeout(() => shown && map.fitBbox(shown)))
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
  useAtlas.getState().map?.setHighlight(HIGHLIGHT, null)
  if (viewBefore) useAtlas.setState({ camera: viewBefore, askedCamera: { ...viewBefore } })
  forget()
}

/** Leaves the sample on the map until the layer itself is drawn, which is there now. */
export function leaveSample(): void {
  const { map } = useAtlas.getState()
  if (!shown || !map) return
  forget()
  const end = () => {
    stopWaiting()
    map.setHighlight(HIGHLIGHT, null)
  }
  const observer = new MutationObserver(() => {
    if (map.container.getAttribute('data-drawn') === 'true') end()
  })
  observer.observe(map.container, { attributeFilter: ['data-drawn'] })
  const timer = setTimeout(end, MOST_MILLISECONDS)
  stopWaiting = () => {
    observer.disconnect()
    clearTimeout(timer)
    stopWaiting = () => undefined
  }
}

function forget(): void {
  shown = null
  viewBefore = null
}
