import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from './parse-catalog.ts'

const CATALOG = join(import.meta.dirname, '../../public/layers/catalog.json')

interface Entry {
  id: unknown
  address?: unknown
  provenance: { licence: { url: unknown } }
}

/** The bundled catalogue with a change to the entry of the rivers. */
function changed(change: (rivers: Entry) => void) {
  const catalog = JSON.parse(readFileSync(CATALOG, 'utf8')) as { layers: Entry[] }
  const rivers = catalog.layers.find(({ id }) => id === 'rivers')!
  change(rivers)
  return { count: catalog.layers.length, ...parseCatalog(catalog) }
}

describe('an entry of a catalogue', () => {
  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'mailto:someone@example.org',
    '//example.org',
    'example.org',
    '',
    1,
    null,
  ])('that links to %j is refused by name, and the others live', (address) => {
    for (const [field, set] of [
      ['address', (entry: Entry) => Object.assign(entry, { address })],
      [
        'provenance.licence.url',
        ({ provenance }: Entry) => Object.assign(provenance.licence, { url: address }),
      ],
    ] as const) {
      const { count, layers, faults } = changed(set)
      expect(faults.map((fault) => [fault.entry, fault.field])).toEqual([['rivers', field]])
      expect(layers).toHaveLength(count - 1)
    }
  })

  it.each(['https://www.cec.org/', 'http://example.org/a?b=c#d'])('may link to %s', (address) => {
    expect(changed((entry) => Object.assign(entry, { address })).faults).toEqual([])
  })

  it.each(Object.getOwnPropertyNames(Object.prototype))(
    'that has the id or a part %s is no entry of that name, and changes no other',
    (name) => {
      const { layers, count } = changed((entry) => Object.assign(entry, { id: name }))
      expect(layers.length).toBeGreaterThanOrEqual(count - 1)
      expect(
        changed((entry) => Object.defineProperty(entry, name, { value: 1, enumerable: true }))
          .faults,
      ).not.toEqual([])
    },
  )
})
