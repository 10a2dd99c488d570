import { pick } from '../../map/interactions/pick.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { useAtlas } from '../../state/store.ts'
import type { DataClient } from '../../workers/data-client.ts'
import { identifyAt, PANEL_ID } from './identified.ts'

/** Has what is pointed at on the map be told; returns the function that ends it. */
export function beginPointing(data: DataClient, map: MapCommands): () => void {
  const end = map.interact(
    pick(({ pixel, tolerancePixels }) => void identifyAt(data, map, pixel, tolerancePixels)),
  )
  const closeByEscape = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') useAtlas.getState().closePanel(PANEL_ID)
  }
  map.container.addEventListener('keydown', closeByEscape)
  return () => {
    end()
    map.container.removeEventListener('keydown', closeByEscape)
  }
}
