import { Layers } from 'lucide-react'
import type { Feature } from '../../shell/feature.ts'
import { Arrivals } from './arrivals.tsx'
import { LayerList } from './layer-list.tsx'

export const feature: Feature = {
  parts: [{ place: 'page', Component: Arrivals }],
  panels: [
    {
      id: 'layers',
      place: 'side',
      // In the first view of wide screens: it comes with the page.
      isOpenAtFirst: true,
      content: { Component: LayerList },
      launch: { place: 'map', order: 1, label: 'layers.title', icon: Layers },
    },
  ],
}
