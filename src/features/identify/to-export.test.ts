import { describe, expect, it } from 'vitest'
import { toAskedExport } from './to-export.ts'

const text = (name: string) => ({ name, type: 'string', title: null as never }) as const
const number = { name: 'mw', type: 'double', title: null as never } as const

describe('the file of one feature', () => {
  it('is asked for by the key of the layer, where a field holds it', () => {
    const entry = { id: 'ports', fields: [text('name'), text('unlocode')], keyField: 'unlocode' }
    const properties = { name: 'Lázaro Cárdenas', unlocode: 'MXLZC' }
    expect(toAskedExport(entry, { properties, bbox: [-102, 18, -102, 18] })).toEqual({
      layerId: 'ports',
      fields: null,
      view: null,
      only: [{ field: 'unlocode', text: 'MXLZC' }],
    })
  })

  it('else by its texts and its ground, without what it does not have', () => {
    const entry = { id: 'plants', fields: [text('name'), text('owner'), number] }
    const properties = { name: 'Presa', owner: null, mw: 12.5 }
    const asked = toAskedExport(entry, { properties, bbox: [-102, 18, -102, 18] })
    expect(asked.only).toEqual([{ field: 'name', text: 'Presa' }])
    const [lon, lat] = asked.view?.type === 'Polygon' ? asked.view.coordinates[0]![0]! : []
    expect([lon, lat]).toEqual([expect.closeTo(-102, 4), expect.closeTo(18, 4)])
    expect(toAskedExport(entry, { properties, bbox: [170, 50, -170, 60] }).view).toBe(null)
  })
})
