import { useMemo } from 'react'
import type { Language } from '../../model/schema.ts'
import { toEdges } from '../../shell/drawing/to-edges.ts'
import { useMoves } from '../../shell/use-moves.ts'
import type { Drawing } from '../../state/drawings.ts'
import type { MapCommands, Place } from '../../state/map-commands.ts'
import { formatArea, formatLength } from './format-measure.ts'
import styles from './measure-panel.module.css'
import { toMeasures } from './to-measures.ts'

interface DrawnLabelsProps {
  readonly map: MapCommands
  readonly drawings: readonly Drawing[]
  readonly language: Language
}

const STEP_METERS = 50_000

/** What was measured, at the drawings themselves; read out in the list. */
export function DrawnLabels({ map, drawings, language }: DrawnLabelsProps) {
  useMoves(map)
  // The map moves at every frame; what is measured does not.
  const labels = useMemo(
    () =>
      drawings.map((drawing) => ({
        place: toLabelPlace(drawing),
        text: toLabel(drawing, language),
      })),
    [drawings, language],
  )
  return (
    <div className={styles.labels} aria-hidden="true">
      {labels.map(({ place, text }, index) => {
        const pixel = text ? map.project(place) : null
        if (!pixel) return null
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: drawings are told apart by their place alone
            key={index}
            className={styles.chip}
            style={{ transform: `translate(${pixel[0]}px, ${pixel[1]}px) translate(-50%, -130%)` }}
          >
            {text}
          </span>
        )
      })}
    </div>
  )
}

/** The middle of a line, the first corner of an area's edge, where nothing of the area is covered. */
function toLabelPlace({ kind, places }: Drawing): Place {
  const edges = toEdges(kind, places, STEP_METERS)
  return (kind === 'line' ? edges[Math.floor(edges.length / 2)] : edges[0]) ?? [0, 0]
}

function toLabel(drawing: Drawing, language: Language): string {
  const { lengthMeters, areaSquareMeters } = toMeasures(drawing)
  const measure = lengthMeters
    ? formatLength(lengthMeters.ellipsoid, language)
    : areaSquareMeters && formatArea(areaSquareMeters.ellipsoid, language)
  return [drawing.name, measure].filter(Boolean).join(': ')
}
