/**
 * Asks PROJ (`cs2cs`, which must be installed) where places fall in coordinate reference systems, and
 * keeps its answers as `tests/fixtures/import/crs.json`, which the tests of `src/geo/crs.ts` are held
 * to. Also has PROJ read back the texts that we write.
 *
 *     npx tsx scripts/judge-crs.ts
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseCrs } from '../src/geo/crs.ts'

const ROOT = resolve(import.meta.dirname, '..')
const CORPUS = resolve(ROOT, '../shared/corpus')

type Place = readonly [lon: number, lat: number]
interface Case {
  /** An EPSG code, a text, or the path of a `.prj` in the corpus. */
  readonly crs: string
  readonly places: readonly Place[]
  /** Whether the authority's axes are north, east: PROJ then answers in that order. */
  readonly isNorthFirst?: boolean
  /** Further operations that PROJ should be kept from choosing by place. */
  readonly as?: string
}

const NORTH_AMERICA: readonly Place[] = [
  [-100, 45],
  [-75.25, 40.5],
  [-120.123, 35.7],
  [-99.1, 19.4],
]
const issues = 'formats/mbloch+mapshaper/test/data'

const CASES: readonly Case[] = [
  { crs: 'layers/naaf/cec.prj', places: [...NORTH_AMERICA, [0, 0], [-179.9, 65], [10, 90]] },
  {
    crs: `${issues}/issues/518_519_shp_reading/data_corruption_error.prj`,
    places: [
      [15, 60],
      [18.5, 65],
      [12, 57],
    ],
  },
  {
    crs: `${issues}/issues/518_519_shp_reading/max_callstack_error.prj`,
    places: [
      [15, 60],
      [18.5, 65],
      [12, 57],
    ],
  },
  { crs: `${issues}/issues/166/e_merc.prj`, places: NORTH_AMERICA },
  {
    crs: `${issues}/issues/166/a_utm.prj`,
    places: [
      [-75, 40],
      [-72.5, 44],
      [-78, 20],
    ],
  },
  { crs: `${issues}/shapefile/two_states_mercator.prj`, places: NORTH_AMERICA },
  {
    crs: `${issues}/geopackage/world_land_robin.prj`,
    places: [...NORTH_AMERICA, [12, 33.3], [170, -77.7], [-179, 0]],
  },
  {
    crs: `${issues}/geopackage/Oregon_customCRS.prj`,
    places: [
      [-120.54, 43],
      [-123, 45.2],
    ],
  },
  {
    crs: 'formats/calvinmetcalf+shapefile-js/test/data/LGA_2013_AUST.prj',
    places: [[140, -30]],
    isNorthFirst: true,
  },
  { crs: 'EPSG:3347', places: NORTH_AMERICA },
  { crs: 'EPSG:3978', places: NORTH_AMERICA },
  { crs: 'EPSG:5070', places: NORTH_AMERICA },
  { crs: 'EPSG:6372', places: NORTH_AMERICA, isNorthFirst: true },
  { crs: 'EPSG:3857', places: NORTH_AMERICA },
  { crs: 'EPSG:3395', places: NORTH_AMERICA },
  { crs: 'EPSG:2163', places: NORTH_AMERICA },
  {
    crs: 'EPSG:3413',
    places: [
      [-45, 80],
      [100, 70],
    ],
  },
  {
    crs: 'EPSG:3031',
    places: [
      [0, -80],
      [100, -70],
    ],
  },
  { crs: 'EPSG:3571', places: [[-150, 70]] },
  {
    crs: 'EPSG:32614',
    places: [
      [-99, 19],
      [-101, 50],
      [-96.5, 30],
    ],
  },
  { crs: 'EPSG:32719', places: [[-69.3, -30]] },
  { crs: 'EPSG:2263', places: [[-74, 40.7]] },
  { crs: 'EPSG:2227', places: [[-122, 37.5]] },
  { crs: 'EPSG:2278', places: [[-98, 29]] },
  {
    crs: 'EPSG:26986',
    places: [
      [-71.5, 42],
      [-70, 41.5],
    ],
  },
  { crs: 'EPSG:3005', places: [[-125, 54]] },
  { crs: 'EPSG:3338', places: [[-150, 65]] },
  { crs: 'EPSG:32198', places: [[-70, 50]] },
  { crs: 'EPSG:3078', places: [[-86, 45]] },
  { crs: 'EPSG:3175', places: [[-84, 45]] },
  { crs: 'EPSG:6933', places: NORTH_AMERICA },
  { crs: 'EPSG:4087', places: NORTH_AMERICA },
  { crs: 'EPSG:3832', places: [[170, 10]] },
  { crs: 'EPSG:5880', places: [[-54, -10]] },
  { crs: 'EPSG:27700', places: [[-2, 52]] },
  { crs: 'EPSG:2056', places: [[8, 47]] },
  { crs: 'EPSG:28992', places: [[5, 52]] },
  { crs: 'EPSG:31370', places: [[4.5, 50.7]] },
  {
    crs: 'EPSG:3035',
    places: [
      [10, 52],
      [30, 60],
    ],
    isNorthFirst: true,
  },
  { crs: 'EPSG:2193', places: [[173, -41]], isNorthFirst: true },
  { crs: 'EPSG:2053', places: [[29.5, -30]] },
  { crs: 'EPSG:29873', places: [[115, 4]] },
  {
    crs: 'EPSG:26731',
    places: [[-134, 57]],
    as: '+proj=omerc +no_uoff +lat_0=57 +lonc=-133.666666666667 +alpha=323.130102361111 +gamma=323.130102361111 +k=0.9999 +x_0=5000000.001016 +y_0=-5000000.001016 +ellps=clrk66 +towgs84=-8,160,176 +units=us-ft',
  },
  { crs: '+proj=laea +lat_0=45 +lon_0=-100 +R=6370997 +units=m', places: NORTH_AMERICA },
  {
    crs: '+proj=aea +lat_1=20 +lat_2=60 +lat_0=40 +lon_0=-96 +datum=NAD83 +units=us-ft',
    places: NORTH_AMERICA,
  },
  { crs: '+proj=sinu +lon_0=-96 +R=6371007.181', places: NORTH_AMERICA },
  { crs: '+proj=moll +lon_0=0 +datum=WGS84', places: NORTH_AMERICA },
  {
    crs: '+proj=eqdc +lat_0=40 +lon_0=-96 +lat_1=20 +lat_2=60 +datum=NAD83',
    places: NORTH_AMERICA,
  },
  { crs: '+proj=aeqd +lat_0=45 +lon_0=-100 +datum=WGS84', places: NORTH_AMERICA },
  { crs: '+proj=ortho +lat_0=45 +lon_0=-100 +R=6371000', places: NORTH_AMERICA },
]

function project(target: string, { places, isNorthFirst }: Case): [number, number][] {
  const answer = execFileSync('cs2cs', ['-f', '%.9f', 'EPSG:4326', target], {
    input: `${places.map(([lon, lat]) => `${lat} ${lon}`).join('\n')}\n`,
    encoding: 'utf8',
  })
  return answer
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([a, b]) => (isNorthFirst ? [b!, a!] : [a!, b!]))
}

/** `cs2cs` reads a bare PROJ string as an operation and not as a system. */
const toWkt = (proj: string): string =>
  execFileSync('projinfo', [`${proj} +type=crs`, '-o', 'WKT2:2019', '--single-line', '-q'], {
    encoding: 'utf8',
  }).trim()
const isProjString = (text: string) => text.startsWith('+')
const fixtures = []
for (const one of CASES) {
  const path = join(CORPUS, one.crs)
  const text =
    one.crs.endsWith('.prj') && existsSync(path) ? readFileSync(path, 'utf8').trim() : one.crs
  const given = one.as ?? text
  const target = isProjString(given) ? toWkt(given) : given
  const answers = project(target, one)
  fixtures.push({
    crs: one.crs,
    places: one.places.map((place, index) => [...place, ...answers[index]!]),
  })
  const result = await parseCrs(text)
  if (!result.ok) throw new Error(`${one.crs}: ${result.problem.message}`)
  for (const dialect of ['esriWkt', 'ogcWkt'] as const) {
    const wkt = result.crs[dialect]
    if (wkt === null) continue
    // What PROJ makes of our text, compared with what it makes of the original.
    const isGeographic = result.crs.kind === 'geographic'
    const own = project(wkt, { ...one, isNorthFirst: isGeographic && dialect === 'ogcWkt' })
    const unit = isGeographic ? 111320 : result.crs.unitMeters!
    const off = Math.max(
      ...own.map(
        ([x, y], index) => Math.hypot(x - answers[index]![0], y - answers[index]![1]) * unit,
      ),
    )
    if (!(off < 0.01)) console.log(`${one.crs} as ${dialect}: ${off.toFixed(3)} m off: ${wkt}`)
  }
}
writeFileSync(
  join(ROOT, 'tests/fixtures/import/crs.json'),
  `[\n${fixtures.map((fixture) => JSON.stringify(fixture)).join(',\n')}\n]\n`,
)
console.log(`${fixtures.length} systems`)
