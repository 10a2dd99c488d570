import { describe, expect, it } from 'vitest'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { useAtlas } from '../store.ts'
import { toTableView } from '../table-view.ts'
import { parameter } from './table.ts'

const table = {
  layerId: 'power-plants',
  sort: { field: 'a;b,c-$', isDescending: true },
  columns: ['name', 'état, lieu', '-x'],
  isOfView: true,
}

describe('the table in an address', () => {
  it('is read as it was written, whatever its fields are called', () => {
    for (const view of [table, toTableView('ports'), { ...table, sort: null, isOfView: false }]) {
      expect(parameter.parse(parameter.format(view))).toEqual(view)
    }
    expect(
      parameter.format({ ...table, columns: ['name'], sort: { field: 'mw', isDescending: true } }),
    ).toBe('power-plants;sort=-mw;columns=name;in=view')
  })

  it.each([
    '',
    'No;in=view',
    'ports;in=sea',
    'ports;sort=',
    'ports;sort=-',
    'ports;columns=a,a',
    'ports;columns=a,,b',
    'ports;sort=a;sort=b',
    'ports;other=1',
    'ports;sort=$zz',
  ])('is none where the text is %s', (text) => {
    expect(parameter.parse(text)).toBeUndefined()
  })

  it('is said only while it is open, of layers that others have too', () => {
    const state = { ...useAtlas.getState(), table, catalog: new Map<string, LayerEntry>() }
    expect(parameter.read(state)).toBeNull()
    const open = { ...state, panels: [{ id: 'table', subject: 'power-plants' }] }
    expect(parameter.read(open)).toBe(table)
    const device = { state: 'device' } as LayerEntry
    expect(parameter.read({ ...open, catalog: new Map([['power-plants', device]]) })).toBeNull()
    expect(parameter.read({ ...open, table: toTableView('power-plants') })).toBeNull()
  })
})
