import DOMPurify from 'dompurify'
import { isWebAddress } from '../catalog/web-address.ts'
import { withoutHandlers } from './without-handlers.ts'

/** What text needs, and nothing that loads, runs, or takes part in the page. */
const TAGS = [
  'a',
  'b',
  'big',
  'blockquote',
  'br',
  'caption',
  'center',
  'code',
  'dd',
  'div',
  'dl',
  'dt',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'u',
  'ul',
]

const ATTRIBUTES = ['href', 'colspan', 'rowspan', 'title', 'lang', 'dir']

export interface SafeBalloon {
  readonly html: string
  /** The addresses of its images, which were not loaded, each once. */
  readonly images: readonly string[]
}

/**
 * The HTML of a balloon, safe to be shown: no script, no style, no image or frame, which would tell
 * their hosts who looks; links lead to `http`, `https` and `mailto` alone and open elsewhere, without
 * a referrer.
 */
export function sanitiseBalloon(html: string): SafeBalloon {
  const purify = DOMPurify()
  const images = new Set<string>()
  purify.addHook('uponSanitizeElement', (node) => {
    if (node.nodeName !== 'IMG') return
    const address = (node as Element).getAttribute('src') ?? ''
    if (isWebAddress(address)) images.add(address)
  })
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (node.tagName !== 'A') return
    node.setAttribute('target', '_blank')
    node.setAttribute('rel', 'noreferrer noopener')
  })
  const safe = purify.sanitize(withoutHandlers(html), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  })
  return { html: safe, images: [...images] }
}
