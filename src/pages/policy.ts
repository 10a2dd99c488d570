/**
 * What pages and workers may load and run (Content Security Policy Level 3). Nothing is allowed but what
 * stands here. Exceptions to "from the site itself alone", each with its reason:
 *
 * - `'wasm-unsafe-eval'` (scripts): the reader of GeoPackages is SQLite, compiled to WebAssembly. It
 *   lets WebAssembly be compiled, not text be run: there is neither `'unsafe-eval'` nor `'unsafe-inline'`.
 * - `'unsafe-inline'` (styles): the map's controls and the kit of controls set styles as they run, and the
 *   pictures of layers are SVG files with a style sheet inside. Styles run no script, and what they could
 *   load is limited by the lines for pictures and fonts.
 * - `data:` and `blob:` (pictures): symbols of the readers' own files and pictures of the map.
 * - `https:` and `http:` (connections): the reader may bring a file from any address, and a catalogue may
 *   name files on other hosts. Nothing is fetched from there that the reader has not asked for.
 */
const POLICY: readonly (readonly [directive: string, ...sources: string[]])[] = [
  ['default-src', "'none'"],
  ['script-src', "'self'", "'wasm-unsafe-eval'"],
  ['worker-src', "'self'"],
  ['style-src', "'self'", "'unsafe-inline'"],
  ['img-src', "'self'", 'data:', 'blob:'],
  ['font-src', "'self'"],
  ['connect-src', "'self'", 'https:', 'http:', 'data:', 'blob:'],
  ['manifest-src', "'self'"],
  ['base-uri', "'none'"],
  ['form-action', "'none'"],
]

/** The policy as a `<meta>` element holds it, where rules for frames have no effect. */
export const META_POLICY = POLICY.map((directive) => directive.join(' ')).join('; ')

/** The element that carries the policy in a page's head, before anything that it is to hold for. */
export const POLICY_META = `<meta http-equiv="Content-Security-Policy" content="${META_POLICY}">`
