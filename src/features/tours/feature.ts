import { Route } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** Ways through the Atlas in steps of words and a map. */
export const feature: Feature = {
  panels: [
    {
      id: 'tours',
      place: 'side',
      isInAddresses: true,
      hasOwnSubjects: true,
      words: ['tours'],
      launch: { place: 'layers', order: 4, label: 'tours.open', icon: Route },
      content: { load: async () => ({ default: (await import('./tours-panel.tsx')).ToursPanel }) },
    },
  ],
}
