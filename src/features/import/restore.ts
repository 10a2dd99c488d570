import { removeLeftFiles } from '../../sources/device-files.ts'
import { layersOf, SIDES, type Side, withLayers } from '../../state/comparison.ts'
import {
  formatArrangement,
  parseArrangement,
  withArrangement,
} from '../../state/device-arrangement.ts'
import { type AtlasState, useAtlas } from '../../state/store.ts'
import { followOtherTabs } from './other-tabs.ts'
import { readDeviceLayers, type StoredDeviceLayers, takeIn } from './stored.ts'

/** Where it is kept how they stand, on each of two maps that are compared. */
const ARRANGEMENT_KEYS: Readonly<Record<Side, string>> = {
  a: 'atlas-device-layers',
  b: 'atlas-device-layers-b',
}

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
    useAtlas.setState({ hasDeviceLayers: true })
    return
  }
  const { entries, faulty } = stored
  const { notify } = useAtlas.getState()
  if (faulty > 0) notify('import.recordFault', { count: faulty })
  const arrangements = SIDES.map((side) => [side, parseArrangement(readArrangement(side))] as const)
  const arranged = new Set(arrangements.flatMap(([, all]) => all.map(({ view }) => view.id)))
  const lost = [...arranged].filter((id) => !entries.has(id)).length - faulty
  if (lost > 0) notify('import.lost', { count: lost })
  if (entries.size > 0) {
    takeIn(stored)
    const isThere = (id: string) => entries.has(id)
    for (const [side, arrangement] of arrangements) {
      useAtlas.setState((state) => {
        if (side === 'b' && !state.comparison) return state
        return withLayers(state, side, withArrangement(layersOf(state, side), arrangement, isThere))
      })
    }
  }
  useAtlas.setState({ hasDeviceLayers: true })
  followOtherTabs()
  keepArrangement()
  await removeLeftFiles().catch(() => undefined)
}

function readArrangement(side: Side): string | null {
  try {
    return localStorage.getItem(ARRANGEMENT_KEYS[side])
  } catch {
    return null
  }
}

function keepArrangement(): void {
  const last = new Map<Side, string>()
  const keep = (state: AtlasState) => {
    for (const side of SIDES) {
      // Of a second map that is not there nothing is kept.
      const layers = side === 'a' || state.comparison ? layersOf(state, side) : []
      const text = formatArrangement({ ...state, layers })
      if (text === last.get(side)) continue
      last.set(side, text)
      try {
        localStorage.setItem(ARRANGEMENT_KEYS[side], text)
      } catch {}
    }
  }
  // Of what is lost it says no more, so that this is told once.
  keep(useAtlas.getState())
  useAtlas.subscribe((state, before) => {
    const isSame =
      state.layers === before.layers && state.comparison?.other === before.comparison?.other
    if (!isSame) keep(state)
  })
}
