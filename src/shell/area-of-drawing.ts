import type { MultiPolygon, Polygon } from 'geojson'
import { parameter } from '../state/parameters/draw.ts'
import { toGeometry } from './drawing/to-geometry.ts'

/** The ground that a drawing encloses, as the address says one (`draw=`); `null` of what encloses none. */
export function areaOfDrawing(text: string): Polygon | MultiPolygon | null {
  const [drawing, another] = parameter.parse(text) ?? []
  if (!drawing || another) return null
  const geometry = toGeometry(drawing)
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon' ? geometry : null
}
