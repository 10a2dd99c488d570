import type { Feature } from '../../shell/feature.ts'
import { PreviewPart } from './preview-part.tsx'

/** What staff of the CEC do with a layer before its release; its page is `/review/`, which opens this panel. */
export const feature: Feature = {
  parts: [{ place: 'over-map', Component: PreviewPart }],
  panels: [
    {
      id: 'review',
      place: 'map',
      words: [
        'review',
        'review-fields',
        'review-findings',
        'place-columns',
        'problems',
        'vocabulary',
      ],
      isInAddresses: true,
      content: {
        load: async () => ({ default: (await import('./review-panel.tsx')).ReviewPanel }),
      },
    },
  ],
}
