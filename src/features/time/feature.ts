import { CalendarRange } from 'lucide-react'
import { yearFieldsOf } from '../../catalog/year-fields.ts'
import type { Feature } from '../../shell/feature.ts'

/** The features of a layer by their years. */
export const feature: Feature = {
  panels: [
    {
      id: 'time',
      place: 'side',
      isInAddresses: true,
      words: ['time', 'condition', 'problems'],
      launch: {
        place: 'layer',
        order: 3,
        label: 'time.open',
        labelFor: 'time.openFor',
        icon: CalendarRange,
        isFor: (entry) => entry.files.length > 0 && yearFieldsOf(entry).length > 0,
      },
      content: { load: async () => ({ default: (await import('./time-panel.tsx')).TimePanel }) },
    },
  ],
}
