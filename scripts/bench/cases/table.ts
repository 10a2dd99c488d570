import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { table as arqueroTable } from 'arquero'
import type { Page } from 'playwright-core'
import { localeOf } from '../../../src/words/languages.ts'
import { longestTask, settle, timeUntil, withAtlas } from '../atlas-page.ts'
import { type Bench, type Measured, median } from '../bench.ts'
import { buildPeerPage, openPeerPage } from '../peers/page.ts'
import { withVersion } from '../peers/version.ts'
import { keptFolder, type MadeLayer, makeFacilities, publishOnce } from '../published.ts'
import { copySite } from '../site.ts'

/**
 * The table of half a million rows in the page, as a reader has it: the layer on the map, the table under it, columns pressed, a
 * filter chosen; each from the press until it is drawn. Beside it, in the same browser and in turn, Arquero and DuckDB with the
 * same rows, which draw nothing (after `npm run build`).
 */
const ROWS = 500_000
const ROUNDS = 3

const BUDGETS = {
  first: 2000,
  whole: 2000,
  number: 500,
  text: 3000,
  filter: 200,
  map: 200,
} as const
type Step = keyof typeof BUDGETS
type Times = Record<Step, number>
const PEERS = ['arquero', 'duckdb'] as const
type Peer = (typeof PEERS)[number]
/** What a peer does of the steps: it has no map, and its first rows come with all. */
type PeerTimes = Record<Exclude<Step, 'first' | 'map'>, number>

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
  try {
    copySite(site, [entry], { hasBundled: true, made: [folder] })
    const peers = join(site, 'peers')
    await buildPeerPage(peers)
    writeArrow(made, join(peers, 'rows.arrow'))
    const expected = expect(made)
    return await withAtlas(async (open, browser, url) => {
      const address = `?layers=${entry.id},*`
      const peerPage = await openPeerPage(browser, `${url}peers/`)
      const ours: Times[] = []
      const peers: Record<Peer, PeerTimes[]> = { arquero: [], duckdb: [] }
      for (let round = 0; round < ROUNDS; round++) {
        const page = await open(address)
        ours.push(await goThrough(page, entry.id, expected))
        await page.close()
        for (const peer of PEERS) peers[peer].push(await askPeer(peerPage, peer, expected))
      }
      const page = await open(address)
      const task = await longestTask(browser, page, async () => {
        await goThrough(page, entry.id, expected)
      })
      return { ours, peers, task }
    }, site)
  } finally {
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
    filter: { selector: SAID, text: `${count(expected.ofKind)} rows of` },
    map: { selector: '[data-drawn="true"]' },
  }) // biome-ignore format: one line
  return { ...opened, number: Math.max(...number), text, ...filtered }
}

/** Marks what is pressed next. */
function mark(element: Element): void {
  document.querySelector('[data-bench]')?.removeAttribute('data-bench')
  element.setAttribute('data-bench', '')
}

/** The same of a peer. */
async function askPeer(page: Page, name: Peer, expected: Expected): Promise<PeerTimes> {
  const answer = await page.evaluate(
    async ({ name, kind }) => {
      const peer = window.tablePeers![name]
      const time = async <Value>(action: () => Promise<Value>): Promise<[number, Value]> => {
        const start = performance.now()
        const value = await action()
        return [performance.now() - start, value]
      }
      const [whole, rows] = await time(() => peer.open('rows.arrow'))
      const [up, lowest] = await time(() => peer.sort('tonnes', false, false))
      const [down, highest] = await time(() => peer.sort('tonnes', false, true))
      const [text] = await time(() => peer.sort('name', true, false))
      const [filter, ofKind] = await time(() => peer.filter('kind', kind))
      const times = { whole, number: Math.max(up, down), text, filter }
      return { times, found: { rows, lowest, highest, ofKind } }
    },
    { name, kind: KIND },
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
  filter: 'until the table has the rows of a class alone',
  map: 'until the map has, too',
}

const PEER_NAMES: Record<Peer, string> = {
  arquero: `${withVersion('arquero')} in the page, nothing drawn`,
  duckdb: `${withVersion('@duckdb/duckdb-wasm')}, nothing drawn`,
}

const steps = Object.keys(BUDGETS) as Step[]

async function compare(step: Step, peer: Peer | null): Promise<Measured> {
  measured ??= measure()
  const { ours, peers } = await measured
  const own = ours.map((times) => times[step])
  if (peer === null) return { ours: median(own), peer: BUDGETS[step], note: seconds(own) }
  const of = step === 'first' ? 'whole' : step === 'map' ? 'filter' : step
  const theirs = peers[peer].map((times) => times[of])
  return {
    ours: median(own),
    peer: median(theirs),
    note: `${seconds(own)} against ${seconds(theirs)}`,
  }
}

/** All take their figures from one measuring. */
export const together = true

export default [
  ...steps.flatMap((step) =>
    [null, ...PEERS].map((peer) => ({
      name: `table-${step}-${peer ?? 'budget'}`,
      what: `${WHAT[step]} (after \`npm run build\`)`,
      peer: peer ? PEER_NAMES[peer] : `the budget of ${BUDGETS[step] / 1000} s`,
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
