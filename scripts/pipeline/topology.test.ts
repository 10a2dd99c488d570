import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type Line, polygonsOf, Tally, toPolygon } from './geometry.ts'
import { polygonAreaSquareMeters } from './rings.ts'
import { DETAIL_BITS, snapLines, snapPolygons, snapPosition } from './snap.ts'
import { cutLongLines } from './steps.ts'
import { dropSmall, dropSmallParts, SharedBorders, simplifyFeatures } from './topology.ts'

/** A border from south to north that wanders a little, a position every hundredth of a degree. */
const border: Position[] = Array.from({ length: 201 }, (_, i) =>
  snapPosition([-100 + 0.004 * Math.sin(i * 1.7), 45 + i / 100], DETAIL_BITS),
)
const jagged = (from: Position, to: Position): Position[] =>
  Array.from({ length: 100 }, (_, i) => {
    const share = (i + 1) / 100
    const bend = i === 99 ? 0 : 0.004 * Math.sin(i * 2.3)
    return snapPosition(
      [
        from[0]! + (to[0]! - from[0]!) * share + bend,
        from[1]! + (to[1]! - from[1]!) * share + bend,
      ],
      DETAIL_BITS,
    )
  })

const south = border[0]!
const north = border.at(-1)!
const west = [
  ...border,
  ...jagged(north, [-103, 47]),
  ...jagged([-103, 47], [-103, 45]),
  ...jagged([-103, 45], south),
]
const east = [
  ...border.toReversed(),
  ...jagged(south, [-97, 45]),
  ...jagged([-97, 45], [-97, 47]),
  ...jagged([-97, 47], north),
]
const units = [
  { geometry: toPolygon([west]), properties: { name: 'west' } },
  { geometry: toPolygon([east]), properties: { name: 'east' } },
]
const shared = SharedBorders.of(units)

const keyed = (position: Position) => position.join(',')
const ringOf = (borders: SharedBorders, name: string): Line =>
  polygonsOf(
    borders.features().find(({ properties }) => properties.name === name)!.geometry,
  )[0]![0]!
const common = (borders: SharedBorders) => {
  const other = new Set(ringOf(borders, 'east').map(keyed))
  return ringOf(borders, 'west').filter((position) => other.has(keyed(position)))
}

describe('units with shared borders', () => {
  it('lose positions when they are generalised, but fit each other as before', () => {
    const simple = shared.simplified(3000)
    expect(ringOf(simple, 'west').length).toBeLessThan(west.length / 3)
    const [line] = [...simple.borders(({ name }) => String(name)).values()]
    const along = new Set(line!.lines.flat().map(keyed))
    expect(along.size).toBeGreaterThan(1)
    // Each position of the border is in both outlines, and nothing else is.
    expect(new Set(common(simple).map(keyed))).toEqual(along)
    const joined = simple.dissolve(() => 'all').get('all')!
    const area = (name: string) => polygonAreaSquareMeters([ringOf(simple, name)])
    expect(polygonAreaSquareMeters(joined[0]!)).toBeCloseTo(area('west') + area('east'), -3)
  })

  it('keep the outlines that are to be kept, on both of their sides', () => {
    const simple = shared.simplified(3000, ({ name }) => name === 'west')
    expect(ringOf(simple, 'west')).toHaveLength(west.length)
    expect(ringOf(simple, 'east').length).toBeLessThan(east.length)
    expect(common(simple).length).toBeGreaterThanOrEqual(border.length)
  })

  it('keep their positions on the antimeridian, at the pole and on the Framework’s edge', () => {
    const ring: Position[] = [
      [170, 66],
      [180, 66],
      [180, 66.001],
      [180, 66.002],
      [180, 67],
      [170, 67],
      [170, 66],
    ]
    const simple = SharedBorders.of([
      { geometry: toPolygon([ring]), properties: { name: 'a' } },
    ]).simplified(5000)
    const onCut = ringOf(simple, 'a').filter(([lon]) => lon === 180)
    expect(onCut).toHaveLength(4)
  })

  it('give the border between them, the edge around them and what they make together', () => {
    const [found] = [...shared.borders(({ name }) => String(name)).values()]
    expect(found!.keys).toEqual(['east', 'west'])
    expect(found!.lines.flat()).toHaveLength(border.length)
    const edge = shared.outerEdge().reduce((sum, line) => sum + line.length - 1, 0)
    expect(edge).toBe(west.length + east.length - 2 - 2 * (border.length - 1))
    expect(shared.dissolve(({ name }) => (name === 'west' ? 'w' : null))).toHaveLength(1)
  })
})

describe('generalising lines', () => {
  it('keeps where they meet', () => {
    const cross: Position = [-100, 45]
    const arm = (to: Position) => ({
      geometry: { type: 'LineString' as const, coordinates: [cross, ...jagged(cross, to)] },
      properties: {},
    })
    const simple = simplifyFeatures([arm([-99, 46]), arm([-101, 46]), arm([-100, 44])], 4000)
    for (const { geometry } of simple) {
      expect(geometry.type === 'LineString' && geometry.coordinates[0]).toEqual(cross)
    }
  })
})

describe('small parts', () => {
  const square = (size: number): Position[] => [
    [-100, 45],
    [-100 + size, 45],
    [-100 + size, 45 + size],
    [-100, 45 + size],
    [-100, 45],
  ]

  it('are dropped, holes too, but not the largest where a feature must stay', () => {
    const polygons = [[square(1), square(0.01)], [square(0.02)]]
    expect(dropSmall(polygons, 1e8)).toEqual([[square(1)]])
    expect(dropSmall([[square(0.01)], [square(0.02)]], 1e8)).toEqual([])
    expect(dropSmall([[square(0.01)], [square(0.02)]], 1e8, true)).toEqual([[square(0.02)]])
  })

  it('stay where they border another feature, or are filled by one', () => {
    const island: Position[] = square(0.01).map(([x, y]) => [x! + 5, y!])
    const enclave = square(0.01).map(([x, y]): Position => [x! + 0.5, y! + 0.5])
    const lake = square(0.01).map(([x, y]): Position => [x! + 0.7, y! + 0.7])
    const around = [square(1), enclave.toReversed(), lake.toReversed()]
    expect(dropSmallParts([[around, [island]], [[enclave]]], 1e8)).toEqual([
      [[square(1), enclave.toReversed()]],
      [[enclave]],
    ])
  })
})

describe('rounding', () => {
  it('puts positions on the grid of powers of two, without negative zeros', () => {
    expect(snapPosition([-100.123456, 45.654321], 2)).toEqual([-100, 45.75])
    expect(Object.is(snapPosition([-0.01, 0], 2)[0], 0)).toBe(true)
  })

  it('counts positions that fall together, and drops what is left of too few', () => {
    const tally = new Tally()
    const line: Position[] = [
      [0, 0],
      [0.01, 0],
      [1, 0],
    ]
    expect(
      snapLines(
        [
          line,
          [
            [0, 0],
            [0.01, 0],
          ],
        ],
        4,
        tally,
      ),
    ).toEqual([
      [
        [0, 0],
        [1, 0],
      ],
    ])
    const small: Position[] = [
      [0, 0],
      [0.01, 0],
      [0.01, 0.01],
      [0, 0],
    ]
    expect(snapPolygons([[small]], 4, tally)).toEqual([])
    expect(tally.get('collapsedParts')).toBe(2)
  })
})

describe('long lines', () => {
  it('are cut into pieces that share their ends and lose nothing', () => {
    const line = Array.from({ length: 2501 }, (_, i): Position => [i / 100, 45])
    const pieces = cutLongLines([line])
    expect(pieces.map(({ length }) => length)).toEqual([835, 835, 833])
    expect(pieces.flatMap((piece, i) => (i === 0 ? piece : piece.slice(1)))).toEqual(line)
  })
})
