import { Printer } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'
import { PrintedPage } from './printed-page.tsx'

/** The map on paper: a sheet that is composed, drawn as a PDF, and measured; and what the browser prints. */
export const feature: Feature = {
  panels: [
    {
      id: 'sheet',
      place: 'side',
      words: ['sheet', 'problems'],
      launch: { place: 'band', order: 3, label: 'sheet.open', icon: Printer },
      content: { load: async () => ({ default: (await import('./sheet-panel.tsx')).SheetPanel }) },
    },
  ],
  parts: [{ place: 'page', Component: PrintedPage }],
}
