import { describe, expect, it } from 'vitest'
import type { DeviceLayer } from '../catalog/device-layer.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import {
  type Compared,
  layersOf,
  layersOfAll,
  seenOn,
  withComparison,
  withLayers,
  withoutComparison,
  withoutLayer,
  withSide,
} from './comparison.ts'
import { toLayerView } from './layer-view.ts'
import { type AtlasState, useAtlas } from './store.ts'
import { formatAddress, formatSteps, parseAddress, toAddressed, toShowing } from './url.ts'

const [ports, rivers, lakes, land] = ['ports', 'rivers', 'lakes', 'land'].map((id) =>
  toLayerView(id),
) as [
  ReturnType<typeof toLayerView>,
  ReturnType<typeof toLayerView>,
  ReturnType<typeof toLayerView>,
  ReturnType<typeof toLayerView>,
]
const one: Compared = { layers: [ports, land], comparison: null }

describe('two maps that are compared', () => {
  it('begin as the same, and the page speaks of the second one', () => {
    const compared = withComparison(one, 'swipe')
    expect(compared.comparison).toMatchObject({ kind: 'swipe', side: 'b', divider: 0.5 })
    expect(layersOf(compared, 'a')).toBe(one.layers)
    expect(layersOf(compared, 'b')).toBe(one.layers)
    expect(seenOn(compared)).toEqual({ both: [ports, land], a: [], b: [] })
    expect(withComparison(compared, 'beside')).toEqual({
      ...compared,
      comparison: { ...compared.comparison, kind: 'beside' },
    })
  })

  it('stay as they are when the page speaks of the other one', () => {
    const compared = { ...withComparison(one, 'swipe'), layers: [rivers, land] }
    const changed = { ...compared, ...withSide(compared, 'a') }
    expect(changed.layers).toEqual([ports, land])
    for (const side of ['a', 'b'] as const) {
      expect(layersOf(changed, side)).toEqual(layersOf(compared, side))
      expect(withoutComparison(changed, side).layers).toEqual(layersOf(compared, side))
    }
    expect(layersOfAll(changed)).toHaveLength(4)
    expect(withSide(compared, 'b')).toEqual({})
    expect(withSide(one, 'b')).toEqual({})
  })

  it('take layers each by itself', () => {
    const compared = withComparison(one, 'swipe')
    const changed = { ...compared, ...withLayers(compared, 'a', [lakes]) }
    expect(layersOf(changed, 'a')).toEqual([lakes])
    expect(layersOf(changed, 'b')).toEqual([ports, land])
  })

  it('lose a layer that is no longer there, both of them', () => {
    const compared = withComparison(one, 'swipe')
    const changed = withoutLayer({ ...compared, layers: [ports, rivers, land] }, 'ports')
    expect(layersOf(changed, 'a')).toEqual([land])
    expect(layersOf(changed, 'b')).toEqual([rivers, land])
    expect(withoutLayer(one, 'ports')).toEqual({ layers: [land], comparison: null })
  })

  it('differ by what is seen, and by how it is seen', () => {
    const half = { ...ports, opacity: 0.5 }
    const hidden = { ...rivers, visible: false }
    const compared: Compared = {
      layers: [half, lakes, land],
      comparison: { kind: 'swipe', side: 'b', other: [ports, hidden, land], divider: 0.5 },
    }
    expect(seenOn(compared)).toEqual({ both: [land], a: [ports], b: [half, lakes] })
  })
})

describe('the address of two maps', () => {
  const entry = { files: [{ path: 'a.fgb' }], fields: [] }
  const start: AtlasState = {
    ...useAtlas.getState(),
    catalog: new Map(
      [ports, rivers, lakes, land].map(({ id }) => [
        id,
        { id, ...entry } as unknown as CatalogLayer,
      ]),
    ),
    layers: [ports, land],
  }
  const follow = (search: string, from = start): AtlasState => ({
    ...from,
    ...toAddressed(from, parseAddress(search), () => undefined),
  })

  it.each([
    '?layers=ports,land&compare=swipe:rivers,land',
    '?layers=ports&compare=beside:!rivers:40,land&divider=20&side=b',
    '?layers=ports&compare=swipe:-&divider=0',
    '?compare=beside',
  ])('comes back as it was, whichever map was spoken of: %s', (address) => {
    expect(parseAddress(address).faults).toEqual([])
    expect(formatAddress(follow(address))).toBe(address)
    const before = follow('?layers=lakes&compare=swipe:lakes&side=b')
    expect(formatAddress(follow(address, before))).toBe(address)
    expect(formatAddress(follow('?layers=ports', before))).toBe('?layers=ports')
  })

  it('names what it cannot be', () => {
    for (const address of ['?compare=fold:ports', '?compare=swipe:a,a', '?divider=101', '?side=c'])
      expect(parseAddress(address).faults).toHaveLength(1)
  })

  it('has no step for the line that parts the maps, nor for the map that is spoken of', () => {
    const a = follow('?layers=ports&compare=swipe:rivers')
    const b = follow('?layers=ports&compare=swipe:rivers&divider=10&side=b')
    expect(formatSteps(a)).toBe(formatSteps(b))
    expect(formatSteps(a)).not.toBe(formatSteps(follow('?layers=ports&compare=swipe:lakes')))
  })

  it('of a subject or a tour takes the place of the map that is spoken of', () => {
    const compared = follow('?layers=ports&compare=swipe:rivers&side=b')
    const shown = { ...compared, ...toShowing(compared, 'layers=lakes', () => undefined) }
    expect(layersOf(shown, 'a')).toEqual([ports])
    expect(layersOf(shown, 'b')).toEqual([lakes])
    // The reader's own layers stay each on its map.
    const device = toLayerView('device-1')
    const catalog = new Map(start.catalog).set('device-1', {
      ...entry,
      id: 'device-1',
      state: 'device',
      origin: {},
    } as unknown as DeviceLayer)
    const onB = { ...compared, catalog, layers: [device, rivers] }
    const shownB = { ...onB, ...toShowing(onB, 'layers=lakes', () => undefined) }
    expect(layersOf(shownB, 'a')).toEqual([ports])
    expect(layersOf(shownB, 'b')).toEqual([device, lakes])
    const own = toShowing(compared, 'layers=lakes&compare=beside:land', () => undefined)
    expect(own).toMatchObject({ layers: [lakes], comparison: { kind: 'beside', other: [land] } })
  })
})
