import { launchBrowser } from '../../../tests/support/browser.ts'
import { startStaticServer } from '../../static-server.ts'
import type { Bench, Measured } from '../bench.ts'

const BUDGET_BYTES = 1_000_000

/** Opens the built page in a browser and adds up what the server sent until the map was drawn. */
async function measure(): Promise<Measured> {
  let code = 0
  let data = 0
  const server = await startStaticServer({
    onSent(path, bytes) {
      if (path.startsWith('/layers/')) data += bytes
      else code += bytes
    },
  })
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-CA' })
    await page.goto(server.url)
    await page.waitForSelector('[data-drawn="true"]', { timeout: 60_000, state: 'attached' })
    const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`
    return {
      ours: code + data,
      peer: BUDGET_BYTES,
      note: `code and fonts ${kilobytes(code)}, catalogue and layers ${kilobytes(data)}`,
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

export default [
  {
    name: 'first-view-bytes',
    what: 'bytes sent, compressed, until the first view is drawn (after `npm run build`)',
    peer: 'the budget of 1.0 MB',
    unit: 'bytes',
    target: 1,
    run: measure,
  },
] satisfies readonly Bench[]
