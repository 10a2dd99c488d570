import type { Feature } from '../../shell/feature.ts'
import { Hover } from './hover.tsx'

/** The name of what is under the mouse. */
export const feature: Feature = { parts: [{ place: 'over-map', Component: Hover }] }
