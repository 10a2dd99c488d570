import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../tests/support/browser.ts'
import { startStaticServer } from '../static-server.ts'

/** Runs a measurement with the built page (after `npm run build`), or a site in a folder that has it, open in a browser. */
export async function withAtlas<T>(
  measure: (open: OpenAtlas, browser: Browser, url: string) => Promise<T>,
  folder?: string,
): Promise<T> {
  const server = await startStaticServer(folder === undefined ? {} : { folder })
  const browser = await launchBrowser()
  try {
    return await measure(
      (search, ...observe) => openAtlas(browser, server.url + search, observe),
      browser,
      server.url,
    )
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Opens the page at an address of these parameters, and waits until it is drawn; `observe` runs in it before its own program. */
export type OpenAtlas = (search: string, ...observe: readonly (() => void)[]) => Promise<Page>

async function openAtlas(
  browser: Browser,
  url: string,
  observe: readonly (() => void)[],
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-CA' })
  // What runs this file marks the names of functions with a helper that the page lacks.
  await page.addInitScript('globalThis.__name = (value) => value')
  for (const one of observe) await page.addInitScript(one)
  await page.goto(url)
  await settle(page)
  return page
}

/** Waits until all that is to be seen is drawn. */
export async function settle(page: Page): Promise<void> {
  const settings = { timeout: 120_000, state: 'attached' } as const
  await page.waitForSelector('[data-drawn="true"]', settings)
}

/** Drags the map to and fro and gives the mean milliseconds between two frames. */
export async function frameMilliseconds(page: Page): Promise<number> {
  await page.evaluate(() => {
    const counter = { frames: 0 }
    Object.assign(window, { counter })
    const count = () => {
      counter.frames++
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  const [x, y] = [760, 420]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const frames = () => page.evaluate(() => (window as unknown as Counting).counter.frames)
  const before = await frames()
  const start = performance.now()
  for (let step = 1; step <= 48; step++) {
    const angle = (step / 24) * Math.PI
    await page.mouse.move(x + 260 * Math.sin(angle), y + 120 * (1 - Math.cos(angle)))
  }
  const milliseconds = performance.now() - start
  const drawn = (await frames()) - before
  await page.mouse.up()
  return milliseconds / drawn
}

/** What is to be seen in the page. */
export interface Sign {
  readonly selector: string
  /** With what the element's own begins. */
  readonly text?: string
}

/**
 * The milliseconds from a press of an element until each of some signs is there and drawn.
 * A sign that is there before counts once it is there anew, as the drawn map's does.
 */
export function timeUntil<Name extends string>(
  page: Page,
  press: string,
  signs: Readonly<Record<Name, Sign>>,
): Promise<Record<Name, number>> {
  const named: Readonly<Record<string, Sign>> = signs
  return page.evaluate(
    ({ press, signs }) =>
      new Promise<Record<string, number>>((done, fail) => {
        const isThere = ({ selector, text }: Sign) =>
          [...document.querySelectorAll(selector)].some(
            ({ textContent }) => text === undefined || textContent.startsWith(text),
          )
        const wanted = new Map(Object.entries(signs))
        const before = new Set([...wanted.keys()].filter((name) => isThere(wanted.get(name)!)))
        const times: Record<string, number> = {}
        const observer = new MutationObserver(look)
        const timer = setTimeout(() => {
          observer.disconnect()
          fail(new Error(`Not seen: ${[...wanted.keys()].join(', ')}`))
        }, 120_000)
        function look() {
          for (const [name, sign] of wanted) {
            if (!isThere(sign)) before.delete(name)
            else if (!before.has(name)) {
              wanted.delete(name)
              // What was changed in a task is drawn in the frame after it.
              requestAnimationFrame(() =>
                setTimeout(() => {
                  times[name] = performance.now() - began
                  if (Object.keys(times).length < Object.keys(signs).length) return
                  clearTimeout(timer)
                  done(times)
                }),
              )
            }
          }
          if (wanted.size === 0) observer.disconnect()
        }
        const all = { subtree: true, childList: true, characterData: true, attributes: true }
        observer.observe(document.documentElement, all)
        const began = performance.now()
        document.querySelector<HTMLElement>(press)!.click()
      }),
    { press, signs: named },
  ) as Promise<Record<Name, number>>
}

declare global {
  interface Window {
    /** The tasks of over 50 ms (Long Tasks API, W3C) since this was last emptied: when they began and how long they took, in milliseconds. */
    longTasks: { start: number; milliseconds: number }[]
  }
}

/** Has a page note its long tasks; to be run in it before its own program. */
export function noteLongTasks(): void {
  window.longTasks = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      window.longTasks.push({ start: startTime, milliseconds: duration })
    }
  }).observe({ type: 'longtask' })
}

/** The longest of the long tasks since this was last asked; 0 where there was none. */
export async function takeLongestTask(page: Page): Promise<number> {
  const tasks = await page.evaluate(() => window.longTasks.splice(0))
  return Math.max(0, ...tasks.map(({ milliseconds }) => milliseconds))
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly args: { readonly name?: string }
  /** Microseconds of the thread itself: what it waited for others is not in it. */
  readonly tdur?: number
}

/** The longest task of the page's thread, in milliseconds of its own time, while `action` runs. */
export async function longestTask(
  browser: Browser,
  page: Page,
  action: () => Promise<void>,
): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await action()
  const trace: { traceEvents: readonly TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString(),
  )
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const threads = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = trace.traceEvents.filter(
    (event) => event.ph === 'X' && event.tdur !== undefined && threads.has(threadOf(event)),
  )
  if (tasks.length === 0) throw new Error('The browser traced no task of the page')
  return Math.max(...tasks.map(({ tdur }) => tdur! / 1000))
}

interface Counting {
  readonly counter: { readonly frames: number }
}
