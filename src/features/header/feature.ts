import type { Feature } from '../../shell/feature.ts'
import { Header } from './header.tsx'

export const feature: Feature = { parts: [{ place: 'band', Component: Header }] }
