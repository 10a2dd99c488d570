import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { META_POLICY, POLICY_META } from '../../src/pages/policy.ts'
import { startStaticServer } from '../static-server.ts'
import { askHost } from './ask-host.ts'
import { checkHost, type Finding } from './check-host.ts'
import { compressCopies } from './compress-copies.ts'
import { toSiteHeaders } from './headers.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const HOSTING = readFileSync(join(ROOT, 'docs/hosting.md'), 'utf8')
const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find(existsSync)

const text = (paragraph: string) => `<p lang="fr">${paragraph.repeat(200)}</p>`

let folder: string
let dist: string

/** A site with what the checks look for, as the build writes it, small. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atlas-check-'))
  dist = join(folder, 'dist')
  for (const path of ['assets', 'layers/ports']) mkdirSync(join(dist, path), { recursive: true })
  const write = (path: string, content: string) => writeFileSync(join(dist, path), content)
  write(
    'index.html',
    `<!doctype html><head>${POLICY_META}<script type="module" src="./assets/index-C-DWDdYx.js"></script><link rel="stylesheet" href="./assets/index-DmIJv9F4.css"></head>${text('The Atlas')}`,
  )
  write('embed.html', `<!doctype html><head>${POLICY_META}</head>${text('The map')}`)
  write('404.html', `<!doctype html>${text('Rien ici')}`)
  write('assets/index-C-DWDdYx.js', 'export const layers = []\n'.repeat(200))
  write('assets/index-DmIJv9F4.css', 'p { color: black }\n'.repeat(200))
  write('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  write('layers/ports/index.html', `<!doctype html>${text('Ports')}`)
  cpSync(join(ROOT, 'public/layers/ports.fgb'), join(dist, 'layers/ports.fgb'))
  const { length: bytes } = readFileSync(join(dist, 'layers/ports.fgb'))
  const layers = [{ id: 'ports', files: [{ path: 'ports.fgb', bytes }] }]
  write('layers/catalog.json', JSON.stringify({ layers, padding: ' '.repeat(2000) }))
  await compressCopies(dist)
})
afterAll(() => rmSync(folder, { recursive: true }))

const notGood = (findings: readonly Finding[]) =>
  findings.filter(({ kind }) => kind !== 'good').map(({ subject, text }) => `${subject}: ${text}`)

/** What is told of a host that does each thing that the handler changes. */
async function check(handle: RequestListener): Promise<Finding[]> {
  const server = createServer(handle)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    return await checkHost(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** Passes requests on to the Atlas's own server, with changes on the way there and back. */
function behind(
  site: string,
  change: {
    readonly request?: (headers: Record<string, string>, path: string) => void
    readonly response?: (headers: Record<string, unknown>, path: string) => void
  },
): RequestListener {
  return async ({ url = '', method, headers }, response) => {
    const asked = { ...(headers as Record<string, string>) }
    change.request?.(asked, url)
    const answer = await askHost(site, url, asked, method)
    const given: Record<string, unknown> = { ...answer.headers }
    change.response?.(given, url)
    response.writeHead(answer.status, given as Record<string, string>)
    response.end(method === 'HEAD' ? undefined : answer.body)
  }
}

describe('the check of a host', () => {
  it('finds nothing to change at the Atlas’s own server', async () => {
    const server = await startStaticServer({ folder: dist })
    expect(notGood(await checkHost(`${server.url}index.html`))).toEqual([])
    await server.close()
  })

  it('names each thing that a host does otherwise, and no other', async () => {
    const server = await startStaticServer({ folder: dist })
    const without = (name: string) => ({
      response: (headers: Record<string, unknown>) => void delete headers[name],
    })
    const setting = (name: string, value: string, ending = '') => ({
      response: (headers: Record<string, unknown>, path: string) => {
        if (path.endsWith(ending)) headers[name] = value
      },
    })
    for (const [change, ...expected] of [
      [{ request: (headers) => void delete headers.range }, 'ranges fault: .*not 206'],
      [without('etag'), 'editions advice: .*has no ETag'],
      [setting('etag', 'W/"a"'), 'editions advice: .*weak', 'editions advice: .*304'],
      [
        { request: (headers) => void delete headers['accept-encoding'] },
        'compression advice: The page comes uncompressed',
        'compression advice: assets/.*js comes uncompressed',
        'compression advice: .*catalog.json comes uncompressed',
        'compression advice: .*fgb comes uncompressed',
      ],
      [
        setting('content-type', 'application/octet-stream', '.js'),
        'types fault: assets/.*js has the type “application/octet-stream”',
      ],
      [
        setting('content-type', 'application/octet-stream', '.fgb'),
        'types advice: .*fgb has the type',
      ],
      [
        without('content-security-policy'),
        'safety advice: No Content-Security-Policy is sent. The one in the page',
        'safety advice: Any site may show the page in a frame',
      ],
      [
        setting(
          'content-security-policy',
          `${META_POLICY}; frame-ancestors 'none'`.replace("'wasm-", "'unsafe-inline' 'wasm-"),
        ),
        'safety advice: .*lets text run as a script',
      ],
      [without('referrer-policy'), 'safety advice: .*Referrer-Policy'],
      [
        setting('cache-control', 'max-age=600', '.js'),
        'caching advice: assets/.*js is kept for 600 seconds',
      ],
      [
        setting('cache-control', 'max-age=86400', '.fgb'),
        'caching fault: .*fgb is kept for 86400 seconds without asking',
      ],
      [
        without('access-control-allow-origin'),
        'other sites advice: Pages of other sites cannot read layers/ports.fgb',
        'other sites advice: Pages of other sites cannot read layers/catalog.json',
      ],
    ] satisfies [Parameters<typeof behind>[1], ...string[]][]) {
      const findings = await check(behind(server.url, change))
      const told = findings
        .filter(({ kind }) => kind !== 'good')
        .map(({ subject, kind, text }) => `${subject} ${kind}: ${text}`)
      expect(told.length).toBe(expected.length)
      for (const [index, line] of told.entries()) expect(line).toMatch(new RegExp(expected[index]!))
    }
    await server.close()
  })

  it('says where there is no Atlas, or nothing answers', async () => {
    await expect(check((_, response) => response.end('<p>Welcome'))).rejects.toThrow(
      /There is no Atlas at .* loads no script of the Atlas/,
    )
    await expect(checkHost('http://127.0.0.1:9/')).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('docs/hosting.md', () => {
  it('has the very headers with which the Atlas is served, for each host that sends any', () => {
    const { 'Cache-Control': _, ...headers } = toSiteHeaders('index.html')
    const blocks = [...HOSTING.matchAll(/```(\w*)\n(.*?)```/gs)]
    for (const language of ['', 'nginx', 'apache', 'caddy']) {
      const block = blocks.find(([, name]) => name === language)![2]!
      for (const [name, value] of Object.entries(headers)) {
        expect([language, block.includes(name) && block.includes(value)]).toEqual([language, true])
      }
    }
  })

  it.skipIf(!NGINX)(
    `has settings for nginx with which nothing is to be changed${NGINX ? '' : ' (skipped: nginx is not installed)'}`,
    async () => {
      const port = 20_000 + Math.floor(Math.random() * 20_000)
      const settings = /```nginx\n(.*?)```/s
        .exec(HOSTING)![1]!
        .replace('listen 80;', `listen 127.0.0.1:${port};`)
        .replace('root /var/www/atlas;', `root ${dist};`)
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join(' ')
      const path = join(folder, 'nginx.conf')
      writeFileSync(
        path,
        `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}\nhttp { access_log off; ${temporary} default_type application/octet-stream;\n${settings}}`,
      )
      // The worker of a superuser's nginx is another user.
      spawnSync('chmod', ['-R', 'a+rX', folder])
      const nginx = spawn(NGINX!, ['-p', folder, '-c', path, '-e', `${folder}/error.log`])
      try {
        const site = `http://127.0.0.1:${port}/`
        await expect.poll(() => askHost(site, '/').then(({ status }) => status, String)).toBe(200)
        expect(notGood(await checkHost(site))).toEqual([])
        // The map for pages of others may be framed, and nothing else may.
        const framing = async (path: string) => {
          const { status, headers } = await askHost(site, path)
          const policy = String(headers['content-security-policy'])
          return [status, /frame-ancestors ([^;]*)/.exec(policy)?.[1]]
        }
        expect(await framing('/embed.html?layers=ports')).toEqual([200, '*'])
        for (const path of ['/', '/index.html', '/layers/ports/']) {
          expect(await framing(path), path).toEqual([200, "'none'"])
        }
      } finally {
        nginx.kill('SIGTERM')
        await new Promise((done) => nginx.on('exit', done))
      }
    },
  )
})
