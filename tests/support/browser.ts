import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Software WebGL 2, so that the tests draw maps on machines without a graphics card. The page around the map is put together
 * by the processor itself, as Chromium does it of its own accord where there is no such card (`chrome://gpu`), and not through
 * software WebGL, which these flags would lead to and which costs many times as much.
 */
const FLAGS = [
  '--disable-gpu-compositing',
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/**
 * Starts a headless Chromium: the one that CHROME_PATH names, else an installed Chrome or Chromium, else
 * the one that comes in the npm package `@sparticuz/chromium` with the shared libraries that bare
 * machines lack.
 */
export async function launchBrowser(...flags: readonly string[]): Promise<Browser> {
  const installed = process.env.CHROME_PATH ?? findInstalled()
  const executablePath = installed ?? (await unpackBundled())
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...FLAGS, ...flags],
  })
  // What a test puts between the page and the server would not see what a service worker asks for.
  const open = browser.newContext.bind(browser)
  browser.newContext = (options) => open({ serviceWorkers: 'block', ...options })
  return browser
}

function findInstalled(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...PLACES,
  ]
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** The package unpacks NSS and its kin only where it believes to be on this runtime. */
async function unpackBundled(): Promise<string> {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: bundled } = await import('@sparticuz/chromium')
  return bundled.executablePath()
}
