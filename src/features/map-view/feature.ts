import type { Feature } from '../../shell/feature.ts'
import { MapView } from './map-view.tsx'

export const feature: Feature = { parts: [{ place: 'map', Component: MapView }] }
