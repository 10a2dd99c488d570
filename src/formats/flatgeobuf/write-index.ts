import { INDEX_NODE_SIZE, NODE_BYTES } from './format.ts'
import { HILBERT_MAX, hilbertIndex } from './hilbert.ts'
import { indexLevels } from './index-levels.ts'

/** Boxes of features, four doubles each: minX, minY, maxX, maxY; inverted where there is no geometry. */
export type Boxes = Float64Array

/**
 * The features' order in the file: along the Hilbert curve by the middle of their boxes. Features at
 * the same place keep their order, features without geometry come last, so that the same features
 * always give the same bytes.
 */
export function hilbertOrder(boxes: Boxes, count: number, extent: readonly number[]): Uint32Array {
  const [minX, minY, maxX, maxY] = extent as [number, number, number, number]
  const scaleX = HILBERT_MAX / (maxX - minX || 1)
  const scaleY = HILBERT_MAX / (maxY - minY || 1)
  const places = new Float64Array(count)
  const order = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    order[i] = i
    const x = ((boxes[4 * i]! + boxes[4 * i + 2]!) / 2 - minX) * scaleX
    const y = ((boxes[4 * i + 1]! + boxes[4 * i + 3]!) / 2 - minY) * scaleY
    places[i] =
      boxes[4 * i]! <= boxes[4 * i + 2]!
        ? hilbertIndex(Math.floor(x), Math.floor(y))
        : Number.POSITIVE_INFINITY
  }
  if (count <= MOST_KEYED) return sortByKey(places, order)
  return order.sort((a, b) => {
    const difference = places[a]! - places[b]!
    // Two features without geometry are infinitely far: their difference is not a number.
    return difference || a - b
  })
}

/** A place on the curve (33 bits with the one beyond its end) and a number up to here fit a double. */
const MOST_KEYED = 2 ** 20
const BEYOND_CURVE = 2 ** 32

/** The same order as comparing gives: sorting plain numbers is several times quicker. */
function sortByKey(places: Float64Array, order: Uint32Array): Uint32Array {
  const keys = places.map((place, i) => Math.min(place, BEYOND_CURVE) * MOST_KEYED + i).sort()
  for (let i = 0; i < keys.length; i++) order[i] = keys[i]! % MOST_KEYED
  return order
}

/**
 * The packed Hilbert R-tree of a file: nodes level by level from the root, each with the box of all
 * below it; a leaf's offset is its feature's first byte after the index, an inner node's is the
 * number of its first child. A feature without geometry has an inverted box (∞ to −∞), which no query
 * meets.
 */
export function writeIndex(
  boxes: Boxes,
  order: Uint32Array,
  byteLengths: Float64Array,
): Uint8Array<ArrayBuffer> {
  const levels = indexLevels(order.length, INDEX_NODE_SIZE)
  const leaves = levels.at(-1)!
  const bytes = new Uint8Array(leaves.end * NODE_BYTES)
  // A node is five words of eight bytes; boxes and offsets are written through two views of them.
  const doubles = new Float64Array(bytes.buffer)
  const words = new BigUint64Array(bytes.buffer)

  let byteOffset = 0
  for (let i = 0; i < order.length; i++) {
    const node = 5 * (leaves.first + i)
    const feature = order[i]!
    for (let side = 0; side < 4; side++) doubles[node + side] = boxes[4 * feature + side]!
    words[node + 4] = BigInt(byteOffset)
    byteOffset += byteLengths[feature]!
  }

  for (let depth = levels.length - 2; depth >= 0; depth--) {
    const children = levels[depth + 1]!
    let child = children.first
    for (let parent = levels[depth]!.first; parent < levels[depth]!.end; parent++) {
      const node = 5 * parent
      words[node + 4] = BigInt(child)
      let minX = Number.POSITIVE_INFINITY
      let minY = Number.POSITIVE_INFINITY
      let maxX = Number.NEGATIVE_INFINITY
      let maxY = Number.NEGATIVE_INFINITY
      const end = Math.min(child + INDEX_NODE_SIZE, children.end)
      for (; child < end; child++) {
        minX = Math.min(minX, doubles[5 * child]!)
        minY = Math.min(minY, doubles[5 * child + 1]!)
        maxX = Math.max(maxX, doubles[5 * child + 2]!)
        maxY = Math.max(maxY, doubles[5 * child + 3]!)
      }
      doubles[node] = minX
      doubles[node + 1] = minY
      doubles[node + 2] = maxX
      doubles[node + 3] = maxY
    }
  }
  return bytes
}
