import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { toLayerPath, toProjectPath } from '../../src/catalog/metadata/site.ts'
import { LANGUAGES } from '../../src/geo/layer-schema.ts'
import { projects } from '../catalog/projects.ts'
import { unbundledLayers } from '../catalog/unbundled.ts'
import { toLayerPage, toProjectPage } from './pages.ts'

const site = { url: 'https://example.org/atlas/' }
const landfills = unbundledLayers.find(({ id }) => id === 'cec-landfills')!

describe('the static pages', () => {
  it.each(LANGUAGES)('say their language and name the same page in the others (%s)', (language) => {
    const html = toLayerPage(landfills, projects, language, site)
    expect(html).toContain(`<html lang="${language}">`)
    for (const other of LANGUAGES) expect(html).toContain(`hreflang="${other}"`)
    expect(html).toContain(`<h1>${landfills.title[language].replaceAll("'", '&#39;')}</h1>`)
  })

  it('link to each other from where they lie, under any path', () => {
    const html = toLayerPage(landfills, projects, 'fr', site)
    const base = `https://any.example/deep/${toLayerPath('cec-landfills', 'fr')}`
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(
      (match) => new URL(match[1]!, base).href,
    )
    expect(links).toContain(`https://any.example/deep/${toProjectPath('1', 'fr')}`)
    expect(links).toContain(`https://any.example/deep/${toLayerPath('cec-landfills', 'en')}`)
    expect(links).toContain('https://any.example/deep/pages.css')
  })

  it('carry JSON-LD that parses and cannot end its script early', () => {
    const hostile = { ...landfills, title: { en: '</script><b>', fr: 'a', es: 'b' } }
    const html = toLayerPage(hostile, projects, 'en', site)
    const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1]
    expect(JSON.parse(json!)).toMatchObject({ '@type': 'Dataset', name: '</script><b>' })
    expect(html).not.toContain('</script><b>')
  })

  it('close every element that they open', () => {
    const pages = [
      ...unbundledLayers.map((record) => toLayerPage(record, projects, 'es', site)),
      ...projects.map((project) => toProjectPage(project, unbundledLayers, 'es')),
    ]
    for (const html of pages) {
      const parser = new SaxesParser({ fragment: true })
      parser.on('error', (error) => {
        throw error
      })
      const body = /<body>[\s\S]*<\/body>/.exec(html)![0].replace(/<br>/g, '<br/>')
      parser.write(body).close()
    }
  })
})
