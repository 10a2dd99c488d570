import type { Page } from 'playwright-core'
import { NAAF_CENTER } from '../../../src/geo/naaf.ts'
import { projectionOf } from '../../../src/geo/projections/all.ts'
import { frameworkZoomShift } from '../../../src/geo/projections/projection.ts'
import { frameMilliseconds, noteLongTasks, settle, withAtlas } from '../atlas-page.ts'
import { type Bench, type Measured, median } from '../bench.ts'

type Projection = 'naaf' | 'mercator' | 'globe'

const ROUNDS = 3
const SWITCH_BUDGET_MILLISECONDS = 800
const TASK_BUDGET_MILLISECONDS = 50

declare global {
  interface Window {
    /** When the page handled an answer of the data worker, and for how long; milliseconds. */
    answers: { start: number; milliseconds: number }[]
  }
}

/** Keeps account of what the page does with the answers of the data worker. */
function noteAnswers(): void {
  window.answers = []
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      if (options?.name !== 'data') return
      this.addEventListener = (type: string, listener: (event: Event) => void) => {
        super.addEventListener(type, (event) => {
          const start = performance.now()
          listener(event)
          window.answers.push({ start, milliseconds: performance.now() - start })
        })
      }
    }
  }
}

/** One place at one scale: the first views of the two projections show different parts of the world. */
const FRAMES_ZOOM = 1.5

function addressOfFrames(projection: 'naaf' | 'mercator'): string {
  const [lon, lat] = [NAAF_CENTER.lon, NAAF_CENTER.lat]
  const zoom = FRAMES_ZOOM + frameworkZoomShift(projectionOf(projection), lat)
  return `?proj=${projection}&at=${lon},${lat}&z=${zoom.toFixed(2)}`
}

function compareFrames(): Promise<Measured> {
  return withAtlas(async (open) => {
    const times: Record<'naaf' | 'mercator', number[]> = { naaf: [], mercator: [] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const projection of ['naaf', 'mercator'] as const) {
        const page = await open(addressOfFrames(projection))
        times[projection].push(await frameMilliseconds(page))
        await page.close()
      }
    }
    return { ours: median(times.naaf), peer: median(times.mercator) }
  })
}

/** Chooses each projection in turn and gives the milliseconds until its map is drawn, each time in a page of its own. */
function timeSwitches(): Promise<Measured> {
  return withAtlas(async (open) => {
    const order = ['mercator', 'globe', 'naaf', 'globe', 'mercator', 'naaf'] as const
    const rounds: number[][] = []
    for (let round = 0; round < ROUNDS; round++) {
      const page = await open('?proj=naaf')
      await page.getByRole('button', { name: /^Projection/ }).click()
      const times: number[] = []
      for (const projection of order) times.push(await timeSwitch(page, projection))
      rounds.push(times)
      await page.close()
    }
    const slowest = rounds.map((times) => Math.max(...times))
    const medians = order.map((name, index) => {
      const times = rounds.map((round) => round[index]!)
      return `${name} ${Math.round(median(times))} (${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))})`
    })
    return {
      ours: median(slowest),
      peer: SWITCH_BUDGET_MILLISECONDS,
      note: `the slowest of six: ${slowest.map(Math.round).join(', ')} ms; medians ${medians.join(', ')}`,
    }
  })
}

const NAMES: Record<Projection, RegExp> = {
  naaf: /^Lambert/,
  mercator: /^Web Mercator/,
  globe: /^Globe/,
}

async function timeSwitch(page: Page, projection: Projection): Promise<number> {
  const radio = page.getByRole('radio', { name: NAMES[projection] })
  const milliseconds = await radio.evaluate(
    (input) =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('The map was not drawn anew')), 120_000)
        const map = document.querySelector('[data-drawn]')!
        const start = performance.now()
        let redrawn = false
        new MutationObserver((_, observer) => {
          if (map.getAttribute('data-drawn') === 'false') redrawn = true
          else if (redrawn) {
            observer.disconnect()
            resolve(performance.now() - start)
          }
        }).observe(map, { attributeFilter: ['data-drawn'] })
        ;(input as HTMLInputElement).click()
      }),
  )
  await page.waitForTimeout(500)
  return milliseconds
}

/** Opens, drags and zooms the map, and finds the longest that the page spent on the data worker's answers. */
function longestAnswer(): Promise<Measured> {
  return withAtlas(async (open) => {
    const page = await open('?proj=naaf', noteAnswers, noteLongTasks)
    await frameMilliseconds(page)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForTimeout(500)
    await settle(page)
    const { answers, longTasks } = await page.evaluate(() => ({
      answers: window.answers,
      longTasks: window.longTasks,
    }))
    // What the page does with an answer goes on after its listener, to the end of the task.
    const tasksOfAnswers = longTasks.filter((task) =>
      answers.some(({ start }) => start >= task.start && start < task.start + task.milliseconds),
    )
    const longest = (tasks: readonly { readonly milliseconds: number }[]) =>
      tasks.reduce((most, { milliseconds }) => Math.max(most, milliseconds), 0)
    return {
      ours: longest([...answers, ...tasksOfAnswers]),
      peer: TASK_BUDGET_MILLISECONDS,
      note: `${answers.length} answers; the longest task of any kind, drawing in software among them: ${Math.round(longest(longTasks))} ms`,
    }
  })
}

export default [
  {
    name: 'map-frames-lambert',
    what: 'time between two frames while the map is dragged in Lambert (after `npm run build`)',
    peer: 'the same place and scale in Web Mercator',
    unit: 'ms',
    target: 1.2,
    run: compareFrames,
  },
  {
    name: 'map-projection-switch',
    what: 'from choosing a projection to its map drawn, the slowest of six, median of three rounds (after `npm run build`)',
    peer: 'the budget of 0.8 s',
    unit: 'ms',
    target: 1,
    run: timeSwitches,
  },
  {
    name: 'map-main-thread',
    what: 'longest task of the page on what was read and tiled (after `npm run build`)',
    peer: 'the budget of 50 ms',
    unit: 'ms',
    target: 1,
    run: longestAnswer,
  },
] satisfies readonly Bench[]
