import type { Feature } from '../../shell/feature.ts'
import { Pointing } from './pointing.tsx'

/** What is at a place of the map. */
export const feature: Feature = {
  panels: [
    {
      id: 'identify',
      place: 'map',
      isInAddresses: true,
      words: ['identify', 'problems'],
      content: {
        load: async () => ({ default: (await import('./identify-panel.tsx')).IdentifyPanel }),
      },
    },
  ],
  parts: [{ place: 'over-map', Component: Pointing }],
}
