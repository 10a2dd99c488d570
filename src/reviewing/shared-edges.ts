import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { PreparedArea } from '../geo/area.ts'
import { toNaaf } from '../geo/naaf.ts'
import { orientation, placeInRing } from '../geo/validity.ts'
import { murmur3 } from '../model/feature-key.ts'

/** So many corners of a ring are asked whether they lie in another area. */
const ASKED_CORNERS = 8

/** What rounding to a hundred-millionth of a degree may move. */
const ROUNDING_DEGREES = 2e-8

/** What is wrong where areas meet. */
export interface BorderFault {
  /** The rows that meet there, ascending. */
  readonly rows: readonly number[]
}

/** A void between areas. */
export interface Gap extends BorderFault {
  /** The way around it. */
  readonly ring: readonly Position[]
}

/** No edge. */
const NONE = 0xffffffff

const numbers = new Float64Array(4)
const bytes = new Uint8Array(numbers.buffer)

/** The edges of all areas of a layer, each with the area to its left. */
export class SharedEdges {
  readonly touching = new Set<number>()
  /** x1, y1, x2, y2 of each edge. */
  #edges = new Float64Array(4096)
  #rows = new Uint32Array(1024)
  /** Of all edges that have the same ends, in either order, the last, found by a hash of the ends; 0 is a free place. */
  #byEnds = new Uint32Array(4096)
  #endsCount = 0
  /** Of each edge the one before it that has the same ends. */
  #sameBefore = new Uint32Array(1024)
  /** 1 for an edge that is not the only one of its ends. */
  #state = new Uint8Array(1024)
  readonly #doubled: [number, number][] = []
  /** The first edge of each ring. */
  readonly #ringStarts: number[] = []
  length = 0

  add(row: number, ring: readonly Position[], isShell: boolean): void {
    this.#ringStarts.push(this.length)
    const isForward = signedArea(ring) > 0 === isShell
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = isForward ? [ring[i - 1]!, ring[i]!] : [ring[ring.length - i]!, ring[ring.length - i - 1]!] // biome-ignore format: one line
      if (from[0] === to[0] && from[1] === to[1]) continue
      this.#push(row, from, to)
    }
  }

  #push(row: number, from: Position, to: Position): void {
    if (this.length === this.#rows.length) this.#grow()
    const at = this.length++
    const first = at * 4
    this.#edges[first] = from[0]!
    this.#edges[first + 1] = from[1]!
    this.#edges[first + 2] = to[0]!
    this.#edges[first + 3] = to[1]!
    this.#rows[at] = row
    const place = this.#placeOf(at)
    const latest = this.#byEnds[place]! - 1
    this.#byEnds[place] = at + 1
    this.#sameBefore[at] = latest < 0 ? NONE : latest
    if (latest < 0) {
      this.#endsCount++
      if (this.#endsCount * 2 > this.#byEnds.length) this.#growPlaces()
      return
    }
    this.#state[at] = 1
    for (let other = latest; other !== NONE; other = this.#sameBefore[other]!) {
      this.#state[other] = 1
      if (this.#rows[other] === row) continue
      this.touching.add(row)
      this.touching.add(this.#rows[other]!)
      // Two areas on the same side of one edge lie over each other.
      if (this.#edges[other * 4] === from[0] && this.#edges[other * 4 + 1] === from[1]) {
        this.#doubled.push([this.#rows[other]!, row])
      }
    }
  }

  /** The place of an edge's ends in the table, or the free one that is theirs. */
  #placeOf(edge: number): number {
    const edges = this.#edges
    const at = edge * 4
    const [x1, y1, x2, y2] = [edges[at]!, edges[at + 1]!, edges[at + 2]!, edges[at + 3]!]
    const isUp = x1 < x2 || (x1 === x2 && y1 < y2)
    if (isUp) {
      numbers[0] = x1
      numbers[1] = y1
      numbers[2] = x2
      numbers[3] = y2
    } else {
      numbers[0] = x2
      numbers[1] = y2
      numbers[2] = x1
      numbers[3] = y1
    }
    const mask = this.#byEnds.length - 1
    for (let place = murmur3(bytes, 7) & mask; ; place = (place + 1) & mask) {
      const other = (this.#byEnds[place]! - 1) * 4
      if (other < 0) return place
      const isSame =
        edges[other] === x1 && edges[other + 1] === y1 && edges[other + 2] === x2 && edges[other + 3] === y2 // biome-ignore format: one line
      if (isSame) return place
      const isReverse =
        edges[other] === x2 && edges[other + 1] === y2 && edges[other + 2] === x1 && edges[other + 3] === y1 // biome-ignore format: one line
      if (isReverse) return place
    }
  }

  #growPlaces(): void {
    const latest = this.#byEnds.filter((edge) => edge > 0)
    this.#byEnds = new Uint32Array(this.#byEnds.length * 2)
    for (const edge of latest) this.#byEnds[this.#placeOf(edge - 1)] = edge
  }

  #grow(): void {
    const size = this.#rows.length * 2
    const edges = new Float64Array(size * 4)
    edges.set(this.#edges)
    const rows = new Uint32Array(size)
    rows.set(this.#rows)
    const state = new Uint8Array(size)
    state.set(this.#state)
    this.#edges = edges
    const sameBefore = new Uint32Array(size)
    sameBefore.set(this.#sameBefore)
    this.#sameBefore = sameBefore
    this.#rows = rows
    this.#state = state
  }

  #start = (edge: number): Position => [this.#edges[edge * 4]!, this.#edges[edge * 4 + 1]!]
  #end = (edge: number): Position => [this.#edges[edge * 4 + 2]!, this.#edges[edge * 4 + 3]!]

  #single(): number[] {
    const single: number[] = []
    for (let edge = 0; edge < this.length; edge++) if (this.#state[edge] === 0) single.push(edge)
    return single
  }

  /** Pairs of rows whose areas lie over each other. */
  *findOverlaps(areaOf: (row: number) => Polygon | MultiPolygon | null): Generator<BorderFault> {
    const found = new Set<string>()
    const isNew = (a: number, b: number): boolean => {
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      if (found.has(key)) return false
      found.add(key)
      return true
    }
    const toFault = (a: number, b: number): BorderFault => ({ rows: a < b ? [a, b] : [b, a] })
    for (const [a, b] of this.#doubled) if (isNew(a, b)) yield toFault(a, b)
    yield* this.#findContained(areaOf, isNew)
    const single = this.#single()
    if (single.length === 0) return
    const index = new Flatbush(single.length)
    const boxOf = (edge: number): [number, number, number, number] => {
      const [x1, y1] = this.#start(edge) as [number, number]
      const [x2, y2] = this.#end(edge) as [number, number]
      return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
    }
    for (const edge of single) index.add(...boxOf(edge))
    index.finish()
    for (const [nth, edge] of single.entries()) {
      const row = this.#rows[edge]!
      const near = index.search(
        ...boxOf(edge),
        (other) => other > nth && this.#rows[single[other]!] !== row,
      )
      for (const other of near) {
        const rival = single[other]!
        if (this.#doCross(edge, rival) && isNew(row, this.#rows[rival]!)) {
          yield toFault(row, this.#rows[rival]!)
        }
      }
    }
  }

  /** Whether two edges cross by more than rounding. */
  #doCross(s: number, t: number): boolean {
    const [a, b, c, d] = [this.#start(s), this.#end(s), this.#start(t), this.#end(t)]
    const along = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!)
    const across = Math.hypot(d[0]! - c[0]!, d[1]! - c[1]!)
    const [sideC, sideD] = [orientation(a, b, c) / along, orientation(a, b, d) / along]
    const [sideA, sideB] = [orientation(c, d, a) / across, orientation(c, d, b) / across]
    const isBeyond = (p: number, q: number) =>
      p > 0 !== q > 0 && Math.min(Math.abs(p), Math.abs(q)) > ROUNDING_DEGREES
    return isBeyond(sideC, sideD) && isBeyond(sideA, sideB)
  }

  /** Rows of which a ring lies in another row without crossing its edge. */
  *#findContained(
    areaOf: (row: number) => Polygon | MultiPolygon | null,
    isNew: (a: number, b: number) => boolean,
  ): Generator<BorderFault> {
    const { rows, index } = this.#boxes()
    const areas = new Map<number, { area: Polygon | MultiPolygon; prepared: PreparedArea } | null>()
    const toPrepared = (row: number) => {
      const known = areas.get(row)
      if (known !== undefined) return known
      const area = areaOf(row)
      const made = area && { area, prepared: new PreparedArea(area) }
      areas.set(row, made)
      return made
    }
    for (const edge of this.#askedEdges()) {
      const row = this.#rows[edge]!
      const corner = this.#start(edge)
      const [end, isSingle] = [this.#end(edge), this.#state[edge] === 0]
      // Of areas whose edges run along each other all corners may lie on edges: then a middle tells.
      const middle = [(corner[0]! + end[0]!) / 2, (corner[1]! + end[1]!) / 2]
      for (const place of isSingle ? [corner, middle] : [corner]) {
        const [x, y] = place as [number, number]
        for (const other of index.search(x, y, x, y)) {
          const otherRow = rows[other]!
          // What has the edge, too, has the place on its edge.
          if (otherRow === row || this.#hasEdge(otherRow, edge)) continue
          const rival = toPrepared(otherRow)
          if (!rival) continue
          // Most corners lie on the other area's edge: then a place beside them is outside, which is asked sooner.
          if (!besides(place).every((coordinates) => rival.prepared.meets({ type: 'Point', coordinates }))) continue // biome-ignore format: one line
          if (!isWellWithin(place, rival.area) || !isNew(row, otherRow)) continue
          yield { rows: [row, otherRow].sort((a, b) => a - b) }
        }
      }
    }
  }

  /** Whether a row has an edge of the same ends. */
  #hasEdge(row: number, edge: number): boolean {
    if (this.#state[edge] === 0) return false
    const latest = this.#byEnds[this.#placeOf(edge)]! - 1
    for (let other = latest; other !== NONE; other = this.#sameBefore[other]!) {
      if (this.#rows[other] === row) return true
    }
    return false
  }

  /** The boxes of all rows. */
  #boxes(): { readonly rows: readonly number[]; readonly index: Flatbush } {
    const places = new Map<number, number>()
    const boxes: number[] = []
    for (let edge = 0; edge < this.length; edge++) {
      let place = places.get(this.#rows[edge]!)
      if (place === undefined) {
        place = places.size
        places.set(this.#rows[edge]!, place)
        boxes.push(Infinity, Infinity, -Infinity, -Infinity)
      }
      const [x, y] = [this.#edges[edge * 4]!, this.#edges[edge * 4 + 1]!]
      const at = place * 4
      if (x < boxes[at]!) boxes[at] = x
      if (y < boxes[at + 1]!) boxes[at + 1] = y
      if (x > boxes[at + 2]!) boxes[at + 2] = x
      if (y > boxes[at + 3]!) boxes[at + 3] = y
    }
    const index = new Flatbush(places.size)
    for (let at = 0; at < boxes.length; at += 4) index.add(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!) // biome-ignore format: one line
    index.finish()
    return { rows: [...places.keys()], index }
  }

  /** Edges whose first corner may lie in another area: those that no other area has, and some of every ring. */
  *#askedEdges(): Generator<number> {
    for (const [nth, first] of this.#ringStarts.entries()) {
      const end = this.#ringStarts[nth + 1] ?? this.length
      const step = Math.max(1, Math.floor((end - first) / ASKED_CORNERS))
      for (let edge = first; edge < end; edge++) {
        if (this.#state[edge] === 0 || (edge - first) % step === 0) yield edge
      }
    }
  }

  /** The voids between two rows or more that are narrower on average than some metres. */
  *findGaps(widestMeters: number): Generator<Gap> {
    const single = this.#single()
    const from = new Map<string, number[]>()
    const keyOf = ([x, y]: Position) => `${x} ${y}`
    for (const edge of single) {
      const key = keyOf(this.#start(edge))
      const known = from.get(key)
      if (known) known.push(edge)
      else from.set(key, [edge])
    }
    const left = new Set(single)
    for (const first of single) {
      if (!left.has(first)) continue
      const path: number[] = []
      let edge: number | undefined = first
      while (edge !== undefined && left.has(edge)) {
        left.delete(edge)
        path.push(edge)
        // The way around ends where it began, though another void may touch this one there.
        const candidates: number[] = (from.get(keyOf(this.#end(edge))) ?? []).filter((each) => each === first || left.has(each)) // biome-ignore format: one line
        edge = this.#onward(edge, candidates)
      }
      const isClosed = keyOf(this.#end(path.at(-1)!)) === keyOf(this.#start(first))
      const rows = [...new Set(path.map((each) => this.#rows[each]!))].sort((a, b) => a - b)
      if (!isClosed || rows.length < 2) continue
      const width = this.#voidWidth(path)
      if (width === null || width >= widestMeters) continue
      yield { rows, ring: [...path.map(this.#start), this.#start(first)] }
    }
  }

  /** Which of the edges from an end keeps closest to the void at its right. */
  #onward(edge: number, candidates: readonly number[]): number | undefined {
    if (candidates.length < 2) return candidates[0]
    const [at, back] = [this.#end(edge), this.#start(edge)]
    const angle = (to: Position) => Math.atan2(to[1]! - at[1]!, to[0]! - at[0]!)
    const turnOf = (candidate: number) => {
      const turn = angle(this.#end(candidate)) - angle(back)
      return turn <= 0 ? turn + 2 * Math.PI : turn
    }
    return candidates.reduce((best, candidate) =>
      turnOf(candidate) < turnOf(best) ? candidate : best,
    )
  }

  /** Twice the area by the way around it, in metres, of a ring that has a void at its right; `null` where it has none. */
  #voidWidth(path: readonly number[]): number | null {
    let sum = 0
    let around = 0
    for (const edge of path) {
      const [lon1, lat1] = this.#start(edge) as [number, number]
      const [lon2, lat2] = this.#end(edge) as [number, number]
      const [x1, y1] = toNaaf(lon1, lat1)
      const [x2, y2] = toNaaf(lon2, lat2)
      sum += x1 * y2 - x2 * y1
      around += Math.hypot(x2 - x1, y2 - y1)
    }
    return sum < 0 ? -sum / around : null
  }
}

/** A position and those around it at less than rounding may move it. */
function besides([x, y]: Position): Position[] {
  const step = ROUNDING_DEGREES / 2
  return [[x!, y!], [x! + step, y!], [x! - step, y!], [x!, y! + step], [x!, y! - step]] // biome-ignore format: one line
}

/** Whether a position lies in an area by more than rounding. */
function isWellWithin(position: Position, area: Polygon | MultiPolygon): boolean {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  return polygons.some(
    ([shell, ...holes]) =>
      placeInRing(position, shell!) === 'inside' &&
      holes.every((hole) => placeInRing(position, hole) === 'outside') &&
      [shell!, ...holes].every((ring) => !isOnLine(position, ring)),
  )
}

function isOnLine([x, y]: Position, ring: readonly Position[]): boolean {
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]! as [number, number]
    const [x2, y2] = ring[i]! as [number, number]
    if (Math.min(x1, x2) - ROUNDING_DEGREES > x! || Math.max(x1, x2) + ROUNDING_DEGREES < x!)
      continue
    const square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    const along = square === 0 ? 0 : ((x! - x1) * (x2 - x1) + (y! - y1) * (y2 - y1)) / square
    const share = Math.max(0, Math.min(1, along))
    if (Math.hypot(x1 + share * (x2 - x1) - x!, y1 + share * (y2 - y1) - y!) < ROUNDING_DEGREES)
      return true
  }
  return false
}

function signedArea(ring: readonly Position[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!
  }
  return sum
}
