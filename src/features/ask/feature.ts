import { MessageCircleQuestionMark } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'

/** Questions of layers: near what, where, how many, how much. */
export const feature: Feature = {
  panels: [
    {
      id: 'ask',
      place: 'map',
      isInAddresses: true,
      words: ['ask', 'condition', 'problems'],
      launch: { place: 'layers', order: 4, label: 'ask.open', icon: MessageCircleQuestionMark },
      content: { load: async () => ({ default: (await import('./ask-panel.tsx')).AskPanel }) },
    },
  ],
}
