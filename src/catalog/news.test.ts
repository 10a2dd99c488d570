import { describe, expect, it } from 'vitest'
import { toNews } from './news.ts'

const reason = { en: 'wrong', fr: 'faux', es: 'mal' }
const changes = { en: 'added 1', fr: 'ajouté 1', es: 'agregado 1' }

describe('what is new', () => {
  it('is told by day, the newest first: layers that came, editions, and what was withdrawn', () => {
    const news = toNews(
      new Map([
        ['rivers', [{ edition: '2026-03-01', changes }, { edition: '2026-01-01' }]],
        ['lakes', [{ edition: '2026-03-01', withdrawn: reason }, { edition: '2026-02-01' }]],
        ['airports', [{ edition: '2026-03-01' }]],
      ]),
    )
    expect(news.map(({ date }) => date)).toEqual(['2026-03-01', '2026-02-01', '2026-01-01'])
    expect(news[0]!.items).toEqual([
      { layerId: 'airports', edition: '2026-03-01', kind: 'layer', isOffered: true },
      { layerId: 'rivers', edition: '2026-03-01', kind: 'edition', changes, isOffered: true },
      { layerId: 'lakes', edition: '2026-03-01', kind: 'withdrawn', reason, isOffered: false },
    ])
    // After a withdrawal the edition before is the one that is offered.
    expect(news[1]!.items).toMatchObject([{ layerId: 'lakes', kind: 'layer', isOffered: true }])
    expect(news[2]!.items).toMatchObject([{ layerId: 'rivers', kind: 'layer', isOffered: false }])
  })
})
