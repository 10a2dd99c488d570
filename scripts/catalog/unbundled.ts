import type { LayerRecord } from '../../src/catalog/record.ts'
import { plannedLayers } from './planned.ts'
import { publishedEcosystems } from './published-ecosystems.ts'
import { publishedPressures } from './published-pressures.ts'
import { publishedReference } from './published-reference.ts'

/** The layers that the CEC publishes and whose data do not come with the Atlas, by group. */
export const publishedLayers: readonly LayerRecord[] = [
  ...publishedReference,
  ...publishedEcosystems,
  ...publishedPressures,
]

/** Every layer without data in the Atlas. */
export const unbundledLayers: readonly LayerRecord[] = [...publishedLayers, ...plannedLayers]
