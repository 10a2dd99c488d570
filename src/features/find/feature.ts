import { Search } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

export const feature: Feature = {
  panels: [
    {
      id: 'find',
      place: 'map',
      isInAddresses: true,
      words: ['find', 'places', 'search'],
      launch: { place: 'band', order: 0, label: 'find.open', icon: Search },
      content: { load: async () => ({ default: (await import('./find-panel.tsx')).FindPanel }) },
    },
  ],
}
