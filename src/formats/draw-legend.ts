import type { LayerStyle } from './layer-style.ts'
import type { Raster } from './write-png.ts'
import type { WriteInput } from './writer.ts'

export function drawLegend(_style: LayerStyle, _input: WriteInput): Raster | null {
  return null
}
