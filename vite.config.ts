import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { POLICY_META } from './scripts/host/headers.ts'

/** Puts the policy of what may run into the page's head; while it is worked on, Vite runs code of its own. */
const policy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: (html) => html.replace('<meta name="viewport"', `${POLICY_META}\n    $&`),
}

/** SQLite's Node part never runs in a browser: what it would ask of Node is left empty there. */
const withoutNode: Plugin = {
  name: 'sqlite-without-node',
  apply: 'build',
  enforce: 'pre',
  resolveId: (id, importer) =>
    /^node:(fs|crypto)$/.test(id) && importer?.includes('/sql.js/') ? '\0empty' : null,
  load: (id) => (id === '\0empty' ? 'export default {}' : null),
}

export default defineConfig({
  base: './',
  plugins: [react(), policy, withoutNode],
  worker: { format: 'es', plugins: () => [withoutNode] },
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 1500 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/*.test.ts'],
          testTimeout: 60_000,
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
