import { ChartColumn } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** The features of a layer as a chart. */
export const feature: Feature = {
  panels: [
    {
      id: 'chart',
      place: 'side',
      isInAddresses: true,
      words: ['chart', 'condition', 'problems'],
      launch: {
        place: 'layer',
        order: 1,
        label: 'chart.open',
        labelFor: 'chart.openFor',
        icon: ChartColumn,
        isFor: ({ files, fields }) => files.length > 0 && fields.length > 0,
      },
      content: { load: async () => ({ default: (await import('./chart-panel.tsx')).ChartPanel }) },
    },
  ],
}
