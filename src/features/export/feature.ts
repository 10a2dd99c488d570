import { Download, Quote } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

export const feature: Feature = {
  panels: [
    {
      id: 'export',
      place: 'map',
      words: ['export', 'condition', 'draw'],
      isInAddresses: true,
      launch: {
        place: 'layer',
        order: 1,
        label: 'export.open',
        labelFor: 'export.openFor',
        icon: Download,
        isFor: ({ files }) => files.length > 0,
      },
      content: {
        load: async () => ({ default: (await import('./export-panel.tsx')).ExportPanel }),
      },
    },
    {
      id: 'cite',
      place: 'map',
      words: ['cite', 'export', 'condition'],
      isInAddresses: true,
      launch: { place: 'band', order: 1, label: 'cite.open', icon: Quote },
      content: { load: async () => ({ default: (await import('./cite-panel.tsx')).CitePanel }) },
    },
  ],
}
