import type { Geometry } from 'geojson'
import { weightOf } from '../catalog/label-weight.ts'
import type { LayerLabels } from '../catalog/symbology.ts'
import { valueAt } from '../catalog/zoomed.ts'
import { toLabelPoint } from '../tiles/label-point.ts'
import { textIn } from '../words/text-in.ts'
import type { Drawing } from './drawing.ts'
import { LATTICE } from './frame.ts'
import type { LayerLook } from './look.ts'
import type { ProjectedFeature } from './projected-feature.ts'

/** The mean width of a letter and the height of a line, as shares of the font's size. */
const LETTER_WIDTH = 0.5
const LINE_HEIGHT = 1.15

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Draws the names of areas and points where they have room, the most important first. */
export function drawLabels(
  drawing: Drawing,
  labels: LayerLabels,
  features: readonly ProjectedFeature[],
  look: LayerLook,
): void {
  const usual = LATTICE * valueAt(labels.size, look.zoom) * look.sizeScale
  const { fields, fallback, priorityField } = labels
  const taken: Box[] = []
  const right = drawing.frame.width * LATTICE
  const bottom = drawing.frame.height * LATTICE
  const priority = ({ values }: ProjectedFeature) =>
    priorityField ? Number(values[priorityField] ?? 1e6) : 0
  for (const feature of features.toSorted((a, b) => priority(a) - priority(b))) {
    const text =
      feature.values[textIn(fields, look.language)] ?? (fallback && feature.values[fallback])
    const place = toPlace(feature)
    if (typeof text !== 'string' || text === '' || !place) continue
    const { share, color } = weightOf(labels, priority(feature))
    const size = usual * share
    const [x, y] = drawing.frame.toLattice(...place)
    const half = (text.length * LETTER_WIDTH * size) / 2
    const box = {
      left: x - half,
      right: x + half,
      top: y - (LINE_HEIGHT * size) / 2,
      bottom: y + (LINE_HEIGHT * size) / 2,
    }
    if (box.left < 0 || box.right > right || box.top < 0 || box.bottom > bottom) continue
    if (taken.some((other) => overlap(box, other))) continue
    taken.push(box)
    drawing.text(text, x, y, { size, color, halo: labels.halo, style: labels.style })
  }
}

/** Where a name stands, in the unit square. */
function toPlace({ geometry, source }: ProjectedFeature): [u: number, v: number] | null {
  if (geometry.type === 'Point') return [geometry.coordinates[0]!, geometry.coordinates[1]!]
  const place = toLabelPoint(source.geometry as Geometry)
  return place && source.toUnit(place[0]!, place[1]!)
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
