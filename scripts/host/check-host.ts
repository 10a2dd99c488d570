import { LAYERS_FOLDER, toLayerPath } from '../../src/catalog/metadata/site.ts'
import { askHost, type HostAnswer } from './ask-host.ts'

export interface Finding {
  /** What was looked at, such as `ranges`. */
  readonly subject: string
  /** `fault`: something does not work; `advice`: it works, and could be faster or safer. */
  readonly kind: 'good' | 'advice' | 'fault'
  /** What was found, and what to change. */
  readonly text: string
}

/** What the checks need of a site: files of each kind that it has. */
interface Parts {
  readonly page: HostAnswer
  /** A file whose name holds the mark of its content. */
  readonly script: string
  readonly layer: { readonly id: string; readonly path: string; readonly bytes: number }
}

type Ask = (
  path: string,
  headers?: Readonly<Record<string, string>>,
  method?: string,
) => Promise<HostAnswer>

type Tell = (kind: Finding['kind'], text: string) => void
type Check = (ask: Ask, tell: Tell, parts: Parts) => Promise<void>

/**
 * Tries a deployed copy of the Atlas from outside: what the page and its readers need of the host, and
 * what keeps it fast and safe. Rejects where the host gives no answer, or no Atlas is at the address.
 *
 * @param address where the site's page is: `https://example.org/atlas/`
 */
export async function checkHost(address: string): Promise<Finding[]> {
  const site = new URL('./', address)
  const ask: Ask = (path, headers, method) =>
    askHost(site.href, site.pathname + path, headers, method)
  const parts = await findParts(ask, site)
  const findings: Finding[] = []
  for (const [subject, check] of CHECKS) {
    const before = findings.length
    await check(ask, (kind, text) => findings.push({ subject, kind, text }), parts)
    if (findings.length === before)
      findings.push({ subject, kind: 'good', text: 'as it should be' })
  }
  if (site.protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(site.hostname)) {
    findings.push({
      subject: 'encryption',
      kind: 'fault',
      text: 'The site is not reached by https: browsers then keep no layers on the device and copy no addresses. Give the host a certificate, and lead http to https.',
    })
  }
  return findings
}

async function findParts(ask: Ask, site: URL): Promise<Parts> {
  const page = await ask('')
  const html = page.body.toString()
  const script = /<script[^>]+src="\.\/(assets\/[^"]+)"/.exec(html)?.[1]
  if (page.status !== 200 || script === undefined) {
    throw new Error(
      `There is no Atlas at ${site.href}: its page is answered with status ${page.status}${page.status === 200 ? ' and loads no script of the Atlas' : ''}. Upload the whole folder dist, and give the address of its index.html.`,
    )
  }
  const path = `${LAYERS_FOLDER}catalog.json`
  const catalog = await ask(path)
  if (catalog.status !== 200) {
    throw new Error(
      `The catalogue ${path} is answered with status ${catalog.status}. Upload the whole folder dist.`,
    )
  }
  const { layers } = JSON.parse(catalog.body.toString()) as {
    layers: { id: string; files: { path: string; bytes: number }[] }[]
  }
  const [layer] = layers
    .flatMap(({ id, files }) =>
      files.map(({ path, bytes }) => ({ id, path: LAYERS_FOLDER + path, bytes })),
    )
    .filter(({ bytes }) => bytes > 10_000)
    .sort((one, other) => one.bytes - other.bytes)
  if (!layer) throw new Error('The catalogue names no file of a layer.')
  return { page, script, layer }
}

const plain = { 'Accept-Encoding': 'identity' }
const compressed = { 'Accept-Encoding': 'gzip, br' }

const checkRanges: Check = async (ask, tell, { layer }) => {
  const whole = await ask(layer.path, plain)
  if (whole.status !== 200)
    return tell('fault', `${layer.path} is answered with status ${whole.status}.`)
  if (whole.body.length !== layer.bytes) {
    tell(
      'fault',
      `${layer.path} has ${whole.body.length} bytes, the catalogue says ${layer.bytes}: files of two editions are mixed, or the host changes files. Upload the whole folder dist anew.`,
    )
  }
  const part = await ask(layer.path, { ...plain, Range: 'bytes=1000-1999' })
  if (part.status !== 206) {
    return tell(
      'fault',
      `A request for bytes 1000 to 1999 of ${layer.path} is answered with status ${part.status}, not 206: large layers cannot be read. Let the host answer byte ranges.`,
    )
  }
  const expected = `bytes 1000-1999/${whole.body.length}`
  if (
    part.headers['content-range'] !== expected ||
    !part.body.equals(whole.body.subarray(1000, 2000))
  ) {
    tell(
      'fault',
      `The answer for bytes 1000 to 1999 holds ${part.body.length} bytes and says “${part.headers['content-range'] ?? ''}”, not “${expected}”: the host, or what stands before it, answers ranges wrongly.`,
    )
  }
  const encoded = await ask(layer.path, { ...compressed, Range: 'bytes=1000-1999' })
  if (encoded.headers['content-encoding'] !== undefined) {
    tell(
      'fault',
      `Ranges of ${layer.path} come compressed (${encoded.headers['content-encoding']}) for readers that take it: parts of a compressed file cannot be read. Compress no answers to requests with Range.`,
    )
  }
  const beyond = await ask(layer.path, { ...plain, Range: `bytes=${whole.body.length}-` })
  if (beyond.status !== 416) {
    tell(
      'advice',
      `Bytes beyond the end of ${layer.path} are answered with status ${beyond.status}, not 416.`,
    )
  }
  for (const range of ['bytes=5-2', 'bytes=0-18446744073709551616', 'items=0-1']) {
    const { status } = await ask(layer.path, { ...plain, Range: range })
    if (![200, 206, 400, 416].includes(status)) {
      tell('fault', `The faulty range “${range}” is answered with status ${status}.`)
    }
  }
}

const checkEditions: Check = async (ask, tell, { layer }) => {
  const { headers } = await ask(layer.path, plain)
  const { etag } = headers
  if (etag === undefined) {
    return tell(
      'advice',
      `${layer.path} has no ETag: after an update, readers may put parts of two editions together. Let the host send ETag.`,
    )
  }
  if (etag.startsWith('W/')) {
    tell(
      'advice',
      `The ETag of ${layer.path} is weak (${etag}): ranges cannot be asked for by edition. Let the host send a strong one, or compress no layers as they are sent.`,
    )
  }
  const old = await ask(layer.path, {
    ...plain,
    Range: 'bytes=0-9',
    'If-Range': '"another-edition"',
  })
  if (old.status !== 200) {
    tell(
      'advice',
      `A range of another edition (If-Range) is answered with status ${old.status}, not with the whole file.`,
    )
  }
  const same = await ask(layer.path, { ...plain, 'If-None-Match': etag })
  if (same.status !== 304) {
    tell(
      'advice',
      `A reader that has the file (If-None-Match) is answered with status ${same.status}, not 304: it is sent again each time.`,
    )
  }
}

const checkCompression: Check = async (ask, tell, { script, layer }) => {
  for (const path of ['', script, `${LAYERS_FOLDER}catalog.json`, layer.path]) {
    const { headers } = await ask(path, compressed)
    const name = path || 'The page'
    if (headers['content-encoding'] === undefined) {
      tell(
        'advice',
        `${name} comes uncompressed to readers that take gzip and br: the first view takes longer. Serve the copies that end in .br and .gz, or compress ${path === layer.path ? 'application/flatgeobuf, where no range is asked for' : String(headers['content-type'])}.`,
      )
    } else if (!/accept-encoding|\*/i.test(headers.vary ?? '')) {
      tell(
        'advice',
        `${name} comes compressed without Vary: Accept-Encoding: caches may give it to readers that do not take it.`,
      )
    }
  }
}

const TYPES: readonly (readonly [ending: string, type: RegExp, isNeeded: boolean])[] = [
  ['js', /^(text|application)\/(x-)?javascript\b/, true],
  ['css', /^text\/css\b/, true],
  ['json', /^application\/json\b/, false],
  ['svg', /^image\/svg\+xml\b/, true],
  ['fgb', /^application\/(vnd\.)?flatgeobuf\b/, false],
  ['html', /^text\/html\b.*utf-8/i, true],
]

const checkTypes: Check = async (ask, tell, { page, script, layer }) => {
  const style = /href="\.\/(assets\/[^"]+\.css)"/.exec(page.body.toString())?.[1]
  const files = ['', script, style, `${LAYERS_FOLDER}catalog.json`, 'icon.svg', layer.path]
  for (const path of files) {
    if (path === undefined) continue
    const ending = path === '' ? 'html' : path.slice(path.lastIndexOf('.') + 1)
    const [, type, isNeeded] = TYPES.find(([known]) => known === ending)!
    const given = (await ask(path, {}, 'HEAD')).headers['content-type'] ?? ''
    if (!type.test(given)) {
      tell(
        isNeeded ? 'fault' : 'advice',
        `${path || 'The page'} has the type “${given}”: ${isNeeded ? 'browsers refuse it, or show it wrongly' : 'other programs do not know what it is'}. Give .${ending} the type that docs/hosting.md names.`,
      )
    }
  }
}

const checkSafety: Check = async (ask, tell, { page, script }) => {
  const policy = String(page.headers['content-security-policy'] ?? '')
  const hasMeta = /<meta http-equiv="Content-Security-Policy"/.test(page.body.toString())
  if (policy === '') {
    tell(
      hasMeta ? 'advice' : 'fault',
      `No Content-Security-Policy is sent.${hasMeta ? ' The one in the page holds for the page; workers have none.' : ''} Send the one of docs/hosting.md.`,
    )
  } else if (/script-src[^;]*'unsafe-(inline|eval)'/.test(policy)) {
    tell(
      'advice',
      `The Content-Security-Policy lets text run as a script (${/'unsafe-(?:inline|eval)'/.exec(policy)?.[0]}): the Atlas needs none.`,
    )
  } else if (!/script-src[^;]*'wasm-unsafe-eval'/.test(policy)) {
    tell(
      'fault',
      "The Content-Security-Policy has no 'wasm-unsafe-eval' for scripts: GeoPackages can be neither read nor written.",
    )
  }
  const framing = /frame-ancestors ([^;]*)/.exec(policy)?.[1] ?? page.headers['x-frame-options']
  if (framing === undefined) {
    tell(
      'advice',
      "Any site may show the page in a frame and lead readers' presses. Send frame-ancestors 'none' in the Content-Security-Policy.",
    )
  }
  for (const [path, headers] of [
    ['The page', page.headers],
    [script, (await ask(script, {}, 'HEAD')).headers],
  ] as const) {
    if (headers['x-content-type-options'] !== 'nosniff') {
      tell('advice', `${path} comes without X-Content-Type-Options: nosniff.`)
    }
  }
  for (const name of ['Referrer-Policy', 'Permissions-Policy']) {
    if (page.headers[name.toLowerCase()] === undefined) {
      tell('advice', `The page comes without ${name}.`)
    }
  }
}

const MOST_SECONDS_UNASKED = 3600

const checkCaching: Check = async (ask, tell, { script, layer }) => {
  const maxAge = (control: string) => Number(/max-age=(\d+)/.exec(control)?.[1] ?? 0)
  const hashed = (await ask(script, {}, 'HEAD')).headers['cache-control'] ?? ''
  if (maxAge(hashed) < 86_400 * 30) {
    tell(
      'advice',
      `${script} is kept for ${maxAge(hashed)} seconds. Its name changes with its content: send Cache-Control: public, max-age=31536000, immutable for assets/.`,
    )
  }
  for (const path of ['', `${LAYERS_FOLDER}catalog.json`, layer.path]) {
    const control = (await ask(path, {}, 'HEAD')).headers['cache-control']
    const name = path || 'The page'
    if (control === undefined) {
      tell(
        'advice',
        `${name} comes without Cache-Control: browsers guess how long they keep it. Send Cache-Control: no-cache, with which they ask whether it changed.`,
      )
    } else if (maxAge(control) > MOST_SECONDS_UNASKED) {
      tell(
        'fault',
        `${name} is kept for ${maxAge(control)} seconds without asking: readers get old editions, and parts of two. Send Cache-Control: no-cache for all but assets/.`,
      )
    }
  }
}

const checkOtherSites: Check = async (ask, tell, { layer }) => {
  for (const path of [layer.path, `${LAYERS_FOLDER}catalog.json`]) {
    const { headers } = await ask(path, { Origin: 'https://elsewhere.example' }, 'HEAD')
    const origin = headers['access-control-allow-origin']
    if (origin !== '*' && origin !== 'https://elsewhere.example') {
      tell(
        'advice',
        `Pages of other sites cannot read ${path}. Send Access-Control-Allow-Origin: *, since the layers are open data.`,
      )
    } else if (
      path === layer.path &&
      !/content-range/i.test(headers['access-control-expose-headers'] ?? '')
    ) {
      tell(
        'advice',
        'Pages of other sites do not see which bytes an answer holds. Send Access-Control-Expose-Headers: Accept-Ranges, Content-Encoding, Content-Range, ETag.',
      )
    }
  }
}

const checkAddresses: Check = async (ask, tell, { layer }) => {
  const folder = toLayerPath(layer.id, 'en')
  const page = await ask(folder)
  if (page.status !== 200) {
    tell(
      'fault',
      `The page ${folder} is answered with status ${page.status}. Let the host answer folders with their index.html.`,
    )
  }
  const bare = await ask(folder.slice(0, -1))
  if (bare.status === 200) {
    tell(
      'fault',
      `${folder.slice(0, -1)} is answered as ${folder} is, without leading there: the links of the page go astray.`,
    )
  } else if (![301, 302, 307, 308].includes(bare.status)) {
    tell(
      'advice',
      `${folder.slice(0, -1)} does not lead to ${folder}, but is answered with status ${bare.status}.`,
    )
  }
  const none = await ask('no-such-page')
  if (none.status !== 404) {
    tell(
      'fault',
      `An address that is not there is answered with status ${none.status}, not 404: missing files are taken for pages. Answer with 404.html and the status 404.`,
    )
  } else if (!/lang="fr"/.test(none.body.toString())) {
    tell(
      'advice',
      'An address that is not there is not answered with the 404.html of the site, which leads on in three languages.',
    )
  }
  const { status } = await ask('', {}, 'POST')
  if (status < 400)
    tell('advice', `POST is answered with status ${status}: the Atlas needs GET and HEAD alone.`)
}

const CHECKS: readonly (readonly [subject: string, check: Check])[] = [
  ['ranges', checkRanges],
  ['editions', checkEditions],
  ['compression', checkCompression],
  ['types', checkTypes],
  ['safety', checkSafety],
  ['caching', checkCaching],
  ['other sites', checkOtherSites],
  ['addresses', checkAddresses],
]
