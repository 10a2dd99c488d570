import { describe, expect, it } from 'vitest'
import { toEmbedHtml, toEmbedUrl, toMessage } from './embedding.ts'

const VIEW = 'https://atlas.example.org/maps/?layers=rivers,land&lang=fr&at=-99.1,45&z=3'

describe('a map on a page of others', () => {
  it('shows the same view, in a language that is set or in that of each reader', () => {
    expect(toEmbedUrl(VIEW, { language: null, hidden: [] })).toBe(
      'https://atlas.example.org/maps/embed.html?layers=rivers,land&at=-99.1,45&z=3',
    )
    expect(toEmbedUrl(VIEW, { language: 'es', hidden: ['legend', 'scale'] })).toBe(
      'https://atlas.example.org/maps/embed.html?layers=rivers,land&at=-99.1,45&z=3&lang=es&hide=legend,scale',
    )
    const start = 'https://atlas.example.org/'
    expect(toEmbedUrl(start, { language: null, hidden: [] })).toBe(`${start}embed.html`)
  })

  it('is one element, whatever its title has in it', () => {
    const html = toEmbedHtml('https://a.example/embed.html?a=1&b=2', '"<b>" & Lakes', {
      width: null,
      height: 300,
    })
    expect(html).toMatch(/^<iframe src="https:\/\/a\.example\/embed\.html\?a=1&amp;b=2" /)
    expect(html).toContain('title="&quot;&lt;b&gt;&quot; &amp; Lakes" width="100%" height="300"')
    expect(html).not.toMatch(/script/)
  })

  it('tells of a view what it takes back', () => {
    expect(toMessage(VIEW)).toEqual({
      type: 'atlas:view',
      version: 1,
      view: 'layers=rivers,land&lang=fr&at=-99.1,45&z=3',
      url: VIEW,
    })
  })
})
