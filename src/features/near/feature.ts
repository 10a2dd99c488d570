import { LocateFixed } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** What lies around a place. */
export const feature: Feature = {
  panels: [
    {
      id: 'near',
      place: 'map',
      isInAddresses: true,
      words: ['near', 'places', 'problems'],
      launch: { place: 'map', order: 2, label: 'near.open', icon: LocateFixed },
      content: { load: async () => ({ default: (await import('./near-panel.tsx')).NearPanel }) },
    },
  ],
}
