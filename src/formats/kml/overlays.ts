import { readImageHeader } from '../bytes/image-size.ts'
import type { KmlOverlay, OverlayFault } from './extras.ts'

/** So many are drawn of a file: each is gone through for every tile. */
const MOST_DRAWN = 100
/** Of those on the screen, which lie one over the other. */
const MOST_ON_SCREEN = 20
/** Of an image: decoded, a pixel takes four bytes. */
const MOST_PIXELS = 32_000_000
const MOST_PIXELS_TOGETHER = 96_000_000

export type Corner = readonly [lon: number, lat: number]
/** Lower left, lower right, upper right, upper left of an image. */
export type Corners = readonly [Corner, Corner, Corner, Corner]

/** Whether an image lies on a host, from which nothing is fetched, or is given some other way. */
export const isElsewhere = (href: string): boolean =>
  /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//')

/** The overlays, each with why it is not drawn, where it is not. */
export function withFaults(
  overlays: readonly KmlOverlay[],
  images: ReadonlyMap<string, Uint8Array>,
): readonly KmlOverlay[] {
  const drawn = { ground: 0, screen: 0, photo: 0 }
  let pixels = 0
  return overlays.map((overlay) => {
    const { kind, href } = overlay
    const own = findFault(overlay, images)
    const bytes = own || !href ? undefined : images.get(href)
    const header = bytes && readImageHeader(bytes)
    const size = header ? header.width * header.height : 0
    const isBeyond =
      drawn[kind] >= (kind === 'screen' ? MOST_ON_SCREEN : MOST_DRAWN) ||
      pixels + size > MOST_PIXELS_TOGETHER
    const notDrawn = own ?? (isBeyond ? 'beyond-limit' : undefined)
    if (notDrawn) return { ...overlay, notDrawn }
    drawn[kind]++
    pixels += size
    return overlay
  })
}

function findFault(
  overlay: KmlOverlay,
  images: ReadonlyMap<string, Uint8Array>,
): OverlayFault | undefined {
  const { kind, href, isVisible } = overlay
  if (kind === 'photo') return kind
  if (!isVisible) return 'hidden'
  if (kind === 'ground' && !toCorners(overlay)) return 'no-place'
  if (!href) return isRectangle(overlay) ? undefined : 'missing'
  if (isElsewhere(href)) return 'remote'
  const bytes = images.get(href)
  if (!bytes) return 'missing'
  const header = readImageHeader(bytes)
  if (!header) return 'no-image'
  return header.width * header.height > MOST_PIXELS ? 'too-large' : undefined
}

/** Without an image, a screen overlay that says its size is a rectangle of its colour (12-007r2 section 11.3.2). */
function isRectangle({ href, screen }: KmlOverlay): boolean {
  return !href && screen?.size !== undefined && screen.size.x > 0 && screen.size.y > 0
}

/**
 * Where the corners of a ground overlay lie (OGC 12-007r2 sections 11.3 and 11.3.3.3; `gx:LatLonQuad`), `null` where
 * they span no area. Longitudes go on past 180° where the overlay lies over the antimeridian. A box is turned
 * counterclockwise about its middle with its sides kept on the ground there: a degree of longitude
 * counts as much less as it is shorter.
 */
export function toCorners({ box, corners }: Pick<KmlOverlay, 'box' | 'corners'>): Corners | null {
  if (corners) return corners.length === 4 ? toConvex(corners as unknown as Corners) : null
  if (!box) return null
  const { west, south, north, rotationDegrees } = box
  const east = box.east < west ? box.east + 360 : box.east
  const [lon, lat] = [(west + east) / 2, (south + north) / 2]
  if (!(east > west && north > south && east - west <= 360)) return null
  if (Math.abs(south) > 90 || Math.abs(north) > 90) return null
  const squeeze = Math.cos((lat * Math.PI) / 180)
  const turn = (rotationDegrees * Math.PI) / 180
  const [x, y] = [((east - west) / 2) * squeeze, (north - south) / 2]
  const at = (right: number, up: number): Corner => [
    lon + (right * x * Math.cos(turn) - up * y * Math.sin(turn)) / squeeze,
    lat + right * x * Math.sin(turn) + up * y * Math.cos(turn),
  ]
  if (rotationDegrees === 0) {
    return [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ]
  }
  return toConvex([at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)])
}

/** An image can be laid into four corners that go round to one side, and no others. */
function toConvex(given: Corners): Corners | null {
  const [first] = given
  const near = given.map(([lon, lat]): Corner => {
    const turns = Math.round((first[0] - lon) / 360)
    return [lon + 360 * turns, lat]
  }) as unknown as Corners
  if (!near.flat().every(Number.isFinite) || near.some(([, lat]) => Math.abs(lat) > 90)) return null
  const turns = near.map(([x, y], at) => {
    const [bx, by] = near[(at + 1) % 4]!
    const [cx, cy] = near[(at + 2) % 4]!
    return Math.sign((bx - x) * (cy - by) - (by - y) * (cx - bx))
  })
  return turns.every((turn) => turn !== 0 && turn === turns[0]) ? near : null
}
