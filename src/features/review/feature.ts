import type { Feature } from '../../shell/feature.ts'

/** What staff of the CEC do with a layer before its release; its page is `/review/`, which opens this panel. */
export const feature: Feature = {
  panels: [
    {
      id: 'review',
      place: 'map',
      words: ['review', 'review-findings', 'problems', 'vocabulary'],
      isInAddresses: true,
      content: {
        load: async () => ({ default: (await import('./review-panel.tsx')).ReviewPanel }),
      },
    },
  ],
}
