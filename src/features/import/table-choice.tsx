import { useTranslation } from 'react-i18next'
import type { LayerReview, TableReview } from '../../importing/protocol.ts'
import { Field } from '../../ui/field.tsx'
import styles from './layer-card.module.css'
import { chooseForLayer } from './session.ts'

const DELIMITERS = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
  [' ', 'blank'],
] as const
const QUOTES = [
  ['"', 'double'],
  ["'", 'single'],
  ['', 'none'],
] as const

/** How a table of text is cut into rows and cells, with its first rows as they are cut now. */
export function TableChoice({
  review,
  table,
  isBusy,
}: {
  readonly review: LayerReview
  readonly table: TableReview
  readonly isBusy: boolean
}) {
  const { t } = useTranslation()
  const { dialect, firstRows } = table
  const choose = (change: Partial<TableReview['dialect']>) => {
    // Columns of the place have other names once the table is cut otherwise.
    const { columns: _, dialect: before, ...choices } = review.choices
    void chooseForLayer(review.key, { ...choices, dialect: { ...before, ...change } })
  }
  return (
    <div className={styles.choice}>
      <div className={styles.selects}>
        <Field label={t('import.table.delimiter')}>
          {(control) => (
            <select
              {...control}
              value={dialect.delimiter}
              disabled={isBusy}
              onChange={({ target }) => choose({ delimiter: target.value })}
            >
              {DELIMITERS.map(([sign, word]) => (
                <option key={word} value={sign}>
                  {t(`import.table.delimiters.${word}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('import.table.quote')}>
          {(control) => (
            <select
              {...control}
              value={dialect.quote}
              disabled={isBusy}
              onChange={({ target }) => choose({ quote: target.value })}
            >
              {QUOTES.map(([sign, word]) => (
                <option key={word} value={sign}>
                  {t(`import.table.quotes.${word}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('import.table.header')}>
          {(control) => (
            <select
              {...control}
              value={dialect.headerRow}
              disabled={isBusy}
              onChange={({ target }) => choose({ headerRow: Number(target.value) })}
            >
              <option value={0}>{t('import.table.noHeader')}</option>
              {[...new Set([...firstRows.map((_row, at) => at + 1), dialect.headerRow])]
                .filter((row) => row > 0)
                .map((row) => (
                  <option key={row} value={row}>
                    {t('import.table.row', { row })}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <Field label={t('import.table.decimal')}>
          {(control) => (
            <select
              {...control}
              value={dialect.decimalSign}
              disabled={isBusy}
              onChange={({ target }) =>
                choose({ decimalSign: target.value as TableReview['dialect']['decimalSign'] })
              }
            >
              <option value=".">{t('import.table.point')}</option>
              <option value=",">{t('import.table.comma')}</option>
            </select>
          )}
        </Field>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('import.table.preview')}>
        <table className={styles.fields}>
          <tbody>
            {firstRows.map((cells, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in the order of the file
              <tr key={at} data-header={at + 1 === dialect.headerRow || undefined}>
                <th scope="row">{at + 1}</th>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the file
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
