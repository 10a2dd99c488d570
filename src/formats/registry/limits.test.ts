import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { keyOfPlace } from '../../model/feature-key.ts'
import { bytesSource } from '../bytes/byte-source.ts'
import { MOST_FIELDS } from '../contract/field-names.ts'
import { readHeader } from '../flatgeobuf/read-header.ts'
import { writeFlatGeobuf } from '../flatgeobuf/write.ts'
import { loadSqlite } from '../geopackage/sqlite.ts'
import { type ImportResult, readFiles } from './read-files.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const read = (name: string, bytes: Uint8Array | string) =>
  readFiles([bytesSource(typeof bytes === 'string' ? encode(bytes) : bytes, name)])

/** What a reading tells, of the files and of each layer: codes with their values. */
function toldBy(result: ImportResult) {
  if (!result.ok) return [result.problem]
  return [...result.warnings, ...result.layers.flatMap(({ warnings }) => warnings)]
}

const PLACES = 'lon,lat\n-100,45\n'

describe('limits are named, and what is beyond them is counted', () => {
  it('of fields', async () => {
    const table = (columns: number) =>
      `${Array.from({ length: columns }, (_, index) => `c${index}`).join(',')}\n${'1,'.repeat(columns - 1)}1\n`
    expect((await read('wide.csv', table(MOST_FIELDS))).ok).toBe(true)
    expect(await read('wide.csv', table(1_000_000))).toMatchObject({
      ok: false,
      problem: { code: 'fields-beyond-limit', values: { count: 1_000_000, limit: MOST_FIELDS } },
    })
    const properties = Object.fromEntries(
      Array.from({ length: MOST_FIELDS + 1 }, (_, index) => [`c${index}`, index]),
    )
    expect(
      await read('wide.geojson', JSON.stringify({ type: 'Feature', properties, geometry: null })),
    ).toMatchObject({ ok: false, problem: { code: 'fields-beyond-limit' } })
  })

  it('of layers in an archive, the first of which are read', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 2003 }, (_, index) => [`place-${index}.csv`, encode(PLACES)]),
    )
    const result = await read('many.zip', zipSync(files, { level: 0 }))
    expect(result.ok && result.layers).toHaveLength(2000)
    expect(toldBy(result)).toContainEqual(
      expect.objectContaining({ code: 'files-beyond-limit', count: 3, values: { limit: 2000 } }),
    )
  })

  it('of archives in archives', async () => {
    let bytes = encode(PLACES)
    for (let depth = 0; depth < 300; depth++) {
      bytes = zipSync({ [depth === 0 ? 'places.csv' : 'inner.zip']: bytes }, { level: 0 })
      if (depth === 1) expect((await read('two.zip', bytes)).ok).toBe(true)
    }
    expect(await read('deep.zip', bytes)).toMatchObject({
      ok: false,
      problem: { code: 'archive-too-deep' },
    })
  })

  it('of files in archives within an archive, however small each is', async () => {
    const inner = zipSync(
      Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`${index}`, encode('-')])),
      { level: 0 },
    )
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [`${index}.zip`, inner]),
    )
    expect(await read('many.zip', zipSync(files, { level: 0 }))).toMatchObject({
      ok: false,
      problem: { code: 'archives-too-many', values: { name: 'many.zip', limit: 20_000 } },
    })
  })

  it('of the length of a row, also where a quotation mark is never closed', async () => {
    for (const cell of ['x'.repeat(20_000_000), `"${'x,\n'.repeat(6_000_000)}`]) {
      expect(await read('long.csv', `lon,lat,text\n-100,45,a\n-101,46,${cell}`)).toMatchObject({
        ok: false,
        problem: {
          code: 'csv-row-too-long',
          values: { name: 'long.csv', value: expect.stringMatching(/^-101,46,/) },
        },
      })
    }
  })
})

/** A table of a field `a` of four letters: its header says one count, and it has the rows of another. */
function dbase(declared: number, rows: string): Uint8Array {
  const bytes = new Uint8Array(65 + rows.length * 5 + 1)
  const view = new DataView(bytes.buffer)
  bytes[0] = 3
  view.setUint32(4, declared, true)
  view.setUint16(8, 65, true)
  view.setUint16(10, 5, true)
  bytes.set(encode('a'), 32)
  bytes.set(encode('C'), 43)
  bytes[48] = 4
  bytes[64] = 0x0d
  bytes.set(encode([...rows].map((row) => ` ${row}   `).join('')), 65)
  bytes[bytes.length - 1] = 0x1a
  return bytes
}

describe('a count in a header that is not the file’s own is told', () => {
  it.each([
    [3, 'abc', null],
    [0xffffffff, 'abc', { declared: 0xffffffff, room: 3, rows: 3 }],
    [1, 'abc', { declared: 1, room: 3, rows: 1 }],
    [0, 'abc', { declared: 0, room: 3, rows: 0 }],
    [0, '', null],
  ])('of a table of dBASE: %i for the rows “%s”', async (declared, rows, values) => {
    const result = await read('table.dbf', dbase(declared, rows))
    expect(result.ok && result.layers[0]!.features.length).toBe(Math.min(declared, rows.length))
    const told = toldBy(result).filter(({ code }) => code === 'dbase-count-differs')
    expect(told.map((warning) => warning.values)).toEqual(values ? [values] : [])
  })
})

describe('a FlatGeobuf file', () => {
  it('that holds more features than its header counts says so', async () => {
    const place = { type: 'Point' as const, coordinates: [-100, 45] }
    const { bytes } = writeFlatGeobuf({ name: 'places', indexed: false }, [
      { ...keyOfPlace(0), geometry: place, properties: { a: 'x' } },
    ])
    const feature = bytes.subarray(readHeader(bytes).featuresByteOffset)
    const longer = new Uint8Array([...bytes, ...feature])
    expect(toldBy(await read('places.fgb', bytes)).map(({ code }) => code)).not.toContain(
      'flatgeobuf-more-than-counted',
    )
    expect(toldBy(await read('places.fgb', longer))).toContainEqual(
      expect.objectContaining({
        code: 'flatgeobuf-more-than-counted',
        values: { features: 1, bytes: feature.length },
      }),
    )
  })
})

describe('a GeoPackage', () => {
  it('with layers that are views is read without them, which are named', async () => {
    const bytes = await geopackage(['t'], ['v'])
    const result = await read('views.gpkg', bytes)
    expect(result.ok && result.layers.map(({ name }) => name)).toEqual(['t'])
    expect(toldBy(result)).toContainEqual(
      expect.objectContaining({ code: 'geopackage-views', count: 1, values: { names: 'v' } }),
    )
    expect(await read('views.gpkg', await geopackage([], ['v']))).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining('its layers are views') },
    })
  })
})

/** A GeoPackage of tables and views without geometry; the views never end. */
async function geopackage(
  tables: readonly string[],
  views: readonly string[],
): Promise<Uint8Array> {
  const { Database } = await loadSqlite()
  const database = new Database()
  database.run(
    'CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT);' +
      'CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);' +
      'CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)',
  )
  for (const name of tables)
    database.run(`CREATE TABLE ${name} (a TEXT); INSERT INTO ${name} VALUES ('x')`)
  for (const name of views) {
    database.run(
      `CREATE VIEW ${name} AS WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n`,
    )
  }
  for (const name of [...tables, ...views]) {
    database.run(`INSERT INTO gpkg_contents VALUES ('${name}', 'attributes', '${name}')`)
  }
  return database.export()
}
