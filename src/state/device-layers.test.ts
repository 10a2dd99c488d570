import { beforeEach, describe, expect, it } from 'vitest'
import { type DeviceLayer, deviceLayerSchema } from '../catalog/device-layer.ts'
import { formatArrangement, parseArrangement, withArrangement } from './device-arrangement.ts'
import { toLayerView } from './layer-view.ts'
import { useAtlas } from './store.ts'
import { formatAddress, parseAddress, toAddressed } from './url.ts'

const texts = (text: string) => ({ en: text, fr: text, es: text })

function deviceLayer(id: string): DeviceLayer {
  return deviceLayerSchema.parse({
    id,
    state: 'device',
    title: texts(id),
    abstract: texts(id),
    geometryType: 'Point',
    bbox: [-100, 40, -90, 50],
    files: [{ path: `${id}.fgb`, bytes: 1000, featureCount: 3 }],
    fields: [],
    symbology: { kind: 'simple', symbol: { fill: { light: '#112233', dark: '#aabbcc' } } },
    origin: {
      name: 'places.csv',
      format: 'csv',
      bytes: 200,
      sha256: null,
      modified: null,
      url: null,
      imported: '2026-01-02T03:04:05Z',
    },
  })
}

const onMap = (id: string) => toLayerView(id)

describe('an edition of a layer on this device', () => {
  it('is in the address that is shared for as long as it is on the map, and is not asked for there', () => {
    const own = deviceLayer('device-e')
    const editionOf = { layer: 'rivers', edition: '2026-11-27' }
    const entry = { ...own, origin: { ...own.origin, editionOf } }
    useAtlas.setState({ catalog: new Map(), layers: [], askedEditions: [] })
    useAtlas.getState().addDeviceLayer(entry)
    useAtlas.getState().setLayer('device-e', { opacity: 0.6 })
    expect(formatAddress(useAtlas.getState())).toContain('editions=a:2026-11-27:rivers:60')
    const address = parseAddress('?editions=a:2026-11-27:rivers,a:2025-01-02:lakes')
    expect(address.faults).toEqual([])
    const { askedEditions } = toAddressed(useAtlas.getState(), address, () => undefined)
    expect(askedEditions?.map(({ view }) => view.id)).toEqual(['lakes'])
    useAtlas.getState().removeLayer('device-e')
    expect(formatAddress(useAtlas.getState())).not.toContain('editions')
  })

  it.each([
    'rivers',
    'c:2026-11-27:rivers',
    'a:today:rivers',
    'a:2026-13-27:rivers',
    'a:2026-11-27:-',
  ])('is named by no %s', (text) => {
    expect(parseAddress(`?editions=${text}`).faults).toHaveLength(1)
  })
})

describe('a layer of this device', () => {
  beforeEach(() => {
    useAtlas.setState({
      catalog: new Map(),
      layers: [onMap('rivers'), onMap('land')],
    })
  })

  it('comes to the top of the map, and is left out of the address that is shared', () => {
    const { addDeviceLayer, moveLayer } = useAtlas.getState()
    addDeviceLayer(deviceLayer('device-a'))
    expect(useAtlas.getState().layers.map(({ id }) => id)).toEqual(['device-a', 'rivers', 'land'])
    moveLayer('device-a', 1)
    expect(formatAddress(useAtlas.getState())).toBe('?layers=rivers,land')
  })

  it('is back at its place after a reload, as seen and as faint as it was', () => {
    const { addDeviceLayer, moveLayer, setLayer } = useAtlas.getState()
    addDeviceLayer(deviceLayer('device-a'))
    addDeviceLayer(deviceLayer('device-b'))
    moveLayer('device-a', 3)
    setLayer('device-a', { visible: false, opacity: 0.4 })
    const before = useAtlas.getState().layers
    const kept = formatArrangement(useAtlas.getState())
    const restored = withArrangement(
      [onMap('rivers'), onMap('land')],
      parseArrangement(kept),
      () => true,
    )
    expect(restored).toEqual(before)
  })

  it('is left out where its files are gone, or where what was kept cannot be read', () => {
    const arrangement = parseArrangement('[{"view":"device-a:40","place":0}]')
    expect(withArrangement([], arrangement, () => true)).toEqual([
      toLayerView('device-a', { opacity: 0.4 }),
    ])
    expect(withArrangement([onMap('land')], arrangement, () => false)).toEqual([onMap('land')])
    expect(parseArrangement('{"id":')).toEqual([])
    expect(parseArrangement('[{"id":7}]')).toEqual([])
    expect(parseArrangement('[{"view":"<b>","place":0}]')).toEqual([])
    expect(parseArrangement(null)).toEqual([])
  })

  it('is forgotten with its entry once it is deleted', () => {
    const { addDeviceLayer, forgetDeviceLayer } = useAtlas.getState()
    addDeviceLayer(deviceLayer('device-a'))
    forgetDeviceLayer('device-a')
    expect(useAtlas.getState().layers.map(({ id }) => id)).toEqual(['rivers', 'land'])
    expect(useAtlas.getState().catalog.has('device-a')).toBe(false)
  })
})
