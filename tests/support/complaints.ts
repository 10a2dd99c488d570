import type { Page } from 'playwright-core'

/** Software WebGL says of each read of its pixels that it is slow; tests go without service workers. */
function isDriverNoise(text: string): boolean {
  return /GPU stall due to ReadPixels|GL Driver Message|Automatic fallback to software WebGL|Service Worker registration blocked/.test(
    text,
  )
}

/** What a page writes to its console as errors or warnings from now on, and what it throws. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isDriverNoise(message.text())) {
      complaints.push(message.text())
    }
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return complaints
}

/** How browsers name each request that failed, whoever made it. */
export const REQUEST_FAILED = /Failed to load resource: net::ERR_|^Failed to load resource: .* 50\d/

/** Those among complaints that do not name the fault that a test provokes. */
export function beside(fault: RegExp, complaints: readonly string[]): readonly string[] {
  return complaints.filter((text) => !fault.test(text))
}
