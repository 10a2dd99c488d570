import styles from './bars.module.css'

/** More bars than this touch one another, so that they have room. */
const MOST_APART = 120

/**
 * How values are spread, as bars of one width. It is for the eye alone: what it shows is said in words beside it.
 */
export function Bars({
  counts,
  isIn = () => true,
}: {
  readonly counts: readonly number[]
  /** Whether the bar of a place is one of those that are chosen. */
  readonly isIn?: (place: number) => boolean
}) {
  const most = Math.max(1, ...counts)
  return (
    <div
      className={styles.bars}
      aria-hidden="true"
      data-dense={counts.length > MOST_APART || undefined}
    >
      {counts.map((count, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no name but their place
          key={place}
          className={styles.bar}
          data-in={isIn(place) || undefined}
          // What is there is seen, however few it is beside the others.
          style={{ height: count === 0 ? 0 : `max(2px, ${(100 * count) / most}%)` }}
        />
      ))}
    </div>
  )
}
