import type { Feature } from '../../shell/feature.ts'
import { LegendPart } from './legend-part.tsx'

export const feature: Feature = { parts: [{ place: 'over-map', Component: LegendPart }] }
