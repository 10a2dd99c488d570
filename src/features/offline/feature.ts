import { isReleased } from '../../catalog/device-layer.ts'
import type { Feature } from '../../shell/feature.ts'
import { restoreKeptLayers } from './restore.ts'

/** Published layers whose files a reader keeps whole on this device. */
export const feature: Feature = {
  layerDetails: [
    {
      isFor: (entry) => isReleased(entry) && entry.files.length > 0,
      words: ['offline', 'problems'],
      load: async () => ({ default: (await import('./keep-layer.tsx')).KeepLayer }),
    },
  ],
  amendCatalog: restoreKeptLayers,
}
