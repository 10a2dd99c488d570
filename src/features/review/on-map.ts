import type { Geometry } from 'geojson'
import { isOnSheet } from '../../geo/naaf.ts'
import { eachPosition } from '../../geo/positions.ts'
import { ShortWayBox } from '../../geo/short-way.ts'
import type { ComparedPlaces } from '../../reviewing/protocol.ts'
import { useAtlas } from '../../state/store.ts'
import { showSide } from './editions-on-map.ts'
import { hideFromMap, reviewClient, useReview } from './session.ts'

/**
 * Has the rows of a finding stand out on the map, and shows them, or no longer where they do already; says where there
 * is nothing to show.
 */
export async function showOnMap(finding: number): Promise<void> {
  if (useReview.getState().onMap?.finding === finding) {
    hideFromMap()
    return
  }
  const { map, notify } = useAtlas.getState()
  const places = ((await reviewClient()?.call('places', { finding })) ?? []).filter(isPlaced)
  if (places.length === 0) {
    notify('review.noPlaces')
    return
  }
  map?.setHighlight('review', { geometries: places })
  useReview.setState({ onMap: { finding, shown: places.length } })
  const box = new ShortWayBox()
  for (const geometry of places) box.add(geometry)
  const bbox = box.bbox()
  if (bbox) map?.fitBbox(bbox)
}

/**
 * How the published edition and the delivery are seen: what changed as it was, or as it is, marked on the map; or both
 * editions as maps of their own, with a line between them, or each in turn.
 */
export type ShownEditions = 'swipe' | 'blink' | 'before' | 'after'

/** Slower than what could harm anyone (WCAG 2.2, success criterion 2.3.1). */
const BLINK_MILLISECONDS = 900

/**
 * Has what an edition changes stand out on the map, so that what is gone is seen where it was: as it was, as it is, both,
 * or in turn with the maps of the editions, so that the eye finds what jumps, comes and goes. Gives what ends it.
 */
export function showChanges(places: ComparedPlaces, shown: ShownEditions): () => void {
  const before = places.before.filter(isPlaced)
  const after = places.after.filter(isPlaced)
  const all = [...before, ...after]
  const show = (geometries: readonly Geometry[]) =>
    useAtlas.getState().map?.setHighlight('review', { geometries })
  // What is new is seen on map B; what is gone would not be.
  show(shown === 'after' ? after : before)
  const box = new ShortWayBox()
  for (const geometry of all) box.add(geometry)
  const bbox = box.bbox()
  const { map, notify } = useAtlas.getState()
  if (bbox) map?.fitBbox(bbox)
  else notify('review.noPlaces')
  if (shown !== 'blink') return hideFromMap
  let isBefore = false
  const turn = () => {
    isBefore = !isBefore
    showSide(isBefore ? 'a' : 'b')
    show(isBefore ? before : after)
  }
  turn()
  const timer = setInterval(turn, BLINK_MILLISECONDS)
  return () => {
    clearInterval(timer)
    hideFromMap()
  }
}

/** Whether all of a shape is where the map goes. */
function isPlaced(geometry: Geometry): boolean {
  let isOn = true
  eachPosition(geometry, ([lon, lat]) => {
    if (!(Math.abs(lat!) <= 90) || !isOnSheet(lon!, lat!)) isOn = false
  })
  return isOn
}
