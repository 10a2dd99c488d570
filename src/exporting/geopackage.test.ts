import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { loadSqlite } from '../formats/geopackage/sqlite.ts'
import { rereadFile } from '../formats/receipt/reread.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import type { ExportLayer } from '../formats/registry/write-layer.ts'
import { WGS84 } from '../geo/crs.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { exportLayer } from './write-layer.ts'

const HAS_GDAL = spawnSync('ogrinfo', ['--version']).status === 0

const TIMES = [
  ['2020-02-29T12:30:00Z', '2020-02-29T12:30:00.000Z'],
  ['2020-02-29T23:30:00.5-06:00', '2020-03-01T05:30:00.500Z'],
  ['2020-01-01T00:15+0530', '2019-12-31T18:45:00.000Z'],
  ['2020-02-29T12:30:00.123456Z', '2020-02-29T12:30:00.123456Z'],
  ['2016-12-31T23:59:60Z', '2016-12-31T23:59:60.000Z'],
  // Of no zone.
  ['2020-02-29 12:30:00', '2020-02-29T12:30:00.000Z'],
  ['2020-02-29', '2020-02-29T00:00:00.000Z'],
] as const

const LAYER: ExportLayer = {
  schema: {
    name: 'seen',
    geometryType: 'Point',
    fields: [{ name: 'at', type: 'datetime' }],
    featureCount: TIMES.length,
    bbox: null,
  },
  features: () =>
    TIMES.map(([at], index) => ({
      ...keyOfPlace(index),
      geometry: { type: 'Point', coordinates: [index, index] },
      properties: { at },
    })),
  name: 'seen',
  title: 'Seen',
  metadata: {},
  language: 'en',
}

async function write() {
  const result = await exportLayer(LAYER, 'geopackage', WGS84, rereadFile)
  if (!result.ok) throw new Error(result.problem.message)
  return { bytes: new Uint8Array(Buffer.concat(result.file.chunks)), receipt: result.receipt }
}

async function open(bytes: Uint8Array) {
  const { Database } = await loadSqlite()
  return new Database(bytes)
}

describe('times in a GeoPackage', () => {
  it('are in universal time as the specification asks, and it is told of which that was assumed', async () => {
    const { bytes, receipt } = await write()
    const database = await open(bytes)
    const [found] = database.exec('SELECT at FROM seen ORDER BY fid')
    database.close()
    expect(found!.values.flat()).toEqual(TIMES.map(([, at]) => at))
    expect(receipt.warnings).toContainEqual(
      expect.objectContaining({ code: 'time-zone-assumed', count: 2 }),
    )
    // The one that is the same is the one that is as fine as this already.
    expect(receipt.fields[0]).toMatchObject({
      same: 1,
      changes: [{ rule: 'time-in-utc', count: 6 }],
    })
  })

  it.skipIf(!HAS_GDAL)('are what GDAL takes for well formed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'geopackage-'))
    const path = join(folder, 'seen.gpkg')
    writeFileSync(path, (await write()).bytes)
    const { stdout, stderr } = spawnSync('ogrinfo', ['-al', path], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    // Finer than a thousandth of a second is more than the format asks for; it is kept all the same.
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('12:30:00.123456Z')])
    expect(stdout).toContain('at (DateTime) = 2020/03/01 05:30:00.500+00')
  })
})

describe('a GeoPackage of another program', () => {
  it('has numbers in columns that SQL calls NUMERIC or DECIMAL', async () => {
    const database = await open((await write()).bytes)
    database.run(`
      CREATE TABLE costs (
        id INTEGER PRIMARY KEY, amount NUMERIC(10,2), half DECIMAL, pieces DECIMAL(5), whole NUMERIC(9, 0)
      );
      INSERT INTO costs VALUES (1, 12.5, 0.5, 3, 7), (2, 12, 1, NULL, 8);
      INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('costs', 'attributes', 'costs');`)
    const result = await readFiles([bytesSource(database.export(), 'costs.gpkg')])
    database.close()
    if (!result.ok) throw new Error(result.problem.message)
    const costs = result.layers.find(({ name }) => name === 'costs')!
    expect(costs.schema.fields.map(({ name, type }) => [name, type])).toEqual([
      ['amount', 'double'],
      ['half', 'double'],
      ['pieces', 'long'],
      ['whole', 'long'],
    ])
    expect(costs.features.feature(1).properties).toEqual({
      amount: 12,
      half: 1,
      pieces: null,
      whole: 8,
    })
  })
})
