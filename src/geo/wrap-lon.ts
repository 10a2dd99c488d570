/** A longitude in degrees, of any turn, from −180 to 180; those two stay themselves. */
export function wrapLon(lon: number): number {
  return lon >= -180 && lon <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180
}
