import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Geometry, Position } from 'geojson'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import type { Symbology } from '../../src/catalog/symbology.ts'
import { fromNaaf } from '../../src/geo/naaf.ts'
import type { FieldValue } from '../../src/model/feature.ts'
import type { Field } from '../../src/model/schema.ts'
import { writeLayerFiles } from '../../src/reviewing/release/write-layer-files.ts'
import type { ReviewRows } from '../../src/reviewing/review-rows.ts'
import { fileStore } from '../release/file-store.ts'
import { makeTowns } from './parcels.ts'

/**
 * Made-up layers to measure with, of which nothing is ever shown or published, written as those are that are: by the
 * same code, with their overviews. Each feature comes of its number alone, so that ten million take no memory but
 * that of the writing, and are the same in every run.
 */
export interface MadeLayer {
  readonly id: string
  readonly rows: ReviewRows
  readonly geometryType: 'Point' | 'Polygon'
  readonly symbology: Symbology
}

const FIELDS: readonly Field[] = [
  { name: 'kind', type: 'string' },
  { name: 'tonnes', type: 'double' },
]

/** A number from 0 to 1 of a feature, without a pattern: splitmix32 of its number and a place in it. */
export function randomOf(row: number, place: number): number {
  let mixed = (Math.imul(row + 1, 0x9e3779b9) + Math.imul(place + 1, 0x85ebca6b)) | 0
  mixed ^= mixed >>> 16
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
}

const kindOf = (kinds: readonly string[]) => (row: number) =>
  kinds[Math.floor(randomOf(row, 8) * kinds.length)]!

type Look = Extract<Symbology, { kind: 'categories' }>['classes'][number]['symbol']

/** A colour for each kind, all else as `look` says. */
function byKind(kinds: readonly string[], look: Look): Symbology {
  return {
    kind: 'categories',
    field: 'kind',
    classes: kinds.map((kind, place) => ({
      id: kind,
      label: { en: kind, fr: kind, es: kind },
      symbol: { ...look, fill: colorOf(place) },
      values: [kind],
    })),
  }
}

const POINT_KINDS = ['mine', 'mill', 'dam', 'plant', 'farm']

const TOWNS = makeTowns()

/** Two of three crowded around 80 towns, the others all over the continent. */
export function placeOf(row: number): Position {
  if (row % 3 === 0) return [-130 + 70 * randomOf(row, 0), 15 + 50 * randomOf(row, 1)]
  const [lon, lat] = TOWNS[Math.floor(randomOf(row, 2) * TOWNS.length)]!
  const distance = 8 * randomOf(row, 3) ** 2
  const angle = 2 * Math.PI * randomOf(row, 4)
  return [lon + distance * Math.cos(angle), lat + 0.7 * distance * Math.sin(angle)]
}

/** Points of places as they crowd, each of one of five kinds. */
export function makePoints(count: number): MadeLayer {
  return {
    id: `made-points-${count}`,
    rows: toRows(count, POINT_KINDS, (row) => ({ type: 'Point', coordinates: placeOf(row) })),
    geometryType: 'Point',
    symbology: byKind(POINT_KINDS, { marker: 'circle', markerRadius: 4 }),
  }
}

const SITES = ['Mine', 'Usine', 'Planta de tratamiento', 'Centrale hydroélectrique', 'Dépôt']
const SYLLABLES = [
  'mon',
  'tré',
  'al',
  'qué',
  'bec',
  'río',
  'san',
  'ño',
  'été',
  'ville',
  'lac',
  'ça',
]

/** A name of some words, many of which begin alike, with accents; hardly any two are the same. */
function nameOf(row: number): string {
  const syllables = Array.from(
    { length: 3 + Math.floor(4 * randomOf(row, 10)) },
    (_, nth) => SYLLABLES[Math.floor(randomOf(row, 11 + nth) * SYLLABLES.length)]!,
  ).join('')
  const site = SITES[Math.floor(randomOf(row, 20) * SITES.length)]!
  return `${site} ${syllables[0]!.toUpperCase()}${syllables.slice(1)}`
}

/** The values of facilities: texts, numbers of which some are missing, whole numbers and dates. */
const FACILITY_VALUES: Readonly<Record<string, (row: number) => FieldValue>> = {
  name: nameOf,
  town: (row) =>
    `${nameOf(Math.floor(3000 * randomOf(row, 21)) + 1e6)
      .split(' ')
      .at(-1)}`,
  kind: kindOf(POINT_KINDS),
  tonnes: (row) => (randomOf(row, 22) < 0.05 ? null : Math.round(1e8 * randomOf(row, 9)) / 1000),
  year: (row) => 1990 + Math.floor(35 * randomOf(row, 23)),
  reported: (row) => new Date(1e12 + 7e11 * randomOf(row, 24)).toISOString().slice(0, 10),
}

/** Points with what a register of facilities tells of each. */
export function makeFacilities(count: number): MadeLayer {
  const types = { tonnes: 'double', year: 'integer', reported: 'date' } as const
  return {
    ...makePoints(count),
    id: `made-facilities-${count}`,
    rows: {
      fields: Object.keys(FACILITY_VALUES).map((name) => ({
        name,
        type: types[name as keyof typeof types] ?? 'string',
      })),
      length: count,
      rowNumber: (row) => row + 1,
      value: (row, field) => FACILITY_VALUES[field]!(row),
      geometry: (row) => ({ type: 'Point', coordinates: placeOf(row) }),
    },
  }
}

const AREA_KINDS = ['forest', 'wetland', 'grassland', 'urban']
/** The plane that areas cover: metres of the Framework's plane. */
const AREAS_LEFT = -2_400_000
const AREAS_TOP = 2_000_000
const AREAS_WIDTH = 4_800_000
const AREAS_HEIGHT = 3_600_000
/** Corners of each of the four edges of an area, its ends aside. */
const EDGE_CORNERS = 4

/** Areas that cover the ground together, crooked edges shared, as a map of soils or of parcels has them. */
export function makeAreas(count: number): MadeLayer {
  const columns = Math.max(1, Math.round(Math.sqrt((count * AREAS_WIDTH) / AREAS_HEIGHT)))
  const rowCount = Math.ceil(count / columns)
  const [width, height] = [AREAS_WIDTH / columns, AREAS_HEIGHT / rowCount]
  const steps = EDGE_CORNERS + 1
  const cornersAcross = columns * steps + 1
  // A corner of the grid, moved by what its place alone says: both neighbours have it at the same place.
  const at = (x: number, y: number): Position => {
    const corner = y * cornersAcross + x
    const place = fromNaaf(
      AREAS_LEFT + ((x + 0.5 * (randomOf(corner, 0) - 0.5)) / steps) * width,
      AREAS_TOP - ((y + 0.5 * (randomOf(corner, 1) - 0.5)) / steps) * height,
    )!
    return [place[0], place[1]]
  }
  const toArea = (row: number): Geometry => {
    const [x, y] = [(row % columns) * steps, Math.floor(row / columns) * steps]
    const ring: Position[] = []
    for (let step = 0; step < steps; step++) ring.push(at(x, y + step))
    for (let step = 0; step < steps; step++) ring.push(at(x + step, y + steps))
    for (let step = 0; step < steps; step++) ring.push(at(x + steps, y + steps - step))
    for (let step = 0; step < steps; step++) ring.push(at(x + steps - step, y))
    return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
  }
  return {
    id: `made-areas-${count}`,
    rows: toRows(count, AREA_KINDS, toArea),
    geometryType: 'Polygon',
    symbology: byKind(AREA_KINDS, { line: { light: '#ffffff', dark: '#10181f' } }),
  }
}

const COLORS = ['#1f7a4a', '#2f6db3', '#b0730a', '#b3365f', '#6a3d9a']
const colorOf = (place: number) => ({ light: COLORS[place]!, dark: COLORS[place]! })

function toRows(
  length: number,
  kinds: readonly string[],
  geometry: (row: number) => Geometry,
): ReviewRows {
  const toKind = kindOf(kinds)
  const value = (row: number, field: string): FieldValue =>
    field === 'kind' ? toKind(row) : Math.round(1e5 * randomOf(row, 9) ** 3) / 100
  return { fields: FIELDS, length, rowNumber: (row) => row + 1, value, geometry }
}

const same = (text: string) => ({ en: text, fr: text, es: text })

export interface Published {
  readonly entry: CatalogLayer
  readonly seconds: number
  /** The most memory that this process had until then. */
  readonly peakBytes: number
}

/** Writes a layer and its overviews into a folder, as they lie beside the catalogue that gets its entry. */
export async function publish(made: MadeLayer, folder: string): Promise<Published> {
  const { id, rows, geometryType, symbology } = made
  const described = {
    id,
    group: 'reference' as const,
    title: same(id),
    abstract: same('Made up to measure with.'),
    limitations: same('Made up to measure with.'),
    geometryType,
    fields: rows.fields.map(({ name, type }) => ({ name, type, title: same(name) })),
    symbology,
    modified: '2026-01-01',
    provenance: {
      publisher: 'A bench',
      dataset: id,
      edition: '1',
      date: '2026',
      licence: { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
      citation: 'A bench.',
      sources: [],
      processing: [],
    },
  }
  const start = performance.now()
  let stores = 0
  const { files, stored, bbox } = await writeLayerFiles(rows, described, {
    openStore: async () => {
      const store = fileStore(join(folder, `${id}.${stores++}.part`))
      await store.append(new Uint8Array(0))
      return store
    },
    limitBytes: 16e9,
  })
  for (const [place, { path }] of stored.entries()) {
    renameSync(join(folder, `${id}.${place}.part`), join(folder, path))
  }
  return {
    entry: { ...described, state: 'bundled', ...(bbox && { bbox: [...bbox] }), files: [...files] },
    seconds: (performance.now() - start) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }
}

/** Where `--made` has layers kept; `null` without it. */
export function keptFolder(): string | null {
  const { values } = parseArgs({ options: { made: { type: 'string' } }, strict: false })
  return typeof values.made === 'string' ? values.made : null
}

/** A layer of a folder of its own in `folder`, which is published there unless it has been before. */
export async function publishOnce(
  made: MadeLayer,
  folder: string,
): Promise<Published & { readonly folder: string }> {
  const own = join(folder, made.id)
  const record = join(own, 'published.json')
  if (existsSync(record)) return { ...JSON.parse(readFileSync(record, 'utf8')), folder: own }
  mkdirSync(own, { recursive: true })
  const published = await publish(made, own)
  writeFileSync(record, JSON.stringify(published))
  return { ...published, folder: own }
}
