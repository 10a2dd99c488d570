import type { Feature } from '../../shell/feature.ts'

/** What is known of a place itself. */
export const feature: Feature = {
  panels: [
    {
      id: 'here',
      place: 'map',
      isInAddresses: true,
      words: ['here', 'problems'],
      content: { load: async () => ({ default: (await import('./here-panel.tsx')).HerePanel }) },
    },
  ],
}
