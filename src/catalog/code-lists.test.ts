import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shareCodes, spreadCodes } from './code-lists.ts'
import { parseCatalog } from './parse-catalog.ts'

const file = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../public/layers/catalog.json'), 'utf8'),
)
const { layers } = parseCatalog(file)

describe('codes that several layers have', () => {
  it('stand once in the catalogue’s file, and in every field once it is read', () => {
    expect(shareCodes(layers)).toEqual({ layers: file.layers, codeLists: file.codeLists })
    expect(parseCatalog({ ...file, ...shareCodes(layers) }).layers).toEqual(layers)
    const states = layers.flatMap(({ fields }) =>
      fields.filter(({ name }) => name === 'state_province').map(({ codes }) => codes?.['MX-SON']),
    )
    expect(states.length).toBeGreaterThan(5)
    expect(Object.keys(file.codeLists).length).toBeLessThan(10)
  })

  it('are with the codes that a field has beyond them', () => {
    const parks = layers.find(({ id }) => id === 'protected-areas-selection')!
    const { codes } = parks.fields.find(({ name }) => name === 'state_province')!
    expect(codes?.['US-WY;US-MT;US-ID']?.fr).toBe('Wyoming, Montana, Idaho')
    expect(codes?.['US-WY']?.fr).toBe('Wyoming')
    const written = JSON.stringify(file.layers.find(({ id }: { id: string }) => id === parks.id))
    expect(written).not.toContain('"US-WY":')
  })

  it('that are not there leave out the layer that names them, and say so', () => {
    const [, ...left] = Object.entries(file.codeLists)
    const { faults } = parseCatalog({ ...file, codeLists: Object.fromEntries(left) })
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.every(({ message }) => message.includes('codeList'))).toBe(true)
  })

  it('are left as they are in what is no catalogue', () => {
    for (const json of [
      null,
      3,
      {},
      { layers: 3, codeLists: {} },
      { layers: [null], codeLists: 1 },
    ]) {
      expect(spreadCodes(json)).toBe(json)
    }
    const odd = { layers: [null, { fields: [null, { codeList: '__proto__' }] }], codeLists: {} }
    expect(spreadCodes(odd)).toEqual({ layers: odd.layers })
  })
})
