import type { Feature } from '../../shell/feature.ts'
import { Notices } from './notices.tsx'

export const feature: Feature = { parts: [{ place: 'over-map', Component: Notices }] }
