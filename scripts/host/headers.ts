/**
 * The headers with which the site is served, in one place: the server sends them, pages carry the policy
 * in their heads for hosts that send none, `docs/hosting.md` has them for each host, and `check-host`
 * asks a host for them.
 */

import { META_POLICY } from '../../src/pages/policy.ts'
import { EMBED_FILE } from '../../src/state/embedding.ts'

/** The policy as a header: with the rule of who may show the page in a frame: others may show that which is made for it alone. */
function toPolicyHeader(path: string): string {
  return `${META_POLICY}; frame-ancestors ${path === EMBED_FILE ? '*' : "'none'"}`
}

/** Features of browsers that no page of the site uses, nor anything in it; and the reader's position, which the map alone asks for. */
const PERMISSIONS =
  'camera=(), display-capture=(), geolocation=(self), microphone=(), midi=(), payment=(), usb=()'

/** What the build names by its content: it never changes under its name. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/

/**
 * The headers of a file at `path` from the site's root, apart from those that tell of its content.
 * Other sites may read everything: the layers are open data, and readers use them in their own programs.
 */
export function toSiteHeaders(path: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': toPolicyHeader(path),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': PERMISSIONS,
    'Cache-Control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Accept-Ranges, Content-Encoding, Content-Range, ETag',
  }
}
