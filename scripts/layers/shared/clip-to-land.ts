import { bboxClip } from '@turf/turf'
import { intersection } from 'polyclip-ts'
import { type Bbox, intersects } from '../../../src/geo/bbox.ts'
import { polygonsOf, type Rings, type Tally, toMultiPolygon } from '../../pipeline/geometry.ts'
import type { PipelineFeature } from '../../pipeline/recipe.ts'

type Plain = [number, number][][]

/** Of the land that lies about a feature this much more is taken, so that no cut touches the feature. */
const MARGIN_DEGREES = 0.5

/**
 * Cuts areas to the land, so that their shores are the Framework's. A feature's polygons that lie on no land
 * are dropped. Tallies `clippedToLand` and `offLand` by polygon.
 */
export function clipToLand(
  features: readonly PipelineFeature[],
  land: readonly Rings[],
  tally: Tally,
): PipelineFeature[] {
  const parts = land.map((rings) => ({ rings, box: boxOf(rings) }))
  return features.flatMap(({ geometry, properties }): PipelineFeature[] => {
    const clipped = polygonsOf(geometry).flatMap((rings) => clip(rings))
    return clipped.length > 0 ? [{ geometry: toMultiPolygon(clipped), properties }] : []
  })

  function clip(rings: Rings): Rings[] {
    const box = boxOf(rings)
    const around: Bbox = [
      box[0] - MARGIN_DEGREES,
      box[1] - MARGIN_DEGREES,
      box[2] + MARGIN_DEGREES,
      box[3] + MARGIN_DEGREES,
    ]
    const near = parts
      .filter((part) => intersects(part.box, box))
      .flatMap(({ rings: whole }) => {
        // The whole mainland against each patch would take hours.
        const cut = bboxClip(
          { type: 'Polygon', coordinates: whole.map((ring) => ring.map((at) => [...at])) },
          [...around],
        )
        return polygonsOf(cut.geometry).filter(([exterior]) => (exterior?.length ?? 0) > 3)
      })
    const kept =
      near.length > 0 ? intersection([rings as unknown as Plain], near as unknown as Plain[]) : []
    tally.add(kept.length > 0 ? 'clippedToLand' : 'offLand')
    return kept
  }
}

function boxOf(rings: Rings): Bbox {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [x, y] of rings[0]!) {
    west = Math.min(west, x!)
    south = Math.min(south, y!)
    east = Math.max(east, x!)
    north = Math.max(north, y!)
  }
  return [west, south, east, north]
}
