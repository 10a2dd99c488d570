import { MessageCircleQuestionMark } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'
import { Followed } from './parts.tsx'

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
  layerDetails: [
    {
      isFor: ({ answer }) => answer !== undefined,
      words: ['ask'],
      load: async () => ({ default: (await import('./answer-details.tsx')).AnswerDetails }),
    },
  ],
  parts: [{ place: 'page', Component: Followed }],
}
