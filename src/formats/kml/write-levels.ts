import { type Bbox, EMPTY_BBOX, isEmpty, union } from '../../geo/bbox.ts'
import type { TextWriter } from '../text/text-writer.ts'

/** A region shows from the scale at which it is as wide as this on the screen. */
const REGION_MIN_PIXELS = 256
/** A region has so many blocks a side: when it comes up, a block is 8 pixels wide, and before the next 16. */
const BLOCKS_PER_SIDE = 32
/** A feature smaller than this share of a region's side would be a dot of a few pixels. */
const SMALLEST_SHARE = 1 / 64
/** A feature of this share of a side is seen for itself, whatever else is near its middle. */
const OWN_SHARE = 2 / BLOCKS_PER_SIDE
const MAX_LEVEL = 14

/** What decides when a feature comes up: where it is, how far it reaches, and how much it weighs. */
interface Extents {
  readonly bbox: Bbox
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly size: Float64Array
  readonly weight: Float64Array
}

/** Gathers the boxes of a layer's features in their order, in degrees. */
export class ExtentList {
  bbox: Bbox = EMPTY_BBOX
  count = 0
  #lon = new Float64Array(1024)
  #lat = new Float64Array(1024)
  #size = new Float64Array(1024)
  #weight = new Float64Array(1024)

  /** `weight` is the size at which the feature is drawn; without it, that of its box counts. */
  add(bbox: Bbox, weight: number | null): void {
    const size = isEmpty(bbox) ? 0 : Math.max(bbox[2] - bbox[0], bbox[3] - bbox[1])
    const at = this.count++
    if (at === this.#lon.length) {
      this.#lon = twiceAsLong(this.#lon)
      this.#lat = twiceAsLong(this.#lat)
      this.#size = twiceAsLong(this.#size)
      this.#weight = twiceAsLong(this.#weight)
    }
    this.#lon[at] = (bbox[0] + bbox[2]) / 2
    this.#lat[at] = (bbox[1] + bbox[3]) / 2
    this.#size[at] = size
    this.#weight[at] = weight ?? size
    this.bbox = union(this.bbox, bbox)
  }

  extents(): Extents {
    const { bbox, count } = this
    return {
      bbox,
      lon: this.#lon.subarray(0, count),
      lat: this.#lat.subarray(0, count),
      size: this.#size.subarray(0, count),
      weight: this.#weight.subarray(0, count),
    }
  }
}

function twiceAsLong(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(2 * numbers.length)
  grown.set(numbers)
  return grown
}

/**
 * Spreads the features of a large layer over scales, so that a viewer draws few of them while they would
 * hide one another, and all as one comes closer. Each is drawn from one level on: level 0 always, each
 * further one at twice the scale. Of those that share a block of the level's grid, the heaviest comes
 * first, so that what is seen at any scale is spread as evenly as the layer is, and is the largest there.
 * Each feature has a region of its own (KML 2.2 section 9.13): no folders are needed, which other
 * programs take for layers.
 */
export class LevelTree {
  readonly #extents: Extents
  readonly #side: number
  readonly #levels: Uint8Array

  constructor(list: ExtentList) {
    const extents = list.extents()
    const [west, south, east, north] = extents.bbox
    this.#extents = extents
    this.#side = Math.max(east - west, north - south, 1e-9)
    this.#levels = toLevels(extents, this.#side)
  }

  levelOf(index: number): number {
    return this.#levels[index]!
  }

  /** The features by their levels, those of a level in their own order. */
  order(): Uint32Array {
    const starts = new Uint32Array(MAX_LEVEL + 2)
    for (const level of this.#levels) starts[level + 1]!++
    for (let level = 0; level <= MAX_LEVEL; level++) starts[level + 1]! += starts[level]!
    const order = new Uint32Array(this.#levels.length)
    for (let index = 0; index < order.length; index++) {
      order[starts[this.#levels[index]!]!++] = index
    }
    return order
  }

  /** Writes the `Region` of a feature; nothing where it is seen at every scale. */
  writeRegion(out: TextWriter, index: number): void {
    const level = this.#levels[index]!
    if (level === 0) return
    const half = this.#side / 2 ** (level + 1)
    const lon = clamp(this.#extents.lon[index]!, 180 - half)
    const lat = clamp(this.#extents.lat[index]!, 90 - half)
    out.write('<Region><LatLonAltBox><north>')
    out.number(round(lat + half))
    out.write('</north><south>')
    out.number(round(lat - half))
    out.write('</south><east>')
    out.number(round(lon + half))
    out.write('</east><west>')
    out.number(round(lon - half))
    out.write(REGION_END)
  }
}

const REGION_END = `</west></LatLonAltBox><Lod><minLodPixels>${REGION_MIN_PIXELS}</minLodPixels></Lod></Region>`

const NOT_PLACED = 255

function toLevels({ bbox, lon, lat, size, weight }: Extents, side: number): Uint8Array {
  const { length } = lon
  const levels = new Uint8Array(length).fill(NOT_PLACED)
  // Blocks of the finest grid: halving a side is exact, so that those of any other are found by halving.
  const finestSide = side / 2 ** MAX_LEVEL / BLOCKS_PER_SIDE
  const columns = new Int32Array(length)
  const rows = new Int32Array(length)
  for (let index = 0; index < length; index++) {
    columns[index] = Math.floor((lon[index]! - bbox[0]) / finestSide)
    rows[index] = Math.floor((lat[index]! - bbox[1]) / finestSide)
  }
  const taken = new BlockSet(length)
  const waiting = heaviestFirst(weight)
  let left = length
  for (let level = 0; left > 0; level++) {
    const levelSide = side / 2 ** level
    const shift = MAX_LEVEL - level
    const blocksPerColumn = BLOCKS_PER_SIDE * 2 ** level + 1
    taken.clear()
    // At the last level, all are placed that are left.
    if (level > 0 && level < MAX_LEVEL) {
      for (let index = 0; index < length; index++) {
        if (levels[index] === NOT_PLACED || Number.isNaN(lon[index]!)) continue
        taken.add((columns[index]! >> shift) * blocksPerColumn + (rows[index]! >> shift))
      }
    }
    let kept = 0
    for (let at = 0; at < left; at++) {
      const index = waiting[at]!
      const share = size[index]! / levelSide
      const isAlways = Number.isNaN(lon[index]!) || level === MAX_LEVEL
      // A point has no size on the ground: its marker is drawn as large at every scale.
      const isSeen = size[index] === 0 || share >= SMALLEST_SHARE
      const block = (columns[index]! >> shift) * blocksPerColumn + (rows[index]! >> shift)
      const isPlaced = isAlways || (isSeen && (share >= OWN_SHARE || !taken.has(block)))
      if (isPlaced) {
        levels[index] = level
        if (!isAlways) taken.add(block)
      } else waiting[kept++] = index
    }
    left = kept
  }
  return levels
}

/** The numbers of the features, the heaviest first; what weighs the same keeps the order of the layer. */
function heaviestFirst(weight: Float64Array): Uint32Array {
  const order = Uint32Array.from(weight.keys())
  const first = weight[0]!
  // Points all weigh the same: sorting a million of them would take longer than placing them.
  return weight.every((one) => one === first)
    ? order
    : order.sort((a, b) => weight[b]! - weight[a]!)
}

/**
 * Blocks of a grid by their numbers, for at most so many. Beyond 2³¹ a `Set` keeps an object for each number, and
 * the finest grids of large layers have more blocks than that.
 */
class BlockSet {
  readonly #blocks: Float64Array
  /** In which round each place was filled: what an earlier one left there is not there any more. */
  readonly #rounds: Uint8Array
  readonly #mask: number
  #round = 0

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * most + 2))
    this.#blocks = new Float64Array(size)
    this.#rounds = new Uint8Array(size)
    this.#mask = size - 1
  }

  /** No more than 255 times. */
  clear(): void {
    this.#round++
  }

  has(block: number): boolean {
    return this.#rounds[this.#placeOf(block)] === this.#round
  }

  add(block: number): void {
    const place = this.#placeOf(block)
    this.#blocks[place] = block
    this.#rounds[place] = this.#round
  }

  /** Where a block is, or is to be. */
  #placeOf(block: number): number {
    const mixed = Math.imul(block ^ Math.floor(block / 2 ** 32), 0x9e3779b1)
    let place = (mixed ^ (mixed >>> 15)) & this.#mask
    while (this.#rounds[place] === this.#round && this.#blocks[place] !== block) {
      place = (place + 1) & this.#mask
    }
    return place
  }
}

/** A region lies within the world, whole, so that it is as wide on the screen as the others. */
const clamp = (middle: number, limit: number): number => Math.max(-limit, Math.min(limit, middle))

/** To about a metre, outwards enough for what lies inside: a feature is far smaller than its region. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
