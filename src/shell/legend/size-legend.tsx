import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toSizeSamples } from '../../catalog/size-samples.ts'
import type { Symbology } from '../../catalog/symbology.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { withUnit } from '../../words/unit-text.ts'
import styles from './legend.module.css'

/** What the sizes of a layer's markers stand for: circles in one another, with their values. */
export function SizeLegend({
  entry,
  symbology,
}: {
  readonly entry: LayerEntry
  readonly symbology: Extract<Symbology, { kind: 'proportional' }>
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const samples = toSizeSamples(symbology)
  const largest = samples[0]?.radius ?? 0
  const field = entry.fields.find(({ name }) => name === symbology.field)
  const unit = symbology.unit ?? field?.unit
  const format = (value: number) => formatNumber(value, language, { maximumSignificantDigits: 2 })
  const size = 2 * largest + 2
  const tops = samples.map(({ radius }) => size - 2 * radius)
  const heights = toApart(tops)
  return (
    <figure className={styles.sizes}>
      <figcaption>
        {t('legend.size', { field: field ? textIn(field.title, language) : symbology.field })}
      </figcaption>
      <svg
        viewBox={`0 0 ${size + 90} ${size + 4}`}
        style={{ width: `${(size + 90) / 16}rem`, height: `${(size + 4) / 16}rem` }}
        role="img"
        aria-label={samples.map(({ value }) => withUnit(format(value), unit, language)).join(', ')}
      >
        {samples.map(({ value, radius }, index) => (
          <g key={value}>
            <circle cx={size / 2} cy={size - radius} r={radius} className={styles.size} />
            <path
              d={`M${size / 2} ${tops[index]}H${size - 4}L${size + 6} ${heights[index]}`}
              className={styles.leader}
            />
            <text x={size + 10} y={heights[index]! + 4}>
              {withUnit(format(value), unit, language)}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  )
}

/** From the middle of a line of text to the next, in the drawing's own units. */
const LINE_HEIGHT = 13

/** Where texts stand, from the topmost down, that are not to run into one another: the lowest keeps its place. */
function toApart(tops: readonly number[]): number[] {
  const heights: number[] = []
  for (const top of tops.toReversed()) {
    heights.unshift(Math.min(top, (heights[0] ?? Infinity) - LINE_HEIGHT))
  }
  return heights
}
