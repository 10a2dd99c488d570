import { toCataloguePath } from '../../src/catalog/metadata/site.ts'
import { esc } from '../../src/pages/html.ts'
import { fill } from '../../src/words/fill.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { wordsOf } from '../../src/words/words.ts'

/**
 * Puts into `index.html` what is seen where the programs of the Atlas do not come (lost, blocked, switched
 * off, or not understood by the browser), in every language of the Atlas, since nothing tells which.
 */
export function toStartHtml(html: string): string {
  return html
    .replace('<!-- start -->', () => LANGUAGES.map(toSection).join('\n'))
    .replace('<!-- no script -->', () =>
      LANGUAGES.map(
        (language) =>
          `<p lang="${language}">${esc(wordsOf('static-pages', language).start.noScript)}</p>`,
      ).join('\n'),
    )
}

function toSection(language: string, place: number): string {
  const { start } = wordsOf('static-pages', language)
  const heading = place === 0 ? 'h1' : 'h2'
  const pages = `<a href="./${toCataloguePath(language)}">${esc(start.pages)}</a>`
  return `<section lang="${language}">
<${heading}>${esc(wordsOf('vocabulary', language).atlas)}</${heading}>
<p>${esc(start.help)}</p>
<p>${fill(esc(start.withoutScripts), { pages })}</p>
</section>`
}
