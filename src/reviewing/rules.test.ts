import { resolve } from 'node:path'
import type { Geometry } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundledSubject, type Published, readPublished } from '../../scripts/review/subject.ts'
import { randomFrom } from '../../tests/support/random.ts'
import { blobSource } from '../formats/bytes/byte-source.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { WGS84 } from '../geo/crs.ts'
import type { FieldValue } from '../model/feature.ts'
import { LANGUAGES } from '../words/languages.ts'
import { wordsOf } from '../words/words.ts'
import { applyFix } from './fix.ts'
import { reviewLayer } from './review-layer.ts'
import { editRows, type ReviewRows } from './review-rows.ts'
import type { Subject } from './rule.ts'
import { RULES } from './rules.ts'
import { measureSensitivity } from './sensitivity.ts'
import { toFindingTexts } from './sentences.ts'
import { toSubject } from './subject.ts'
import { findRoles, toTheme } from './theme.ts'

let published: Published
beforeAll(async () => {
  published = await readPublished(resolve(import.meta.dirname, '../../public/layers'))
})

type Row = readonly [values: Readonly<Record<string, FieldValue>>, at: Geometry]

function subjectOf(rows: readonly Row[]): Subject {
  const fields = Object.keys(rows[0]![0]).map((name) => {
    const [value] = rows.map(([values]) => values[name])
    return { name, type: typeof value === 'number' ? ('double' as const) : ('string' as const) }
  })
  const own: ReviewRows = {
    fields,
    length: rows.length,
    rowNumber: (row) => row + 1,
    value: (row, field) => rows[row]![0][field] ?? null,
    geometry: (row) => rows[row]![1],
  }
  return {
    rows: own,
    roles: findRoles(fields, null),
    fileName: 'facilities.csv',
    crs: { how: 'format', name: 'WGS 84', epsg: 4326, text: null, crs: WGS84 },
    warnings: [],
    theme: null,
    places: published.places,
    published: null,
    entry: null,
    catalog: published.catalog,
    year: 2026,
  }
}

/** A layer of fewer rows, which lie beside each other. */
function firstRows(subject: Subject, count: number): Subject {
  const rows = editRows(subject.rows, {
    removed: new Set(Array.from({ length: subject.rows.length }, (_, row) => row).slice(count)),
  })
  const { files, ...entry } = subject.entry!
  return { ...subject, rows, published: rows, entry: { ...entry, files: files!.map((file) => ({ ...file, featureCount: rows.length })) } } // biome-ignore format: one line
}

const point = (lon: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lon, lat] })

describe('a layer that reaches over the world', () => {
  const africa = Array.from({ length: 30 }, (_, nth): Row => [{ NAME: `A${nth}` }, point(20 + nth, -25)]) // biome-ignore format: one line
  const asia: Row = [{ NAME: 'Luan Chau' }, point(103.34, 21.74)]
  const codesOf = async (rows: readonly Row[]) =>
    (await reviewLayer(subjectOf(rows))).findings.map(({ code, count }) => `${code} ${count}`)

  it('has no dropped signs where nothing says that it should lie in North America', async () => {
    const home: Row[] = Array.from({ length: 40 }, (_, nth) => [{ NAME: `H${nth}` }, point(-100 + nth / 10, 40)]) // biome-ignore format: one line
    expect(await codesOf([...home, asia])).toContain('longitude-sign 1')
    const wide = await codesOf([...home, ...africa, asia])
    expect(wide).toContain('outside-framework 31')
    expect(wide.join()).not.toContain('longitude-sign')
  })
})

describe('what went wrong in published layers', () => {
  it('is found: places at zero, dropped signs, exchanged axes, places past the pole and in another state', async () => {
    const subject = subjectOf([
      [{ FACILITY_N: 'Aciérie de Hamilton', STATE_PROV: 'ON' }, point(-79.8, 43.25)],
      [{ FACILITY_N: 'Null Island Smelter', STATE_PROV: 'ON' }, point(0, 0)],
      [{ FACILITY_N: 'Trail Operations', STATE_PROV: 'BC' }, point(117.7, 49.1)],
      [{ FACILITY_N: 'Cementos Yaqui', STATE_PROV: 'Sonora' }, point(29.1, -110.9)],
      [{ FACILITY_N: 'Past The Pole', STATE_PROV: 'AB' }, point(-114, 96.2)],
      [{ FACILITY_N: 'Planta de Monterrey', STATE_PROV: 'Nuevo León' }, point(-99.1, 19.4)],
    ])
    const { findings, broken } = await reviewLayer(subject)
    expect(broken).toEqual([])
    const found = findings.filter(({ severity }) => severity === 'error').map(({ code, rows }) => [code, rows]) // biome-ignore format: one line
    expect(found).toEqual([
      ['null-island', [1]],
      ['longitude-sign', [2]],
      ['coordinates-swapped', [3]],
      ['beyond-earth', [4]],
      ['far-outside-stated-place', [5]],
    ])
  })

  it('is found in a small table, whose wrong degrees are no sign of another coordinate system', async () => {
    const table = [
      'FACILITY_N,STATE_PROV,LATITUDE,LONGITUDE',
      'Aciérie de Hamilton,ON,43.25,-79.8',
      'Null Island Smelter,ON,0,0',
      'Trail Operations,BC,49.1,117.7',
      'Cementos Yaqui,Sonora,-110.9,29.1',
      'Past The Pole,AB,96.2,-114',
      'Raffinerie de l’Est,QC,45.6,-73.5',
    ].join('\n')
    const read = await readFiles([blobSource(new Blob([table]), 'PRTR_2006.csv')])
    if (!read.ok) throw new Error(read.problem.message)
    const { findings } = await reviewLayer(toSubject(read.layers[0]!, published))
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    expect(errors).toEqual(['null-island', 'longitude-sign', 'coordinates-swapped', 'beyond-earth'])
  })

  it('is mended as proposed, and then found no more', async () => {
    let subject = subjectOf([
      [{ name: 'MontrÃ©al' }, point(73.6, 45.5)],
      [{ name: 'Peñoles <b>Torreón</b>' }, point(25.5, -103.4)],
      [{ name: 'N/A' }, point(-100, 40)],
    ])
    for (;;) {
      const { findings } = await reviewLayer(subject)
      const next = findings.find(({ fix }) => fix)
      if (!next) break
      subject = { ...subject, rows: applyFix(subject.rows, next) }
    }
    const { rows } = subject
    expect([0, 1, 2].map((row) => rows.value(row, 'name'))).toEqual(['Montréal', 'Peñoles Torreón', null]) // biome-ignore format: one line
    expect(rows.geometry(0)).toEqual(point(-73.6, 45.5))
    expect(rows.geometry(1)).toEqual(point(-103.4, 25.5))
  })

  it('is found in what is said of a layer: a salt-marsh layer that is titled “Seagrasses”', async () => {
    const subject = await bundledSubject(published, 'ports')
    const entry = { ...subject.entry!, title: { en: 'Seagrasses', fr: 'Herbiers marins', es: 'Pastos marinos' } } // biome-ignore format: one line
    const { findings } = await reviewLayer({ ...subject, entry })
    expect(findings.map(({ code }) => code)).toContain('metadata-other-layer')
  })
})

describe('the rules', () => {
  it('find no error in layers that are published', async () => {
    for (const id of ['ports', 'airports', 'wind-farms', 'prtr-facilities-selection', 'glaciers']) {
      const { findings, broken } = await reviewLayer(await bundledSubject(published, id))
      expect(broken).toEqual([])
      expect(
        findings.filter(({ severity }) => severity === 'error'),
        id,
      ).toEqual([])
    }
  })

  it.each(['ports', 'species-habitat'])(
    'find every fault that is planted, and nothing else: %s',
    async (id) => {
      const told = await measureSensitivity(
        firstRows(await bundledSubject(published, id), 150),
        randomFrom(5),
      )
      expect(told.length).toBeGreaterThan(25)
      expect(told.filter(({ planted, found }) => found < planted)).toEqual([])
      expect(told.filter(({ falseAlarms }) => falseAlarms > 0)).toEqual([])
    },
  )

  it('have words for all that they may find, in every language', () => {
    const codes = RULES.flatMap((rule) => rule.codes)
    for (const language of LANGUAGES) {
      expect(Object.keys(wordsOf('review-findings', language)).sort(), language).toEqual([...codes].sort()) // biome-ignore format: one line
    }
  })
})

describe('a value that is in no list of codes', () => {
  const zones = () => {
    const entry = published.catalog.find(({ id }) => id === 'climate-zones')!
    return toTheme(entry)
  }
  const findingOf = async (zone: string) => {
    const subject = subjectOf([[{ zone }, point(-100, 40)]])
    const { findings } = await reviewLayer({ ...subject, theme: zones() })
    return findings.find(({ code }) => code === 'code-unknown')!
  }

  it('is told with the codes that there are, the nearest first, in the reader’s words, and how many are left out', async () => {
    const { todo } = toFindingTexts(await findingOf('Dfbb'), 'fr')
    const [first, ...others] = todo.split(/\s: /)[1]!.split(/\s?; /)
    expect(first).toMatch(/^Dfb \(\S/)
    expect(others).toHaveLength(11)
    expect(todo).toMatch(/, et 19 de plus\.$/)
    const { todo: english } = toFindingTexts(await findingOf('rain forests'), 'en')
    expect(english).toMatch(/^Replace them by codes of the list: Af \(Rain forest\); /)
  })
})

describe('an entry that the description of a layer lacks', () => {
  it('is called as in the form, with the language of its text, in the reader’s', async () => {
    const subject = subjectOf([[{ name: 'A' }, point(-100, 40)]])
    const title = { en: 'Name', fr: ' ', es: 'Nombre' }
    const fields = [{ name: 'name', type: 'string' as const, title }]
    const { findings } = await reviewLayer({ ...subject, entry: { title, fields } })
    const missing = findings.filter(({ code }) => code === 'metadata-missing')
    const told = missing.map((finding) => toFindingTexts(finding, 'es').says)
    expect(told).toContain('A la descripción de la capa le falta “Título (francés)”.')
    expect(told).toContain('A la descripción de la capa le falta “Título de name (francés)”.')
    expect(told).toContain('A la descripción de la capa le falta “Dirección de la licencia”.')
    const shown = missing.map((finding) => toFindingTexts(finding, 'en').field)
    expect(shown.filter((name) => /[a-z]\.[a-z]/.test(name))).toEqual([])
  })
})

describe('a text that only looks like a fault', () => {
  const codesOf = async (values: readonly string[]) => {
    const rows = values.map((NOTE, nth): Row => [{ NOTE }, point(-100 + nth / 10, 40)])
    return (await reviewLayer(subjectOf(rows))).findings.map(({ code, count }) => `${code} ${count}`) // biome-ignore format: one line
  }

  it('is no word for no value where it names a town or shortens a state', async () => {
    expect(await codesOf(['Minn.', 'N.D.', 'Calif.'])).not.toContain('placeholder 1')
    expect(await codesOf(['Nan', 'Bangkok', 'Phrae'])).not.toContain('placeholder 1')
    expect(await codesOf(['NaN', 'n.d.', 'Phrae'])).toContain('placeholder 2')
  })

  it('is markup, and no program code, where it shows a picture', async () => {
    const codes = await codesOf(['A mill', '<img src="mill.png">', '<img src="x" onerror="a()">'])
    expect(codes).toContain('markup-in-text 1')
    expect(codes).toContain('script-in-text 1')
  })
})
