import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileSources } from '../../../scripts/file-source.ts'
import type { CsvColumns } from '../../model/csv-columns.ts'
import { bytesSource } from '../bytes/byte-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import type { ImportChoices } from '../contract/read-context.ts'
import { readFiles } from '../registry/read-files.ts'

async function read(
  text: string | Uint8Array,
  choices: ImportChoices = {},
): Promise<ImportedLayer> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const result = await readFiles([bytesSource(bytes, 'places.csv')], { choices })
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers[0]!
}

const places = ({ features }: ImportedLayer): unknown[] =>
  [...features].map(({ geometry }) =>
    geometry?.type === 'Point' ? geometry.coordinates : (geometry?.type ?? null),
  )
const codes = ({ warnings }: ImportedLayer): string[] => warnings.map(({ code }) => code)

describe('a table of places', () => {
  it.each([
    ['longitude,latitude', '-99.5,19.25'],
    ['Latitude,Longitude', '19.25,-99.5'],
    ['12. LATITUDE,13. LONGITUDE', '19.25,-99.5'],
    ['decimalLatitude,decimalLongitude', '19.25,-99.5'],
    ['Latitude / Latitude,Longitude / Longitude', '19.25,-99.5'],
    ['LATITUDE83,LONGITUDE83', '19.25,-99.5'],
    ['LAT_DD,LONG_DD', '19.25,-99.5'],
    ['Facility Latitude,Facility Longitude', '19.25,-99.5'],
    ['lat_accuracy,site_lat,site_lon', '5,19.25,-99.5'],
    ['X,Y', '-99.5,19.25'],
    ['Coord. X,Coord. Y', '-99.5,19.25'],
    ['LATITUD NORTE\tLONGITUD OESTE', `"19°15'00"""\t"99°30'00"""`],
    ['Latitude (N);Longitude (O)', '19,25;99,5'],
    ['LATITUD;LONGITUD', `19°15'N;99°30'O`],
    ['LAT_GRADOS,LAT_MIN,LAT_SEG,LONG_GRADOS,LONG_MIN,LONG_SEG', '19,15,0,-99,30,0'],
    ['lat_deg,lat_min,lon_deg_w,lon_min_w', '19,15,99,30'],
    ['LATITUD,LONGITUD', '191500,-0993000'],
    ['name,WKT', 'a,POINT (-99.5 19.25)'],
    // By PostGIS: ST_MakePoint(-99.5, 19.25), and the same with its system, as EWKB.
    ['name,geom', 'a,01010000000000000000E058C00000000000403340'],
    ['name,geom', 'a,0101000020E61000000000000000E058C00000000000403340'],
    ['UTM X,UTM Y,LATITUD,LONGITUD,ZONA UTM', '447459,2128500,19.25,-99.5,14'],
    ['name,location', 'a,"19.25, -99.5"'],
    ['nombre;ubicación', 'a;"(19,25; -99,5)"'],
    ['name,lonlat', 'a,-99.5 19.25'],
    ['name,where', `a,"19°15'N 99°30'W"`],
    ['LATITUDE N/S,LONGITUDE E/W', '19.25N,99.5W'],
  ])('is placed by the columns %s', async (header, row) => {
    const layer = await read(`${header}\n${row}\n`)
    expect(places(layer)).toEqual([[-99.5, 19.25]])
  })

  it('says how many longitudes it took as west, and which of them had a sign already', async () => {
    const rows = [`19°15'00",99°30'00"`, `19°15'00",-99°30'00"`, `19°15'00",100°30'00"`]
    const layer = await read(
      `LATITUD NORTE,LONGITUD OESTE\n${rows
        .join('\n')
        .replaceAll('"', '""')
        .replaceAll(/([^,\n]+)/g, '"$1"')}\n`,
    )
    expect(places(layer)).toEqual([
      [-99.5, 19.25],
      [-99.5, 19.25],
      [-100.5, 19.25],
    ])
    const counts = Object.fromEntries(layer.warnings.map(({ code, count }) => [code, count]))
    expect(counts).toMatchObject({ 'csv-west-from-name': 2, 'csv-west-signed': 1 })
  })

  it('takes a westward column with signs as it stands', async () => {
    const layer = await read('lat,lon west\n19.25,-99.5\n20,-100\n')
    expect(places(layer)[0]).toEqual([-99.5, 19.25])
    expect(codes(layer)).not.toContain('csv-west-from-name')
  })

  // Positions by `cs2cs +proj=utm +zone=… +datum=WGS84 +to EPSG:4326` of PROJ 9.1.
  it.each([
    ['16', -88.062074632, 20.690924157, '389389.4295', '2288304.2371'],
    ['Zona 16 Q', -88.062074632, 20.690924157, '"389,389.4295"', '"2,288,304.2371"'],
    ['11S', -117, 33.439394673, '500000', '3700000'],
    ['18S', -77.173770762, -34.322005052, '300000', '6200000'],
    ['18 Sur', -77.173770762, -34.322005052, '300000', '6200000'],
  ])('reads UTM of zone %s as PROJ does', async (zone, lon, lat, easting, northing) => {
    const layer = await read(`ESTE,NORTE,ZONA\n${easting},${northing},${zone}\n`)
    const [place] = places(layer) as [number, number][]
    expect(place![0]).toBeCloseTo(lon, 8)
    expect(place![1]).toBeCloseTo(lat, 8)
    expect(codes(layer)).toContain('utm-datum-assumed')
  })

  it('finds the zone of UTM in the names of the columns', async () => {
    const layer = await read('UTM 16N X,UTM 16N Y\n389389.4295,2288304.2371\n')
    const [place] = places(layer) as [number, number][]
    expect(place![0]).toBeCloseTo(-88.062074632, 8)
    expect(place![1]).toBeCloseTo(20.690924157, 8)
  })

  it('without a zone asks for the system, with the ones under which it falls on the continent', async () => {
    const layer = await read('COORDENADA UTM X,COORDENADA UTM Y\n389389.4295,2288304.2371\n')
    expect(layer.crs).toMatchObject({ how: 'unknown' })
    expect(layer.crs.how === 'unknown' && layer.crs.candidates.length).toBeGreaterThan(0)
  })

  it('of the whole continent are offered the Framework’s own plane first, and no zone of UTM', async () => {
    const layer = await read('x,y\n-4300000,-3300000\n3200000,4100000\n0,0\n')
    if (layer.crs.how !== 'unknown') throw new Error('known')
    const names = layer.crs.candidates.map(({ name }) => name)
    expect(names[0]).toContain('Lambert_Azimuthal_Equal_Area')
    expect(names.filter((name) => name.includes('UTM'))).toEqual([])
  })

  it('takes other columns when they are chosen', async () => {
    const columns: CsvColumns = { kind: 'degrees', lon: 'b', lat: 'a', isWestPositive: true }
    expect(places(await read('a,b\n19.25,99.5\n', { columns }))).toEqual([[-99.5, 19.25]])
  })

  it('says that a row has several places, and which were taken', async () => {
    const layer = await read('lat_gps,lon_gps,lat_mapa,lon_mapa\n19.25,-99.5,19.26,-99.51\n')
    expect(layer.warnings.find(({ code }) => code === 'csv-places-several')?.values).toEqual({
      columns: 'lon_gps, lat_gps',
      others: 'lon_mapa, lat_mapa',
    })
    expect(codes(await read('lat,lon,x,y\n19.25,-99.5,483000,2128000\n'))).not.toContain(
      'csv-places-several',
    )
  })

  it('is placed as it was found where it lacks the columns that were chosen', async () => {
    const columns: CsvColumns = { kind: 'degrees', lon: 'b', lat: 'a' }
    const layer = await read('lat,lon\n19.25,-99.5\n', { columns })
    expect(places(layer)).toEqual([[-99.5, 19.25]])
    expect(codes(layer)).toContain('csv-column-missing')
  })

  it('keeps rows without a place, and names the first of them', async () => {
    const rows = ['19.25,-99.5', `19°75'00,-99`, ',', '95,-99', '0,0', ...Array(10).fill('20,-100')]
    const layer = await read(`lat,lon\n${rows.join('\n')}\n`)
    expect(places(layer).slice(0, 5)).toEqual([[-99.5, 19.25], null, null, null, [0, 0]])
    expect(layer.warnings.find(({ code }) => code === 'rows-without-place')).toMatchObject({
      count: 3,
      values: { row: 2, value: `19°75'00; -99` },
    })
    expect(codes(layer)).toEqual(expect.arrayContaining(['places-out-of-range', 'places-at-zero']))
  })

  it('is not placed by columns about something else', async () => {
    const layer = await read('population north,population east,latitude source\n2000,3000,map\n')
    expect(layer.geometryTypes).toEqual([])
    expect(codes(layer)).toContain('csv-no-place')
  })

  it('is read in the encoding that its accents show', async () => {
    const bytes = Uint8Array.from(Buffer.from('lat,lon,nombre\n19,-99,Peñón\n', 'latin1'))
    const layer = await read(bytes)
    expect(layer.encoding?.name).toBe('windows-1252')
    expect(layer.features.value(0, 'nombre')).toBe('Peñón')
  })

  it('is UTF-8 with a wrong byte in it, which is told with its field and row', async () => {
    const bytes = Buffer.concat([
      Buffer.from('lat,lon,name\n45,-73,Montréal\n46,-72,Trois-Rivières\n47,-71,Qu'),
      Buffer.from([0xe9]),
      Buffer.from('bec\n'),
    ])
    const layer = await read(bytes)
    expect(layer.encoding?.name).toBe('utf-8')
    expect(layer.features.value(0, 'name')).toBe('Montréal')
    expect(layer.warnings.find(({ code }) => code === 'text-undecodable')).toMatchObject({
      count: 1,
      values: { field: 'name', row: 3, value: 'Qu\ufffdbec' },
    })
  })

  it('says of an encoding that it is a guess, and what it may be as well', async () => {
    const layer = await read(
      Uint8Array.from(Buffer.from('lat,lon,city\n54,18,Gda\xf1sk\n', 'latin1')),
    )
    expect(
      layer.warnings.find(({ code }) => code === 'encoding-guessed')?.values?.others,
    ).toContain('Gda')
  })

  it('keeps codes that begin with a zero as text, and takes numbers with decimal commas', async () => {
    const layer = await read('lat;lon;clave;valor\n19,5;-99,5;01234;1,5\n20,5;-99,5;00017;2\n')
    expect(layer.schema.fields.map(({ type }) => type)).toEqual([
      'double',
      'double',
      'string',
      'double',
    ])
    expect(layer.features.feature(0).properties).toEqual({
      lat: 19.5,
      lon: -99.5,
      clave: '01234',
      valor: 1.5,
    })
  })

  it('is cut by semicolons where its texts hold commas and quotation marks', async () => {
    const row = (id: number) =>
      `${id};DATUM["NAD83",SPHEROID["GRS 1980",6378137,"7019"]];19.5;-99.5`
    const layer = await read(`id;wkt;lat;lon\n${[1, 2, 3].map(row).join('\n')}\n`)
    expect(layer.features.value(2, 'wkt')).toBe(
      'DATUM["NAD83",SPHEROID["GRS 1980",6378137,"7019"]]',
    )
    expect(places(layer)).toEqual(Array(3).fill([-99.5, 19.5]))
  })

  it('may have blanks before quotation marks', async () => {
    const layer = await read('id, name, lat, lon\n1, "Gulf, northern part", 19.5, -99.5\n')
    expect(layer.features.feature(0)).toMatchObject({
      geometry: { coordinates: [-99.5, 19.5] },
      properties: { id: 1, name: 'Gulf, northern part' },
    })
  })

  it('may have a title and units above the names of its columns, which are told', async () => {
    const layer = await read(
      '#log, version="1"\n#, deg, deg\nname,lat,lon\na,19.5,-99.5\nb,20,-98\n',
    )
    expect(layer.schema.fields.map(({ name }) => name)).toEqual(['name', 'lat', 'lon'])
    expect(places(layer)).toEqual([
      [-99.5, 19.5],
      [-98, 20],
    ])
    expect(layer.warnings.find(({ code }) => code === 'csv-rows-above-header')?.count).toBe(2)
  })

  it('without names of columns keeps its first row, and says so', async () => {
    const layer = await read('a,19.5,-99.5\nb,20.25,-98.5\n')
    expect(layer.features.length).toBe(2)
    expect(layer.schema.fields.map(({ name }) => name)).toEqual(['field_1', 'field_2', 'field_3'])
    expect(codes(layer)).toContain('csv-no-header')
  })

  it('has names of columns that are years', async () => {
    const layer = await read('name,lat,lon,2019,2020\na,19.5,-99.5,1.5,2.5\nb,20,-98,3.5,4.5\n')
    expect(layer.schema.fields.map(({ name }) => name)).toEqual([
      'name',
      'lat',
      'lon',
      '2019',
      '2020',
    ])
  })

  it('is cut as it is chosen: delimiter, quotation mark, names and decimal sign', async () => {
    const text = "note\nnom|lat|lon|t\n'a|b'|19,5|-99,5|1,5\n"
    const dialect = { delimiter: '|', quote: "'", headerRow: 2, decimalSign: ',' } as const
    const layer = await read(text, { dialect })
    expect(layer.features.feature(0)).toMatchObject({
      geometry: { coordinates: [-99.5, 19.5] },
      properties: { nom: 'a|b', t: 1.5 },
    })
    expect(layer.csv).toMatchObject({
      dialect,
      firstRows: [['note'], ['nom', 'lat', 'lon', 't'], ['a|b', '19,5', '-99,5', '1,5']],
    })
  })

  it('is rid of the zeros that loggers fill its cells with, and says so', async () => {
    const layer = await read('tag,lat,lon\r\na\0\0\0,19.5,-99.5\r\n')
    expect(layer.features.value(0, 'tag')).toBe('a')
    expect(layer.warnings.find(({ code }) => code === 'csv-zeros')?.count).toBe(3)
  })

  it.each([
    ['1 234,5', ';'],
    ['1\u00a0234,5', ';'],
    ['1\u202f234,5', ';'],
    ['1\u2009234.5', ','],
  ])('takes %j for a number, and says that it had blanks', async (number, delimiter) => {
    const rows = [
      ['name', 't'],
      ['a', number],
      ['b', number.includes(',') ? '7,25' : '7.25'],
    ]
    const layer = await read(`${rows.map((row) => row.join(delimiter)).join('\n')}\n`)
    expect(layer.features.value(0, 't')).toBe(1234.5)
    expect(codes(layer)).toContain('csv-grouped-numbers')
  })

  it.each([
    ['a.py', 'import os, sys\nx = f(1, 2)\ny = g(3, 4)\n'],
    ['a.sql', "INSERT INTO t VALUES (1, 'a');\nINSERT INTO t VALUES (2, 'b');\n"],
    ['a.properties', 'a=1,2\nb=3,4\n'],
    ['a.prj', 'GEOGCS["WGS 84",DATUM["WGS_1984"],UNIT["degree",0.0174]]'],
    ['readme', 'Dear reader,\nthis is a letter, with commas, and no table.\nYours\n'],
  ])('is not what %s is', async (name, text) => {
    const result = await readFiles([bytesSource(new TextEncoder().encode(text), name)])
    expect(result.ok).toBe(false)
  })

  it('keeps line breaks in cells and delimiters in quotation marks', async () => {
    const layer = await read('lat,lon,note\n19,-99,"two\nlines, one ""cell"""\n')
    expect(layer.features.value(0, 'note')).toBe('two\nlines, one "cell"')
  })
})

const RETC = resolve(import.meta.dirname, '../../../../shared/corpus/layers/prtr')

describe.skipIf(!existsSync(RETC))('the registers of the corpus', () => {
  it('are placed: RETC by northern latitudes and western longitudes, TRI by numbered columns', async () => {
    const counts: Record<string, number> = {}
    for (const name of ['retc-emisoras-2010', 'retc-emisoras-2022', 'tri-illinois-2023']) {
      const result = await readFiles(await fileSources(join(RETC, `${name}.csv`)))
      if (!result.ok) throw new Error(result.problem.message)
      const layer = result.layers[0]!
      counts[name] = layer.features.length - layer.withoutGeometry
      const [west, south, east, north] = layer.schema.bbox!
      expect(west).toBeGreaterThan(-180)
      expect(east).toBeLessThanOrEqual(0)
      expect(south).toBeGreaterThanOrEqual(0)
      expect(north).toBeLessThan(45)
    }
    // RETC 2010 has 92 rows with more than 60 minutes or seconds, and one 261° west.
    expect(counts).toEqual({
      'retc-emisoras-2010': 2506,
      'retc-emisoras-2022': 3017,
      'tri-illinois-2023': 3509,
    })
  })
})
