import { describe, expect, it } from 'vitest'
import type { CatalogLayer } from '../catalog/schema.ts'
import { toLayerView } from './layer-view.ts'
import { letAddressesName } from './panels.ts'
import { PARAMETERS } from './parameters/index.ts'
import { parameter as languageParameter } from './parameters/language.ts'
import { parameter as layersParameter } from './parameters/layers.ts'
import { parameter as projectionParameter } from './parameters/projection.ts'
import { REFERENCE_MAP } from './reference-map.ts'
import { type AtlasState, useAtlas } from './store.ts'
import { formatAddress, formatSteps, parseAddress, toAddressed, toViewUrl } from './url.ts'

const land = { id: 'land', files: [{ path: 'land.fgb' }] } as unknown as CatalogLayer
const start: AtlasState = {
  ...useAtlas.getState(),
  catalog: new Map([['land', land]]),
  layers: [toLayerView('land')],
}
const follow = (search: string): AtlasState => ({
  ...start,
  ...toAddressed(start, parseAddress(search), () => undefined),
})

describe('the address of a view', () => {
  it('is empty for the view that the Atlas opens with', () => {
    expect(formatAddress(start)).toBe('')
    expect(parseAddress('').faults).toEqual([])
    expect(follow('')).toEqual(start)
  })

  it('takes a release package from beside the page or a host, and from nowhere else', () => {
    const of = (text: string) => parseAddress(`?preview=${encodeURIComponent(text)}`)
    const { preview } = Object.fromEntries(PARAMETERS.map((each) => [each.name, each]))
    for (const text of ['preview/ports.zip', 'https://example.org/a.zip?b=1']) {
      expect(of(text).valueOf(preview!)).toBe(text)
      expect(of(text).faults).toEqual([])
    }
    for (const text of [
      'javascript:alert(1)',
      'data:application/zip,a',
      'blob:x',
      'a'.repeat(3000),
    ]) {
      expect(of(text).valueOf(preview!)).toBeNull()
      expect(of(text).faults).toHaveLength(1)
    }
  })

  it('has each parameter once, by name and by place', () => {
    const names = PARAMETERS.map(({ name }) => name)
    expect(names).toEqual([
      ...[
        'lang',
        'proj',
        'theme',
        'at',
        'z',
        'answers',
        'layers',
        'fit',
        'panel',
        'select',
        'near',
      ],
      'table',
      'here',
      'draw',
      'ask',
      'preview',
      'chart',
      ...['compare', 'divider', 'side', 'editions'],
    ])
    expect(new Set(PARAMETERS.map(({ place }) => place)).size).toBe(names.length)
  })

  it.each([
    '?lang=fr',
    '?proj=globe&theme=dark',
    '?at=-179.9999,71.5&z=-0.25',
    '?at=0,0&z=0',
    '?near=-117.04,32.53,50,pollution.mercury',
    '?near=-99.1,19.4,100',
    '?here=-99.1332,19.4326',
    '?ask=%7B%22layer%22:%22ports%22,%22by%22:%7B%22field%22:%22country%22%7D%7D',
  ])('comes back as it was: %s', (address) => {
    expect(parseAddress(address).faults).toEqual([])
    expect(formatAddress(follow(address))).toBe(address)
  })

  it.each([
    ['-', []],
    ['*', [REFERENCE_MAP]],
    ['ports,*', [toLayerView('ports'), REFERENCE_MAP]],
    [
      'populated-places,!land-cover-2020:40,rivers:0',
      [
        toLayerView('populated-places'),
        toLayerView('land-cover-2020', { visible: false, opacity: 0.4 }),
        toLayerView('rivers', { opacity: 0 }),
      ],
    ],
    [
      'power-plants:50~coal~wind-power,*',
      [
        toLayerView('power-plants', { opacity: 0.5, hiddenClasses: ['coal', 'wind-power'] }),
        REFERENCE_MAP,
      ],
    ],
    [
      "ports;filter=name=in=(Halifax/'L''Anse$2c NL')*size=ge=2",
      [
        toLayerView('ports', {
          filter: {
            kind: 'all',
            of: [
              { kind: 'one-of', field: 'name', values: ['Halifax', "L'Anse, NL"] },
              { kind: 'compare', field: 'size', operator: '>=', value: 2 },
            ],
          },
        }),
      ],
    ],
    ['ports;screen=off', [toLayerView('ports', { screenOverlays: false })]],
  ])('holds layers and how they are seen: %s', (text, layers) => {
    const address = parseAddress(`?layers=${text}`)
    expect(address.faults).toEqual([])
    expect(address.valueOf(layersParameter)).toEqual(layers)
    expect(layersParameter.format(layers as typeof layersParameter.default)).toBe(text)
  })

  it('is read as well where a program has encoded more of it than need be', () => {
    const text = encodeURIComponent('power-plants:50~coal,*')
    expect(parseAddress(`?layers=${text}`).valueOf(layersParameter)).toHaveLength(2)
  })

  it('has a step for what Back undoes, and none for where the map is', () => {
    const address = '?proj=globe&at=-100,40&z=3'
    expect(formatSteps(follow(address))).toBe('?proj=globe')
  })

  it('is the whole of what is cited of a view, without the panels that are open over it', () => {
    letAddressesName(['cite'])
    const page = 'https://atlas.example/fr/?panel=cite#map'
    expect(toViewUrl(follow('?panel=cite'), page)).toBe('https://atlas.example/fr/')
    expect(toViewUrl(follow('?proj=globe&panel=cite'), page)).toBe(
      'https://atlas.example/fr/?proj=globe',
    )
  })

  it('names the feature that is looked at by its layer and its key, whatever that is', () => {
    for (const key of ['7', 'CA-QC', 'a:b,c d', 'île é']) {
      const selected = { layerId: 'land', key }
      const state = { ...start, selected }
      expect(follow(formatAddress(state)).selected).toEqual(selected)
    }
    expect(formatAddress({ ...start, selected: { layerId: 'land', key: 'CA-QC' } })).toBe(
      '?select=land:CA-QC',
    )
    for (const text of ['land', 'land:', ':7', 'La nd:7', `land:${'x'.repeat(300)}`]) {
      expect(parseAddress(`?select=${text}`).faults).toEqual([{ parameter: 'select', value: text }])
    }
  })

  it('names the panels that mean the same to others, and no other', () => {
    expect(parseAddress('?panel=guide').faults).toEqual([{ parameter: 'panel', value: 'guide' }])
    letAddressesName(['guide'])
    const state = follow('?panel=guide')
    expect(state.panels).toEqual([{ id: 'guide', subject: null }])
    letAddressesName(['walks'], false)
    expect(follow('?panel=walks:by-foot-2').panels).toEqual([{ id: 'walks', subject: 'by-foot-2' }])
    expect(follow('?panel=guide:by-foot-2').panels).toEqual([])
    const own = { id: 'own', subject: null }
    expect(formatAddress({ ...state, panels: [own, ...state.panels] })).toBe('?panel=guide')
  })

  it.each([
    ['?lang=de', 'lang', 'de'],
    ['?proj=NAAF', 'proj', 'NAAF'],
    ['?at=-100', 'at', '-100'],
    ['?at=-100,95', 'at', '-100,95'],
    ['?at=NaN,1', 'at', 'NaN,1'],
    ['?at=1e2,1', 'at', '1e2,1'],
    ['?z=Infinity', 'z', 'Infinity'],
    ['?z=99', 'z', '99'],
    ['?layers=rivers:101', 'layers', 'rivers:101'],
    ['?layers=rivers:5:6', 'layers', 'rivers:5:6'],
    ['?layers=<script>', 'layers', '<script>'],
    ['?layers=rivers~a~a', 'layers', 'rivers~a~a'],
    ['?layers=rivers~', 'layers', 'rivers~'],
    ['?layers=rivers;constructor=1', 'layers', 'rivers;constructor=1'],
    ['?layers=rivers;screen=on', 'layers', 'rivers;screen=on'],
    ['?layers=rivers;filter=name', 'layers', 'rivers;filter=name'],
    ['?layers=rivers;screen=$zz', 'layers', 'rivers;screen=$zz'],
    ['?fit=-100,20', 'fit', '-100,20'],
    ['?theme=', 'theme', ''],
    ['?debug=1', 'debug', '1'],
    ['?__proto__=1', '__proto__', '1'],
  ])('drops what it cannot understand and says what: %s', (search, parameter, value) => {
    expect(parseAddress(search).faults).toEqual([{ parameter, value }])
    expect(formatAddress(follow(search))).toBe('')
  })

  it('says of a parameter that is given twice which one it drops', () => {
    const address = parseAddress('?lang=es&lang=fr')
    expect(address.faults).toEqual([{ parameter: 'lang', value: 'fr' }])
    expect(address.valueOf(languageParameter)).toBe('es')
  })

  it('keeps what it understands beside what it does not', () => {
    const address = parseAddress('?lang=es&z=oops&proj=mercator')
    expect(address.valueOf(languageParameter)).toBe('es')
    expect(address.valueOf(projectionParameter)).toBe('mercator')
    expect(address.faults).toEqual([{ parameter: 'z', value: 'oops' }])
  })

  it.each([
    ['layers=rivers,rivers:5,<b>,land', 'layers', ['rivers:5', '<b>'], 'rivers,land'],
    ['layers=land,*,rivers', 'layers', ['rivers'], 'land,*'],
    [
      'draw=line:0,0;1,1~line:0,0;999,1~hex:1,1~line:2,2;3,3',
      'draw',
      ['line:0,0;999,1', 'hex:1,1'],
      'line:0,0;1,1~line:2,2;3,3',
    ],
  ])(
    'keeps of a list what it understands and says what it does not: %s',
    (search, parameter, rest, kept) => {
      const address = parseAddress(`?${search}`)
      const known = PARAMETERS.find(({ name }) => name === parameter)!
      expect(address.faults).toEqual(rest.map((value) => ({ parameter, value })))
      expect(known.format(address.valueOf(known))).toBe(kept)
    },
  )
})
