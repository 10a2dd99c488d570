import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** Folders that run in workers, in Node and in the pipeline: no page, no React, no map library. */
const HEADLESS = [
  'geo',
  'model',
  'words',
  'formats',
  'catalog',
  'gazetteer',
  'sources',
  'tiles',
  'query',
  'importing',
  'exporting',
  'pictures',
  'pages',
  'reviewing',
  'sheets',
]

/** Which folders of `src` each folder may import; `docs/architecture.md` says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  geo: [],
  model: ['geo'],
  words: ['model'],
  formats: ['geo', 'model', 'words'],
  catalog: ['geo', 'model', 'words'],
  sources: ['geo', 'model', 'words', 'formats'],
  gazetteer: ['geo', 'model', 'words'],
  tiles: ['geo', 'model', 'words', 'sources'],
  query: ['geo', 'model', 'words', 'sources'],
  importing: ['geo', 'model', 'words', 'formats', 'catalog', 'sources'],
  exporting: ['geo', 'model', 'words', 'formats', 'catalog', 'sources'],
  pictures: ['geo', 'model', 'words', 'catalog', 'tiles'],
  pages: ['geo', 'model', 'words', 'catalog'],
  reviewing: [
    'geo',
    'model',
    'words',
    'formats',
    'catalog',
    'sources',
    'query',
    'importing',
    'exporting',
    'pictures',
  ],
  sheets: ['geo', 'model', 'words', 'formats', 'catalog', 'sources', 'tiles'],
  workers: HEADLESS,
  state: ['geo', 'model', 'words', 'catalog'],
  map: ['geo', 'model', 'words', 'catalog', 'state', 'workers'],
  i18n: ['geo', 'model', 'words'],
  ui: [],
  shell: [
    'geo',
    'model',
    'words',
    'catalog',
    'gazetteer',
    'sources',
    'state',
    'workers',
    'i18n',
    'ui',
  ],
  features: [...HEADLESS, 'workers', 'state', 'map', 'i18n', 'ui', 'shell'],
}

const NOT_HEADLESS = /^(react|react-dom|react-.*|maplibre-gl|zustand|@tanstack\/.*|i18next)(\/|$)/

/** Folders whose code the page loads: what reads and writes whole formats belongs to the workers. */
const PAGES = ['features', 'map', 'state', 'ui', 'shell', 'i18n', '']
const REGISTRIES = /^(formats\/registry|exporting\/write-|importing\/read-)/

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

interface Import {
  readonly specifier: string
  /** `import type`: gone when the code runs. */
  readonly isType: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const statements = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s*'([^']+)'/g,
  )
  const effects = text.matchAll(/(?:^|\n)import\s*'([^']+)'/g)
  const loads = text.matchAll(/\bimport\(\s*'([^']+)'/g)
  return [
    ...[...statements].map(([, type, specifier]) => ({
      specifier: specifier!,
      isType: type !== undefined,
    })),
    ...[...effects, ...loads].map(([, specifier]) => ({ specifier: specifier!, isType: false })),
  ]
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

/** The files of the Atlas that a file imports, as paths from `src`. */
function targetsOf({ file, imports }: (typeof files)[number], { types = true } = {}): string[] {
  return imports
    .filter(({ specifier, isType }) => specifier.startsWith('.') && (types || !isType))
    .map(({ specifier }) => relative(SRC, resolve(dirname(file), specifier)))
}

const isTest = (path: string) => path.includes('.test.')

describe('the folders of src', () => {
  it('are all known', () => {
    const unknown = files.filter(({ folder }) => folder && !(folder in MAY_IMPORT))
    expect(unknown.map(({ path }) => path)).toEqual([])
  })

  it('import only the folders that they may, and no feature another', () => {
    const faults = files.flatMap((file) =>
      targetsOf(file)
        .filter((target) => file.folder && !target.startsWith('..'))
        .filter((target) => {
          const [to, toFeature] = target.split('/')
          if (to === file.folder) return to === 'features' && toFeature !== file.feature
          return !MAY_IMPORT[file.folder]!.includes(to!)
        })
        .map((target) => `${file.path} imports ${target}`),
    )
    expect(faults).toEqual([])
  })

  it('import nothing of the pipeline', () => {
    const faults = files
      .filter(({ path }) => !isTest(path))
      .flatMap((file) =>
        targetsOf(file)
          .filter((target) => target.startsWith('..') && !target.endsWith('package.json'))
          .map((target) => `${file.path} imports ${target}`),
      )
    expect(faults).toEqual([])
  })

  it('form no circles, of types and of what is loaded later included', () => {
    expect(circlesOf(new Map(files.map((file) => [file.path, targetsOf(file)])))).toEqual([])
  })

  it('are found to form a circle where they do', () => {
    const circle = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts', 'd.ts']],
      ['c.ts', ['a.ts']],
      ['d.ts', []],
    ])
    expect(circlesOf(circle)).toEqual([['a.ts', 'b.ts', 'c.ts']])
  })

  it('keep the page, React and the map library out of what runs in workers and Node', () => {
    const faults = files
      .filter(({ folder }) => HEADLESS.includes(folder))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ specifier }) => NOT_HEADLESS.test(specifier))
          .map(({ specifier }) => `${path} imports ${specifier}`),
      )
    expect(faults).toEqual([])
  })

  it('keep what reads and writes whole formats out of the page', () => {
    const faults = files
      .filter(({ folder, path }) => PAGES.includes(folder) && !isTest(path))
      .flatMap((file) =>
        targetsOf(file, { types: false })
          .filter((target) => REGISTRIES.test(target))
          .map((target) => `${file.path} imports ${target}`),
      )
    expect(faults).toEqual([])
  })

  it('write numbers and dates as the countries do, by the locale of a language and not by its name', () => {
    const byName = files.filter(({ file }) =>
      /Intl\.(?:Number|DateTime|Relative\w+)Format\(lang|toLocale\w*String\(lang/.test(
        readFileSync(file, 'utf8'),
      ),
    )
    expect(byName.map(({ path }) => path)).toEqual([])
  })

  it('leave maplibre-gl to src/map alone, and React out of it', () => {
    const faults = files
      .filter(({ folder }) => folder !== 'map')
      .flatMap(({ path, imports }) =>
        imports.filter(({ specifier }) => specifier.startsWith('maplibre-gl')).map(() => path),
      )
    expect(faults).toEqual([])
  })
})

/** Groups of files each of which leads to every other (Tarjan 1972, strongly connected components). */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (path: string) => {
    order.set(path, order.size)
    lowest.set(path, order.get(path)!)
    stack.push(path)
    for (const target of graph.get(path) ?? []) {
      if (!graph.has(target)) continue
      if (!order.has(target)) visit(target)
      if (stack.includes(target)) {
        lowest.set(path, Math.min(lowest.get(path)!, lowest.get(target)!))
      }
    }
    if (lowest.get(path) !== order.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1) circles.push(group.sort())
  }
  for (const path of graph.keys()) if (!order.has(path)) visit(path)
  return circles
}
