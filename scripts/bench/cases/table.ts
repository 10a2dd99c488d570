import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table as arqueroTable } from 'arquero'
import type { Page } from 'playwright-core'
import { localeOf } from '../../../src/words/languages.ts'
import { launchBrowser } from '../../../tests/support/browser.ts'
import { longestTask, settle, timeUntil, withAtlas } from '../atlas-page.ts'
import { type Bench, type Measured, median, toMeasured } from '../bench.ts'
import { buildPeerPage, openPeerPage } from '../peers/page.ts'
import { withVersion } from '../peers/version.ts'
import { keptFolder, type MadeLayer, makeFacilities, publishOnce } from '../published.ts'
import { copySite } from '../site.ts'

/**
 * The table of half a million rows in the page, as a reader has it: the layer on the map, the table under it, columns pressed, a
 * filter chosen; each from the press until it is drawn. Beside it, in turn and in a browser of their own, Arquero and DuckDB with
 * the same file, which draw a hundred rows, and MapLibre's source for GeoJSON, which draws their map (after `npm run build`).
 */
const ROWS = 500_000
const ROUNDS = 3

const BUDGETS = {
  first: 2000,
  whole: 2000,
  number: 500,
  text: 3000,
  filter: 200,
} as const
type Step = keyof typeof BUDGETS
/** `rows` is the table's part of `filter`. */
type Times = Record<Step | 'rows', number>
const PEERS = ['arquero', 'duckdb'] as const
type Peer = (typeof PEERS)[number]
/** What a peer does of the steps: its first rows come with all. `ready` is to open columns that have been made ready. */
type PeerTimes = Record<Exclude<Step, 'first'> | 'rows' | 'ready', number>

interface Costs {
  readonly ours: readonly Times[]
  readonly peers: Record<Peer, readonly PeerTimes[]>
  readonly task: number
}

const KIND = 'mine'
const COLUMN = { name: 1, kind: 3, tonnes: 4 } as const

/** What is to be seen once it is done, found without the code that is measured. */
interface Expected {
  readonly lowest: string
  readonly highest: string
  readonly firstName: string
  readonly ofKind: number
}

function expect({ rows }: MadeLayer): Expected {
  const { compare } = new Intl.Collator(localeOf('en'))
  let [lowest, highest, ofKind] = [-1, -1, 0]
  let firstName = rows.value(0, 'name') as string
  const amount = (row: number) => rows.value(row, 'tonnes') as number
  for (let row = 0; row < rows.length; row++) {
    const name = rows.value(row, 'name') as string
    if (compare(name, firstName) < 0) firstName = name
    if (rows.value(row, 'kind') === KIND) ofKind++
    if (rows.value(row, 'tonnes') === null) continue
    if (lowest < 0 || amount(row) < amount(lowest)) lowest = row
    if (highest < 0 || amount(row) > amount(highest)) highest = row
  }
  const nameAt = (row: number) => rows.value(row, 'name') as string
  return { lowest: nameAt(lowest), highest: nameAt(highest), firstName, ofKind }
}

function writeArrow({ rows }: MadeLayer, path: string): void {
  const columns = Object.fromEntries(
    rows.fields.map(({ name }) => [
      name,
      Array.from({ length: rows.length }, (_, row) => rows.value(row, name)),
    ]),
  )
  writeFileSync(path, arqueroTable(columns).toArrowIPC({ format: 'stream' }))
}

let measured: Promise<Costs> | undefined

async function measure(): Promise<Costs> {
  const made = makeFacilities(ROWS)
  const parent = keptFolder() ?? mkdtempSync(join(tmpdir(), 'table-bench-'))
  const { entry, folder } = await publishOnce(made, parent)
  const site = mkdtempSync(join(tmpdir(), 'table-site-'))
  const peerBrowser = await launchBrowser()
  try {
    copySite(site, [entry], { hasBundled: true, made: [folder] })
    const peers = join(site, 'peers')
    await buildPeerPage(peers)
    writeArrow(made, join(peers, 'rows.arrow'))
    const expected = expect(made)
    return await withAtlas(async (open, browser, url) => {
      const address = `?layers=${entry.id},*`
      const file = `${url}layers/${entry.files[0]!.path}`
      const peerPage = await openPeerPage(peerBrowser, `${url}peers/`)
      await peerPage.evaluate((layer) => window.tablePeers!.map.show(layer), file)
      const ours: Times[] = []
      const peers: Record<Peer, PeerTimes[]> = { arquero: [], duckdb: [] }
      for (let round = 0; round < ROUNDS; round++) {
        const page = await open(address)
        ours.push(await goThrough(page, entry.id, expected))
        await page.close()
        for (const peer of PEERS) peers[peer].push(await askPeer(peerPage, peer, file, expected))
      }
      const page = await open(address)
      const task = await longestTask(browser, page, async () => {
        await goThrough(page, entry.id, expected)
      })
      return { ours, peers, task }
    }, site)
  } finally {
    await peerBrowser.close()
    rmSync(site, { recursive: true })
    if (!keptFolder()) rmSync(parent, { recursive: true })
  }
}

const FIRST_CELL = '[role=grid] [role=row][aria-rowindex="2"] [role=gridcell][aria-colindex="1"]'
const SAID = 'section[aria-labelledby="table-title"] [role=status]'
const count = (rows: number) => rows.toLocaleString('en')

/** A reader's way through the table of a layer that is on the map. */
async function goThrough(page: Page, id: string, expected: Expected): Promise<Times> {
  await page.getByRole('button', { name: new RegExp(`settings of ${id}`, 'i') }).click()
  await page.getByRole('button', { name: `Table of ${id}` }).evaluate(mark)
  // As long as a hand needs from one button to the next.
  await page.waitForTimeout(500)
  const press = '[data-bench]'
  const opened = await timeUntil(page, press, {
    first: { selector: `${FIRST_CELL}:not(:has(*))` },
    whole: { selector: SAID, text: `${count(ROWS)} rows` },
  }) // biome-ignore format: one line
  const header = (column: number) => `[role=columnheader][aria-colindex="${column}"]`
  const sort = async (column: number, text: string) => {
    const sign = { selector: FIRST_CELL, text }
    return (await timeUntil(page, header(column), { sign })).sign
  }
  const number = [
    await sort(COLUMN.tonnes, expected.lowest),
    await sort(COLUMN.tonnes, expected.highest),
  ]
  const text = await sort(COLUMN.name, expected.firstName)
  await page
    .locator(`${header(COLUMN.kind)} [title]`)
    .last()
    .click()
  const kind = page
    .locator('section[aria-labelledby="filter-title"]')
    .getByRole('checkbox', { name: KIND })
  await kind.waitFor()
  await settle(page)
  await kind.evaluate(mark)
  const filtered = await timeUntil(page, press, {
    rows: { selector: SAID, text: `${count(expected.ofKind)} rows of` },
    map: { selector: '[data-drawn="true"]' },
  }) // biome-ignore format: one line
  const { rows, map } = filtered
  return { ...opened, number: Math.max(...number), text, filter: Math.max(rows, map), rows }
}

/** Marks what is pressed next. */
function mark(element: Element): void {
  document.querySelector('[data-bench]')?.removeAttribute('data-bench')
  element.setAttribute('data-bench', '')
}

/** The same of a peer. */
async function askPeer(
  page: Page,
  name: Peer,
  file: string,
  expected: Expected,
): Promise<PeerTimes> {
  const answer = await page.evaluate(
    async ({ name, file, kind }) => {
      const { map, [name]: peer } = window.tablePeers!
      const time = async <Value>(action: () => Promise<Value>): Promise<[number, Value]> => {
        const start = performance.now()
        const value = await action()
        return [performance.now() - start, value]
      }
      const [ready] = await time(() => peer.openColumns('rows.arrow'))
      const [whole, rows] = await time(() => peer.open(file))
      const [up, lowest] = await time(() => peer.sort('tonnes', false, false))
      const [down, highest] = await time(() => peer.sort('tonnes', false, true))
      const [text] = await time(() => peer.sort('name', true, false))
      const [rowsAlone, ofKind] = await time(() => peer.filter('kind', kind))
      const [filter] = await time(() =>
        Promise.all([map.filter('kind', kind), peer.filter('kind', kind)]),
      )
      await map.unfilter()
      const times = { ready, whole, number: Math.max(up, down), text, filter, rows: rowsAlone }
      return { times, found: { rows, lowest, highest, ofKind } }
    },
    { name, file, kind: KIND },
  )
  const { lowest, highest, ofKind } = expected
  const wanted = JSON.stringify({ rows: ROWS, lowest, highest, ofKind })
  const found = JSON.stringify(answer.found)
  if (found !== wanted) throw new RangeError(`${name} found ${found}, not ${wanted}`)
  return answer.times
}

const seconds = (times: readonly number[]) =>
  `${(Math.min(...times) / 1000).toFixed(2)} to ${(Math.max(...times) / 1000).toFixed(2)} s`

const WHAT: Record<Step, string> = {
  first: 'until the table of 500,000 rows that is opened shows rows',
  whole: 'until it has all of them',
  number: 'until 500,000 rows are in the order of a number, the slower of up and down',
  text: 'until 500,000 rows are in the order of a text with accents',
  filter: 'until the table and the map have the rows of a class alone',
}

const PEER_NAMES: Record<Peer, string> = {
  arquero: `${withVersion('arquero')} in the page`,
  duckdb: withVersion('@duckdb/duckdb-wasm'),
}
/** With what a peer opens the layer's file, and draws its map. */
const HELPERS: Partial<Record<Step, string>> = {
  first: `, the file read by ${withVersion('flatgeobuf')}`,
  whole: `, the file read by ${withVersion('flatgeobuf')}`,
  filter: `, with ${withVersion('maplibre-gl')}, its source for GeoJSON`,
}

const steps = Object.keys(BUDGETS) as Step[]

async function compare(step: Step, peer: Peer | null): Promise<Measured> {
  measured ??= measure()
  const { ours, peers } = await measured
  const own = ours.map((times) => times[step])
  if (peer === null) {
    const rows = step === 'filter' && `, the table ${seconds(ours.map(({ rows }) => rows))}`
    return { ours: median(own), peer: BUDGETS[step], note: `${seconds(own)}${rows || ''}` }
  }
  const times = peers[peer]
  const beside =
    step === 'whole'
      ? `; columns made ready beforehand, without places: ${seconds(times.map(({ ready }) => ready))}`
      : step === 'filter'
        ? `; rows alone, no map: ${seconds(times.map(({ rows }) => rows))}`
        : ''
  const theirs = times.map((of) => of[step === 'first' ? 'whole' : step])
  return { ...toMeasured(own, theirs), note: beside.slice(2) }
}

/** All take their figures from one measuring. */
export const together = true

export default [
  ...steps.flatMap((step) =>
    [null, ...PEERS].map((peer) => ({
      name: `table-${step}-${peer ?? 'budget'}`,
      what: `${WHAT[step]} (after \`npm run build\`)`,
      peer: peer
        ? `${PEER_NAMES[peer]}${HELPERS[step] ?? ''}`
        : `the budget of ${BUDGETS[step] / 1000} s`,
      unit: 'ms',
      target: 1,
      run: () => compare(step, peer),
    })),
  ),
  {
    name: 'table-tasks',
    what: 'longest task of the page while a table of 500,000 rows is opened, sorted and filtered (after `npm run build`)',
    peer: 'the budget of 50 ms',
    unit: 'ms',
    target: 1,
    async run() {
      measured ??= measure()
      return {
        ours: (await measured).task,
        peer: 50,
        note: 'of its own time, what it waits for others not counted',
      }
    },
  },
] satisfies readonly Bench[]
