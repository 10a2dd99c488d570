import type { Position } from 'geojson'
import { feature, merge, mesh } from 'topojson-client'
import { topology as buildTopology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'
import { toNaaf } from '../../src/geo/naaf.ts'
import { isCut } from './framework-region.ts'
import { type Line, linesOf, polygonsOf, type Rings } from './geometry.ts'
import type { PipelineFeature } from './recipe.ts'
import { polygonAreaSquareMeters } from './rings.ts'

type Properties = PipelineFeature['properties']
type Shared = Topology<{ features: GeometryCollection<Properties> }>

/**
 * Features whose shared borders are one arc each (TopoJSON), so that what is dissolved, drawn as a
 * boundary or generalised from them fits together without gaps or overlaps.
 */
export class SharedBorders {
  readonly #topology: Shared

  constructor(topology: Shared) {
    this.#topology = topology
  }

  static of(features: readonly PipelineFeature[]): SharedBorders {
    const collection = {
      type: 'FeatureCollection' as const,
      features: features.map(({ geometry, properties }) => ({
        type: 'Feature' as const,
        geometry,
        properties: { ...properties },
      })),
    }
    return new SharedBorders(buildTopology({ features: collection }) as unknown as Shared)
  }

  get #geometries(): GeometryObject<Properties>[] {
    return this.#topology.objects.features.geometries
  }

  /** The features, each with its own outline. */
  features(): PipelineFeature[] {
    const { features } = feature(this.#topology, this.#topology.objects.features)
    return features.flatMap(({ geometry, properties }) =>
      geometry ? [{ geometry, properties }] : [],
    )
  }

  /** The polygons that features of one key make together, without the borders between them. */
  dissolve(key: (properties: Properties) => string | null): Map<string, readonly Rings[]> {
    const groups = new Map<string, GeometryObject<Properties>[]>()
    for (const object of this.#geometries) {
      const name = key(object.properties!)
      if (name !== null) groups.set(name, [...(groups.get(name) ?? []), object])
    }
    return new Map(
      [...groups].map(([name, objects]) => [
        name,
        polygonsOf(merge(this.#topology, objects as never)),
      ]),
    )
  }

  /**
   * The borders between features of different keys, by the two keys in order; a border that has a
   * feature on one side only is none.
   */
  borders(
    key: (properties: Properties) => string,
  ): Map<string, { readonly keys: readonly [string, string]; readonly lines: readonly Line[] }> {
    const pairs = new Map<string, readonly [string, string]>()
    const pairOf = (a: GeometryObject, b: GeometryObject): readonly [string, string] =>
      [key(a.properties as Properties), key(b.properties as Properties)].sort() as [string, string]
    mesh(this.#topology, this.#topology.objects.features, (a, b) => {
      if (a !== b) {
        const pair = pairOf(a, b)
        if (pair[0] !== pair[1]) pairs.set(pair.join('|'), pair)
      }
      return false
    })
    return new Map(
      [...pairs.entries()].sort().map(([name, keys]) => {
        const lines = mesh(
          this.#topology,
          this.#topology.objects.features,
          (a, b) => a !== b && pairOf(a, b).join('|') === name,
        )
        return [name, { keys, lines: linesOf(lines) }]
      }),
    )
  }

  /** The edge that only one feature has: the coast, where the features are land. */
  outerEdge(): readonly Line[] {
    return linesOf(mesh(this.#topology, this.#topology.objects.features, (a, b) => a === b))
  }

  /**
   * Generalised by Visvalingam and Whyatt's effective area, measured in the Framework's equal-area
   * plane: a vertex goes where the triangle with its neighbours is smaller than the square of the
   * tolerance. Vertices on the antimeridian, at the pole and on the Framework's edge stay, so that the
   * map still ends there. Outlines of features for which `isKept` says so stay as they are, on both of
   * their sides, and then so do islands that would be left with hardly a shape.
   */
  simplified(toleranceMeters: number, isKept?: (properties: Properties) => boolean): SharedBorders {
    const weighted = presimplify(this.#topology, ([a, b, c]) =>
      isCut(b) || isEndAtPole(a, b, c) ? Number.POSITIVE_INFINITY : triangleSquareMeters(a, b, c),
    )
    const simple = simplify(weighted, toleranceMeters ** 2) as Shared
    if (!isKept) return new SharedBorders(simple)
    const kept = this.#arcsOf(isKept)
    const arcs = this.#topology.arcs.map((arc, i) => {
      const simpleArc = simple.arcs[i]!
      const isIsland = isSame(arc[0]!, arc.at(-1)!)
      return kept.has(i) || (isIsland && simpleArc.length < MIN_ISLAND_POSITIONS) ? arc : simpleArc
    })
    return new SharedBorders({ ...simple, arcs })
  }

  /** The numbers of the arcs that bound features of some kind. */
  #arcsOf(isWanted: (properties: Properties) => boolean): ReadonlySet<number> {
    const arcs = new Set<number>()
    for (const object of this.#geometries) {
      if (!isWanted(object.properties!) || !('arcs' in object)) continue
      // An arc that is gone through backwards is named by its complement (TopoJSON section 2.1.4).
      for (const arc of object.arcs.flat(2)) arcs.add(arc < 0 ? ~arc : arc)
    }
    return arcs
  }
}

/** Whether a line along the pole, which is one in longitude and latitude alone, begins or ends at b. */
function isEndAtPole(a: Position, b: Position, c: Position): boolean {
  return Math.abs(b[1]!) === 90 && (Math.abs(a[1]!) !== 90 || Math.abs(c[1]!) !== 90)
}

/** A closed line of fewer positions than a pentagon's is no likeness of an island. */
const MIN_ISLAND_POSITIONS = 6

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function triangleSquareMeters(a: Position, b: Position, c: Position): number {
  const [ax, ay] = toNaaf(a[0]!, a[1]!)
  const [bx, by] = toNaaf(b[0]!, b[1]!)
  const [cx, cy] = toNaaf(c[0]!, c[1]!)
  return Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2
}

/** Generalises features of one layer, lines or polygons, shared borders kept. */
export function simplifyFeatures(
  features: readonly PipelineFeature[],
  toleranceMeters: number,
): PipelineFeature[] {
  return SharedBorders.of(features).simplified(toleranceMeters).features()
}

/**
 * Drops polygons and holes too small to be seen at an overview's scale. With `keepLargest` the largest
 * polygon of each feature stays, whatever its size.
 */
export function dropSmall(
  polygons: readonly Rings[],
  minimumSquareMeters: number,
  keepLargest = false,
): Rings[] {
  return dropSmallParts([polygons], minimumSquareMeters, keepLargest)[0]!
}

/**
 * `dropSmall` for each feature of a layer, but nothing is dropped that borders another feature or that another
 * fills: islands and lakes go, a piece of one state between two others stays.
 */
export function dropSmallParts(
  features: readonly (readonly Rings[])[],
  minimumSquareMeters: number,
  keepLargest = false,
): Rings[][] {
  const SEVERAL = -1
  const ownerOf = new Map<string, number>()
  const keyOf = (position: Position) => `${position[0]} ${position[1]}`
  features.forEach((polygons, feature) => {
    for (const position of polygons.flat(2)) {
      const key = keyOf(position)
      const owner = ownerOf.get(key)
      ownerOf.set(key, owner === undefined || owner === feature ? feature : SEVERAL)
    }
  })
  const isAlone = (ring: Line) => ring.every((position) => ownerOf.get(keyOf(position)) !== SEVERAL)
  const isLarge = (rings: Rings) => polygonAreaSquareMeters(rings) >= minimumSquareMeters
  return features.map((polygons) => {
    const areas = polygons.map((rings) => polygonAreaSquareMeters(rings))
    const largest = keepLargest ? areas.indexOf(Math.max(...areas)) : -1
    return polygons
      .filter(
        (rings, i) => i === largest || areas[i]! >= minimumSquareMeters || !rings.every(isAlone),
      )
      .map(([exterior, ...holes]) => [
        exterior!,
        ...holes.filter((hole) => isLarge([hole]) || !isAlone(hole)),
      ])
  })
}
