import { beforeAll, describe, expect, it } from 'vitest'
import { projects } from '../../scripts/catalog/projects.ts'
import { unbundledLayers as records } from '../../scripts/catalog/unbundled.ts'
import type { Language } from '../model/schema.ts'
import { LANGUAGES } from '../words/languages.ts'
import { toLanguageCatalog } from './language-catalog.ts'
import { LAYER_STATES } from './schema.ts'
import { type CatalogSearch, createCatalogSearch } from './search.ts'

const searches = new Map<Language, CatalogSearch>()
beforeAll(() => {
  for (const language of LANGUAGES) {
    searches.set(language, createCatalogSearch(toLanguageCatalog(records, projects, language)))
  }
})

const search = (language: Language, text: string) => searches.get(language)!.search({ text })
const ids = (language: Language, text: string) => search(language, text).layers.map(({ id }) => id)

describe('the search of the catalogue', () => {
  it('begins to find with the first letters', () => {
    expect(ids('en', 'me')).toContain('cec-prtr-facilities')
    expect(ids('en', 'mercury in').sort()).toEqual(ids('en', 'mercury').sort())
  })

  it('finds mercury in the registers, the monitoring sites and the chemicals of common concern', () => {
    const found = ids('en', 'mercury')
    expect(found).toContain('cec-prtr-facilities')
    expect(found).toContain('chemicals-of-common-concern')
    expect(found).toContain('pollutant-monitoring-sites')
  })

  it('finds plomo in Spanish, and in English too', () => {
    expect(ids('es', 'plomo')).toContain('cec-prtr-facilities')
    expect(ids('en', 'plomo')).toContain('cec-prtr-facilities')
  })

  it.each([
    ['en', 'PM2.5'],
    ['fr', 'pm2,5'],
    ['es', 'PM10'],
  ] as const)(
    'finds the quality of the air in %s by what is measured of it: %s',
    (language, text) => {
      expect(ids(language, text)).toContain('air-quality')
    },
  )

  it.each(['aires protégées', 'aires protegees', 'AIRE PROTÉGÉE', 'aires prot'])(
    'puts the protected areas first for “%s” in French',
    (text) => expect(ids('fr', text).slice(0, 3)).toContain('cec-protected-areas'),
  )

  it.each([
    ['en', 'project 12'],
    ['fr', 'projet 12'],
    ['es', 'proyecto 12'],
  ] as const)('finds the layers of a project and the project itself (%s: %s)', (language, text) => {
    const { layers, projects } = search(language, text)
    expect(projects[0]?.no).toBe('12')
    expect(layers.map(({ id }) => id)).toContain('watershed-loadings')
    expect(layers.every((layer) => layer.projects.some(({ no }) => no === '12'))).toBe(true)
  })

  it('finds a project by its title alone', () => {
    expect(search('es', 'vaquita').projects.map(({ no }) => no)).toContain('16')
    expect(search('en', 'taking stock').projects[0]?.no).toBe('12')
  })

  it.each([
    ['en', 'watershed', 'cec-watersheds'],
    ['en', 'landfil', 'cec-landfills'],
    ['en', 'glacer', 'cec-glaciers-and-sea-ice'],
    ['en', 'NAICSCODE', 'cec-prtr-facilities'],
    ['fr', 'écorégion', 'cec-terrestrial-ecoregions-1'],
    ['fr', 'forets', 'cec-forests'],
    ['fr', 'chemin de fer', 'cec-railroads'],
    ['es', 'contaminacion', 'watershed-loadings'],
    ['es', 'pastizal', 'cec-grassland-priority-areas'],
    ['es', 'calidad del aire', 'air-quality'],
  ] as const)('forgives plurals, accents and a slip (%s: %s)', (language, text, id) => {
    expect(ids(language, text)).toContain(id)
  })

  it('finds more than nothing at every letter of a word being typed', () => {
    for (let length = 1; length <= 'bathymetry'.length; length += 1) {
      expect(ids('en', 'bathymetry'.slice(0, length))).toContain('cec-bathymetry')
    }
  })

  it('finds more than nothing while a year is typed', () => {
    for (const text of ['land cover 2', 'land cover 20', 'land cover 202', 'land cover 2020']) {
      expect(ids('en', text)).toContain('cec-land-cover-30m')
    }
  })

  it('finds a project by its number, and no other by its beginning', () => {
    expect(search('en', 'project').projects).toHaveLength(projects.length)
    expect(search('en', 'project 1').projects.map(({ no }) => no)).toEqual(['1'])
  })

  it('takes a number as it stands', () => {
    const { layers } = search('en', 'project 5B')
    expect(layers.length).toBeGreaterThan(0)
    for (const layer of layers) expect(layer.projects.map(({ no }) => no)).toContain('5B')
  })

  it('lists everything where nothing is typed: what can be seen here before what is planned, each by title', () => {
    const { layers, projects } = search('en', ' ')
    expect(layers).toHaveLength(records.length)
    expect(projects).toEqual([])
    const states = layers.map(({ state }) => LAYER_STATES.indexOf(state))
    expect(states).toEqual([...states].sort((a, b) => a - b))
    expect(layers[0]?.title).toBe('Airports')
    const [first] = searches.get('en')!.search({ text: '', sort: 'title' }).layers
    expect(first?.title).toBe('Acid Deposition')
  })

  it('counts in each facet what choosing a value there would give', () => {
    const all = searches.get('en')!
    const { facets } = all.search({ text: 'protected areas', filters: { country: ['CAN'] } })
    for (const { value, count } of facets.state) {
      const { layers } = all.search({
        text: 'protected areas',
        filters: { country: ['CAN'], state: [value] },
      })
      expect(layers).toHaveLength(count)
    }
    expect(facets.country.map(({ value }) => value).sort()).toEqual(['CAN', 'MEX', 'USA'])
  })

  it('keeps what fits any value of a facet and every facet', () => {
    const { layers } = searches.get('en')!.search({
      filters: { group: ['climate', 'reference'], state: ['planned'] },
    })
    expect(layers.map(({ id }) => id).sort()).toEqual([
      'aquifers',
      'geology',
      'greenhouse-gas-flux',
      'renewable-energy-potential',
      'soils',
      'wall-map',
    ])
  })

  it('orders projects as the plan does and years upwards', () => {
    const { facets } = search('en', '')
    expect(facets.project.map(({ value }) => value).join(' ')).toBe(
      '1 3 4 5A 5B 6A 8 9 10 11 12 13 14 15 16',
    )
    const years = facets.year.map(({ value }) => Number(value))
    expect(years).toEqual([...years].sort((a, b) => a - b))
  })

  it('sorts by the newest edition', () => {
    const { layers } = searches
      .get('en')!
      .search({ filters: { group: ['terrestrial-ecosystems'] }, sort: 'newest' })
    const years = layers.map(({ years }) => years.at(-1) ?? 0)
    expect(years).toEqual([...years].sort((a, b) => b - a))
  })

  it('offers the word that was probably meant where nothing is found', () => {
    const { layers, suggestions } = search('en', 'mrkuri')
    expect(layers).toEqual([])
    expect(suggestions[0]).toMatchObject({ kind: 'spelling', text: 'mercury' })
  })

  it('offers what some of the words find where all together find nothing', () => {
    const { layers, suggestions } = search('en', 'volcanic mercury')
    expect(layers).toEqual([])
    expect(suggestions.at(-1)).toMatchObject({ kind: 'any-word', text: 'mercury' })
  })

  it('offers everything where it knows of nothing nearer', () => {
    for (const text of ['x', 'a'.repeat(200), 'q7']) {
      const { layers, suggestions } = search('en', text)
      expect(layers).toEqual([])
      expect(suggestions).toEqual([{ kind: 'everything', count: records.length }])
    }
  })

  it('puts what a project gives before what it uses', () => {
    const { layers } = search('en', 'project 12')
    const gives = layers.map(({ projects }) =>
      projects.some(({ no, relation }) => no === '12' && relation === 'provides'),
    )
    expect(gives).toContain(false)
    expect(gives).toEqual([...gives].sort((a, b) => Number(b) - Number(a)))
  })

  it('puts layers that can be put on the map before others that fit alike', () => {
    const twins = ['planned', 'bundled', 'available'] as const
    const [record] = records
    const catalog = toLanguageCatalog(
      twins.map((state) => ({ ...record!, id: `twin-${state}`, state })),
      [],
      'en',
    )
    const { layers } = createCatalogSearch(catalog).search({ text: record!.title.en })
    expect(layers[0]?.state).toBe('bundled')
  })

  it('offers to drop the filters where they alone leave nothing', () => {
    const { suggestions } = searches
      .get('en')!
      .search({ text: 'mercury', filters: { group: ['climate'] } })
    expect(suggestions).toEqual([{ kind: 'without-filters', count: ids('en', 'mercury').length }])
  })

  it('survives anything that can be typed', () => {
    for (const text of ['"', '* OR (', '\u0000', '🦋', 'a'.repeat(100_000), '. '.repeat(9999)]) {
      expect(() => search('fr', text)).not.toThrow()
    }
  })
})
