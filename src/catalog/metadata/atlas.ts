import type { Localized } from '../../model/schema.ts'

/** The house that publishes the Atlas, as its own layers name it. */
export const ATLAS_PUBLISHER: Localized = {
  en: 'Commission for Environmental Cooperation (CEC)',
  fr: 'Commission de coopération environnementale (CCE)',
  es: 'Comisión para la Cooperación Ambiental (CCA)',
}
