/** The place of a point of many that lie evenly over the continent, whatever their number (the sequence of Roberts, 2018). */
export function spreadPlace(index: number): [lon: number, lat: number] {
  return [
    -125 + ((index * 0.7548776662466927) % 1) * 55,
    25 + ((index * 0.5698402909980532) % 1) * 35,
  ]
}
