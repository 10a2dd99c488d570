import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../scripts/sheets/open-layers.ts'
import type { DeviceLayer, LayerEntry } from '../catalog/device-layer.ts'
import { toLayerView } from './layer-view.ts'
import { MOST_DRAWN_LENGTH } from './parameters/draw.ts'
import type { Told } from './parameters/parameter.ts'
import { isDamagedProject, PROJECT_TYPE, parseProject, writeProject } from './project-file.ts'
import { type AtlasState, useAtlas } from './store.ts'

const PUBLIC = new URL('../../public', import.meta.url).pathname
const three = (text: string) => ({ en: text, fr: text, es: text })

const OWN: DeviceLayer = {
  id: 'device-parks',
  state: 'device',
  title: three('Parks'),
  abstract: three(''),
  geometryType: 'Polygon',
  fields: [],
  files: [{ path: 'device-parks.fgb', bytes: 9, featureCount: 1 }],
  origin: {
    name: 'parks.zip/parks.shp',
    format: 'shapefile',
    bytes: 2048,
    sha256: null,
    modified: null,
    url: null,
    imported: '2026-01-02T03:04:05Z',
  },
}

const published: ReadonlyMap<string, LayerEntry> = readCatalog(PUBLIC)
const catalog = new Map([...published, [OWN.id, OWN as LayerEntry]])

const line = Array.from({ length: 400 }, (_, index) => [-100 + index / 1000, 45.12345] as const)

const OWN_VIEW = toLayerView('device-parks', { opacity: 0.7, hiddenClasses: ['large'] })

const STATE: AtlasState = {
  ...useAtlas.getState(),
  catalog,
  language: 'fr',
  projection: 'mercator',
  camera: { center: [-99.1, 19.4], zoom: 6 },
  layers: [toLayerView('rivers', { opacity: 0.4 }), OWN_VIEW, toLayerView('land')],
  drawings: [{ kind: 'line', places: line, name: 'Le chemin' }],
}

const write = (state: AtlasState, data: readonly (readonly [string, string])[] = []) =>
  writeProject(state, { date: new Date(0), dataOf: new Map(data) })

/** The state of somebody who opens the Atlas anew. */
const FRESH: AtlasState = { ...useAtlas.getState(), catalog, language: 'es' }

describe('a project as a file', () => {
  it('holds what is seen, with what no address can hold', () => {
    const text = write(STATE)
    expect(text.length).toBeGreaterThan(MOST_DRAWN_LENGTH)
    const project = parseProject(text)!
    expect([project.faults, project.faultyImports, project.isNewer]).toEqual([[], 0, false])
    const opened = { ...FRESH, ...project.apply(FRESH, () => undefined) }
    expect(opened.layers).toEqual(STATE.layers)
    expect(opened.drawings).toEqual(STATE.drawings)
    expect(opened.projection).toBe('mercator')
    expect(opened.askedCamera).toMatchObject({ center: [-99.1, 19.4], zoom: 6 })
    expect(opened.language).toBe('es')
  })

  it('keeps how the reader’s own layers are drawn with their data, and names a look that is none', () => {
    const color = { light: '#2b6cb0', dark: '#90cdf4' }
    const symbology = { kind: 'simple', symbol: { fill: color } } as const
    const own = new Map([...catalog, [OWN.id, { ...OWN, symbology } as LayerEntry]])
    const text = write({ ...STATE, catalog: own }, [['device-parks', 'Zmdi']])
    expect(parseProject(text)!.imports[0]!.symbology).toEqual(symbology)
    expect(parseProject(text)!.viewOf('device-parks')).toEqual(OWN_VIEW)
    expect(parseProject(text)!.viewOf('device-rivers')).toBeUndefined()
    // Without its data it is a name alone.
    expect(parseProject(write({ ...STATE, catalog: own }))!.imports[0]!.symbology).toBeUndefined()
    const faulty = parseProject(text.replace('"simple"', '"pretty"'))!
    expect([faulty.imports[0]!.title, faulty.imports[0]!.symbology]).toEqual(['Parks', undefined])
    expect(faulty.faultyImports).toBe(0)
    expect(faulty.faults).toEqual([{ parameter: 'symbology', value: 'Parks' }])
  })

  it('names the reader’s own layers, and opens without those that this device does not have', () => {
    const project = parseProject(write(STATE, [['device-parks', 'Zmdi']]))!
    expect(project.imports).toEqual([
      {
        id: 'device-parks',
        title: 'Parks',
        file: 'parks.zip/parks.shp',
        bytes: 2048,
        sha256: null,
        flatGeobuf: 'Zmdi',
      },
    ])
    const elsewhere = { ...FRESH, catalog: published }
    const { layers } = project.apply(elsewhere, () => undefined)
    expect(layers!.map(({ id }) => id)).toEqual(['rivers', 'land'])
  })

  it('says which layers have images that do not come along, and brings no data of images alone', () => {
    const overlay = { image: { path: 'a.png' }, corners: [] }
    const importOf = (featureCount: number) => {
      const entry = { ...OWN, files: [{ ...OWN.files[0], featureCount }], overlays: [overlay] }
      const own = new Map([...catalog, [OWN.id, entry as unknown as LayerEntry]])
      return parseProject(write({ ...STATE, catalog: own }, [['device-parks', 'Zmdi']]))!
        .imports[0]!
    }
    expect(importOf(3)).toMatchObject({ images: 1, flatGeobuf: 'Zmdi' })
    expect(importOf(0).images).toBe(1)
    expect(importOf(0).flatGeobuf).toBeUndefined()
  })

  it('keeps how the reader’s own layers are seen on each of two maps that are compared', () => {
    const ofB = [toLayerView('device-parks', { opacity: 0.2 }), toLayerView('lakes')]
    for (const side of ['a', 'b'] as const) {
      const [layers, other] = side === 'a' ? [STATE.layers, ofB] : [ofB, STATE.layers]
      const compared: AtlasState = {
        ...STATE,
        layers,
        comparison: { kind: 'swipe', side, other, divider: 0.3 },
      }
      const project = parseProject(write(compared))!
      const opened = project.apply(FRESH, () => undefined)
      expect([opened.layers, opened.comparison]).toEqual([layers, compared.comparison])
      // What the project brings of data goes onto the map that the page speaks of.
      expect(project.viewOf('device-parks')).toEqual(layers.find(({ id }) => id === OWN.id))
    }
  })

  it('opens on one map, in the place of two that were compared', () => {
    const project = parseProject(write({ ...STATE, layers: [toLayerView('rivers')] }))!
    const compared = {
      ...FRESH,
      layers: [toLayerView('land')],
      comparison: { kind: 'swipe', side: 'b', other: STATE.layers, divider: 0.5 },
    } as const
    const { layers, comparison } = project.apply(compared, () => undefined)
    expect(layers!.map(({ id }) => id)).toEqual(['rivers'])
    expect(comparison).toBeNull()
  })

  it('leaves none of the reader’s own layers that do not belong to it on the map', () => {
    const project = parseProject(write({ ...STATE, layers: [toLayerView('rivers')] }))!
    const { layers } = project.apply({ ...FRESH, layers: STATE.layers }, () => undefined)
    expect(layers!.map(({ id }) => id)).toEqual(['rivers'])
  })

  it('opens what can be opened of a damaged or a newer one, and names the rest', () => {
    const file = JSON.parse(write(STATE)) as Record<string, unknown>
    const damaged = {
      ...file,
      version: 7,
      view: {
        ...(file.view as object),
        z: 'far',
        wind: 'on',
        layers: 'rivers,glaciers-of-mars',
        at: 5,
      },
      arrangement: 'gone',
      imports: [{ id: 7 }, 'x'],
    }
    const project = parseProject(JSON.stringify(damaged))!
    expect(project.faults).toEqual([
      { parameter: 'wind', value: 'on' },
      { parameter: 'at', value: '5' },
      { parameter: 'z', value: 'far' },
      { parameter: 'arrangement', value: '"gone"' },
    ])
    expect([project.faultyImports, project.isNewer]).toEqual([2, true])
    const { arrangement: _, ...without } = file
    expect(parseProject(JSON.stringify(without))).not.toBeNull()
    const told: Told[] = []
    const { layers, projection } = project.apply(FRESH, (one) => told.push(one))
    expect(layers!.map(({ id }) => id)).toEqual(['rivers'])
    expect(projection).toBe('mercator')
    expect(told).toEqual([{ key: 'start.unknownLayer', as: 'layers', names: ['glaciers-of-mars'] }])
  })

  it('opens whatever is wrong in it, says what, and no text of it is more than text', () => {
    const file = JSON.parse(write(STATE)) as Record<string, unknown>
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const own =
      '{"id":"device-x","title":"<img src=x onerror=alert(1)>","file":"../../x","bytes":1,"sha256":null}'
    const faulty: readonly (readonly [text: string, ...faults: string[]])[] = [
      [JSON.stringify({ ...file, view: ['layers=land'] }), 'view'],
      [JSON.stringify({ ...file, view: 'layers=land' }), 'view'],
      [JSON.stringify({ ...file, version: '1' }), 'version'],
      [
        `{"type":"${PROJECT_TYPE}","version":1,"view":{"layers":${deep},"lakes":"on"}}`,
        'lakes',
        'layers',
      ],
      [`{"type":"${PROJECT_TYPE}","version":1,"arrangement":${deep}}`, 'arrangement'],
      [
        `{"type":"${PROJECT_TYPE}","version":1,"view":{"__proto__":"x","constructor":"y"}}`,
        '__proto__',
        'constructor',
      ],
      [`{"type":"${PROJECT_TYPE}","version":1,"__proto__":{"view":{"layers":"land"}}}`],
      [
        JSON.stringify({
          ...file,
          arrangement: [{ view: 'device-parks', place: 1e9 }, { view: '<b>', place: 0 }, 7],
        }),
        'arrangement',
        'arrangement',
      ],
      [JSON.stringify({ ...file, view: { draw: 'line:0,0;1,1~point:500,1' } }), 'draw'],
      [JSON.stringify({ ...file, view: { layers: '<'.repeat(1_000_000) } }), 'layers'],
    ]
    for (const [text, ...faults] of faulty) {
      const project = parseProject(text)!
      expect(project.faults.map(({ parameter }) => parameter)).toEqual(faults)
      expect(project.faults.every(({ value }) => value.length <= 60)).toBe(true)
      expect(project.apply(FRESH, () => undefined).layers!.length).toBeGreaterThan(0)
    }
    const many = `{"type":"${PROJECT_TYPE}","version":1,"imports":[${Array(5000).fill(own).join()}]}`
    const project = parseProject(many)!
    expect([project.imports.length, project.faultyImports]).toEqual([1, 4999])
    expect(({} as Record<string, unknown>).view).toBeUndefined()
  })

  it('that was cut off is told from a file that is none', () => {
    const text = write(STATE)
    expect(isDamagedProject(text.slice(0, text.length - 30))).toBe(true)
    expect(isDamagedProject(text)).toBe(false)
    expect(isDamagedProject('{"type":"FeatureCollection","feat')).toBe(false)
  })

  it.each(['', '{', '[]', '{"type":"FeatureCollection","features":[]}', 'null'])(
    'is not seen in %j',
    (text) => {
      expect(parseProject(text)).toBeNull()
    },
  )
})
