import { describe, expect, it } from 'vitest'
import { type AddressView, formatAddress, parseAddress, REFERENCE_MAP } from './url.ts'

const DEFAULT: AddressView = {
  language: null,
  projection: 'naaf',
  center: null,
  zoom: null,
  theme: 'auto',
  layers: null,
  fit: null,
}

describe('the address of a view', () => {
  it('is empty for the view that the Atlas opens with', () => {
    expect(parseAddress('')).toEqual({ view: DEFAULT, faults: [] })
    expect(formatAddress(DEFAULT)).toBe('')
  })

  it.each<AddressView>([
    { ...DEFAULT, language: 'fr' },
    { ...DEFAULT, projection: 'globe', theme: 'dark' },
    { ...DEFAULT, center: [-179.9999, 71.5], zoom: -0.25 },
    { ...DEFAULT, center: [0, 0], zoom: 0 },
    { ...DEFAULT, layers: [] },
    {
      ...DEFAULT,
      layers: [
        { id: 'populated-places', visible: true, opacity: 1 },
        { id: 'land-cover-2020', visible: false, opacity: 0.4 },
        { id: 'rivers', visible: true, opacity: 0 },
      ],
    },
    {
      ...DEFAULT,
      fit: 'power-plants',
      layers: [
        { id: 'power-plants', visible: true, opacity: 0.5, hiddenClasses: ['coal', 'wind-power'] },
        REFERENCE_MAP,
      ],
    },
    { ...DEFAULT, layers: [REFERENCE_MAP] },
  ])('comes back as it was: %j', (view) => {
    const address = formatAddress(view)
    expect(parseAddress(address)).toEqual({ view, faults: [] })
    expect(formatAddress(parseAddress(address).view)).toBe(address)
  })

  it('is short for a layer over the map with which the Atlas opens', () => {
    const layers = [{ id: 'ports', visible: true, opacity: 1 }, REFERENCE_MAP] as const
    expect(formatAddress({ ...DEFAULT, layers, fit: 'ports' })).toBe('?layers=ports,*&fit=ports')
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
    ['?layers=<script>', 'layers', '<script>'],
    ['?layers=rivers,rivers', 'layers', 'rivers,rivers'],
    ['?layers=*,rivers', 'layers', '*,rivers'],
    ['?layers=rivers~a~a', 'layers', 'rivers~a~a'],
    ['?layers=rivers~', 'layers', 'rivers~'],
    ['?fit=-100,20', 'fit', '-100,20'],
    ['?theme=', 'theme', ''],
    ['?debug=1', 'debug', '1'],
  ])('drops what it cannot understand and says what: %s', (search, parameter, value) => {
    expect(parseAddress(search)).toEqual({ view: DEFAULT, faults: [{ parameter, value }] })
  })

  it('keeps what it understands beside what it does not', () => {
    const { view, faults } = parseAddress('?lang=es&z=oops&proj=mercator')
    expect(view).toEqual({ ...DEFAULT, language: 'es', projection: 'mercator' })
    expect(faults).toEqual([{ parameter: 'z', value: 'oops' }])
  })
})
