import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bytesSource } from '../src/formats/bytes/byte-source.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../src/formats/contract/writer.ts'
import { readFiles } from '../src/formats/registry/read-files.ts'
import { judgeExport } from './judge-exports.ts'

const HAS_GDAL = spawnSync('ogrinfo', ['--version']).status === 0

const folder = mkdtempSync(join(tmpdir(), 'judge-exports-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RING = [
  [-100, 45],
  [-99, 45],
  [-99, 46],
  [-100, 45],
]
/** A geometry of each type, which follows one of the same type without any position. */
const FULL = {
  Point: [-100, 45],
  MultiPoint: [[-100, 45]],
  LineString: RING.slice(0, 2),
  MultiLineString: [RING.slice(0, 2)],
  Polygon: [RING],
  MultiPolygon: [[RING]],
}

const BINARY: readonly ExportFormat[] = ['shapefile', 'flatgeobuf', 'geopackage']

/** What other programs read no further than was once written here and read again without a fault. */
describe.skipIf(!HAS_GDAL)('what follows an empty geometry is read by GDAL to the end', () => {
  it.each(Object.entries(FULL))(
    'in each format that it can be in: %s',
    async (type, coordinates) => {
      const features = [[], null, coordinates].map((given, id) => ({
        type: 'Feature',
        properties: { id },
        geometry: given && { type, coordinates: given },
      }))
      const text = JSON.stringify({ type: 'FeatureCollection', features })
      const result = await readFiles([bytesSource(new TextEncoder().encode(text), 'a.geojson')])
      if (!result.ok) throw new Error(result.problem.code)
      expect(result.layers[0]!.features.length).toBe(3)
      // In texts all types are written alike.
      const formats = type === 'Point' ? EXPORT_FORMATS : BINARY
      for (const format of formats) {
        expect(await judgeExport(result.layers[0]!, format, folder), format).toBeNull()
      }
    },
  )
})
