import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../../src/catalog/schema.ts'
import { KEY_COLUMN } from '../../src/model/own-columns.ts'
import { buildWith } from '../../tests/support/build-context.ts'
import { buildLayer, readCatalogLayers } from '../pipeline/build.ts'
import { polygonsOf, Tally } from '../pipeline/geometry.ts'
import type { PipelineFeature } from '../pipeline/recipe.ts'
import { polygonAreaSquareMeters } from '../pipeline/rings.ts'
import { airports } from './airports.ts'
import { climateZones } from './climate-zones.ts'
import { hazardousWasteSitesSelection } from './hazardous-waste-sites-selection.ts'
import { recipes } from './index.ts'
import { ironSteelPlants } from './iron-steel-plants.ts'
import { seaPorts } from './ports.ts'
import { powerPlants } from './power-plants.ts'
import { protectedAreasSelection } from './protected-areas-selection.ts'
import { prtrFacilitiesSelection } from './prtr-facilities-selection.ts'
import { renewableCapacity } from './renewable-capacity.ts'
import { withCommas } from './shared/wri-power-plants.ts'
import { speciesHabitat } from './species-habitat.ts'
import { windFarms } from './wind-farms.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const LAYERS = resolve(ROOT, 'public/layers')
const CACHE = resolve(ROOT, '.cache/layers')

const properties = (features: readonly { readonly properties: object }[]) =>
  features.map((feature) => feature.properties)

const point = (lon: number, lat: number, values: object) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: values,
})
const collection = (...features: readonly object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features })

/** Two states as squares, in the shape of Natural Earth's units. */
const UNITS = collection(
  ...(
    [
      ['USA', 'US-CO', 'Colorado', -109, 37, -102, 41],
      ['CAN', 'CA-SK', 'Saskatchewan', -110, 49, -102, 60],
    ] as const
  ).map(([adm0_a3, iso_3166_2, name, west, south, east, north]) => ({
    type: 'Feature',
    properties: { adm0_a3, iso_3166_2, name, name_en: name, name_fr: name, name_es: '' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  })),
)

describe('airports', () => {
  const csv = `"id","ident","type","name","latitude_deg","longitude_deg","elevation_ft","iso_country","iso_region","municipality","scheduled_service","icao_code","iata_code"
1,"CYYZ","large_airport","Toronto Lester B. Pearson",43.6772,-79.6306,569,"CA","CA-ON","Toronto","yes","CYYZ","YYZ"
2,"X","medium_airport","No height",20,-100,,"MX","MX-QUE","","no","",""
3,"Y","small_airport","Too small",40,-100,100,"US","US-KS","","no","",""
4,"Z","large_airport","Elsewhere",51.5,0,80,"GB","GB-ENG","London","yes","EGLL","LHR"
`

  it('are the large and medium ones of the three countries, heights in metres, empty cells empty', async () => {
    const { features, notes } = await buildWith(airports, { 'data/airports.csv': csv })
    expect(properties(features)).toEqual([
      {
        [KEY_COLUMN]: 'CYYZ',
        name: 'Toronto Lester B. Pearson',
        type: 'large_airport',
        iata: 'YYZ',
        icao: 'CYYZ',
        scheduled: true,
        elevation_m: 173.4,
        municipality: 'Toronto',
        state_province: 'CA-ON',
        country: 'CAN',
      },
      {
        [KEY_COLUMN]: 'X',
        name: 'No height',
        type: 'medium_airport',
        iata: null,
        icao: null,
        scheduled: false,
        elevation_m: null,
        municipality: null,
        state_province: 'MX-QUE',
        country: 'MEX',
      },
    ])
    expect(notes[0]).toContain('Of 4 places of the world, the 2 large and medium airports')
  })

  it('are not made of a row that is not as expected', async () => {
    const broken = csv.replace('43.6772', 'north')
    await expect(buildWith(airports, { 'data/airports.csv': broken })).rejects.toThrow(
      'latitude_deg',
    )
  })
})

describe('ports', () => {
  it('are those of the three countries that have a place', async () => {
    const { features, notes } = await buildWith(seaPorts, {
      'lib/ports.json': JSON.stringify({
        USBAL: {
          name: 'Baltimore',
          city: 'Baltimore',
          province: ' Maryland ',
          country: 'United States',
          coordinates: [-76.6, 39.3],
        },
        MXVER: { name: 'Veracruz', country: 'Mexico' },
        USDET: { name: 'Detroit', country: 'United States', coordinates: [-83.03, 42.32] },
        USELP: { name: 'El Paso', country: 'United States', coordinates: [-106.48, 31.75] },
        AEAJM: { name: 'Ajman', country: 'United Arab Emirates', coordinates: [55.5, 25.4] },
      }),
    })
    expect(properties(features)).toEqual([
      {
        name: 'Baltimore',
        unlocode: 'USBAL',
        municipality: 'Baltimore',
        province: 'Maryland',
        country: 'USA',
      },
      expect.objectContaining({ name: 'Detroit', unlocode: 'USDET' }),
    ])
    expect(features[1]!.geometry).toMatchObject({ coordinates: [-83.04575, 42.33143] })
    expect(notes[0]).toMatch(/^4 ports of the three countries, 1 without coordinates dropped\. /)
  })
})

describe('power plants', () => {
  const plants = collection(
    point(-105, 39, {
      name: 'Pawnee',
      capacity_mw: 500,
      primary_fuel: 'Coal',
      country: 'United States of America',
      owner: ' Xcel ',
      commissioning_year: 1981.6,
    }),
    point(-104, 39, {
      name: 'Breeze',
      capacity_mw: 120.5,
      primary_fuel: 'Wind',
      country: 'United States of America',
    }),
    point(-105, 52, { name: 'Sun', capacity_mw: 30.25, primary_fuel: 'Solar', country: 'Canada' }),
    // On the water off Colorado's northern edge, some 2 km from it and 890 km from Saskatchewan.
    point(-104, 41.02, {
      name: 'Quay',
      capacity_mw: 7,
      primary_fuel: 'Wave and Tidal',
      country: 'United States of America',
    }),
    point(-50, 45, { name: 'At sea', capacity_mw: 10, primary_fuel: 'Wind', country: 'Canada' }),
    point(10, 50, {
      name: 'Elsewhere',
      capacity_mw: 900,
      primary_fuel: 'Nuclear',
      country: 'Germany',
    }),
  )
  const files = { 'data/data.json': plants, 'data/states/admin1.json': UNITS }

  it('lie in their states, the largest first, with whole years', async () => {
    const { features, notes } = await buildWith(powerPlants, files)
    expect(properties(features)).toMatchObject([
      { name: 'Pawnee', owner: 'Xcel', commissioning_year: 1981, state_province: 'US-CO' },
      { name: 'Breeze', owner: null, commissioning_year: null, country: 'USA' },
      { name: 'Sun', state_province: 'CA-SK' },
      { name: 'At sea', state_province: null },
      { name: 'Quay', state_province: 'US-CO' },
    ])
    expect(notes.join(' ')).toContain('Of 6 power plants of the world, the 5')
    expect(notes.join(' ')).toContain('within 5 km (1 of them')
    expect(notes.join(' ')).toContain('Without a state, farther off: 1 (At sea).')
  })

  it('have the commas back that the source lost before the legal form of a company, and one blank elsewhere', () => {
    const tally = new Tally()
    const cases = [
      ['Saluda Solar  LLC', 'Saluda Solar, LLC'],
      ['Ajax Solar  LLC (MA)', 'Ajax Solar, LLC (MA)'],
      ['Vicinity Energy Trenton  L.P.', 'Vicinity Energy Trenton, L.P.'],
      ['Enertek  S. A. De C. V.', 'Enertek, S. A. De C. V.'],
      ['Termoeléctrica Peñoles  S. De R. L. De C. V.', 'Termoeléctrica Peñoles, S. De R. L. De C. V.'], // biome-ignore format: one line
      ['Énergie La Lièvre  SEC', 'Énergie La Lièvre, SEC'],
      ['Runway  Solar Farm', 'Runway Solar Farm'],
      ['Cariboo Pulp & Paper  Company', 'Cariboo Pulp & Paper Company'],
      ['Central  A', 'Central A'],
      [' Pawnee ', 'Pawnee'],
    ]
    expect(cases.map(([text]) => withCommas(text!, tally))).toEqual(cases.map(([, right]) => right))
    expect([tally.get('commas'), tally.get('blanks')]).toEqual([6, 3])
  })

  it('of a fuel without a name in three languages stop the recipe', async () => {
    const odd = plants.replace('"Coal"', '"Peat"')
    await expect(buildWith(powerPlants, { ...files, 'data/data.json': odd })).rejects.toThrow(
      'Peat',
    )
  })

  it('on renewable sources are summed by state, coal and plants at sea left out', async () => {
    const { features, overviews } = await buildWith(renewableCapacity, files)
    const sums = Object.fromEntries(
      features.map(({ properties: state }) => [state.state_province, state]),
    )
    expect(sums['US-CO']).toMatchObject({
      renewable_mw: 127.5,
      wave_tidal_mw: 7,
      plants: 2,
      name_es: 'Colorado',
    })
    expect(sums['CA-SK']).toMatchObject({ renewable_mw: 30.25, plants: 1 })
    expect(overviews.map((overview) => overview.length)).toEqual([2])
  })
})

describe('wind farms', () => {
  it('have the country that they name or lie in', async () => {
    const { features, notes } = await buildWith(windFarms, {
      'data/data.json': collection(
        point(-105, 39, { name: 'Named', wikidata_id: 'Q1', country: 'United States' }),
        point(-105, 52, { name: 'Unnamed', wikidata_id: 'Q2' }),
        point(10, 50, { name: 'Elsewhere', wikidata_id: 'Q3', country: 'Germany' }),
        point(0, 0, { name: 'Nowhere', wikidata_id: 'Q4' }),
      ),
      'data/states/admin1.json': UNITS,
    })
    expect(properties(features)).toEqual([
      { name: 'Named', wikidata_id: 'Q1', country: 'USA', state_province: 'US-CO' },
      { name: 'Unnamed', wikidata_id: 'Q2', country: 'CAN', state_province: 'CA-SK' },
    ])
    expect(notes.join(' ')).toContain(
      'the 2 of the three countries were taken; 1 of them names no country',
    )
  })
})

describe('iron and steel plants', () => {
  const plant = {
    id: 'P100',
    name: 'Mill',
    country: 'Canada',
    status: 'operating',
    steel_capacity_ttpa: 2100,
    owner: '',
  }

  it('keep capacities as they are and empty values empty', async () => {
    const { features } = await buildWith(ironSteelPlants, {
      'data/data.json': collection(
        point(-80, 43, plant),
        point(10, 50, { ...plant, country: 'Germany' }),
      ),
    })
    expect(properties(features)).toMatchObject([
      {
        [KEY_COLUMN]: 'P100',
        name: 'Mill',
        status: 'operating',
        steel_kt_per_year: 2100,
        iron_kt_per_year: null,
        owner: null,
        country: 'CAN',
      },
    ])
  })

  it('leave out plants that the source puts in the middle of a country for want of a site', async () => {
    const nowhere = { municipality: 'unknown', province: 'unknown' }
    const { features, notes } = await buildWith(ironSteelPlants, {
      'data/data.json': collection(
        point(-80, 43, { ...plant, ...nowhere, coordinate_accuracy: 'exact' }),
        point(-95.7, 37.1, { ...plant, ...nowhere, id: 'P2', coordinate_accuracy: 'approximate' }),
      ),
    })
    expect(properties(features)).toMatchObject([{ municipality: null, province: null }])
    expect(notes[0]).toContain('1 of them left out')
  })

  it('of a status without a name in three languages stop the recipe', async () => {
    const files = { 'data/data.json': collection(point(-80, 43, { ...plant, status: 'sold' })) }
    await expect(buildWith(ironSteelPlants, files)).rejects.toThrow('unknown status')
  })
})

describe('species habitat', () => {
  it('joins shares to counties by their codes, and counts the species with half of a county', async () => {
    const counties = JSON.stringify({
      type: 'Topology',
      arcs: [
        [
          [-105, 39],
          [-104, 39],
          [-104, 40],
          [-105, 40],
          [-105, 39],
        ],
        [
          [-103, 39],
          [-102, 39],
          [-102, 40],
          [-103, 40],
          [-103, 39],
        ],
      ],
      objects: {
        counties: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', id: '08001', properties: { name: 'Adams' }, arcs: [[0]] },
            { type: 'Polygon', id: '08003', properties: { name: 'Alamosa' }, arcs: [[1]] },
          ],
        },
      },
    })
    const { features, notes } = await buildWith(speciesHabitat, {
      'data/species.csv':
        'item_id,common_name,county_id,habitat_yearround_pct\n1,American Robin,8001,0.61234\n1,White-tailed Deer,08001,0.2\n1,American Robin,99999,1\n',
      'counties-10m.json': counties,
    })
    expect(properties(features)).toEqual([
      {
        name: 'Adams',
        fips: '08001',
        bullfrog_pct: null,
        robin_pct: 61.23,
        deer_pct: 20,
        gartersnake_pct: null,
        species: 1,
      },
    ])
    expect(notes[0]).toContain('joined to 1 of 2 counties')
    expect(notes[0]).toContain('1 codes of the habitat table have no county')
  })
})

describe('climate zones', () => {
  const script = (...rows: readonly string[]) =>
    `var koppen_default = ${JSON.stringify(['Latitude,Longitude,KoppenClass', ...rows].join('\n'))};`

  it('end at the shores of the land, which take the climate of the nearest cell', async () => {
    const { features, overviews, notes } = await buildWith(climateZones, {
      // Cells that lie well within Colorado, with half a degree of shore around them.
      'dist/index.mjs': script(
        ...[37.75, 38.25, 38.75, 39.25, 39.75, 40.25].flatMap((lat) =>
          Array.from({ length: 12 }, (_, i) => -108.25 + i / 2).map(
            (lon) => `${lat},${lon},${lon < -105.5 ? 'BSk' : 'Dfb'}`,
          ),
        ),
        '-30.25,20.25,BWh',
      ),
      'data/states/admin1.json': UNITS,
    })
    const squareKilometers = (made: readonly PipelineFeature[]) =>
      made.reduce(
        (sum, { geometry }) =>
          sum +
          polygonsOf(geometry).reduce((part, rings) => part + polygonAreaSquareMeters(rings), 0),
        0,
      ) / 1e6
    expect(new Set(features.map(({ properties }) => properties.zone))).toEqual(
      new Set(['BSk', 'Dfb']),
    )
    // Colorado as the square of the test: 7° by 4°, Saskatchewan has no climate within reach.
    const all = (7 * 4 * 111.195 ** 2 * Math.cos((39 * Math.PI) / 180)) / 1
    expect(squareKilometers(features) / all).toBeCloseTo(1, 2)
    expect(squareKilometers(overviews[0]!) / all).toBeCloseTo(1, 1)
    for (const { geometry } of features) {
      for (const [lon, lat] of polygonsOf(geometry).flat(2)) {
        expect(lon).toBeGreaterThanOrEqual(-109.01)
        expect(lon).toBeLessThanOrEqual(-101.99)
        expect(lat).toBeGreaterThanOrEqual(36.99)
        expect(lat).toBeLessThanOrEqual(41.2)
      }
    }
    expect(notes[0]).toContain('Of 73 land cells of the world, the 72 of North America')
  })

  it('stop the recipe where the package no longer holds the table', async () => {
    await expect(buildWith(climateZones, { 'dist/index.mjs': 'var x = 1' })).rejects.toThrow(
      'no longer holds',
    )
  })
})

describe('selections', () => {
  const header =
    'id,name_en,name_fr,name_es,designation,iucn_category,realm,state_province,country,latitude,longitude,area_km2,established,source'

  it('leave out rows without a place that may be published, and say how many and why', async () => {
    const { features, notes } = await buildWith(protectedAreasSelection, {
      'scripts/layers/data/protected-areas.csv': `${header}
a,Banff National Park,Parc national Banff,,National Park,II,terrestrial,CA-AB,CAN,51.2,-115.5,6641,1885,parks-canada-map
b,,,El Vizcaíno,Reserva de la Biosfera,,both,MX-BCS,MEX,,,25467.9,1988,conanp-list
`,
    })
    expect(properties(features)).toMatchObject([
      { name: 'Banff National Park', area_km2: 6641, established: 1885 },
    ])
    expect(notes[0]).toContain('1 area of Mexico left out')
    expect(notes[0]).toContain('World Database on Protected Areas')
  })

  it('without such rows have a place in each', async () => {
    const table = await readFile(join(ROOT, 'scripts/layers/data/prtr-facilities.csv'), 'utf8')
    const [first, second] = table.split('\n') as [string, string]
    const cells = second.split(',')
    const at = first.split(',').indexOf('latitude')
    cells[at] = ''
    cells[at + 1] = ''
    await expect(
      buildWith(prtrFacilitiesSelection, {
        'scripts/layers/data/prtr-facilities.csv': `${first}\n${cells.join(',')}\n`,
      }),
    ).rejects.toThrow('1 rows of prtr-facilities.csv have no place')
  })

  it('hold nothing that derives from the World Database on Protected Areas', async () => {
    const table = await readFile(join(ROOT, 'scripts/layers/data/protected-areas.csv'), 'utf8')
    expect(table).not.toContain('fondogis')
    const withoutPlace = table
      .split('\n')
      .filter((line) => /,,,[^,]*,[^,]*,conanp-list$/.test(line))
    expect(withoutPlace).toHaveLength(40)
  })
})

describe('the built thematic layers', () => {
  const catalogue = readCatalogLayers(LAYERS)
  const entryOf = async (id: string): Promise<CatalogLayer> =>
    (await catalogue).find((layer) => layer.id === id)!

  it.each([
    [protectedAreasSelection, 229 - 40],
    [prtrFacilitiesSelection, 298],
    [hazardousWasteSitesSelection, 274],
  ])('have a feature for each row of their table ($id)', async (recipe, count) => {
    expect((await entryOf(recipe.id)).files[0]!.featureCount).toBe(count)
  })

  it('of points say in their notes how many features the file has', async () => {
    const points = recipes.filter(
      ({ id, state, geometryType }) =>
        // Populated places are counted in words of their own.
        id !== 'populated-places' && state === 'bundled' && geometryType === 'Point',
    )
    expect(points.length).toBeGreaterThan(7)
    for (const { id } of points) {
      const { files, provenance } = await entryOf(id)
      const kept = provenance!.processing
        .map(({ en }) => /^([\d,]+) points taken/.exec(en)?.[1])
        .find(Boolean)
      expect(kept?.replaceAll(',', ''), id).toBe(String(files[0]!.featureCount))
    }
  })

  it.each([
    ['airports', { CAN: 250, MEX: 71, USA: 917 }],
    ['power-plants', { CAN: 1159, MEX: 277, USA: 9833 }],
  ])('have as many features by country as were counted in the source of %s', async (id, counts) => {
    const found = (await entryOf(id)).provenance!.countsByCountry!
    for (const [country, count] of Object.entries(counts)) {
      // Hawaii and islands of the Pacific lie outside the Framework's square.
      expect(found[country]!, country).toBeLessThanOrEqual(count)
      expect(found[country]! / count, country).toBeGreaterThan(0.95)
    }
  })

  /** Recipes on small sources; the others are rebuilt by hand. */
  const small = [
    airports,
    seaPorts,
    ironSteelPlants,
    protectedAreasSelection,
    prtrFacilitiesSelection,
    hazardousWasteSitesSelection,
  ].filter(({ sources }) =>
    sources.every(
      (source) =>
        source.kind === 'file' ||
        (source.kind === 'npm' &&
          existsSync(
            join(
              CACHE,
              'npm',
              `${source.name.replace('@', '').replace('/', '-')}-${source.version}.tgz`,
            ),
          )),
    ),
  )

  it.each(small.map((recipe) => [recipe.id, recipe] as const))(
    'come out byte for byte when %s is built again',
    async (id, recipe) => {
      const built = await buildLayer(recipe, { root: ROOT, cache: CACHE, output: LAYERS })
      const { files } = await entryOf(id)
      expect(built.entry.files).toEqual(files)
    },
  )
})
