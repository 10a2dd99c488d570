import { type Site, toCataloguePath } from '../../src/catalog/metadata/site.ts'
import { esc, PAGE_FILES } from '../../src/pages/html.ts'
import { POLICY_META } from '../../src/pages/policy.ts'
import { fill } from '../../src/words/fill.ts'
import { LANGUAGES } from '../../src/words/languages.ts'
import { wordsOf } from '../../src/words/words.ts'

/** Where hosts of static files look for the page that they answer with where there is none. */
export const NOT_FOUND_FILE = '404.html'

/**
 * The answer to an address that the site does not have, in every language of the Atlas, since nothing tells which.
 * Where the address was of an edition of a layer, a script says what became of that (`browser/withdrawn.ts`).
 * It may stand for an address of any depth: its links go from the host's root, where the site's own path is.
 */
export function toNotFoundPage(site: Site): string {
  const { pathname } = new URL(site.url)
  const link = (path: string) => esc(pathname + path)
  const sections = LANGUAGES.map((language) => {
    const words = wordsOf('static-pages', language)
    const put = (name: string) => `<span data-put="${name}"></span>`
    const editionOf = fill(words.editionOf, { layer: put('layer'), edition: put('edition') })
    return `<section lang="${language}">
<h2>${words.notFound}</h2>
<div data-when="edition" hidden="hidden">
<h3>${editionOf}</h3>
<p class="note" data-when="withdrawn" hidden="hidden"><strong>${words.editionWithdrawn}</strong> ${put('reason')}</p>
<p class="note" data-when="offered" hidden="hidden">${words.editionWithoutFile}</p>
<p class="actions"><a class="button" href="${link(toCataloguePath(language))}" data-lead="newest">${fill(words.toNewest, { edition: put('newest') })}</a> <a class="button quiet" href="${link(toCataloguePath(language))}" data-lead="page">${words.toEditionPage}</a></p>
</div>
<p data-when="other">${words.notFoundHelp}</p>
<p class="actions"><a class="button" href="${link(toCataloguePath(language))}">${words.allLayers}</a> <a class="button quiet" href="${link(`?lang=${language}`)}">${words.toMap}</a></p>
</section>`
  })
  return `<!doctype html>
<html lang="en" data-root="${link('')}">
<head>
<meta charset="utf-8">
${POLICY_META}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${wordsOf('static-pages', 'en').notFound} · ${esc(wordsOf('vocabulary', 'en').atlas)}</title>
<link rel="icon" href="${link('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${link(PAGE_FILES.style)}">
<script src="${link(PAGE_FILES.withdrawn)}" defer></script>
</head>
<body>
<header>
<div class="band"><a class="site" href="${link('')}">${esc(wordsOf('vocabulary', 'en').atlas)}</a></div>
</header>
<main>
<h1>404</h1>
${sections.join('\n')}
</main>
</body>
</html>
`
}
