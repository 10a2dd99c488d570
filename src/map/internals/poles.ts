import type { Map as MapLibreMap, MapSourceDataEvent } from 'maplibre-gl'

/** Where the map library has a corner of an area stand for the north pole, whatever its x: units of a tile. */
const POLE_Y = -32_768

/** The farthest that it reads: in the tiles of a polar cap what lies there is at the pole. */
const FARTHEST_Y = -16_384

/** What is used of the areas of a tile. The map library has them as `FillBucket`. */
interface Areas {
  readonly layoutVertexArray: { readonly int16: Int16Array; readonly length: number }
  readonly indexArray: { readonly uint16: Uint16Array; readonly length: number }
  /** The lines around them, which tell areas from all else. */
  readonly indexArray2: unknown
  readonly segments: {
    get(): readonly {
      readonly vertexOffset: number
      readonly primitiveOffset: number
      readonly primitiveLength: number
    }[]
  }
}

/**
 * Of areas that meet the upper edge of the map's square the library draws what lies at that edge on to the pole: rays of
 * what nobody has measured. Here they are taken out; what is there comes with the tiles of the polar cap, whose farthest
 * corners are set upon the pole. It is done once the library has read a tile, and before it gives it to the graphics card.
 */
export function openPoles(map: MapLibreMap): void {
  const seen = new WeakSet<object>()
  map.on('sourcedata', ({ tile }: MapSourceDataEvent) => {
    if (!tile || tile.tileID.canonical.y > 0) return
    for (const bucket of Object.values((tile.buckets ?? {}) as Record<string, object>)) {
      if (!isAreas(bucket) || seen.has(bucket)) continue
      seen.add(bucket)
      openPole(bucket)
    }
  })
}

function isAreas(bucket: object): bucket is Areas {
  return 'indexArray2' in bucket && 'layoutVertexArray' in bucket
}

function openPole({ layoutVertexArray, indexArray, segments }: Areas): void {
  const { int16, length } = layoutVertexArray
  const { uint16 } = indexArray
  for (const { vertexOffset, primitiveOffset, primitiveLength } of segments.get()) {
    for (let at = 3 * primitiveOffset; at < 3 * (primitiveOffset + primitiveLength); at += 3) {
      const corners = uint16.subarray(at, at + 3)
      const isRay = corners.some((corner) => int16[2 * (vertexOffset + corner) + 1] === POLE_Y)
      // A triangle without an area is drawn as nothing.
      if (isRay) corners.fill(corners[0]!)
    }
  }
  for (let vertex = 0; vertex < length; vertex++) {
    if (int16[2 * vertex + 1] === FARTHEST_Y) int16[2 * vertex + 1] = POLE_Y
  }
}
