import { lazy } from 'react'
import { Part } from '../../shell/part.tsx'

const MapLegend = lazy(async () => ({ default: (await import('./map-legend.tsx')).MapLegend }))

/** The legend on the map, which comes after the page. */
export function LegendPart() {
  return (
    <Part>
      <MapLegend />
    </Part>
  )
}
