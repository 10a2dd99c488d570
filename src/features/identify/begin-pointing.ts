import { pick } from '../../map/interactions/pick.ts'
import { withSide } from '../../state/comparison.ts'
import type { MapCommands, Pixel } from '../../state/map-commands.ts'
import { withPanel } from '../../state/panels.ts'
import { useAtlas } from '../../state/store.ts'
import { screenScale } from '../../ui/screen.ts'
import type { DataClient } from '../../workers/data-client.ts'
import { identifyAt, PANEL_ID } from './identified.ts'

/** The panel that tells of a place itself. */
const HERE = { id: 'here', subject: null }

/** Of two maps that are compared the page speaks of the one that is pointed at. */
function speakOf(map: MapCommands, pixel: Pixel): void {
  const side = map.sideAt(pixel)
  if (side) useAtlas.setState((state) => withSide(state, side))
}

/** Has what is pointed at on the map be told; returns the function that ends it. */
export function beginPointing(data: DataClient, map: MapCommands): () => void {
  const end = map.interact(
    pick({
      onPick(pixel, tolerancePixels, on) {
        speakOf(on, pixel)
        void identifyAt(data, on, pixel, tolerancePixels, screenScale())
      },
      onPlace(pixel, on) {
        speakOf(on, pixel)
        const here = on.unproject(pixel)
        if (here) useAtlas.setState(({ panels }) => ({ here, panels: withPanel(panels, HERE) }))
      },
    }),
  )
  const closeByEscape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return
    const { panels, closePanel } = useAtlas.getState()
    const open = panels.findLast(({ id }) => id === PANEL_ID || id === HERE.id)
    if (open) closePanel(open.id)
  }
  map.container.addEventListener('keydown', closeByEscape)
  return () => {
    end()
    map.container.removeEventListener('keydown', closeByEscape)
  }
}
