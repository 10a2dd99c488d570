import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { toStartHtml } from './scripts/pages/start-html.ts'
import { POLICY_META } from './src/pages/policy.ts'

/** Puts the policy of what may run into the page's head; while it is worked on, Vite runs code of its own. */
const policy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: (html) => html.replace('<meta name="viewport"', `${POLICY_META}\n    $&`),
}

/** What is seen where the programs of the Atlas do not come, in each of its languages. */
const start: Plugin = { name: 'start-words', transformIndexHtml: toStartHtml }

/** Gives out the records of layers while the page is worked on, as the built site has them. */
const records: Plugin = {
  name: 'layer-records',
  apply: 'serve',
  configureServer(server) {
    server.middlewares.use(async (request, response, next) => {
      const id = /\/layers\/([a-z0-9-]+)\/record\.json$/.exec(request.url ?? '')?.[1]
      if (id === undefined) return next()
      try {
        const { readRecord } = await server.ssrLoadModule('/scripts/catalog/read-record.ts')
        const record: unknown = await readRecord(id)
        if (record === undefined) return next()
        response.setHeader('Content-Type', 'application/json')
        response.end(JSON.stringify(record))
      } catch (error) {
        next(error)
      }
    })
  },
}

/** What only Node runs is left out: SQLite's own, and the reading of the words from their folders. */
const withoutNode: Plugin = {
  name: 'without-node',
  apply: 'build',
  enforce: 'pre',
  resolveId: (id, importer) => {
    if (/^node:(fs|crypto)$/.test(id) && importer?.includes('/sql.js/')) return '\0empty'
    return /\/read-in-node\.ts$/.test(id) ? '\0bundled' : null
  },
  load: (id) => {
    if (id === '\0empty') return 'export default {}'
    return id === '\0bundled' ? 'export const isBundled = true, readInNode = null' : null
  },
}

const DAY_SECONDS = 24 * 60 * 60

/**
 * The service worker that keeps the Atlas for when it is offline, and what makes it installable. Of the app
 * every file is kept, whole editions at a time. Of the rest, what a reader has been given: the catalogue and
 * pages. The files of layers pass it by: who reads them keeps what was read, with the edition it is of.
 */
const offline = VitePWA({
  filename: 'service-worker.js',
  injectRegister: false,
  registerType: 'prompt',
  manifest: {
    id: './',
    name: 'North American Environmental Atlas',
    short_name: 'Environmental Atlas',
    description:
      'Harmonised environmental map layers of Canada, Mexico and the United States, from the Commission for Environmental Cooperation.',
    start_url: './',
    scope: './',
    display: 'standalone',
    theme_color: '#0b4a5c',
    background_color: '#f1f5f6',
    icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  },
  workbox: {
    globPatterns: ['index.html', 'icon.svg', 'assets/*'],
    maximumFileSizeToCacheInBytes: 8_000_000,
    inlineWorkboxRuntime: true,
    sourcemap: false,
    cleanupOutdatedCaches: true,
    // All that the address says of the view is for the page to read.
    ignoreURLParametersMatching: [/./],
    navigateFallback: null,
    runtimeCaching: [
      {
        urlPattern: ({ url, sameOrigin, request }) =>
          sameOrigin &&
          (/\/layers\/(catalog|gazetteer)[^/]*\.json$/.test(url.pathname) ||
            request.mode === 'navigate' ||
            /\/(pages\.(css|js)|(thumbnail|preview)[^/]*\.svg)$/.test(url.pathname)),
        handler: 'NetworkFirst',
        options: {
          cacheName: 'catalogue',
          expiration: { maxEntries: 500, maxAgeSeconds: 90 * DAY_SECONDS, purgeOnQuotaError: true },
          cacheableResponse: { statuses: [200] },
        },
      },
    ],
  },
})

export default defineConfig({
  base: './',
  plugins: [react(), policy, start, records, withoutNode, offline],
  worker: { format: 'es', plugins: () => [withoutNode] },
  // Also for `@custom-media`: the widths of `src/ui/screen.css` have names.
  css: { transformer: 'lightningcss', lightningcss: { drafts: { customMedia: true } } },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 1600 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Much of a test is waiting for the map: two browsers share two cores well, more do not.
          maxWorkers: 2,
          expect: { poll: { timeout: 20_000 } },
          // Software WebGL on a busy machine may be late once.
          retry: 1,
        },
      },
    ],
  },
})
