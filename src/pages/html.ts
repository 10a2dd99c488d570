import {
  CATALOGUE_FILES,
  type Site,
  toAlternates,
  toCataloguePath,
  toFeedPath,
  toMapPath,
  toPicturePath,
  toProjectsPath,
} from '../catalog/metadata/site.ts'
import { escapeXml as esc } from '../catalog/metadata/xml.ts'
import { hasPictures, PICTURE_SIZES, type PictureKind } from '../catalog/pictures.ts'
import type { LayerRecord } from '../catalog/record.ts'
import { toHomePath } from '../catalog/subject.ts'
import type { PicturePart } from '../catalog/symbol-picture.ts'
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../catalog/symbol-picture.ts'
import { isWebAddress } from '../catalog/web-address.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatIsoDay, formatNumber } from '../words/format.ts'
import { factsOf, LANGUAGES, localeOf } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import { wordsOf } from '../words/words.ts'
import { POLICY_META } from './policy.ts'

export { esc }

/** Makes a path from the site's root relative to the page and fit to stand in an attribute. */
export type Link = (path: string) => string

/** A page whose links are relative to its own place: it works under any path. */
export interface Page {
  readonly site: Site
  readonly language: Language
  readonly title: string
  readonly description: string
  readonly toPath: (language: Language) => string
  readonly body: (link: Link) => string
  readonly jsonLd?: object
  /** The layer whose picture stands for the page where others link to it. */
  readonly picture?: LayerRecord | undefined
  /**
   * Gives the address of what is at a path from the site's root, for a page that does not stand at its own place. It has
   * no scripts.
   */
  readonly toAddress?: ((path: string) => string) | undefined
}

/** The files that pages load, at the site's root; `withdrawn` is for that of what is not there. */
export const PAGE_FILES = {
  style: 'pages.css',
  script: 'pages.js',
  withdrawn: 'withdrawn.js',
} as const

/** A link to an address that comes from data; what is no address of the web is text alone. */
export function toExternalLink(address: string, content: string, className?: string): string {
  if (!isWebAddress(address)) return content
  return `<a${className ? ` class="${className}"` : ''} href="${esc(address)}">${content}</a>`
}

/** A whole document. */
export function toPage(page: Page): string {
  const { language, title, description, toPath, body, jsonLd } = page
  const depth = toPath(language).split('/').length - 1
  const { toAddress = (path) => '../'.repeat(depth) + path } = page
  const link: Link = (path) => esc(toAddress(path))
  const alternates = toAlternates(toPath)
  const words = wordsOf('static-pages', language)
  const atlas = esc(wordsOf('vocabulary', language).atlas)
  const here = toPath(language)
  const entry = (path: string, text: string) =>
    `<li><a href="${link(path)}"${here === path ? ' aria-current="page"' : ''}>${text}</a></li>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
${POLICY_META}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${esc(title)} · ${atlas}</title>
<meta name="description" content="${esc(description)}">
${toSocialMeta(page)}
<link rel="icon" href="${link('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${link(PAGE_FILES.style)}">
${page.toAddress ? '' : `<script src="${link(PAGE_FILES.script)}" defer></script>\n`}${toAddressLinks(page)}
<link rel="alternate" type="application/atom+xml" title="${atlas}" href="${link(toFeedPath(language))}">
${jsonLd && !page.toAddress ? `<script type="application/ld+json">${JSON.stringify(jsonLd).replaceAll('<', '\\u003c')}</script>\n` : ''}</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header>
<div class="band">
<a class="site" href="${link(`?lang=${language}`)}">${atlas}</a>
<nav aria-label="${words.sections}"><ul>${entry(toHomePath(language), words.home)}${entry(toCataloguePath(language), words.layers)}${entry(toProjectsPath(language), words.projects)}</ul></nav>
<nav class="languages" aria-label="${words.languages}"><ul>${alternates
    .map(
      ([other, path]) =>
        `<li><a lang="${other}" hreflang="${other}" href="${link(path)}"${other === language ? ' aria-current="true"' : ''}>${factsOf(other).name}</a></li>`,
    )
    .join('')}</ul></nav>
</div>
</header>
<main id="content" tabindex="-1">
${body(link)}
</main>
<footer>
<p>${esc(words.publisher)}</p>
<p>${words.wholeCatalogue} <a href="${link(CATALOGUE_FILES.csv)}">CSV</a>, <a href="${link(CATALOGUE_FILES.json)}">JSON</a>, <a href="${link(CATALOGUE_FILES.dcat)}">DCAT</a>, <a href="${link(CATALOGUE_FILES.stac)}">STAC</a>, <a href="${link(toFeedPath(language))}">Atom</a></p>
</footer>
</body>
</html>
`
}

/**
 * The page's own address and those of the same page in the other languages, for search engines, which want
 * them absolute: a copy under another address does not count as another page.
 */
export function toAddressLinks({
  site,
  language,
  toPath,
}: Pick<Page, 'site' | 'language' | 'toPath'>): string {
  const url = (path: string) => esc(new URL(path, site.url).href)
  return [
    // Named after the machine that built it, every copy would give way to one that no one reaches.
    ...(isOnThisMachine(site) ? [] : [`<link rel="canonical" href="${url(toPath(language))}">`]),
    ...toAlternates(toPath).map(
      ([other, path]) => `<link rel="alternate" hreflang="${other}" href="${url(path)}">`,
    ),
    `<link rel="alternate" hreflang="x-default" href="${url(toPath('en'))}">`,
  ].join('\n')
}

function isOnThisMachine({ url }: Site): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
}

/** What a program shows of a page where someone links to it: the Open Graph protocol, and X's word for it. */
export function toSocialMeta({
  site,
  language,
  title,
  description,
  toPath,
  picture,
}: Omit<Page, 'body'>): string {
  const url = (path: string) => new URL(path, site.url).href
  const properties: [name: string, content: string][] = [
    ['og:type', 'website'],
    ['og:title', title],
    ['og:description', description],
    ['og:site_name', wordsOf('vocabulary', language).atlas],
    ['og:url', url(toPath(language))],
    ...LANGUAGES.map((other): [string, string] => [
      other === language ? 'og:locale' : 'og:locale:alternate',
      localeOf(other).replace('-', '_'),
    ]),
  ]
  if (picture) {
    const { width, height } = PICTURE_SIZES.social
    properties.push(
      ['og:image', url(toPicturePath(picture, 'social', language))],
      ['og:image:type', 'image/png'],
      ['og:image:width', String(width)],
      ['og:image:height', String(height)],
      [
        'og:image:alt',
        fill(wordsOf('static-pages', language).pictureOf, {
          title: textIn(picture.title, language),
        }),
      ],
    )
  }
  return [
    ...properties.map(([name, content]) => `<meta property="${name}" content="${esc(content)}">`),
    `<meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}">`,
  ].join('\n')
}

/** The layer whose picture stands for pages that are of no layer. */
const SITE_PICTURE = 'elevation'

export function toSitePicture(records: readonly LayerRecord[]): LayerRecord | undefined {
  return records.find((record) => record.id === SITE_PICTURE && hasPictures(record))
}

/** A section with its heading, or nothing where there is nothing to say. */
export function toSection(title: string, content: string): string {
  return content ? `<section>\n<h2>${esc(title)}</h2>\n${content}\n</section>` : ''
}

/** A table of names and values; values are HTML. Rows without a value are left out. */
export function toFacts(rows: readonly (readonly [name: string, value: string])[]): string {
  const written = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<tr><th scope="row">${esc(name)}</th><td>${value}</td></tr>`)
  return `<table class="facts"><tbody>\n${written.join('\n')}\n</tbody></table>`
}

/** A symbol of a legend, as `src/catalog/symbol-picture.ts` pictures it. */
export function toSwatch(parts: readonly PicturePart[]): string {
  const elements = parts.map(({ tag, attributes, text = '' }) => {
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${esc(value)}"`)
    return `<${tag}${written.join('')}>${esc(text)}</${tag}>`
  })
  return `<svg class="swatch" viewBox="0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" aria-hidden="true">${elements.join('')}</svg>`
}

/** A picture of a layer; one in a list says nothing beside the title that stands there. */
export function toPicture(
  record: LayerRecord,
  kind: PictureKind,
  language: Language,
  link: Link,
): string {
  if (!hasPictures(record)) return ''
  const { width, height } = PICTURE_SIZES[kind]
  const alt =
    kind === 'preview'
      ? fill(wordsOf('static-pages', language).pictureOf, { title: textIn(record.title, language) })
      : ''
  const lazy = kind === 'thumbnail' ? ' loading="lazy"' : ''
  return `<img src="${link(toPicturePath(record, kind, language))}" alt="${esc(alt)}" width="${width}" height="${height}"${lazy}>`
}

/** The link that puts a layer on the map. */
export function toMapLink(record: LayerRecord, language: Language, link: Link): string {
  return link(toMapPath(record.id, language))
}

/** A text that a button copies, where scripts run. */
export function toCopyable(
  tag: 'p' | 'pre',
  name: string,
  text: string,
  language: Language,
): string {
  const words = wordsOf('static-pages', language)
  const marks = `data-copy="${words.copy}" data-copy-name="${esc(name)}" data-copied="${words.copied}" data-copy-by-hand="${words.copyByHand}"`
  return tag === 'p'
    ? `<p class="citation" ${marks}>${esc(text)}</p>`
    : `<pre tabindex="0" role="region" aria-label="${esc(name)}" ${marks}><code>${esc(text)}</code></pre>`
}

export function toNumber(value: number, language: Language): string {
  return esc(formatNumber(value, language))
}

/** A wide table scrolls by itself, with the keyboard, too. */
export function toScroll(name: string, table: string): string {
  return `<div class="scroll" role="group" aria-label="${esc(name)}" tabindex="0">${table}</div>`
}

export function toDate(isoDate: string, language: Language): string {
  return `<time datetime="${isoDate}">${esc(formatIsoDay(isoDate, language))}</time>`
}

/** A file's size in the unit that fits it, as the language writes it: `1,2 Mo`. */
export function toFileSize(bytes: number, language: Language): string {
  const isSmall = bytes < 1e6
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  const options = { style: 'unit', unit, maximumSignificantDigits: 3 } as const
  return esc(formatNumber(isSmall ? bytes / 1e3 : bytes / 1e6, language, options))
}
