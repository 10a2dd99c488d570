import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import styles from './chart.module.css'
import type { Mark } from './to-marks.ts'
import type { ChartWords } from './use-chart-words.ts'

/** As many figures are read as a table; of cells there may be more. */
const MOST_ROWS = 300

/** The figures of a chart, for who reads numbers or does not see the drawing; each can be selected here, too. */
export function FiguresTable({
  marks,
  words,
  selected,
  onSelect,
}: {
  readonly marks: readonly Mark[]
  readonly words: ChartWords
  readonly selected: number | null
  readonly onSelect: (mark: number) => void
}) {
  const { t } = useTranslation()
  const hasAmounts = words.measureTitle !== words.countTitle
  return (
    <details className={styles.figures}>
      <summary>{t('chart.figures')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.byTitle}</th>
            <th scope="col">{words.countTitle}</th>
            {hasAmounts && <th scope="col">{words.measureTitle}</th>}
          </tr>
        </thead>
        <tbody>
          {marks.slice(0, MOST_ROWS).map((mark, place) => (
            <tr key={mark.label}>
              <th scope="row">
                <Button
                  kind="plain"
                  size="small"
                  aria-pressed={selected === place}
                  onClick={() => onSelect(place)}
                >
                  {mark.label}
                </Button>
              </th>
              <td>{words.number(mark.count)}</td>
              {hasAmounts && <td>{words.amount(mark.amount)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {marks.length > MOST_ROWS && (
        <p className={styles.note}>
          {t('chart.moreFigures', {
            shown: words.number(MOST_ROWS),
            total: words.number(marks.length),
          })}
        </p>
      )}
    </details>
  )
}
