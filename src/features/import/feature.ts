import { Upload } from 'lucide-react'
import { isDeviceLayer } from '../../catalog/device-layer.ts'
import type { Feature } from '../../shell/feature.ts'
import { DropZone } from './drop-zone.tsx'
import { ScreenImagesPart } from './screen-images-part.tsx'

export const feature: Feature = {
  panels: [
    {
      id: 'import',
      place: 'dialog',
      words: ['import', 'place-columns', 'problems', 'problem-details'],
      launch: { place: 'layers', order: 2, label: 'import.open', icon: Upload },
      content: {
        load: async () => ({ default: (await import('./import-dialog.tsx')).ImportDialog }),
      },
    },
  ],
  layerDetails: [
    {
      isFor: isDeviceLayer,
      words: ['import', 'problems', 'problem-details'],
      load: async () => ({ default: (await import('./device-details.tsx')).DeviceDetails }),
    },
  ],
  parts: [
    { place: 'page', Component: DropZone },
    { place: 'over-map', Component: ScreenImagesPart },
  ],
}
