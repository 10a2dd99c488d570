import type { Feature } from '../../shell/feature.ts'
import { MercatorNorthPart } from './mercator-north-part.tsx'

export const feature: Feature = {
  parts: [{ place: 'over-map', Component: MercatorNorthPart }],
}
