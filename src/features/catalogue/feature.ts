import { Plus } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

export const feature: Feature = {
  panels: [
    {
      id: 'catalogue',
      place: 'map',
      isInAddresses: true,
      words: ['catalogue'],
      launch: { place: 'layers', order: 1, label: 'catalogue.open', icon: Plus },
      content: {
        load: async () => ({ default: (await import('./catalogue-panel.tsx')).CataloguePanel }),
      },
    },
  ],
}
