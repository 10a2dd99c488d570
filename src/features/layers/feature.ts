import type { Feature } from '../../shell/feature.ts'
import { LayerList } from './layer-list.tsx'

export const feature: Feature = {
  // In the first view of wide screens: it comes with the page.
  panels: [{ id: 'layers', place: 'side', content: { Component: LayerList } }],
}
