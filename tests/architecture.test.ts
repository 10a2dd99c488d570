import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** Which folders of `src` each folder may import; `docs/architecture.md` says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  geo: [],
  formats: ['geo'],
  catalog: ['geo'],
  sources: ['geo', 'formats'],
  tiles: ['geo', 'sources'],
  workers: ['geo', 'formats', 'catalog', 'sources', 'tiles'],
  state: ['geo', 'catalog'],
  map: ['geo', 'catalog', 'state', 'workers'],
  i18n: ['geo'],
  ui: [],
  features: [
    'geo',
    'formats',
    'catalog',
    'sources',
    'tiles',
    'workers',
    'state',
    'map',
    'i18n',
    'ui',
  ],
}

/** Folders that run in workers, in Node and in the pipeline: no page, no React, no map library. */
const HEADLESS = ['geo', 'formats', 'catalog', 'sources', 'tiles']
const NOT_HEADLESS = /^(react|react-dom|react-.*|maplibre-gl|zustand|@tanstack\/.*|i18next)(\/|$)/

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!)
}

const files = sourceFiles(SRC).map((file) => {
  const path = relative(SRC, file)
  const [folder, feature] = path.split('/')
  return {
    file,
    path,
    folder: path.includes('/') ? folder! : '',
    feature,
    imports: importsOf(file),
  }
})

describe('the folders of src', () => {
  it('are all known', () => {
    const unknown = files.filter(({ folder }) => folder && !(folder in MAY_IMPORT))
    expect(unknown.map(({ path }) => path)).toEqual([])
  })

  it('import only the folders that they may', () => {
    const faults = files.flatMap(({ file, path, folder, feature, imports }) =>
      imports
        .filter((specifier) => folder && specifier.startsWith('.'))
        .map((specifier) => relative(SRC, resolve(dirname(file), specifier)))
        .filter((target) => !target.startsWith('..'))
        .filter((target) => {
          const [to, toFeature] = target.split('/')
          if (to === folder) return folder === 'features' && toFeature !== feature
          return !MAY_IMPORT[folder]!.includes(to!)
        })
        .map((target) => `${path} imports ${target}`),
    )
    expect(faults).toEqual([])
  })

  it('keep the page, React and the map library out of what runs in workers and Node', () => {
    const faults = files
      .filter(({ folder }) => HEADLESS.includes(folder))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => NOT_HEADLESS.test(name)).map((name) => `${path} imports ${name}`),
      )
    expect(faults).toEqual([])
  })

  it('leave maplibre-gl to src/map alone, and React out of it', () => {
    const faults = files
      .filter(({ folder }) => folder !== 'map')
      .flatMap(({ path, imports }) =>
        imports.filter((name) => name.startsWith('maplibre-gl')).map(() => path),
      )
    expect(faults).toEqual([])
  })
})
