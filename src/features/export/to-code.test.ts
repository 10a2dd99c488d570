import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import initSqlJs from 'sql.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaticServer, startStaticServer } from '../../../scripts/static-server.ts'
import { randomFrom } from '../../../tests/support/random.ts'
import {
  RANDOM_FIELDS,
  randomCondition,
  randomProperties,
} from '../../../tests/support/random-conditions.ts'
import { type ExportPart, toSubset } from '../../exporting/selection.ts'
import { collect } from '../../formats/contract/collect.ts'
import { writeLayer } from '../../formats/registry/write-layer.ts'
import { WGS84 } from '../../geo/crs.ts'
import type { Feature } from '../../model/feature.ts'
import { keyOfPlace } from '../../model/feature-key.ts'
import { toPredicate } from '../../model/predicate.ts'
import type { Field } from '../../model/schema.ts'
import { toWhereText } from '../../model/where.ts'
import { MemorySource } from '../../sources/memory-source.ts'
import { subsetOf } from '../../sources/subset.ts'
import { CODE_TOOLS, type CodeSubject, type CodeTool, toCode } from './to-code.ts'

const FIXTURE = join(import.meta.dirname, '../../../tests/fixtures/export/copied-code.json')
const run = promisify(execFile)

const FIELDS: readonly Field[] = [
  { name: 'number', type: 'integer' },
  { name: 'nom d’usage', type: 'string' },
  { name: 'kind', type: 'string' },
  { name: 'capacity_mw', type: 'double' },
  { name: 'active', type: 'boolean' },
  { name: 'opened', type: 'date' },
  { name: 'group', type: 'string' },
]
const NAMES = [
  "L'Anse",
  'Río Bravo 50 %',
  'Montréal_Est',
  'montréal',
  'say "yes"',
  null,
  'back\\slash',
]

/** Points over all of North America, the Aleutians past the antimeridian too, with gaps in every field. */
const FEATURES: readonly Feature[] = Array.from({ length: 240 }, (_, index) => {
  const lon = -190 + ((index * 37) % 140)
  return {
    ...keyOfPlace(index),
    geometry: {
      type: 'Point',
      coordinates: [lon < -180 ? lon + 360 : lon, 15 + ((index * 53) % 600) / 10],
    },
    properties: {
      number: index,
      'nom d’usage': NAMES[index % NAMES.length]!,
      kind: ['wind', 'solar', 'hydro', null][index % 4]!,
      capacity_mw: index % 5 === 0 ? null : (index * 7.25) % 100,
      active: index % 3 === 0 ? null : index % 2 === 0,
      opened: index % 11 === 0 ? null : `${1950 + (index % 70)}-0${1 + (index % 9)}-15`,
      group: index % 2 ? 'a' : 'b',
    },
  }
})
const source = new MemorySource(
  { name: 'power-plants', geometryType: 'Point', fields: FIELDS },
  FEATURES,
)

const CASES: Readonly<Record<string, ExportPart>> = {
  whole: {},
  fields: { fields: ['number', 'nom d’usage'] },
  'range of numbers': {
    condition: {
      kind: 'all',
      of: [
        { kind: 'compare', field: 'capacity_mw', operator: '>=', value: 12.5 },
        { kind: 'compare', field: 'capacity_mw', operator: '<', value: 60 },
      ],
    },
  },
  'not equal, of a field with gaps': {
    condition: { kind: 'compare', field: 'kind', operator: '<>', value: 'wind' },
    fields: ['number'],
  },
  'none of, or empty': {
    condition: {
      kind: 'any',
      of: [
        { kind: 'none-of', field: 'kind', values: ['wind', 'solar'] },
        { kind: 'empty', field: 'kind' },
      ],
    },
  },
  'one of, with a quote': {
    condition: { kind: 'one-of', field: 'nom d’usage', values: ["L'Anse", 'say "yes"'] },
  },
  'a text with signs of patterns': {
    condition: { kind: 'contains', field: 'nom d’usage', text: '50 %' },
  },
  'a text in its own case': {
    condition: { kind: 'starts-with', field: 'nom d’usage', text: 'Montréal' },
  },
  backslash: { condition: { kind: 'contains', field: 'nom d’usage', text: '\\' } },
  'dates and truth': {
    condition: {
      kind: 'all',
      of: [
        { kind: 'compare', field: 'opened', operator: '>=', value: '1990-01-01' },
        { kind: 'compare', field: 'active', operator: '=', value: true },
        { kind: 'not-empty', field: 'capacity_mw' },
      ],
    },
  },
  'between, ends included': {
    condition: { kind: 'between', field: 'opened', from: '1960-02-15', to: '1980-05-15' },
  },
  'neither between nor containing': {
    condition: {
      kind: 'not',
      of: {
        kind: 'any',
        of: [
          { kind: 'between', field: 'capacity_mw', from: 10, to: 60 },
          { kind: 'contains', field: 'nom d’usage', text: '_' },
          { kind: 'not', of: { kind: 'compare', field: 'group', operator: '=', value: 'b' } },
        ],
      },
    },
  },
  'a pattern in its own case': {
    condition: { kind: 'like', field: 'nom d’usage', pattern: 'M_ntr%al%' },
  },
  'not a pattern, in any case': {
    condition: {
      kind: 'not',
      of: { kind: 'ilike', field: 'nom d’usage', pattern: '%B%\\\\%' },
    },
  },
  'a pattern of signs': {
    condition: { kind: 'like', field: 'nom d’usage', pattern: '%50 \\%' },
  },
  box: { bbox: [-120, 20, -80, 50] },
  'box across the antimeridian': { bbox: [170, 15, -160, 75], fields: ['number', 'kind'] },
  'area and condition': {
    area: {
      type: 'Polygon',
      coordinates: [
        [
          [-130, 20],
          [-70, 25],
          [-90, 70],
          [-130, 20],
        ],
      ],
    },
    condition: { kind: 'compare', field: 'group', operator: '=', value: 'a' },
  },
}

const toSubject = (part: ExportPart, path: string): CodeSubject => ({
  path,
  name: 'power-plants',
  fields: FIELDS,
  part,
  format: 'geojson',
  crs: 'wgs84',
})

async function numbersOf(part: ExportPart): Promise<number[]> {
  const numbers: number[] = []
  for await (const { properties } of subsetOf(source, toSubset(part)).features()) {
    numbers.push(properties.number as number)
  }
  return numbers.sort((a, b) => a - b)
}

/** How each program runs a file of its language, and whether it is there to. */
const PROGRAMS: Readonly<
  Record<
    CodeTool,
    {
      readonly command: string
      readonly args: (file: string) => string[]
      readonly isThere: boolean
    }
  >
> = {
  ogr2ogr: {
    command: 'sh',
    args: (file) => ['-e', file],
    isThere: spawnSync('ogr2ogr', ['--version']).status === 0,
  },
  python: {
    command: '/usr/bin/python3',
    args: (file) => ['-W', 'ignore', file],
    isThere: spawnSync('/usr/bin/python3', ['-c', 'import geopandas']).status === 0,
  },
  r: {
    command: 'Rscript',
    args: (file) => ['--encoding=UTF-8', file],
    isThere: spawnSync('Rscript', ['-e', 'library(sf)']).status === 0,
  },
}

const folder = mkdtempSync(join(tmpdir(), 'atlas-code-'))
let server: StaticServer
beforeAll(async () => {
  const { chunks } = await collect(
    writeLayer(
      {
        schema: source.schema,
        features: () => FEATURES,
        name: 'power-plants',
        title: 'Power plants',
        metadata: {},
        language: 'en',
      },
      'flatgeobuf',
      WGS84,
    ),
  )
  writeFileSync(join(folder, 'power-plants.fgb'), Buffer.concat(chunks))
  server = await startStaticServer({ folder })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

/** What ogr2ogr selected, by case: the judge's answers, kept by `JUDGE=ogr2ogr npx vitest run …`. */
const judged: Record<string, number[]> = existsSync(FIXTURE)
  ? JSON.parse(readFileSync(FIXTURE, 'utf8'))
  : {}

describe('a part of a layer', () => {
  it.each(Object.entries(CASES))(
    'is what ogr2ogr made of the copied command: %s',
    async (name, part) => {
      expect(await numbersOf(part)).toEqual(judged[name])
    },
  )
})

describe.each(CODE_TOOLS)('the code for %s', (tool) => {
  const { command, args, isThere } = PROGRAMS[tool]

  it.runIf(isThere)('makes the very same parts, over HTTP', async () => {
    const path = `/vsicurl/${server.url}power-plants.fgb`
    const parts = Object.entries(CASES).map(([name, part], index) => ({ name, part, index }))
    const codes = parts.map(({ part, index }) =>
      toCode(tool, { ...toSubject(part, path), name: `part-${index}` }),
    )
    // In one run: R and Python take long to start. `ogr2ogr` names the layer and the file alike.
    const code = codes.join('\n').replaceAll(/FROM "part-\d+"/g, 'FROM "power-plants"')
    const own = mkdtempSync(join(folder, `${tool}-`))
    writeFileSync(join(own, 'code'), code)
    await run(command, args('code'), { cwd: own, env: { ...process.env, LC_ALL: 'C.UTF-8' } })
    for (const { name, part, index } of parts) {
      const { features } = JSON.parse(readFileSync(join(own, `part-${index}.geojson`), 'utf8')) as {
        features: { properties: Record<string, unknown> }[]
      }
      const numbers = features.map(({ properties }) => properties.number as number)
      numbers.sort((a, b) => a - b)
      if (process.env.JUDGE === tool) judged[name] = [...numbers]
      expect(numbers, `${name}\n${codes[index]}`).toEqual(judged[name])
      const fields = part.fields ?? FIELDS.map((field) => field.name)
      // GDAL leaves a field out of a feature that has no value in it.
      const written = new Set(features.flatMap(({ properties }) => Object.keys(properties)))
      expect([...written].sort(), name).toEqual([...fields].sort())
    }
    if (process.env.JUDGE === tool) writeFileSync(FIXTURE, `${JSON.stringify(judged)}\n`)
  })

  it.skipIf(isThere)(`is not run: ${tool} is not installed here`, () => undefined)
})

describe('the code for ogr2ogr', () => {
  it('asks SQLite for the features that the Atlas exports, whatever the condition', async () => {
    const random = randomFrom(7)
    const features = Array.from({ length: 120 }, () => randomProperties(random))
    const { Database } = await initSqlJs()
    const database = new Database()
    const columns = RANDOM_FIELDS.map(({ name }) => `"${name.replaceAll('"', '""')}"`)
    database.run(`CREATE TABLE features (place INTEGER, ${columns.join(', ')})`)
    for (const [place, properties] of features.entries()) {
      const values = RANDOM_FIELDS.map(({ name }) => {
        const value = Object.hasOwn(properties, name) ? properties[name]! : null
        return typeof value === 'boolean' ? Number(value) : value
      })
      // What does not fit 32 bits is bound as a number of SQLite's other kind, but for these.
      const marks = values.map((value) => (typeof value === 'bigint' ? String(value) : '?'))
      const bound = values.filter((value) => typeof value !== 'bigint')
      database.run(`INSERT INTO features VALUES (${place}, ${marks.join(', ')})`, bound)
    }
    let asked = 0
    for (let count = 0; count < 500; count++) {
      const condition = randomCondition(random)
      // Of SQLite's own letters, those of ASCII alone have two cases.
      if (toWhereText(condition).includes(' ILIKE ')) continue
      asked++
      const code = toCode('ogr2ogr', toSubject({ condition }, 'x.fgb'))
      const [, sql = ''] = /-sql '((?:[^']|'\\'')*)'/.exec(code) ?? []
      const where = sql.replaceAll("'\\''", "'").replace(/^.*? WHERE /s, '')
      const [answer] = database.exec(`SELECT place FROM features WHERE ${where} ORDER BY place`)
      const meets = toPredicate(condition, RANDOM_FIELDS)
      const selected = features.flatMap((one, place) => (meets(one) ? [place] : []))
      expect(answer?.values.flat() ?? [], where).toEqual(selected)
    }
    expect(asked).toBeGreaterThan(250)
    database.close()
  })

  it.runIf(PROGRAMS.ogr2ogr.isThere)(
    'writes a shapefile in the Framework’s projection',
    async () => {
      const code = toCode('ogr2ogr', {
        ...toSubject({ bbox: [-101, 15, -99, 75] }, join(folder, 'power-plants.fgb')),
        format: 'shapefile',
        crs: 'naaf',
      })
      await run('sh', ['-e', '-c', code], { cwd: folder })
      expect(readFileSync(join(folder, 'power-plants.prj'), 'utf8')).toContain(
        'PROJECTION["Lambert_Azimuthal_Equal_Area"]',
      )
      expect(readFileSync(join(folder, 'power-plants.cpg'), 'utf8')).toBe('UTF-8')
    },
  )
})
