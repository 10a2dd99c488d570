import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import { projects } from './projects.ts'
import { toRecords } from './records.ts'

/**
 * The catalogue is held to the collected facts on what the CEC plans and publishes, row by row. They lie
 * beside the project; where they are not, nothing is checked.
 */
const FACTS = resolve(import.meta.dirname, '../../../shared/facts')
const CATALOG = resolve(import.meta.dirname, '../../public/layers/catalog.json')

const { records } = toRecords(parseCatalog(JSON.parse(readFileSync(CATALOG, 'utf8'))).layers)
const recordOf = (id: string) => records.find((record) => record.id === id)

const read = (name: string) => readFileSync(resolve(FACTS, name), 'utf8')
/** The rows of the first table of a text, without its head. */
const toRows = (markdown: string) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
/** The topics of a paragraph under a heading, parted by middle dots. */
const toTopics = (markdown: string, heading: string) =>
  markdown
    .split(`## ${heading}\n`)[1]!
    .split('\n\n')[0]!
    .replaceAll('\n', ' ')
    .replace(/\.$/, '')
    .split(' · ')
    .map((topic) => topic.trim())

/** Layers that the plan names, by the words of the facts. */
const PLANNED: Readonly<Record<string, readonly string[]>> = {
  'Power plant locations and emissions (11)': ['power-plants', 'cec-power-plant-emissions'],
  'watershed loadings of selected PRTR chemicals (12)': ['watershed-loadings'],
  'marine protected areas (13)': ['cec-marine-protected-areas'],
  'marine priority conservation areas in eastern North America (13)': [
    'marine-priority-areas-east',
  ],
  'hazardous waste generating and receiving sites (8)': [
    'hazardous-waste-facilities',
    'hazardous-waste-sites-selection',
  ],
  'sites of potential avian impact from wind power (5B)': ['wind-power-avian-impact'],
  'land cover 2006 (250 m) and land cover change 2005–2006 (1, NALCMS)': [
    'land-cover-2006',
    'land-cover-change-2005-2006',
  ],
  'aquifers and groundwater (1)': ['aquifers'],
  'forests (1, with the North American Forestry Commission)': ['cec-forests'],
  'greenhouse gas flux (1)': ['greenhouse-gas-flux'],
  'Renewable energy potential (solar, wind, biomass, hydro, geothermal)': [
    'renewable-energy-potential',
  ],
  'updated renewable capacity': ['renewable-capacity', 'cec-renewable-energy'],
  'invasive species': ['invasive-species'],
  'threatened species': ['threatened-species'],
  wetlands: ['cec-wetlands'],
  'air quality': ['air-quality'],
  'pollutant monitoring sites': ['pollutant-monitoring-sites'],
  soils: ['soils'],
  geology: ['geology'],
  'trade flows': ['trade-flows'],
  'transport infrastructure': ['transport-infrastructure'],
  'Indigenous areas': ['indigenous-areas'],
}

/** Layers that the CEC publishes, by the words of the facts. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  'Political Boundaries': ['cec-political-boundaries'],
  Elevation: ['cec-elevation'],
  'Watersheds (4 levels)': ['cec-watersheds'],
  'Lakes and Rivers': ['cec-lakes-and-rivers'],
  Roads: ['cec-roads'],
  Airports: ['cec-airports'],
  'Populated Places': ['cec-populated-places'],
  'Railroads, bathymetry, glaciers and sea ice': [
    'cec-railroads',
    'cec-bathymetry',
    'cec-glaciers-and-sea-ice',
  ],
  'Land Cover 30 m': ['cec-land-cover-30m'],
  'Land Cover 250 m': ['cec-land-cover-250m'],
  'Land Cover Change': ['cec-land-cover-change'],
  'Protected Areas': ['cec-protected-areas'],
  Forests: ['cec-forests'],
  'Terrestrial Ecoregions I, II, III': [
    'cec-terrestrial-ecoregions-1',
    'cec-terrestrial-ecoregions-2',
    'cec-terrestrial-ecoregions-3',
  ],
  'Terrestrial Species of Common Conservation Concern': ['cec-terrestrial-species'],
  'Grassland Priority Conservation Areas': ['cec-grassland-priority-areas'],
  Wetlands: ['cec-wetlands'],
  'Blue Carbon: mangrove, salt marsh, seagrass': [
    'cec-mangroves',
    'cec-salt-marshes',
    'cec-seagrasses',
  ],
  'Marine Ecoregions': ['cec-marine-ecoregions'],
  'Marine Protected Areas Network': ['cec-marine-protected-areas'],
  'Marine Species of Common Conservation Concern': ['cec-marine-species'],
  'Priority Conservation Areas, Baja to Bering': ['cec-baja-to-bering'],
  'Anthropogenic Biomes': ['cec-anthropogenic-biomes'],
  'Population Density': ['cec-population-density'],
  'Climate Zones (Köppen-Geiger, 29)': ['cec-climate-zones'],
  'Precipitation, annual 1981–2010': ['cec-precipitation'],
  'PRTR reporting facilities': ['cec-prtr-facilities'],
  'Power Plant Air Emissions': ['cec-power-plant-emissions'],
  Landfills: ['cec-landfills'],
  'Renewable Energy': ['cec-renewable-energy'],
  'Freight CO2 by road, rail; vessel SO2': ['cec-truck-co2', 'cec-rail-co2', 'cec-vessel-so2'],
}

const GROUPS: Readonly<Record<string, string>> = {
  reference: 'reference',
  terrestrial: 'terrestrial-ecosystems',
  marine: 'marine-ecosystems',
  'human influence': 'human-influence',
  climate: 'climate',
  'pollution and waste': 'pollution-and-waste',
}

const ROOTS: Readonly<Record<string, string>> = {
  B: 'https://www.cec.org/files/atlas_layers/',
  P: 'https://www.cec.org/north-american-environmental-atlas/',
  S: 'https://services7.arcgis.com/oF9CDB4lUYF7Um9q/ArcGIS/rest/services/',
}

/** The addresses in a cell, whole: `B` and the rest in backticks, a service with its ending. */
function toAddresses(cell: string): string[] {
  return [...cell.matchAll(/\b([BPS])`([^`]+)`/g)].map(([, root, path]) => {
    const whole = ROOTS[root!]! + path!.replace('…', '1_terrestrial_ecosystems')
    return root === 'S'
      ? `${whole}/FeatureServer`
      : root === 'P'
        ? whole.replace(/\/?$/, '/')
        : whole
  })
}

describe.skipIf(!existsSync(FACTS))('the catalogue and the facts', () => {
  it('agree on every project of the plan', () => {
    const rows = toRows(read('cec-projects.md'))
    expect(rows.map(([no]) => no)).toEqual(projects.map(({ no }) => no))
    for (const [no, , , manager, dollars, groups, , maps] of rows) {
      const project = projects.find((candidate) => candidate.no === no)!
      const [planned, total] = dollars!.match(/[\d,]+/g)!.map((n) => Number(n.replaceAll(',', '')))
      expect([no, project.allocationCad, project.allocationWithCarryOverCad]).toEqual([
        no,
        planned,
        total,
      ])
      const surnames =
        manager === '–' ? [] : manager!.split('; ').map((name) => name.split(' ').at(-1))
      expect([no, project.managers.map((name) => name.split(' ').at(-1))]).toEqual([no, surnames])
      expect([no, project.workingGroups.length]).toEqual([no, groups!.split(';').length])
      expect([no, project.atlas !== undefined]).toEqual([no, maps !== '–'])
    }
  })

  it.each(['Layers that project 1 plans for 2009', 'Later topics it names'])(
    'agree on every layer of “%s”',
    (heading) => {
      for (const topic of toTopics(read('cec-projects.md'), heading)) {
        expect(PLANNED, topic).toHaveProperty([topic])
        const no = /\((\d+[A-C]?)[,)]/.exec(topic)?.[1] ?? '1'
        for (const id of PLANNED[topic]!) {
          const record = recordOf(id)
          expect(record, id).toBeDefined()
          expect(
            record!.projects.map((project) => project.no),
            id,
          ).toContain(no)
        }
      }
    },
  )

  it('agree on every layer that the CEC publishes: group, editions, addresses', () => {
    const rows = toRows(read('cec-layers.md'))
    expect(rows.length).toBeGreaterThan(30)
    for (const [group, name, edition, address] of rows) {
      expect(PUBLISHED, name).toHaveProperty([name!])
      const found = PUBLISHED[name!]!.map((id) => recordOf(id))
      expect(found, name).not.toContain(undefined)
      for (const record of found) expect(record!.group, name).toBe(GROUPS[group!])
      const editions = found.flatMap((record) => record!.editions)
      const known = new Set(
        editions.flatMap(({ name, year, yearTo }) => [name, String(year), String(yearTo)]),
      )
      for (const year of edition!.replace(/\([^)]*\)/g, '').match(/\d{4}/g) ?? []) {
        expect([...known], `${name} ${year}`).toContain(year)
      }
      const addresses = found.flatMap((record) => record!.addresses.map(({ url }) => url))
      for (const url of toAddresses(address!)) expect(addresses, name).toContain(url)
    }
  })
})
