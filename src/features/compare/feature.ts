import { Columns2 } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'
import { AskedEditions, OverMap, SecondMap } from './parts.tsx'

/** Two maps of the same place: one over the other with a line between them, or side by side. */
export const feature: Feature = {
  panels: [
    {
      id: 'compare',
      place: 'side',
      isInAddresses: true,
      words: ['compare', 'condition'],
      launch: { place: 'layers', order: 5, label: 'compare.open', icon: Columns2 },
      content: {
        load: async () => ({ default: (await import('./compare-panel.tsx')).ComparePanel }),
      },
    },
  ],
  parts: [
    { place: 'page', Component: AskedEditions },
    { place: 'over-map', Component: OverMap },
    { place: 'second-map', Component: SecondMap },
  ],
}
