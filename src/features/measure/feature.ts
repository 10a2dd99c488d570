import { Ruler } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** Measuring and drawing on the map. */
export const feature: Feature = {
  panels: [
    {
      id: 'measure',
      place: 'map',
      isInAddresses: true,
      words: ['measure', 'draw'],
      launch: { place: 'layers', order: 3, label: 'measure.open', icon: Ruler },
      content: {
        load: async () => ({ default: (await import('./measure-panel.tsx')).MeasurePanel }),
      },
    },
  ],
}
