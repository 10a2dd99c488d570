import { Table } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** The features of a layer as a table. */
export const feature: Feature = {
  panels: [
    {
      id: 'table',
      place: 'foot',
      isInAddresses: true,
      words: ['table', 'condition', 'problems'],
      launch: {
        place: 'layer',
        order: 0,
        label: 'table.open',
        labelFor: 'table.openFor',
        icon: Table,
        isFor: ({ files, fields }) => files.length > 0 && fields.length > 0,
      },
      content: { load: async () => ({ default: (await import('./table-panel.tsx')).TablePanel }) },
    },
  ],
}
