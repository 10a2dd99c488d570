import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** A picture of the map alone, without the buttons and readouts on it. */
export async function takeMapPicture(page: Page): Promise<PNG> {
  const clip = await page.locator('[data-drawn] canvas').evaluate((canvas) => {
    const { x, y, width, height } = canvas.getBoundingClientRect()
    return { x, y, width, height }
  })
  const bytes = await page.screenshot({
    clip,
    // What fades would still be seen.
    style:
      '* { transition: none !important } #map > :not([data-drawn]), #map > :not([data-drawn]) *, section { visibility: hidden !important }',
  })
  return PNG.sync.read(bytes)
}

/** How many pixels of two pictures differ visibly. */
export function countDifferentPixels(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height)
    return Math.max(a.width * a.height, b.width * b.height)
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 })
}

/** The share of a picture's pixels whose colour is within `tolerance` of a hex colour. */
export function shareOfColor(picture: PNG, hex: string, tolerance = 6): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  let found = 0
  for (let at = 0; at < picture.data.length; at += 4) {
    if (
      wanted.every((value, channel) => Math.abs(picture.data[at + channel]! - value) <= tolerance)
    )
      found++
  }
  return found / (picture.width * picture.height)
}
