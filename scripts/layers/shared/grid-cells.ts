import { localize as t } from '../../catalog/common.ts'
import { isInFramework } from '../../pipeline/framework-region.ts'
import { type Rings, Tally, toPolygon } from '../../pipeline/geometry.ts'
import type { BuildContext, PipelineFeature } from '../../pipeline/recipe.ts'
import { DETAIL_BITS } from '../../pipeline/snap.ts'
import { finishPolygons, noteClean, noteFinish } from '../../pipeline/steps.ts'
import { SharedBorders } from '../../pipeline/topology.ts'

/** A cell of a grid by its centre, and the class that it is dissolved by. */
export interface ClassedCell {
  readonly lon: number
  readonly lat: number
  readonly value: string
}

/**
 * Dissolves the cells that touch the Framework's square to polygons: neighbours of one class become
 * one. Each polygon is a feature of its own, so that a view reads only what it shows.
 *
 * @param cellDegrees the side of a cell in degrees
 */
export function dissolveCells(
  { log }: BuildContext,
  cells: readonly ClassedCell[],
  cellDegrees: number,
  toProperties: (value: string) => PipelineFeature['properties'],
): PipelineFeature[] {
  const half = cellDegrees / 2
  const touching = cells.filter(({ lon, lat }) =>
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
    ].some(([x, y]) => isInFramework(x!, y!)),
  )
  const borders = SharedBorders.of(
    touching.map(({ lon, lat, value }) => ({
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [lon - half, lat - half],
            [lon + half, lat - half],
            [lon + half, lat + half],
            [lon - half, lat + half],
            [lon - half, lat - half],
          ],
        ],
      },
      properties: { value },
    })),
  )
  const dissolved = borders.dissolve(({ value }) => String(value))
  const tally = new Tally()
  const features = [...dissolved].flatMap(([value, polygons]) =>
    finishPolygons(polygons, DETAIL_BITS, tally).map((rings: Rings) => ({
      geometry: toPolygon(rings),
      properties: toProperties(value),
    })),
  )
  log.add(
    t(
      'Of {{all}} cells, the {{kept}} that touch the Framework’s square were dissolved to {{polygons}} polygons of one class each; their outlines follow the cells.',
      'Des {{all}} cellules, les {{kept}} qui touchent le carré du Cadre ont été fusionnées en {{polygons}} polygones d’une seule classe chacun ; leurs contours suivent les cellules.',
      'De las {{all}} celdas, las {{kept}} que tocan el cuadrado del Marco se fundieron en {{polygons}} polígonos de una sola clase cada uno; sus contornos siguen las celdas.',
    ),
    { all: cells.length, kept: touching.length, polygons: features.length },
  )
  noteFinish(log, tally, DETAIL_BITS)
  noteClean(log, tally)
  return features
}
