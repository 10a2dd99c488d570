import { Funnel } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** Which features of a layer are seen, by the values of their fields. */
export const feature: Feature = {
  panels: [
    {
      id: 'filter',
      place: 'map',
      isInAddresses: true,
      words: ['filter', 'condition', 'problems'],
      launch: {
        place: 'layer',
        order: 2,
        label: 'filter.open',
        labelFor: 'filter.openFor',
        icon: Funnel,
        isFor: ({ files, fields }) => files.length > 0 && fields.length > 0,
      },
      content: {
        load: async () => ({ default: (await import('./filter-panel.tsx')).FilterPanel }),
      },
    },
  ],
}
