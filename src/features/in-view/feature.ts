import type { Feature } from '../../shell/feature.ts'
import { InView } from './in-view.tsx'

/** How much of each theme the map shows, for who goes over it by keys. */
export const feature: Feature = { parts: [{ place: 'over-map', Component: InView }] }
