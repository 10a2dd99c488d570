import { describe, expect, it } from 'vitest'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import type { ChartView } from '../chart-view.ts'
import { useAtlas } from '../store.ts'
import { parameter } from './chart.ts'

const bars: ChartView = {
  layerId: 'power-plants',
  kind: 'bars',
  fields: ['a;b,c-$'],
  measure: { kind: 'sum', field: 'état:=, lieu' },
  isDivided: true,
  isLogarithmic: false,
  isOfView: true,
}

describe('the chart in an address', () => {
  it('is read as it was written, whatever its fields are called', () => {
    const count = { kind: 'count' } as const
    for (const view of [
      bars,
      { ...bars, fields: [], measure: count, isDivided: false },
      { ...bars, kind: 'scatter' as const, fields: ['x,', ';y'], isLogarithmic: true },
      { ...bars, kind: 'histogram' as const, measure: { kind: 'mean' as const, field: 'log' } },
    ]) {
      expect(parameter.parse(parameter.format(view))).toEqual(view)
    }
    expect(parameter.format({ ...bars, fields: ['fuel'], measure: count })).toBe(
      'power-plants;bars=fuel;by=class;in=view',
    )
  })

  it.each([
    '',
    'ports',
    'No;bars',
    'ports;pie=a',
    'ports;years',
    'ports;scatter=a',
    'ports;histogram=a,b',
    'ports;bars=a;of=sum',
    'ports;bars=a;of=most:b',
    'ports;bars=a;in=view;in=view',
    'ports;bars=$zz',
  ])('is none where the text is %s', (text) => {
    expect(parameter.parse(text)).toBeUndefined()
  })

  it('is said only while it is open', () => {
    const state = { ...useAtlas.getState(), chart: bars, catalog: new Map<string, LayerEntry>() }
    expect(parameter.read(state)).toBeNull()
    const panels = [{ id: 'chart', subject: 'power-plants' }]
    expect(parameter.read({ ...state, panels })).toEqual(bars)
  })
})
