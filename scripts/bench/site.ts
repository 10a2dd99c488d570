import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CatalogLayer } from '../../src/catalog/schema.ts'

const DIST = resolve(import.meta.dirname, '../../dist')

/** What of the built site the page needs, its static pages aside. */
const PARTS = ['assets', 'fonts', 'index.html', 'base-maps.json', 'subjects', 'questions.json']

/**
 * The built page (after `npm run build`) in a folder, with further layers in its catalogue.
 *
 * @param hasBundled whether the files of the layers that come with the Atlas are there too
 * @param made folders with the files of the further layers, where these are not in `layers` there already
 */
export function copySite(
  folder: string,
  entries: readonly CatalogLayer[],
  { hasBundled = false, made = [] }: { hasBundled?: boolean; made?: readonly string[] } = {},
): void {
  if (!existsSync(join(DIST, 'index.html'))) throw new Error('The page is not built: npm run build')
  for (const name of PARTS) {
    if (existsSync(join(DIST, name))) {
      cpSync(join(DIST, name), join(folder, name), { recursive: true })
    }
  }
  const layers = join(folder, 'layers')
  mkdirSync(layers, { recursive: true })
  for (const name of readdirSync(join(DIST, 'layers'))) {
    if (/^catalog.*\.json$/.test(name) || (hasBundled && /\.(fgb|keys|json)$/.test(name))) {
      cpSync(join(DIST, 'layers', name), join(layers, name))
    }
  }
  for (const one of made) {
    for (const name of readdirSync(one)) {
      if (/\.(fgb|keys)$/.test(name)) cpSync(join(one, name), join(layers, name))
    }
  }
  const path = join(layers, 'catalog.json')
  const catalog = JSON.parse(readFileSync(path, 'utf8'))
  catalog.layers.push(...entries)
  writeFileSync(path, JSON.stringify(catalog))
}
