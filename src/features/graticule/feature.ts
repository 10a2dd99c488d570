import type { Feature } from '../../shell/feature.ts'
import { GraticulePart } from './graticule-part.tsx'

export const feature: Feature = { parts: [{ place: 'over-map', Component: GraticulePart }] }
