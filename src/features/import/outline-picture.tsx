import {
  LOCATOR_SIZE,
  type Outline,
  type PlacedCandidate,
  PREVIEW_SIZE,
} from '../../importing/protocol.ts'
import styles from './outline-picture.module.css'

/** The shapes of a layer by themselves. */
export function PreviewPicture({
  outline,
  label,
}: {
  readonly outline: Outline
  readonly label: string
}) {
  const { width, height } = PREVIEW_SIZE
  return (
    <svg
      className={styles.preview}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <OutlinePaths outline={outline} />
    </svg>
  )
}

/** Where a layer is, or would be, on the continent. */
export function PlacePicture({
  land,
  place,
  label,
}: {
  readonly land: string
  readonly place: PlacedCandidate
  readonly label: string
}) {
  const { width, height } = LOCATOR_SIZE
  const [x, y] = place.center
  return (
    <svg className={styles.place} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path className={styles.land} d={land} />
      <OutlinePaths outline={place.outline} />
      {place.isSmall && <circle className={styles.ring} cx={x} cy={y} r={9} />}
    </svg>
  )
}

function OutlinePaths({ outline: { areas, lines, points } }: { readonly outline: Outline }) {
  return (
    <>
      {areas && <path className={styles.areas} d={areas} fillRule="evenodd" />}
      {lines && <path className={styles.lines} d={lines} />}
      {points && <path className={styles.points} d={points} />}
    </>
  )
}
