import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileSources } from '../../../scripts/file-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import { readFiles } from './read-files.ts'

const CASES = resolve(import.meta.dirname, '../../../../shared/corpus/cases/import')
const isHere = existsSync(CASES)
if (!isHere) console.warn('skipped: the cases of the corpus are not here')

async function layersOf(name: string): Promise<readonly ImportedLayer[]> {
  const result = await readFiles(await fileSources(join(CASES, name)))
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers
}

const codesOf = ({ warnings }: ImportedLayer): string[] => warnings.map(({ code }) => code)

describe.skipIf(!isHere)('files that went wrong once', () => {
  it.each([
    ['csv-degree-C-cp1252.csv', 'temperature', '25°C'],
    ['csv-degree-N-cp1252.csv', 'zone', 'Between 13°S and 18°S'],
    ['csv-dms-curly-cp1252.csv', 'latitude', '45°30’N'],
    ['csv-dms-hemisphere-cp1252.csv', 'longitude', '100.25°W'],
    ['csv-units-cp1252.csv', 'note', '2 m²'],
    ['csv-apostrophe-cp1252.csv', 'name', 'St. John’s'],
    ['csv-danish-cp1252.csv', 'name', 'Charløtte'],
    ['csv-pound.csv', 'name', 'Plant £ 5'],
    ['csv-quebec-apostrophe-cp1252.csv', 'name', 'Québec'],
    ['csv-utf8-one-bad-byte.csv', 'name', 'Wu\u0308rzburg'],
    ['danish_point.shp', 'TEKST1', 'Charløtte'],
    ['19-latin1-no-cpg.zip', 'NAME', 'Bayamón'],
  ])('are read in the encoding that they are in: %s', async (name, field, text) => {
    const [layer] = await layersOf(name)
    expect(layer!.features.value(0, field)).toBe(text)
    expect(layer!.withoutGeometry).toBe(0)
    expect(codesOf(layer!)).toContain('encoding-detected')
  })

  it.each([
    ['csv-space-before-quote.csv', 2, ['id', 'name', 'lat', 'lon']],
    ['csv-space-before-quoted-wkt.csv', 2, ['type', 'WKT']],
    ['csv-two-lines-above-header.csv', 4, ['Lcl Date', 'Lcl Time']],
    ['csv-nul-padded-logger.csv', 14, ['INDEX', 'TAG']],
    ['02-virgule.csv', 3, ['nom', 'lat', 'lon', 'emissions']],
    ['04b-one-column.csv', 3, ['name', 'location']],
  ])('of tables are cut into their rows and cells, and placed: %s', async (name, rows, names) => {
    const [layer] = await layersOf(name)
    expect(layer!.features.length).toBe(rows)
    expect(layer!.withoutGeometry).toBe(0)
    expect(layer!.schema.fields.map((field) => field.name).slice(0, names.length)).toEqual(names)
  })

  it('with semicolons and texts in quotation marks have two columns, and lose no row', async () => {
    const [layer] = await layersOf('csv-semicolon-wkt-quotes-400-lines.csv')
    expect(layer!.features.length).toBe(400)
    expect(layer!.schema.fields.map(({ name, type }) => [name, type])).toEqual([
      ['field_1', 'integer'],
      ['field_2', 'string'],
    ])
    expect(codesOf(layer!)).toContain('csv-no-header')
  })

  it('with blanks between thousands have numbers', async () => {
    for (const [name, field] of [
      ['02-virgule.csv', 'emissions'],
      ['02e-nbsp-thousands.csv', 't'],
    ] as const) {
      const [layer] = await layersOf(name)
      expect(layer!.features.value(0, field)).toBe(1234.5)
      expect(codesOf(layer!)).toContain('csv-grouped-numbers')
    }
  })

  it.each(['geojson-metres-no-crs.geojson', '30d-no-crs-metres.geojson'])(
    'in metres without a system are at no place until one is chosen: %s',
    async (name) => {
      const [layer] = await layersOf(name)
      expect(layer!.crs.how).toBe('unknown')
      expect(layer!.schema.bbox).toBeNull()
    },
  )

  it('of KML have the fields of elements that a schema derives from placemarks', async () => {
    const [layer] = await layersOf('kml-schema-elements-google-earth-pro.kml')
    expect(layer!.features.feature(0).properties).toMatchObject({ Foo: 'foo 1', Bar: 'bar 1' })
  })

  it.each(['kml-coordinates-commas-only.kml', '25-comma-triplets.kml'])(
    'of KML have the four positions that commas alone part: %s',
    async (name) => {
      const [layer] = await layersOf(name)
      const geometry = layer!.features.geometry(0)
      expect(geometry?.type === 'LineString' && geometry.coordinates.length).toBe(4)
      expect(codesOf(layer!)).toContain('kml-commas-only')
    },
  )

  it('of KML have the rows of their balloons’ tables as fields, which is told', async () => {
    const [layer] = await layersOf('14-arcgis-html.kml')
    expect(layer!.features.feature(0).properties).toMatchObject({
      OBJ: 0,
      Lead_kg: 12.5,
      City: 'Trois-Rivières',
    })
    expect(codesOf(layer!)).toContain('kml-balloon-fields')
  })

  it('are named where their format is not read: MapInfo in an archive', async () => {
    const result = await readFiles(await fileSources(join(CASES, 'zip-mapinfo-mif.zip')))
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'format-not-read', values: { format: 'MapInfo MIF/MID' } },
    })
  })

  it('of GPX keep each link, and the type of the place', async () => {
    const [layer] = await layersOf('gpx-links.gpx')
    expect(layer!.features.feature(0).properties).toMatchObject({
      link: 'http://one.example/',
      link_2: 'http://two.example/',
      type: 'Campground',
    })
  })

  // So has GDAL once it makes the index anew (SHAPE_RESTORE_SHX); by the old one, two of its eight are nowhere.
  it('of shapes with an index that is older have all 22 records that stand in them', async () => {
    const [layer] = await layersOf('3dpoints.shp')
    expect(layer!.features.length).toBe(22)
    expect(layer!.withoutGeometry).toBe(0)
    expect(codesOf(layer!)).toContain('shx-inconsistent')
  })

  it('are read so where a sign and one letter are all that tells: windows-1252', async () => {
    const [layer] = await layersOf('csv-copyright.csv')
    const names = [0, 1, 2].map((row) => layer!.features.value(row, 'name'))
    expect(names).toEqual(['A', 'Bño', 'C© 2020'])
    expect(layer!.encoding?.name).toBe('windows-1252')
  })

  it('tell of the byte that is no UTF-8 among others that are', async () => {
    const [layer] = await layersOf('csv-utf8-one-bad-byte.csv')
    expect(layer!.encoding?.name).toBe('utf-8')
    expect(layer!.warnings.find(({ code }) => code === 'text-undecodable')).toMatchObject({
      count: 1,
      values: { encoding: 'UTF-8', field: 'name', row: 3, value: 'bad \ufffd byte' },
    })
  })
})
