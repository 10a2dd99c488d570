/**
 * Makes `src/geo/crs-epsg.json` from two packages: the EPSG Geodetic Parameter Dataset as `epsg-index`
 * publishes it (definitions), and Esri's own list (the names that `.prj` files carry). They are
 * sources of data, 55 MB together, and no part of the application: only this distillate is.
 *
 *     npx tsx scripts/epsg.ts
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { toCrsNames } from '../src/geo/crs-definition.ts'
import { parseWkt, type WktNode } from '../src/geo/crs-wkt.ts'

const ROOT = resolve(import.meta.dirname, '..')
const CACHE = join(ROOT, '.cache', 'epsg')

function unpack(spec: string): string {
  const folder = join(CACHE, spec.replaceAll(/[^a-z0-9.-]+/gi, '-'))
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    const packed = execFileSync('npm', ['pack', spec, '--silent', '--pack-destination', folder])
    const tarball = join(folder, packed.toString().trim().split('\n').at(-1)!)
    execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
  }
  return folder
}

interface IndexEntry {
  readonly code: string
  readonly kind: string
  readonly name: string
  readonly wkt: string | null
  readonly proj4: string | null
}
interface EsriEntry {
  readonly wkid: number
  readonly name: string
  readonly wkt: string
}

const index = Object.values(
  JSON.parse(readFileSync(join(unpack('epsg-index@2.0.0'), 'all.json'), 'utf8')) as Record<
    string,
    IndexEntry
  >,
)
const esriFolder = unpack('@esri/proj-codes@3.7.0')
function esriEntries(file: string, key: string): Map<string, EsriEntry> {
  const list = JSON.parse(readFileSync(join(esriFolder, file), 'utf8')) as Record<
    string,
    EsriEntry[]
  >
  return new Map(list[key]!.map((entry) => [String(entry.wkid), entry]))
}
const esriProjected = esriEntries('pe_list_projcs.json', 'ProjectedCoordinateSystems')
const esriGeographic = esriEntries('pe_list_geogcs.json', 'GeographicCoordinateSystems')

/**
 * Datum shifts come from PROJ's own list, as `proj4-list` has it: `epsg-index` gives some rotations with
 * the sign of the other convention (coordinate frame, EPSG method 9607, in place of position vector).
 */
const projEntries = createRequire(import.meta.url)(
  join(unpack('proj4-list@1.0.4'), 'dist/list.min.js'),
) as Record<string, [code: string, proj: string]>
const projList = new Map(
  Object.values(projEntries).map(([code, proj]) => [code.replace('EPSG:', ''), proj] as const),
)

function shiftOf({ code, proj4 }: IndexEntry): string {
  const listed = option(projList.get(code) ?? '', 'towgs84')
  const own = option(proj4!, 'towgs84')
  const isUnsure = own
    .split(',')
    .slice(3, 6)
    .some((rotation) => Number(rotation) !== 0)
  return isUnsure || !own ? listed : own
}

/**
 * Where the datum shift of a datum is a grid, which the Atlas does not carry: the Helmert parameters
 * that EPSG gives for the same pair, with the accuracy in metres that EPSG states for them.
 */
const HELMERT_INSTEAD_OF_GRID: Readonly<Record<string, readonly [string, number]>> = {
  'NTv2_0.gsb': ['-8,160,176', 10],
  'May76v20.gsb': ['-10,158,187', 20],
  'CQ77NA83.GSB': ['-10,158,187', 20],
  'NB7783v2.gsb': ['0,0,0', 2],
  'BETA2007.gsb': ['598.1,73.7,418.2,0.202,0.045,-2.455,6.7', 3],
  'nzgd2kgrid0005.gsb': ['59.47,-5.04,187.44,0.47,-0.1,1.024,-4.5993', 4],
  'OSTN15_NTv2_OSGBtoETRS.gsb': ['446.448,-125.157,542.06,0.15,0.247,0.842,-20.489', 2],
}

const find = (node: WktNode, keyword: string) => node.children.find((c) => c.keyword === keyword)
const codeOf = (node: WktNode) => String(find(node, 'AUTHORITY')?.values[1] ?? '')
const option = (proj: string, key: string) => proj.match(new RegExp(`\\+${key}=([^ ]+)`))?.[1] ?? ''
const trimmed = (shift: string) => shift.replace(/(,0)+$/, '') || '0'

/** Esri's name, left empty where it is the one that `toCrsNames` makes. */
function esriName({ code, name }: IndexEntry): string {
  const esri = esriProjected.get(code)?.name ?? ''
  return esri === toCrsNames(name, '').esri ? '' : esri
}

const geographic: string[] = []
const projected: string[] = []
for (const entry of index) {
  if (!entry.proj4 || !entry.wkt || entry.proj4.includes('geocent')) continue
  const wkt = parseWkt(entry.wkt)
  if (wkt.keyword === 'GEOGCS') {
    const datum = find(wkt, 'DATUM')!
    const spheroid = find(datum, 'SPHEROID')!
    const meridian = find(wkt, 'PRIMEM')!
    const grid = option(entry.proj4, 'nadgrids')
    const instead = HELMERT_INSTEAD_OF_GRID[grid]
    const shift = instead ? instead[0] : shiftOf(entry)
    const known = /\+datum=WGS84/.test(entry.proj4) ? '0' : shift && trimmed(shift)
    const esri = esriGeographic.get(entry.code)
    const esriWkt = esri && parseWkt(esri.wkt)
    const esriDatum = esriWkt && find(esriWkt, 'DATUM')
    const esriSpheroid = esriDatum && find(esriDatum, 'SPHEROID')
    geographic.push(
      [
        entry.code,
        entry.name,
        esri?.name ?? '',
        datum.values[0],
        esriDatum?.values[0] ?? '',
        spheroid.values[0],
        esriSpheroid?.values[0] ?? '',
        spheroid.values[1],
        spheroid.values[2],
        meridian.values[0],
        meridian.values[1],
        find(wkt, 'UNIT')!.values[1],
        known,
        instead ? instead[1] : '',
      ].join('\t'),
    )
  } else if (wkt.keyword === 'PROJCS') {
    const base = codeOf(find(wkt, 'GEOGCS')!)
    const parameters = entry.proj4
      .split(/\s*\+/)
      .filter(
        (part) =>
          part && !/^(no_defs|type=|ellps=|a=|b=|rf=|R=|towgs84=|nadgrids=|datum=|pm=)/.test(part),
      )
      .map((part) => part.replace(/^proj=/, ''))
      .filter((part) => !/^(lat_0=0|x_0=0|y_0=0|k=1|units=m)$/.test(part))
      .join(' ')
    projected.push([entry.code, entry.name, esriName(entry), base, parameters].join('\t'))
  }
}

// Systems that EPSG has deprecated, which files still name, with their datum in their own string.
const seen = new Set(index.map(({ code }) => code))
for (const [code, proj] of projList) {
  if (seen.has(code) || !/\+proj=(?!longlat|geocent)/.test(proj)) continue
  const name = esriProjected.get(code)?.name ?? ''
  const parameters = proj
    .trim()
    .replaceAll(/\s*\+(no_defs|type=crs|wktext)/g, '')
    .replaceAll(' +', ' ')
  projected.push(
    [
      code,
      name.replaceAll('_', ' ') || `EPSG:${code}`,
      name,
      '',
      parameters.replace('+proj=', ''),
    ].join('\t'),
  )
}

const byCode = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10)
/** A row a line, so that a new edition of the dataset can be read as a difference. */
const toJson = (rows: readonly string[]) =>
  rows
    .toSorted(byCode)
    .map((row) => JSON.stringify(row))
    .join(',\n')
writeFileSync(
  join(ROOT, 'src/geo/crs-epsg.json'),
  `{"geographic":[\n${toJson(geographic)}\n],"projected":[\n${toJson(projected)}\n]}\n`,
)
console.log(`${geographic.length} geographic and ${projected.length} projected systems`)
