import type { Bbox } from './bbox.ts'

type LonLat = readonly [lon: number, lat: number]

/** The box of longitudes and latitudes between two corners: the one that crosses fewer degrees. */
export function toBox([lonA, latA]: LonLat, [lonB, latB]: LonLat): Bbox {
  const [west, east] = lonA < lonB ? [lonA, lonB] : [lonB, lonA]
  const crosses = east - west > 180
  const round = (degrees: number): number => Number(degrees.toFixed(4))
  return [
    round(crosses ? east : west),
    round(Math.min(latA, latB)),
    round(crosses ? west : east),
    round(Math.max(latA, latB)),
  ]
}

const BOX_STEPS = 40

/** The edge of a box of longitudes and latitudes as a closed line of places. */
export function toBoxLine([west, south, east, north]: Bbox): LonLat[] {
  const right = east < west ? east + 360 : east
  const share = (index: number): number => index / BOX_STEPS
  const steps = Array.from({ length: BOX_STEPS }, (_, index) => index)
  const across = (from: number, to: number, lat: number): LonLat[] =>
    steps.map((index) => [from + (to - from) * share(index), lat])
  const up = (from: number, to: number, lon: number): LonLat[] =>
    steps.map((index) => [lon, from + (to - from) * share(index)])
  return [
    ...across(west, right, south),
    ...up(south, north, right),
    ...across(right, west, north),
    ...up(north, south, west),
    [west, south],
  ]
}
