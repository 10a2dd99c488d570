import type { DeviceOverlay, DeviceScreenOverlay } from '../catalog/device-layer.ts'
import { readImageHeader } from '../formats/bytes/image-size.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { KmlOverlay } from '../formats/kml/extras.ts'
import { toCorners } from '../formats/kml/overlays.ts'
import type { Bbox } from '../geo/bbox.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import { wrapLon } from '../geo/wrap-lon.ts'
import type { writeStoredFile } from '../sources/device-files.ts'

export interface WrittenOverlays {
  readonly overlays: DeviceOverlay[]
  readonly screenOverlays: DeviceScreenOverlay[]
}

/**
 * Writes the images that a layer's file lays on the ground or fixes to the screen, as they are, and says where each
 * is: by their drawing order, then as the file has them. Rejects as `write` does.
 */
export async function writeOverlays(
  id: string,
  { kml }: Pick<ImportedLayer, 'kml'>,
  write: typeof writeStoredFile,
): Promise<WrittenOverlays> {
  const written: WrittenOverlays = { overlays: [], screenOverlays: [] }
  const drawn = kml?.overlays.filter(({ notDrawn }) => !notDrawn) ?? []
  for (const overlay of drawn.toSorted((a, b) => a.drawOrder - b.drawOrder)) {
    const { overlays, screenOverlays } = written
    const bytes = overlay.href ? kml!.images.get(overlay.href) : undefined
    const header = bytes && readImageHeader(bytes)
    const image = header && {
      path: `${id}.overlay-${overlays.length + screenOverlays.length}.${header.type}`,
      bytes: bytes.length,
    }
    if (image) await write(image.path, once(bytes.slice()))
    const corners = overlay.kind === 'ground' && toCorners(overlay)
    if (image && corners) {
      overlays.push({
        ...image,
        ...toLook(overlay),
        corners: corners.map(([lon, lat]) => [lon, lat]),
      })
    } else if (overlay.screen) {
      screenOverlays.push({ ...toLook(overlay), ...(image && { image }), place: overlay.screen })
    }
  }
  return written
}

const toLook = ({ name, opacity, tint }: KmlOverlay) => ({
  name,
  opacity,
  ...(tint && { tint: tint.toLowerCase() }),
})

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
    const [west, east] = [Math.min(...lons), Math.max(...lons)]
    const isWhole = east - west >= 360
    box.addBox([
      isWhole ? -180 : wrapLon(west),
      Math.min(...lats),
      isWhole ? 180 : wrapLon(east),
      Math.max(...lats),
    ])
  }
  return box.bbox()
}
