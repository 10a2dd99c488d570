import { Share2 } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** The view given to others: its address, and the map on a page of theirs. */
export const feature: Feature = {
  panels: [
    {
      id: 'share',
      place: 'map',
      words: ['share'],
      launch: { place: 'band', order: 4, label: 'share.label', icon: Share2 },
      content: { load: async () => ({ default: (await import('./share-panel.tsx')).SharePanel }) },
    },
  ],
}
