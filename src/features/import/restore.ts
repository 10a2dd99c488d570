import { removeLeftFiles } from '../../sources/device-files.ts'
import { layersOf, withLayers } from '../../state/comparison.ts'
import {
  formatArrangement,
  parseArrangement,
  withArrangement,
} from '../../state/device-arrangement.ts'
import { type AtlasState, useAtlas } from '../../state/store.ts'
import { followOtherTabs } from './other-tabs.ts'
import { readDeviceLayers, type StoredDeviceLayers, takeIn } from './stored.ts'

const ARRANGEMENT_KEY = 'atlas-device-layers'

/**
 * Brings back the layers that this device keeps, each where it stood, and keeps their arrangement from
 * now on. A device without storage, or one that keeps it closed, has none, and says so.
 */
export async function restoreDeviceLayers(): Promise<void> {
  let stored: StoredDeviceLayers
  try {
    stored = await readDeviceLayers()
  } catch {
    useAtlas.getState().notify('start.storageBlocked')
    return
  }
  const { entries, faulty } = stored
  const { notify } = useAtlas.getState()
  if (faulty > 0) notify('import.recordFault', { count: faulty })
  const arrangement = parseArrangement(readArrangement())
  const lost = arrangement.filter(({ view }) => !entries.has(view.id)).length - faulty
  if (lost > 0) notify('import.lost', { count: lost })
  if (entries.size > 0) {
    takeIn(stored)
    // They are kept as they stand on map A.
    useAtlas.setState((state) => {
      const isThere = (id: string) => entries.has(id)
      return withLayers(state, 'a', withArrangement(layersOf(state, 'a'), arrangement, isThere))
    })
  }
  followOtherTabs()
  keepArrangement()
  await removeLeftFiles().catch(() => undefined)
}

function readArrangement(): string | null {
  try {
    return localStorage.getItem(ARRANGEMENT_KEY)
  } catch {
    return null
  }
}

function keepArrangement(): void {
  let last = ''
  const keep = (state: AtlasState) => {
    const text = formatArrangement({ ...state, layers: layersOf(state, 'a') })
    if (text === last) return
    last = text
    try {
      localStorage.setItem(ARRANGEMENT_KEY, text)
    } catch {}
  }
  // Of what is lost it says no more, so that this is told once.
  keep(useAtlas.getState())
  useAtlas.subscribe((state, before) => {
    const isSame =
      state.layers === before.layers && state.comparison?.other === before.comparison?.other
    if (!isSame) keep(state)
  })
}
