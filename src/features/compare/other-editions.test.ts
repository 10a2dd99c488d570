import { describe, expect, it } from 'vitest'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { otherEditions } from './other-editions.ts'

const sha = (sign: string) => sign.repeat(64)
const toEntry = (id: string, sha256: string, more: object = {}) =>
  ({ id, files: [{ path: `${id}.fgb`, sha256 }], ...more }) as unknown as LayerEntry
const list = {
  layers: [
    {
      id: 'ports',
      editions: [
        { edition: '2026-11-28', sha256: sha('a') },
        { edition: '2026-11-20', sha256: sha('b') },
        {
          edition: '2026-11-10',
          sha256: sha('c'),
          withdrawn: { en: 'Wrong', fr: 'Faux', es: 'Errónea' },
        },
      ],
    },
    { id: 'lakes', editions: [{ edition: '2026-11-23', sha256: sha('d') }] },
  ],
}
const of = (...entries: LayerEntry[]) =>
  otherEditions(
    entries.map(({ id }) => toLayerView(id)),
    new Map(entries.map((entry) => [entry.id, entry])),
    list,
  ).map(({ edition }) => edition)

describe('the other editions of layers', () => {
  it('are those that are neither on the map nor withdrawn', () => {
    expect(of(toEntry('ports', sha('a')), toEntry('lakes', sha('d')))).toEqual(['2026-11-20'])
  })

  it('are the newer ones where the device keeps an older one', () => {
    expect(of(toEntry('ports', sha('b')))).toEqual(['2026-11-28'])
  })

  it('are none of what is no layer of the catalogue as it was released', () => {
    const answer = toEntry('ports', sha('e'), { answer: { of: 'ports', recipe: '{}', blob: null } })
    expect(of(answer, toEntry('device-1', sha('b'), { state: 'device' }))).toEqual([])
    expect(of(toEntry('planned', sha('a')))).toEqual([])
  })
})
