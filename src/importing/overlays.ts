import type { DeviceOverlay } from '../catalog/device-layer.ts'
import { readImageHeader } from '../formats/bytes/image-size.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { toCorners } from '../formats/kml/overlays.ts'
import type { Bbox } from '../geo/bbox.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import type { writeStoredFile } from '../sources/device-files.ts'

/**
 * Writes the images that a layer's file lays on the ground, as they are, and says where each lies: by
 * their drawing order, then as the file has them. Rejects as `write` does.
 */
export async function writeOverlays(
  id: string,
  { kml }: Pick<ImportedLayer, 'kml'>,
  write: typeof writeStoredFile,
): Promise<DeviceOverlay[]> {
  if (!kml) return []
  const written: DeviceOverlay[] = []
  const drawn = kml.overlays.filter(({ notDrawn }) => !notDrawn)
  for (const overlay of drawn.toSorted((a, b) => a.drawOrder - b.drawOrder)) {
    const bytes = overlay.href ? kml.images.get(overlay.href) : undefined
    const header = bytes && readImageHeader(bytes)
    const corners = toCorners(overlay)
    if (!header || !corners) continue
    const path = `${id}.overlay-${written.length}.${header.type}`
    await write(path, once(bytes.slice()))
    written.push({
      path,
      bytes: bytes.length,
      name: overlay.name,
      corners: corners.map(([lon, lat]) => [lon, lat]),
      opacity: overlay.opacity,
      ...(overlay.tint && { tint: overlay.tint.toLowerCase() }),
    })
  }
  return written
}

async function* once(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield bytes
}

/** The box of a layer's features, if it has any, and of its images. */
export function toWholeBox(
  features: Bbox | null | undefined,
  overlays: readonly DeviceOverlay[],
): Bbox | null {
  if (overlays.length === 0) return features ?? null
  const box = new ShortWayBox()
  if (features) box.addBox(features)
  for (const { corners } of overlays) {
    const lons = corners.map(([lon]) => lon)
    const lats = corners.map(([, lat]) => lat)
    const wrap = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180
    const [west, east] = [Math.min(...lons), Math.max(...lons)]
    const isWhole = east - west >= 360
    box.addBox([
      isWhole ? -180 : wrap(west),
      Math.min(...lats),
      isWhole ? 180 : wrap(east),
      Math.max(...lats),
    ])
  }
  return box.bbox()
}
