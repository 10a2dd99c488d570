import type { Bbox } from '../../geo/bbox.ts'
import { corrupt } from './corrupt.ts'
import { NODE_BYTES } from './format.ts'
import { type IndexLevel, indexLevels } from './index-levels.ts'
import type { FlatGeobufHeader } from './read-header.ts'

/** Neighbouring nodes of the index, `[first, end)`, that are read together. */
export type NodeRange = IndexLevel

/** A feature that a query meets: its number in the file, and where its bytes are in the file. */
export interface FoundFeature {
  readonly id: number
  readonly byteOffset: number
  /** `null` for the last feature, which ends with the file. */
  readonly byteEnd: number | null
}

/** The bytes of some nodes, of which the first is node number `first`. */
export interface NodeBytes {
  readonly first: number
  readonly bytes: Uint8Array
}

/**
 * A query of the packed R-tree, level by level from the root: `ranges` says which nodes must be had
 * next, `step` takes their bytes. Once `ranges` is empty, `found` has the features in file order. All
 * nodes of a level are asked for at once, so that a query over a network costs as many rounds as the
 * tree has levels and no more, and neighbouring ones come as one range.
 *
 * The nodes are hostile: a child number or offset that is not where the format puts it throws
 * `flatgeobuf-corrupt`, and so a query never goes on without end.
 */
export class IndexSearch {
  ranges: readonly NodeRange[]
  readonly found: FoundFeature[] = []
  readonly #header: FlatGeobufHeader
  readonly #levels: readonly IndexLevel[]
  readonly #boxes: readonly Bbox[]
  #depth = 0
  #leafRanges: readonly NodeRange[] = []
  /** How many nodes of the last level that was read the query met. */
  #metNodes = 1

  /** `boxes` are in the file's own coordinates, west not greater than east. */
  constructor(header: FlatGeobufHeader, boxes: readonly Bbox[]) {
    this.#header = header
    this.#boxes = boxes
    this.#levels = indexLevels(header.featureCount ?? 0, header.indexNodeSize)
    this.ranges = [this.#levels[0]!]
  }

  /** About how many features the query will find, judged by where in the index it has come. */
  get expectedFeatures(): number {
    const nodes = this.ranges.reduce((sum, { first, end }) => sum + end - first, 0)
    const leavesBelow =
      nodes * this.#header.indexNodeSize ** (this.#levels.length - 1 - this.#depth)
    return Math.min(leavesBelow, this.#header.featureCount ?? 0) * this.expectedShare
  }

  /** About which share of what is below the nodes that it has met the query will meet. */
  get expectedShare(): number {
    return expectedShare(this.#metNodes)
  }

  /** Whether `ranges` are leaves: the step with their bytes is the last. */
  get isAtLeaves(): boolean {
    return this.#depth === this.#levels.length - 1
  }

  /**
   * The packs (`packs.ts`), counted from 0, below the nodes that the query has met, once it is at the
   * leaves: their features are those to look at where the leaves are not read.
   */
  get packs(): readonly NodeRange[] {
    const leaves = this.#levels.at(-1)!
    const { indexNodeSize } = this.#header
    return this.#leafRanges.map(({ first, end }) => ({
      first: (first - leaves.first) / indexNodeSize,
      end: Math.ceil((end - leaves.first) / indexNodeSize),
    }))
  }

  /** The nodes of the level at hand, all of them. */
  get level(): NodeRange {
    return this.#levels[this.#depth]!
  }

  /**
   * Passes a level by unread, as if a query met all nodes of `ranges`: their children are asked for
   * instead. Packed trees have them where arithmetic puts them. More bytes, but a round trip less.
   */
  skipLevel(): void {
    const level = this.#levels[this.#depth]!
    const below = this.#levels[this.#depth + 1]!
    const { indexNodeSize } = this.#header
    this.#descend(
      this.ranges.map(({ first, end }) => ({
        first: below.first + (first - level.first) * indexNodeSize,
        end: Math.min(below.first + (end - level.first) * indexNodeSize, below.end),
      })),
    )
  }

  /** Takes the nodes of `ranges`, in the same order. */
  step(nodes: readonly NodeBytes[]): void {
    if (this.isAtLeaves) {
      this.ranges.forEach((range, i) => {
        this.#leaves(range, nodes[i]!)
      })
      this.ranges = []
      return
    }
    const children: NodeRange[] = []
    this.#metNodes = 0
    this.ranges.forEach((range, i) => {
      this.#inner(range, nodes[i]!, children)
    })
    this.#descend(children)
  }

  #descend(children: readonly NodeRange[]): void {
    this.#depth++
    if (this.isAtLeaves) this.#leafRanges = children
    this.ranges = this.isAtLeaves ? children.map(this.#withNext) : children
  }

  #inner(range: NodeRange, { first, bytes }: NodeBytes, children: NodeRange[]): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const below = this.#levels[this.#depth + 1]!
    const { indexNodeSize } = this.#header
    for (let node = range.first; node < range.end; node++) {
      const position = (node - first) * NODE_BYTES
      if (!this.#meets(view, position)) continue
      this.#metNodes++
      // Packed trees have their children where arithmetic puts them; the stored number must agree.
      const child = below.first + (node - this.#levels[this.#depth]!.first) * indexNodeSize
      if (Number(view.getBigUint64(position + 32, true)) !== child) {
        throw corrupt('its index leads elsewhere than to its own nodes')
      }
      const end = Math.min(child + indexNodeSize, below.end)
      const last = children.at(-1)
      if (last?.end === child) children[children.length - 1] = { first: last.first, end }
      else children.push({ first: child, end })
    }
  }

  /** A feature ends where the next begins: leaves are read with the one after them. */
  readonly #withNext = ({ first, end }: NodeRange): NodeRange => ({
    first,
    end: Math.min(end + 1, this.#levels.at(-1)!.end),
  })

  #leaves(range: NodeRange, { first, bytes }: NodeBytes): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const leaves = this.#levels[this.#depth]!
    const { featuresByteOffset } = this.#header
    const offsetAt = (node: number) =>
      featuresByteOffset + Number(view.getBigUint64((node - first) * NODE_BYTES + 32, true))
    for (let node = range.first; node < range.end; node++) {
      const isLast = node + 1 === leaves.end
      // The node after a range was read for its offset alone.
      if (node + 1 === range.end && !isLast) continue
      if (!this.#meets(view, (node - first) * NODE_BYTES)) continue
      const previous = this.found.at(-1)
      const byteOffset = offsetAt(node)
      const byteEnd = isLast ? null : offsetAt(node + 1)
      if (
        !Number.isSafeInteger(byteOffset) ||
        byteOffset < (previous?.byteEnd ?? featuresByteOffset) ||
        (byteEnd !== null && byteEnd <= byteOffset)
      ) {
        throw corrupt('its index leads elsewhere than to its features')
      }
      this.found.push({ id: node - leaves.first, byteOffset, byteEnd })
    }
  }

  #meets(view: DataView, position: number): boolean {
    const minX = view.getFloat64(position, true)
    const minY = view.getFloat64(position + 8, true)
    const maxX = view.getFloat64(position + 16, true)
    const maxY = view.getFloat64(position + 24, true)
    return this.#boxes.some(
      ([west, south, east, north]) =>
        minX <= east && maxX >= west && minY <= north && maxY >= south,
    )
  }
}

/** The leaf of the feature at a place of the file, counted from 0, with the one after it if there is one. */
export function leafAt(header: FlatGeobufHeader, place: number): NodeRange {
  const leaves = indexLevels(header.featureCount ?? 0, header.indexNodeSize).at(-1)!
  const first = leaves.first + place
  return { first, end: Math.min(first + 2, leaves.end) }
}

/** Where the feature at a place is, from the bytes of `leafAt`. Throws `flatgeobuf-corrupt`. */
export function readLeafAt(
  header: FlatGeobufHeader,
  place: number,
  bytes: Uint8Array,
): FoundFeature {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const offsetAt = (node: number) =>
    header.featuresByteOffset + Number(view.getBigUint64(node * NODE_BYTES + 32, true))
  const byteOffset = offsetAt(0)
  const byteEnd = bytes.length > NODE_BYTES ? offsetAt(1) : null
  if (!Number.isSafeInteger(byteOffset) || (byteEnd !== null && byteEnd <= byteOffset)) {
    throw corrupt('its index leads elsewhere than to its features')
  }
  return { id: place, byteOffset, byteEnd }
}

/**
 * Of the features below the nodes that a query meets, about this share is found by it: the rest lies
 * in nodes that reach across the query's border, and these grow with the root of all. The factor is
 * what ten views of crowded polygons showed, at every level of the index.
 */
export function expectedShare(metNodes: number): number {
  return Math.max(0.2, 1 - 1.7 / Math.sqrt(metNodes))
}
