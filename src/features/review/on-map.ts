import type { Geometry } from 'geojson'
import { isOnSheet } from '../../geo/naaf.ts'
import { eachPosition } from '../../geo/positions.ts'
import { ShortWayBox } from '../../geo/short-way.ts'
import type { ComparedPlaces } from '../../reviewing/protocol.ts'
import { useAtlas } from '../../state/store.ts'
import { hideFromMap, reviewClient, useReview } from './session.ts'

/**
 * Has the rows of a finding stand out on the map, and shows them, or no longer where they do already; says where there
 * is nothing to show.
 */
export async function showOnMap(finding: number, count: number): Promise<void> {
  if (useReview.getState().onMap === finding) {
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
  useReview.setState({ onMap: finding })
  const box = new ShortWayBox()
  for (const geometry of places) box.add(geometry)
  const bbox = box.bbox()
  if (bbox) map?.fitBbox(bbox)
  if (places.length < count) notify('review.onMapFirst', { count: places.length })
}

/** Which edition's changed features stand out: the published one's, this one's, or each in turn. */
export type ShownEdition = 'before' | 'after' | 'blink'

/** Slower than what could harm anyone (WCAG 2.2, success criterion 2.3.1). */
const BLINK_MILLISECONDS = 900

/**
 * Has what an edition changes stand out on the map: as it was, as it is, or both in turn, so that the eye finds what
 * jumps, comes and goes. Gives what ends it.
 */
export function showChanges(places: ComparedPlaces, shown: ShownEdition): () => void {
  const { map, notify } = useAtlas.getState()
  const before = places.before.filter(isPlaced)
  const after = places.after.filter(isPlaced)
  const all = [...before, ...after]
  if (!map || all.length === 0) {
    notify('review.noPlaces')
    return () => {}
  }
  const show = (geometries: readonly Geometry[]) => map.setHighlight('review', { geometries })
  show(shown === 'after' ? after : before)
  const box = new ShortWayBox()
  for (const geometry of all) box.add(geometry)
  const bbox = box.bbox()
  if (bbox) map.fitBbox(bbox)
  if (all.length < places.count) notify('review.onMapFirst', { count: all.length })
  let isBefore = true
  const timer =
    shown === 'blink'
      ? setInterval(() => {
          isBefore = !isBefore
          show(isBefore ? before : after)
        }, BLINK_MILLISECONDS)
      : undefined
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
