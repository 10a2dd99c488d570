/**
 * Has SpatiaLite (Debian: libsqlite3-mod-spatialite, with Python's sqlite3) say of pairs of geometries whether they share a
 * point, and whether the first lies in the second, and keeps it as `tests/fixtures/judged-relations.json`, to which
 * `judge-relations.test.ts` holds the Atlas. The geometries have small whole numbers for coordinates: corners fall upon
 * corners, on edges, and along them, all the time. To be run after the pairs have changed:
 *
 *     npx tsx scripts/judge-relations.ts
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Geometry, Polygon, Position } from 'geojson'
import { toWkt } from '../src/formats/wkt/write.ts'
import { pick, randomFrom } from '../tests/support/random.ts'

const PAIRS = 600
const FIXTURE = join(resolve(import.meta.dirname, '..'), 'tests/fixtures/judged-relations.json')

const random = randomFrom(27)
const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
const place = (): Position => [whole(0, 6), whole(0, 6)]

function makeLine(): Position[] {
  const line = [place()]
  while (line.length < 2 + Math.floor(random() * 3)) {
    const next = place()
    if (String(next) !== String(line.at(-1))) line.push(next)
  }
  return line
}

/** A rectangle or a triangle, perhaps with a hole that may touch its edge at a corner. */
function makePolygon(): Polygon {
  const [west, south] = [whole(0, 3), whole(0, 3)]
  const [east, north] = [whole(west + 1, 7), whole(south + 1, 7)]
  const ring = pick(random, [
    [[west, south], [east, south], [east, north], [west, north], [west, south]],
    [[west, south], [east, south], [west, north], [west, south]],
    [[west, south], [east, south], [east, north], [west, south]],
  ]) // biome-ignore format: one line each
  const hasHole = ring.length === 5 && east - west > 2 && north - south > 2 && random() < 0.5
  const hole = [[west + 1, south + 1], [west + 1, north - 1], [east - 1, south + 1], [west + 1, south + 1]] // biome-ignore format: one line
  return { type: 'Polygon', coordinates: hasHole ? [ring, hole] : [ring] }
}

const makeAny = (): Geometry =>
  pick<() => Geometry>(random, [
    () => ({ type: 'Point', coordinates: place() }),
    () => ({ type: 'LineString', coordinates: makeLine() }),
    makePolygon,
  ])()

const pairs = Array.from({ length: PAIRS }, () => [
  toWkt(makeAny()),
  toWkt(random() < 0.7 ? makePolygon() : makeAny()),
])

const PYTHON = `
import json, sqlite3, sys
db = sqlite3.connect(":memory:")
db.enable_load_extension(True)
db.load_extension("mod_spatialite")
ask = "select ST_Intersects(a, b), ST_CoveredBy(a, b) from (select GeomFromText(?) a, GeomFromText(?) b)"
print(json.dumps([db.execute(ask, pair).fetchone() for pair in json.load(sys.stdin)]))
`
const said = JSON.parse(
  execFileSync('/usr/bin/python3', ['-c', PYTHON], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
  }),
) as [number, number][]
const lines = pairs.map(([a, b], nth) => JSON.stringify([a, b, ...said[nth]!]))
writeFileSync(FIXTURE, `[\n${lines.join(',\n')}\n]\n`)
