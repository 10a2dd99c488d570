import type { Language } from '../model/schema.ts'

/** How a layer is drawn into a picture. */
export interface LayerLook {
  /** The zoom for which sizes and thresholds are taken. */
  readonly zoom: number
  /** What sizes are multiplied by: small pictures have smaller symbols. */
  readonly sizeScale: number
  /** For labels, which are drawn only where nothing else of a layer is. */
  readonly language: Language
}
