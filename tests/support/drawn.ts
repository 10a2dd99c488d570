import type { Page } from 'playwright-core'

/** How long the map must have been drawn without a change before it counts as settled. */
const SETTLED_MILLISECONDS = 1000

/** Waits until everything that is to be seen on the map is drawn, and stays so for a moment. */
export async function waitUntilDrawn(
  page: Page,
  settledMilliseconds = SETTLED_MILLISECONDS,
  mostMilliseconds = 60_000,
): Promise<void> {
  const drawn = '[data-drawn="true"]'
  await page.waitForSelector(drawn, { timeout: mostMilliseconds, state: 'attached' })
  const end = Date.now() + mostMilliseconds
  let since = Date.now()
  while (Date.now() - since < settledMilliseconds) {
    await page.waitForTimeout(100)
    const isDrawn = (await page.locator(drawn).count()) > 0
    // There may be two maps.
    const isWaiting = (await page.locator('[data-drawn="false"]').count()) > 0
    if (!isDrawn || isWaiting) since = Date.now()
    if (Date.now() > end) throw new Error('The map does not come to rest')
  }
}
