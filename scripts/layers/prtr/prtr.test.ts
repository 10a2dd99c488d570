import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRecords } from '../../catalog/check-records.ts'
import { projects } from '../../catalog/projects.ts'
import { toRecords } from '../../catalog/records.ts'
import { buildLayers, readCatalogLayers } from '../../pipeline/build.ts'
import { checkLayers } from '../../pipeline/check.ts'
import { Tally } from '../../pipeline/geometry.ts'
import { prtrReleases } from '../prtr-releases.ts'
import { readNpri } from './read-npri.ts'
import { readRetc } from './read-retc.ts'
import { readTri } from './read-tri.ts'
import { type Release, toCas, toKilograms, toNumber, toPlace } from './release.ts'
import { toSector } from './sectors.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const CORPUS = resolve(ROOT, '../shared/corpus/layers/prtr')

const isHere = existsSync(CORPUS)
if (!isHere) console.warn('skipped: the registers of the corpus are not here')

async function collect(releases: AsyncIterable<Release>): Promise<Release[]> {
  const all: Release[] = []
  for await (const release of releases) all.push(release)
  return all
}

/** TRI's header of 2023 in its order; the columns between the ones that are read are left empty. */
const TRI_COLUMNS = [
  '1. YEAR',
  '2. TRIFD',
  '4. FACILITY NAME',
  '6. CITY',
  '8. ST',
  '12. LATITUDE',
  '13. LONGITUDE',
  '30. PRIMARY NAICS',
  '37. CHEMICAL',
  '40. CAS#',
  '49. FORM TYPE',
  '50. UNIT OF MEASURE',
  '51. 5.1 - FUGITIVE AIR',
  '52. 5.2 - STACK AIR',
  '53. 5.3 - WATER',
  '54. 5.4 - UNDERGROUND',
  '55. 5.4.1 - UNDERGROUND CL I',
  '56. 5.4.2 - UNDERGROUND C II-V',
  '57. 5.5.1 - LANDFILLS',
  '58. 5.5.1A - RCRA C LANDFILL',
  '59. 5.5.1B - OTHER LANDFILLS',
  '60. 5.5.2 - LAND TREATMENT',
  '61. 5.5.3 - SURFACE IMPNDMNT',
  '62. 5.5.3A - RCRA SURFACE IM',
  '63. 5.5.3B - OTHER SURFACE I',
  '64. 5.5.4 - OTHER DISPOSAL',
  '65. ON-SITE RELEASE TOTAL',
]

function tri(...forms: readonly Readonly<Record<string, string>>[]): string {
  const row = (form: Readonly<Record<string, string>>) =>
    TRI_COLUMNS.map((column) => {
      const name = column.replace(/^\d+\. /, '')
      return form[name] ?? (/^5\./.test(name) ? '0.000' : '')
    })
  return Papa.unparse([TRI_COLUMNS, ...forms.map(row)])
}

const PLANT = {
  YEAR: '2022',
  TRIFD: '60180TCHLLOLSON',
  'FACILITY NAME': 'CENTRAL WIRE INC',
  CITY: 'UNION',
  ST: 'IL',
  LATITUDE: '42.240562',
  LONGITUDE: '-88.530731',
  'PRIMARY NAICS': '331222',
  'FORM TYPE': 'R',
}

const TRI = tri(
  {
    ...PLANT,
    CHEMICAL: 'Lead',
    'CAS#': '7439-92-1',
    'UNIT OF MEASURE': 'Pounds',
    '5.1 - FUGITIVE AIR': '1.000',
    '5.2 - STACK AIR': '2.000',
    '5.5.1B - OTHER LANDFILLS': '10.000',
    '5.4.2 - UNDERGROUND C II-V': '4.000',
    'ON-SITE RELEASE TOTAL': '17.000',
  },
  {
    ...PLANT,
    CHEMICAL: 'Dioxin and dioxin-like compounds',
    'CAS#': 'N150',
    'UNIT OF MEASURE': 'Grams',
    '5.2 - STACK AIR': '0.624',
    'ON-SITE RELEASE TOTAL': '0.624',
  },
  {
    ...PLANT,
    CHEMICAL: 'Manganese',
    'CAS#': '0007439965',
    'FORM TYPE': 'A',
    'UNIT OF MEASURE': 'Pounds',
  },
  {
    ...PLANT,
    CHEMICAL: 'Zinc',
    'CAS#': '7440-66-6',
    'UNIT OF MEASURE': 'Pounds',
    'ON-SITE RELEASE TOTAL': '0',
  },
  {
    ...PLANT,
    LONGITUDE: '88.530731',
    CHEMICAL: 'Zinc',
    'UNIT OF MEASURE': 'Pounds',
    '5.3 - WATER': '3',
  },
)

const NPRI_RELEASES_HEADER =
  "Reporting_Year / Année,NPRI_ID / No_INRP,Company_Name / Dénomination_sociale_de_l'entreprise,Facility_Name / Installation,NAICS / Code_SCIAN,PROVINCE,CAS_Number / No_CAS,Substance Name (English) / Nom de substance (Anglais),Group (English) / Groupe (Anglais),Quantity / Quantité,Units / Unités"
const NPRI_PLACES_HEADER =
  'NPRI ID / ID INRP,Company Name / Nom de l’entreprise,City / Ville,Latitude / Latitude,Longitude / Longitude'

const NPRI_RELEASES = `${NPRI_RELEASES_HEADER}
2022,15,Cie,Usine de l'Est,322112,QC,7664-41-7,Ammonia (total),Releases to Air,1.5,tonnes
2022,15,Cie,Usine de l'Est,322112,QC,7664-41-7,Ammonia (total),Releases to Air,0.25,tonnes
2022,15,Cie,Usine de l'Est,322112,QC,7439-97-6,Mercury (and its compounds),Releases to Water Bodies,2.75,kg
2022,15,Cie,Usine de l'Est,322112,QC,NA - D/F,Dioxins and furans - total,Releases to Air,0.05,g TEQ(ET)
2022,15,Cie,Usine de l'Est,322112,QC,118-74-1,Hexachlorobenzene,Total Releases to All Media (<1 tonne),12,grams
2021,15,Cie,Usine de l'Est,322112,QC,7664-41-7,Ammonia (total),Releases to Air,9,tonnes
2022,99,Cie,Nowhere,322112,QC,7664-41-7,Ammonia (total),Releases to Air,9,tonnes
2022,15,Cie,Usine de l'Est,322112,QC,7664-41-7,Ammonia (total),Releases to Land,9,bushels
`
const NPRI_PLACES = `${NPRI_PLACES_HEADER}
0000000015,Cie,Trois-Rivières,46.35,-72.55
0000000099,Cie,Nowhere,0,0
0000000100,Cie,Lost minus,50.1,97.2
`

const RETC_ESTABLISHMENTS = [
  '"NRA"\t"NOMBRE"\t"SCIAN"\t"COORDENADA\nUTM X"\t"LATITUD NORTE"\t"LONGITUD \nOESTE"\t"MUNICIPIO"',
  '"AAA1"\t"FUNDIDORA, S.A.,PLANTA 1"\t331310\t\t"20°41\'27"""\t"88°3\'43"""\t"Valladolid"',
  '"AAA2"\t"OTRA,"\t331310\t\t"19°38\'20"""\t"-99°12\'24"""\t"Tlalnepantla"',
  '"AAA3"\t"SIN LUGAR"\t331310\t\t"0°0\'0"""\t"0°0\'0"""\t"X"',
  '"AAA4"\t"SEGUNDOS"\t331310\t\t"25°38\'3611"""\t"100°17\'1549"""\t"Y"',
].join('\n')
const RETC_EMISSIONS = [
  '"NRA"\t"NOMBRE"\t"SECTOR"\t"ESTADO"\t"MUNICIPIO"\t"CAS"\t"SUSTANCIA"\t"UNIDAD"\t"AIRE"\t"AGUA"\t"SUELO"\t"DISPOSICIÓN\nFINAL"',
  '"AAA1"\t"FUNDIDORA, S.A.,PLANTA 1"\t"Metalurgica"\t"Yucatán"\t"Valladolid"\t"Pb"\t"Plomo (Compuestos solubles)"\t"Kg"\t1.5\t0.25\t0\t7',
  '"AAA2"\t"OTRA,"\t"Metalurgica"\t"México"\t"Tlalnepantla"\t"7439-97-6"\t"Mercurio"\t"Kg"\t0\t0\t0\t13',
  '"AAA3"\t"SIN LUGAR"\t"Otros"\t"Sonora"\t"X"\t"71-43-2"\t"Benceno"\t"Kg"\t5\t0\t0\t0',
].join('\n')

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atlas-prtr-'))
  const files = {
    'tri.csv': TRI,
    'npri-places.csv': Buffer.from(NPRI_PLACES.replaceAll('’', "'"), 'latin1'),
    'npri-releases.csv': Buffer.from(NPRI_RELEASES, 'latin1'),
    'retc-establishments.csv': `\uFEFF${RETC_ESTABLISHMENTS}`,
    'retc-emissions.csv': RETC_EMISSIONS,
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const brief = ({ substance, medium, kg, basis }: Release) => [substance, medium, kg, basis]

describe('the register TRI', () => {
  it('gives a release by medium, in kilograms: pounds for most, grams for dioxins', async () => {
    const tally = new Tally()
    const releases = await collect(readTri(join(folder, 'tri.csv'), tally))
    expect(releases.map(brief)).toEqual([
      ['Lead', 'air', 1.36078, 'mass'],
      ['Lead', 'underground', 1.81437, 'mass'],
      ['Lead', 'land', 4.53592, 'mass'],
      ['Dioxin and dioxin-like compounds', 'air', 0.000624, 'mass'],
      ['Zinc', 'total', 0, 'mass'],
    ])
    expect(releases[0]).toMatchObject({
      register: 'TRI',
      facilityId: '60180TCHLLOLSON',
      stateProvince: 'US-IL',
      cas: '7439-92-1',
      lon: -88.530731,
      year: 2022,
    })
    expect(tally.get('formsA')).toBe(1)
    expect(tally.get('rounded')).toBe(3)
    expect(tally.get('unit grams')).toBe(1)
  })

  it('leaves out a facility whose longitude lost its minus, and counts it', async () => {
    const tally = new Tally()
    await collect(readTri(join(folder, 'tri.csv'), tally))
    expect(tally.get('foreignPlaces')).toBe(1)
  })

  it('names the column that a changed form lacks', async () => {
    const path = join(folder, 'changed.csv')
    await writeFile(path, TRI.replace('50. UNIT OF MEASURE', '50. UNITS'))
    await expect(collect(readTri(path, new Tally()))).rejects.toThrow(
      'has no column UNIT OF MEASURE',
    )
  })

  it.skipIf(!isHere)(
    'is read as published, 122 columns wide: releases add up to what the forms say',
    async () => {
      const path = join(CORPUS, 'tri-illinois-2023.csv')
      const tally = new Tally()
      const releases = await collect(readTri(path, tally))
      const { data } = Papa.parse<Record<string, string>>(await readFile(path, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      })
      expect(Object.keys(data[0]!)).toHaveLength(122)
      expect(tally.get('forms')).toBe(data.length)
      expect(tally.get('formsA')).toBe(380)
      expect(tally.get('unequalTotals')).toBe(0)
      const told = data.reduce((sum, form) => {
        const total = Number(form['65. ON-SITE RELEASE TOTAL'])
        return sum + total * (form['50. UNIT OF MEASURE'] === 'Grams' ? 0.001 : 0.45359237)
      }, 0)
      const found = releases.reduce((sum, { kg }) => sum + kg, 0)
      expect(Math.abs(found / told - 1)).toBeLessThan(1e-6)
      expect(releases.filter(({ kg, substance }) => /^Dioxin/.test(substance) && kg > 1)).toEqual(
        [],
      )
    },
  )
})

describe('the register NPRI', () => {
  const files = () => ({
    releases: join(folder, 'npri-releases.csv'),
    places: join(folder, 'npri-places.csv'),
  })

  it('gives a release by medium, in kilograms: from tonnes, kilograms, grams and toxic equivalents', async () => {
    const tally = new Tally()
    const releases = await collect(readNpri(files(), 2022, tally))
    expect(releases.map(brief)).toEqual([
      ['Ammonia (total)', 'air', 1750, 'mass'],
      ['Mercury (and its compounds)', 'water', 2.75, 'mass'],
      ['Dioxins and furans - total', 'air', 0.00005, 'teq'],
      ['Hexachlorobenzene', 'total', 0.012, 'mass'],
    ])
    expect(releases[0]).toMatchObject({
      facility: "Usine de l'Est",
      municipality: 'Trois-Rivières',
      stateProvince: 'CA-QC',
      cas: '7664-41-7',
      lon: -72.55,
    })
    const counts = ['otherYears', 'addedRows', 'unknownUnits', 'facilitiesWithoutPlace'].map(
      (name) => tally.get(name),
    )
    expect(counts).toEqual([1, 1, 1, 1])
    expect([tally.get('zeroPlaces'), tally.get('foreignPlaces')]).toEqual([1, 1])
  })

  it.skipIf(!isHere)('finds the places of the facilities of 2015 in Canada', async () => {
    const { features } = JSON.parse(
      await readFile(join(CORPUS, 'npri_facilities.geojson'), 'utf8'),
    ) as {
      features: {
        properties: Record<string, string>
        geometry: { coordinates: [number, number] }
      }[]
    }
    const places = join(folder, 'places-2015.csv')
    const releases = join(folder, 'releases-2015.csv')
    const rows = features.map(({ properties, geometry }) => [
      properties.NPRI_ID,
      properties.COMP_NAME,
      properties.CITY,
      geometry.coordinates[1],
      geometry.coordinates[0],
    ])
    await writeFile(places, `${NPRI_PLACES_HEADER}\n${Papa.unparse(rows)}`)
    const made = features.map(({ properties }) => [
      2015,
      Number(properties.NPRI_ID),
      'x',
      properties.FACI_NAME,
      '',
      properties.PROVINCE,
      '',
      'x',
      'Releases to Air',
      1,
      'kg',
    ])
    await writeFile(releases, `${NPRI_RELEASES_HEADER}\n${Papa.unparse(made)}`)
    const tally = new Tally()
    const found = await collect(readNpri({ releases, places }, 2015, tally))
    // Every one of 19,131 facilities but those that the file itself puts outside Canada.
    const lost =
      tally.get('zeroPlaces') + tally.get('foreignPlaces') + tally.get('unreadablePlaces')
    expect(found.length + lost).toBe(19_131)
    expect(lost).toBeLessThan(20)
  })
})

describe('the register RETC', () => {
  const files = () => ({
    establishments: join(folder, 'retc-establishments.csv'),
    emissions: join(folder, 'retc-emissions.csv'),
  })

  it('reads tabs, line breaks in headers, and degrees, minutes and seconds west without a minus', async () => {
    const tally = new Tally()
    const releases = await collect(readRetc(files(), 2022, tally))
    expect(releases.map(brief)).toEqual([
      ['Plomo (Compuestos solubles)', 'air', 1.5, 'mass'],
      ['Plomo (Compuestos solubles)', 'water', 0.25, 'mass'],
      ['Mercurio', 'total', 0, 'mass'],
    ])
    expect(releases[0]).toMatchObject({
      facility: 'FUNDIDORA, S.A.,PLANTA 1',
      stateProvince: 'MX-YUC',
      naics: '331310',
      cas: null,
    })
    expect(releases[0]!.lon).toBeCloseTo(-(88 + 3 / 60 + 43 / 3600), 9)
    expect(releases[2]).toMatchObject({
      facility: 'OTRA',
      stateProvince: 'MX-MEX',
      cas: '7439-97-6',
    })
    expect(releases[2]!.lon).toBeCloseTo(-(99 + 12 / 60 + 24 / 3600), 9)
    expect(tally.get('zeroPlaces')).toBe(1)
    expect(tally.get('unreadablePlaces')).toBe(1)
    expect(tally.get('facilitiesWithoutPlace')).toBe(1)
  })

  it.skipIf(!isHere)('is read as published in 2022: kilograms add up to the columns', async () => {
    const emissions = join(CORPUS, 'retc-emisiones-2022.csv')
    const establishments = join(CORPUS, 'retc-emisoras-2022.csv')
    const tally = new Tally()
    const releases = await collect(readRetc({ establishments, emissions }, 2022, tally))
    expect(tally.get('establishments')).toBe(3_017)
    const placed = new Set(releases.map(({ facilityId }) => facilityId))
    const { data } = Papa.parse<Record<string, string>>(await readFile(emissions, 'utf8'), {
      header: true,
      delimiter: '\t',
      skipEmptyLines: 'greedy',
      transformHeader: (header) => header.replaceAll(/\s+/g, ' '),
    })
    const told = data
      .filter((row) => placed.has(row.NRA!))
      .reduce((sum, row) => sum + Number(row.AIRE) + Number(row.AGUA) + Number(row.SUELO), 0)
    const found = releases.reduce((sum, { kg }) => sum + kg, 0)
    expect(Math.abs(found / told - 1)).toBeLessThan(1e-6)
    expect(new Set(releases.map(({ stateProvince }) => stateProvince)).size).toBe(32)
    expect(releases.every(({ lon, lat }) => lon < -86 && lat > 14)).toBe(true)
  })

  it.skipIf(!isHere)('counts the places of 2010 that cannot be right, and mends none', async () => {
    const tally = new Tally()
    await collect(
      readRetc(
        {
          establishments: join(CORPUS, 'retc-emisoras-2010.csv'),
          emissions: join(CORPUS, 'retc-emisiones-2022.csv'),
        },
        2010,
        tally,
      ),
    )
    expect(tally.get('establishments')).toBe(2_599)
    expect(tally.get('zeroPlaces')).toBe(48)
    expect(tally.get('unreadablePlaces')).toBeGreaterThan(20)
  })
})

describe('what the registers share', () => {
  it.each([
    ['7439-92-1', '7439-92-1'],
    ['0007439965', '7439-96-5'],
    ['50-00-0', '50-00-0'],
    ['7439-92-2', null],
    ['N150', null],
    ['Pb', null],
    ['', null],
  ])('takes %j for the CAS number %j', (text, cas) => {
    expect(toCas(text)).toBe(cas)
  })

  it.each([
    ['331222', '31-33'],
    ['421230', '41-43'],
    ['46', '44-46'],
    ['562111', '56'],
    ['999999', null],
    ['', null],
  ])('puts industry %j into sector %j', (naics, sector) => {
    expect(toSector(naics)).toBe(sector)
  })

  it('guesses no unit', () => {
    const tally = new Tally()
    expect(toKilograms(3, 'bushels', tally)).toBeNull()
    expect(tally.get('unknownUnits')).toBe(1)
  })

  it('reads quantities with thousands’ commas, and nothing else that is no number', () => {
    expect([toNumber('1,234.5'), toNumber('.5'), toNumber('1e3')]).toEqual([1234.5, 0.5, 1000])
    expect([toNumber(''), toNumber('1,23'), toNumber('n/a')].every(Number.isNaN)).toBe(true)
  })

  it('knows longitude 0, latitude 0 for a place that was not filled in', () => {
    const tally = new Tally()
    expect(toPlace(0, 0, 'CAN', tally)).toBeNull()
    expect(toPlace(-75, 45, 'CAN', tally)).toEqual({ lon: -75, lat: 45 })
    expect(tally.get('zeroPlaces')).toBe(1)
  })
})

describe('the layer of releases', () => {
  it('is built from the three registers in one schema, with counts of what was left out', async () => {
    const output = join(folder, 'output')
    const folders = {
      root: ROOT,
      cache: join(folder, 'cache'),
      output,
      from: new Map(
        ['tri', 'npri-releases', 'npri-places', 'retc-establishments', 'retc-emissions'].map(
          (name) => [`prtr-releases.${name}`, join(folder, `${name}.csv`)],
        ),
      ),
    }
    expect(await buildLayers([prtrReleases], [prtrReleases], folders, () => {})).toEqual([])
    expect(await checkLayers(output, [])).toEqual([])
    const [layer] = await readCatalogLayers(output)
    expect(layer!.files[0]!.featureCount).toBe(12)
    expect(layer!.provenance!.countsByCountry).toEqual({ CAN: 4, MEX: 3, USA: 5 })
    const { records, faults } = toRecords([layer!])
    expect(faults).toEqual([])
    expect(checkRecords(records, projects)).toEqual([])
    const notes = layer!.provenance!.processing.map(({ en }) => en)
    expect(notes).toContain(
      'NPRI: quantities converted to kilograms from tonnes (2), kg (1), g teq(et) (1), grams (1); 0 of them rounded to six significant figures, 1 in an unknown unit left out.',
    )
    expect(notes.join(' ')).toContain(
      'TRI: 5 forms, of which 1 Forms A without quantities left out',
    )
  })
})
