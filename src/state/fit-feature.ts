import { type Bbox, growBbox } from '../geo/bbox.ts'
import { useAtlas } from './store.ts'

/** How far around a feature that is one place the map shows. */
const AROUND_PLACE_METERS = 20_000

/** Has the map show a feature whole, and the surroundings of one that is a place. */
export function fitFeature(bbox: Bbox): void {
  const [west, south, east, north] = bbox
  const isPlace = west === east && south === north
  useAtlas.getState().map?.fitBbox(isPlace ? growBbox(bbox, AROUND_PLACE_METERS) : bbox)
}
