import { dismissKey } from './shell/tell.ts'
import { useAtlas } from './state/store.ts'
import type { DataClient } from './workers/data-client.ts'

/** The first view has the line to itself: what is kept for later is fetched after it. */
const REGISTER_AFTER_MILLISECONDS = 5000

/** A file that a reader brings has the machine to itself, too: some megabytes are unpacked and stored to be kept. */
function whenNoneIsImported(): Promise<void> {
  const isImporting = () => useAtlas.getState().panels.some(({ id }) => id === 'import')
  return new Promise((resolve) => {
    if (!isImporting()) {
      resolve()
      return
    }
    const stop = useAtlas.subscribe(() => {
      if (isImporting()) return
      stop()
      resolve()
    })
  })
}

/**
 * Keeps the Atlas on this device for when it is offline (`vite.config.ts` says what is kept, and for how
 * long; the layers are kept by whoever reads them, `src/sources/seen-parts.ts`), and says so when it is, and when a newer edition has come. The newer edition waits until all pages
 * of this one are closed: no page has parts of both. Browsers without service workers go without.
 */
export function keepOffline(data: DataClient): void {
  const { notify } = useAtlas.getState()
  window.addEventListener('offline', () => {
    dismissKey('offline.hostSilent')
    notify('offline.now')
  })
  window.addEventListener('online', () => dismissKey('offline.now'))
  if (!navigator.onLine) notify('offline.now')
  data.on('reach', ({ isReached }) => {
    if (isReached) dismissKey('offline.hostSilent')
    else if (navigator.onLine) notify('offline.hostSilent')
  })
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  setTimeout(async () => {
    try {
      await whenNoneIsImported()
      const registration = await navigator.serviceWorker.register(
        new URL('service-worker.js', document.baseURI),
      )
      const announce = () => {
        // Without one that is in charge, this is the first visit and not a newer edition.
        if (registration.waiting && navigator.serviceWorker.controller) notify('offline.newEdition')
      }
      announce()
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', announce)
      })
    } catch (error) {
      // Storage is blocked, or the host gives out no script of that name: the Atlas needs neither.
      console.info('The Atlas is not kept for offline use.', error)
    }
  }, REGISTER_AFTER_MILLISECONDS)
}

/** Puts a newer edition that waits in charge, so that the page that is loaded next is of it. */
export async function letNewEditionIn(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  if (!registration?.waiting) return
  const isIn = new Promise((done) =>
    navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
  )
  registration.waiting.postMessage({ type: 'SKIP_WAITING' })
  await isIn
}
