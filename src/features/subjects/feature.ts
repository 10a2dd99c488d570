import { Compass } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

export const feature: Feature = {
  panels: [
    {
      id: 'subjects',
      place: 'map',
      isInAddresses: true,
      words: ['subjects'],
      launch: { place: 'layers', order: 0, label: 'subjects.open', icon: Compass },
      content: {
        load: async () => ({ default: (await import('./subjects-panel.tsx')).SubjectsPanel }),
      },
    },
  ],
}
