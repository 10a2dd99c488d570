import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseWktGeometry } from '../src/formats/wkt/parse.ts'
import { distanceBetween } from '../src/query/distance.ts'
import { NearIndex } from '../src/query/near-index.ts'
import { isArea, isContained, meets } from '../src/query/relate.ts'

const judged = JSON.parse(
  readFileSync(new URL('../tests/fixtures/judged-relations.json', import.meta.url), 'utf8'),
) as [string, string, number, number][]

it('has points on edges and corners, edges along edges, and holes', () => {
  for (const shares of [0, 1]) {
    for (const lies of [0, shares]) {
      const some = judged.filter(([, , share, lie]) => share === shares && lie === lies)
      expect(some.length).toBeGreaterThan(40)
    }
  }
})

it.each(judged)(
  'knows as SpatiaLite what %s and %s have in common',
  (textA, textB, share, lies) => {
    const [a, b] = [parseWktGeometry(textA)!, parseWktGeometry(textB)!]
    expect(meets(a, b)).toBe(share === 1)
    expect(meets(b, a)).toBe(share === 1)
    const index = new NearIndex([b])
    expect(index.meeting(a)).toHaveLength(share)
    expect(index.nearest(a, 1) !== null).toBe(share === 1)
    expect(distanceBetween(a, b) === 0).toBe(share === 1)
    if (!isArea(b)) return
    expect(isContained(a, b)).toBe(lies === 1)
    if (a.type === 'Point') expect(index.isInside(a.coordinates[0]!, a.coordinates[1]!)).toBe(share === 1) // biome-ignore format: one line
  },
)
