import { escapeXml } from '../catalog/metadata/xml.ts'

/** The page that other sites show in a frame, beside the Atlas's own. */
export const EMBED_FILE = 'embed.html'

/** The parameter of its address that says what of the page is left out. */
export const HIDE_PARAMETER = 'hide'

/** What an embedded map may go without: its legend, its buttons, its scale and position, what a click tells. */
export const EMBED_PARTS = ['legend', 'controls', 'scale', 'details'] as const
export type EmbedPart = (typeof EMBED_PARTS)[number]

/** What an embedded map tells the page around it. */
export interface EmbedMessage {
  readonly type: 'atlas:view'
  readonly version: 1
  /** The query of the view's address, without its `?`: what `atlas:show` takes back. */
  readonly view: string
  /** The address of the view in the Atlas. */
  readonly url: string
}

/** The message of a view, by its address in the Atlas. */
export function toMessage(url: string): EmbedMessage {
  return { type: 'atlas:view', version: 1, view: new URL(url).search.slice(1), url }
}

/** How a map is embedded; `language` is `null` for that of each reader. */
export interface EmbedOptions {
  readonly language: string | null
  readonly hidden: readonly EmbedPart[]
}

/** The address of the embedded map of a view of the Atlas. */
export function toEmbedUrl(viewUrl: string, { language, hidden }: EmbedOptions): string {
  const url = new URL(viewUrl)
  url.pathname = url.pathname.replace(/[^/]*$/, EMBED_FILE)
  const parts = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('lang='))
  if (language) parts.push(`lang=${language}`)
  if (hidden.length > 0) parts.push(`${HIDE_PARAMETER}=${hidden.join(',')}`)
  url.search = parts.join('&')
  return url.href
}

/**
 * The HTML with which a page shows the map: an element that needs no script. `width` and `height` are CSS pixels, the
 * width as a share of what it stands in where it is `null`.
 */
export function toEmbedHtml(
  url: string,
  title: string,
  { width, height }: { readonly width: number | null; readonly height: number },
): string {
  return (
    `<iframe src="${escapeXml(url)}" title="${escapeXml(title)}" width="${width ?? '100%'}" height="${height}" ` +
    'loading="lazy" allow="fullscreen" referrerpolicy="strict-origin-when-cross-origin" style="border:0"></iframe>'
  )
}
