import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { useAtlas } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'
import { whenLayersChange } from './device-layers.ts'
import { readDeviceLayers, takeIn } from './stored.ts'

const CHANNEL = 'atlas-device-layers'

/**
 * Tells the other tabs of what this one adds and deletes, and follows them: what was deleted there goes from
 * the map here, and what was added there can be shown here.
 */
export function followOtherTabs(): void {
  if (!('BroadcastChannel' in globalThis)) return
  const channel = new BroadcastChannel(CHANNEL)
  whenLayersChange(() => channel.postMessage('changed'))
  channel.addEventListener('message', () => void follow())
}

async function follow(): Promise<void> {
  const stored = await readDeviceLayers().catch(() => null)
  if (!stored) return
  const { catalog, language, forgetDeviceLayer, notify } = useAtlas.getState()
  for (const entry of catalog.values()) {
    if (!isDeviceLayer(entry) || stored.entries.has(entry.id)) continue
    // It has no record yet.
    if (entry.files.some(({ isBeingWritten }) => isBeingWritten)) continue
    forgetDeviceLayer(entry.id)
    notify('import.deletedElsewhere', { layer: textIn(entry.title, language) })
  }
  takeIn(stored)
}
