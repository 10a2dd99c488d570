import type { Geometry } from 'geojson'
import { isOnSheet } from '../../geo/naaf.ts'
import { eachPosition } from '../../geo/positions.ts'
import { ShortWayBox } from '../../geo/short-way.ts'
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

/** Whether all of a shape is where the map goes. */
function isPlaced(geometry: Geometry): boolean {
  let isOn = true
  eachPosition(geometry, ([lon, lat]) => {
    if (!(Math.abs(lat!) <= 90) || !isOnSheet(lon!, lat!)) isOn = false
  })
  return isOn
}
