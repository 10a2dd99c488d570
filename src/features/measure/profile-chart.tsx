import type { Language } from '../../model/schema.ts'
import { formatNumber } from '../../words/format.ts'
import { withUnit } from '../../words/unit-text.ts'
import { toKilometers } from './format-measure.ts'
import styles from './profile.module.css'
import { isSea, type ProfileStep } from './to-profile.ts'

const [WIDTH, HEIGHT] = [320, 150]
const FRAME = { left: 46, right: 8, top: 8, bottom: 20 }

/** A band without an end is drawn as far beyond the one that it has. */
const BEYOND_METERS = 500

/**
 * The bands along a line: full up to where the ground surely reaches, pale up to where it may. Heights are many times
 * as large as lengths.
 */
export function ProfileChart({
  steps,
  label,
  language,
}: {
  readonly steps: readonly ProfileStep[]
  readonly label: string
  readonly language: Language
}) {
  const bands = steps.map((step) => ({ ...step, ...toDrawn(step) }))
  const length = steps.at(-1)?.toMeters ?? 1
  const highest = Math.max(BEYOND_METERS, ...bands.map(({ high }) => high))
  const lowest = Math.min(0, ...bands.map(({ low }) => low))
  const toX = (meters: number) =>
    FRAME.left + (meters / length) * (WIDTH - FRAME.left - FRAME.right)
  const toY = (meters: number) =>
    FRAME.top + ((highest - meters) / (highest - lowest)) * (HEIGHT - FRAME.top - FRAME.bottom)
  const levels = [highest, 0, lowest].filter((level, at, all) => all.indexOf(level) === at)
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {bands.map(({ fromMeters, toMeters, band, low, high, isBelow }) => {
        if (!band) return null
        const [x, width] = [toX(fromMeters), toX(toMeters) - toX(fromMeters)]
        const sure = isBelow ? high : low
        const block = (from: number, to: number) => ({
          x,
          width,
          y: toY(Math.max(from, to)),
          height: Math.abs(toY(from) - toY(to)),
        })
        const kind = isBelow ? styles.sea : styles.land
        return (
          <g key={fromMeters} className={kind}>
            <rect {...block(0, sure)} />
            <rect {...block(low, high)} className={styles.maybe} />
          </g>
        )
      })}
      <line className={styles.level} x1={toX(0)} x2={toX(length)} y1={toY(0)} y2={toY(0)} />
      {levels.map((level) => (
        <text key={level} x={FRAME.left - 5} y={toY(level) + 4} textAnchor="end">
          {withUnit(formatNumber(level, language), 'm', language)}
        </text>
      ))}
      {[0, 0.5, 1].map((share) => (
        <text
          key={share}
          x={toX(share * length)}
          y={HEIGHT - 5}
          textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
        >
          {toKilometers(share * length, language)}
        </text>
      ))}
    </svg>
  )
}

function toDrawn({ band }: ProfileStep) {
  const isBelow = band !== null && isSea(band)
  const low = band?.low ?? (isBelow ? (band?.high ?? 0) - BEYOND_METERS : 0)
  const high = band?.high ?? low + BEYOND_METERS
  return { isBelow, low, high }
}
