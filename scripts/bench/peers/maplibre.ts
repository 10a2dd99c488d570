import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Copies what a page of MapLibre alone needs into its folder: the module `maplibre-gl.mjs`, its worker and its styles. */
export function copyMapLibre(folder: string): void {
  const library = dirname(require.resolve('maplibre-gl/dist/maplibre-gl.css'))
  mkdirSync(folder, { recursive: true })
  for (const ending of ['.css', '.mjs', '-shared.mjs', '-worker.mjs']) {
    copyFileSync(join(library, `maplibre-gl${ending}`), join(folder, `maplibre-gl${ending}`))
  }
}
