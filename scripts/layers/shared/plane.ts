import type { Position } from 'geojson'
import { intersection } from 'polyclip-ts'
import { fromNaaf, NAAF_CENTER, NAAF_EXTENT, toNaaf } from '../../../src/geo/naaf.ts'
import type { Line, Rings } from '../../pipeline/geometry.ts'

/** Half the side of the Framework's square, in metres. */
const HALF = NAAF_EXTENT[2]

const ANTIMERIDIAN = 180
/** The meridian opposite the central one. */
const OPPOSITE = NAAF_CENTER.lon + 180

/**
 * The two parts of the square that the meridian opposite the central one (a straight line from the pole
 * to the upper edge) and the antimeridian bound: in the eastern part longitudes are from 80° to 180°,
 * in the other from −180° to 80°. Both rings go through the pole.
 */
function halves(): Readonly<Record<'eastern' | 'western', Line>> {
  const pole: Position = [0, toNaaf(0, 90)[1]]
  const antimeridian: Position[] = []
  for (let lat = 89.75; ; lat -= 0.25) {
    const [x, y] = toNaaf(ANTIMERIDIAN, lat)
    if (x < -HALF) {
      // Where the antimeridian leaves the square by its left side.
      const [lastX, lastY] = antimeridian.at(-1)!
      const share = (-HALF - lastX!) / (x - lastX!)
      antimeridian.push([-HALF, lastY! + share * (y - lastY!)])
      break
    }
    antimeridian.push([x, y])
  }
  return {
    eastern: [pole, ...antimeridian, [-HALF, HALF], [0, HALF], pole],
    western: [
      pole,
      [0, HALF],
      [HALF, HALF],
      [HALF, -HALF],
      [-HALF, -HALF],
      ...antimeridian.toReversed(),
      pole,
    ],
  }
}

let parts: ReturnType<typeof halves> | undefined

/**
 * A polygon of the Framework's plane (metres) in longitude and latitude, clipped to the square, cut along
 * the antimeridian and closed around the pole.
 */
export function toLonLat(rings: Rings): Rings[] {
  parts ??= halves()
  const exterior = rings[0]!
  const isInside = exterior.every(([x, y]) => Math.max(Math.abs(x!), Math.abs(y!)) <= HALF)
  const mayCross = exterior.some(
    ([x, y]) => x! <= 0 && y! > 0 && fromNaaf(x!, y!)![0] > OPPOSITE - 5,
  )
  if (isInside && !mayCross) {
    return [rings.map((ring) => aroundPole(densify(ring), 'western'))]
  }
  return (['eastern', 'western'] as const).flatMap((part) =>
    intersection(rings as [number, number][][], [parts![part]] as [number, number][][]).map(
      (polygon) => polygon.map((ring) => aroundPole(densify(ring), part)),
    ),
  )
}

const POLE_Y = toNaaf(0, 90)[1]

/**
 * Puts vertices on long edges, which are straight in the plane but not in longitude and latitude: every
 * 60 km, and closer towards the pole.
 */
function densify(ring: Line): Line {
  return ring.flatMap((end, index): Position[] => {
    const start = ring[index - 1]
    if (!start) return [end]
    const [x0, y0] = start
    const [x1, y1] = end
    const fromPole = Math.hypot((x0! + x1!) / 2, (y0! + y1!) / 2 - POLE_Y)
    const step = Math.max(4000, Math.min(60_000, fromPole / 20))
    const pieces = Math.ceil(Math.hypot(x1! - x0!, y1! - y0!) / step)
    const between = Array.from({ length: pieces - 1 }, (_, piece): Position => {
      const share = (piece + 1) / pieces
      return [Math.round(x0! + (x1! - x0!) * share), Math.round(y0! + (y1! - y0!) * share)]
    })
    return [...between, end]
  })
}

/** Halfway round from the seam, seen from each part: what lies past it has come over the antimeridian. */
const FAR_MERIDIAN = OPPOSITE / 2 + ANTIMERIDIAN / 2

function place([x, y]: Position, part: 'eastern' | 'western'): Position {
  const [lon, lat] = fromNaaf(x!, y!)!
  // Vertices on the cut were rounded to metres, and its chords run a little beside the meridian: of a
  // vertex that is not quite on it, the side on which it has come to lie tells.
  const isSeam =
    180 - Math.abs(lon) < 1e-4 / Math.max(1e-6, Math.cos((lat * Math.PI) / 180)) ||
    (part === 'western' ? lon > FAR_MERIDIAN : lon < FAR_MERIDIAN - 180)
  return isSeam ? [part === 'eastern' ? 180 : -180, lat] : [lon, lat]
}

/** A ring through the pole runs along the 90th parallel from one of its meridians to the other. */
function aroundPole(ring: Line, part: 'eastern' | 'western'): Line {
  const isPole = ([x, y]: Position) => Math.hypot(x!, y! - POLE_Y) < 2
  const open = ring.slice(0, -1)
  /** The meridian on which the ring comes to the pole or leaves it, past repetitions of the pole. */
  const meridianFrom = (index: number, step: number): number => {
    for (let i = 1; i < open.length; i++) {
      const position = open[(index + i * step + open.length * i) % open.length]!
      if (!isPole(position)) return place(position, part)[0]!
    }
    return 0
  }
  const placed = open.flatMap((position, index): Position[] =>
    isPole(position)
      ? [
          [meridianFrom(index, -1), 90],
          [meridianFrom(index, 1), 90],
        ]
      : [place(position, part)],
  )
  return [...placed, placed[0]!]
}
