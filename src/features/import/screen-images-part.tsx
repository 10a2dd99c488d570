import { isDeviceLayer } from '../../catalog/device-layer.ts'
import { Part } from '../../shell/part.tsx'
import { withWords } from '../../shell/shell.ts'
import { useAtlas } from '../../state/store.ts'

const ScreenImages = withWords(
  async () => ({ default: (await import('./screen-images.tsx')).ScreenImages }),
  ['import'],
)

/** The images that imported layers fix to the screen, which come with the first layer that has any. */
export function ScreenImagesPart() {
  const isNeeded = useAtlas(({ layers, catalog }) =>
    layers.some(({ id }) => {
      const entry = catalog.get(id)
      return isDeviceLayer(entry) && entry.screenOverlays
    }),
  )
  return isNeeded ? (
    <Part>
      <ScreenImages />
    </Part>
  ) : null
}
