import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { frameMilliseconds, withAtlas } from '../atlas-page.ts'
import { type Bench, type Measured, toMeasured } from '../bench.ts'
import { copySite } from '../site.ts'

/**
 * All layers that come with the Atlas on the map at once, and its themes once more as layers of their own, 40 together, against
 * the view with which it opens: until something is drawn, until all is, what memory the page's process takes, and how long a frame is while the map
 * is dragged. Needs `npm run build` before.
 */
const ROUNDS = 3

const MEASURES = ['first', 'whole', 'frames', 'memory'] as const
type Costs = Record<(typeof MEASURES)[number], number>

declare global {
  interface Window {
    /** Milliseconds from the page's start until something of a layer was on the map. */
    firstPicture?: number
    /** And until all was. */
    wholePicture?: number
  }
}

/** What the map tells those who look at the page from outside. */
interface Asked extends Element {
  readonly commands?: { featuresAt(pixel: readonly [number, number], tolerance: number): unknown[] }
}

function observeDrawing(): void {
  const look = () => {
    const map = document.querySelector<Asked>('[data-drawn]')
    const middle = [innerWidth / 2, innerHeight / 2] as const
    if (map?.commands?.featuresAt(middle, innerWidth / 4).length) {
      window.firstPicture ??= performance.now()
      if (map.getAttribute('data-drawn') === 'true') {
        window.wholePicture = performance.now()
        return
      }
    }
    requestAnimationFrame(look)
  }
  addEventListener('DOMContentLoaded', look)
}

/** All layers that have data, themes above the reference layers, both in the order of the catalogue. */
function allLayers(): { readonly themes: CatalogLayer[]; readonly reference: CatalogLayer[] } {
  const { layers } = JSON.parse(readFileSync('public/layers/catalog.json', 'utf8')) as {
    readonly layers: readonly CatalogLayer[]
  }
  const drawn = layers.filter(({ files }) => files.length > 0)
  const isReference = ({ group }: CatalogLayer) => group === 'reference'
  return {
    themes: drawn.filter((layer) => !isReference(layer)),
    reference: drawn.filter(isReference),
  }
}

/** A layer once more, with files of its own in a folder. */
function copyLayer({ id, files, ...layer }: CatalogLayer, folder: string): CatalogLayer {
  const copy = (path: string) => {
    copyFileSync(join('public/layers', path), join(folder, `again-${path}`))
    return `again-${path}`
  }
  const copied = files.map(({ keys, path, ...file }) => ({
    ...file,
    path: copy(path),
    ...(keys && { keys: { ...keys, path: copy(keys.path) } }),
  }))
  return { ...layer, id: `again-${id}`, files: copied }
}

/** The most memory that a process of pages has had, bytes (Linux, proc(5)). */
async function peakBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1])
  return Math.max(...peaks.map((kilobytes) => Number(kilobytes ?? 0) * 1024))
}

/** A browser of its own for each: what one has had stays with its processes. */
function costsOf(search: string, site: string): Promise<Costs> {
  return withAtlas(async (open, browser) => {
    const page = await open(search, observeDrawing)
    await page.waitForFunction(() => window.wholePicture !== undefined)
    const [first, whole] = await page.evaluate(() => [window.firstPicture!, window.wholePicture!])
    const memory = await peakBytes(browser)
    return { first: first!, whole: whole!, memory, frames: await frameMilliseconds(page) }
  }, site)
}

type Rounds = Record<'ours' | 'peer', Costs[]>
let measured: Promise<Rounds> | undefined

async function measure(): Promise<Rounds> {
  const rounds: Rounds = { ours: [], peer: [] }
  const site = mkdtempSync(join(tmpdir(), 'many-layers-'))
  const folder = mkdtempSync(join(tmpdir(), 'many-layers-again-'))
  try {
    const { themes, reference } = allLayers()
    const again = themes.map((layer) => copyLayer(layer, folder))
    copySite(site, again, { hasBundled: true, made: [folder] })
    const ids = [...again, ...themes, ...reference].map(({ id }) => id)
    const views = { ours: `?proj=naaf&layers=${ids.join(',')}`, peer: '?proj=naaf' }
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of ['ours', 'peer'] as const) {
        rounds[side].push(await costsOf(views[side], site))
      }
    }
    return rounds
  } finally {
    rmSync(site, { recursive: true })
    rmSync(folder, { recursive: true })
  }
}

async function compare(name: keyof Costs): Promise<Measured> {
  measured ??= measure()
  const { ours, peer } = await measured
  const [ourTimes, peerTimes] = [ours, peer].map((rounds) => rounds.map((costs) => costs[name]))
  return toMeasured(ourTimes!, peerTimes!)
}

const absent =
  process.platform === 'linux' ? null : 'reads the memory of processes as Linux tells it'
const { themes, reference } = allLayers()
const count = 2 * themes.length + reference.length
const of = `of ${count} layers on one map, the themes of the Atlas twice (after \`npm run build\`)`

const WHAT = {
  first: { what: `until something is drawn ${of}`, unit: 'ms', target: 1.5 },
  whole: { what: `until all is drawn ${of}`, unit: 'ms', target: 3 },
  frames: { what: `time between two frames while the map is dragged ${of}`, unit: 'ms', target: 2 },
  memory: { what: `the most memory of the page’s process ${of}`, unit: 'B', target: 2 },
} as const

/** All take their figures from one measuring. */
export const together = true

export default MEASURES.map((name) => ({
  name: `many-layers-${name}`,
  peer: 'the view with which the Atlas opens',
  ...WHAT[name],
  ...(name === 'memory' && absent !== null && { absent }),
  run: () => compare(name),
})) satisfies readonly Bench[]
