import { useTranslation } from 'react-i18next'
import type { Receipt } from '../../formats/receipt/receipt.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatNumber } from '../../words/format.ts'
import styles from './export-panel.module.css'

/** Fewer of a kind are told one by one. */
const MOST_LINES = 40

/** What is the same in the file as in the layer, what the format forced, and what nothing explains. */
export function ReceiptCard({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const number = (value: number): string => formatNumber(value, language)
  const counted = (count: number) => ({ count, features: number(count) })
  const { features, geometries, fields, droppedFields, addedFields, differences } = receipt
  const sameFields = fields.filter(({ changes }) => changes.length === 0).length
  const changes = [
    ...geometries.changes.map(({ rule, count }) =>
      t(`export.receipt.geometry.${rule}`, { ...counted(count), crs: receipt.crs.name }),
    ),
    ...fields.flatMap(({ field, written, changes: own }) => [
      ...(written === field ? [] : [t('export.receipt.renamed', { field, written })]),
      ...own.map(({ rule, count }) =>
        t('export.receipt.inField', {
          field,
          change: t(`export.receipt.value.${rule}`, counted(count)),
        }),
      ),
    ]),
    ...(droppedFields.length > 0
      ? [t('export.receipt.dropped', { fields: droppedFields.join(', ') })]
      : []),
    ...(addedFields.length > 0
      ? [t('export.receipt.added', { fields: addedFields.join(', ') })]
      : []),
  ]
  const told = receipt.warnings
    // The renaming of a field stands among the changes already.
    .filter(({ code }) => code !== 'field-renamed')
    .map((warning) => toSentence(warning, language))
  const lines = [...new Set([...changes, ...told])]
  return (
    <details className={styles.receipt} open>
      <summary>{t('export.receipt.title')}</summary>
      <p>
        {t('export.receipt.features', {
          ...counted(features.expected),
          found: number(features.found),
        })}
      </p>
      <h4>{t('export.receipt.same')}</h4>
      <ul>
        <li>{t('export.receipt.geometriesSame', counted(geometries.same))}</li>
        <li>{t('export.receipt.fieldsSame', { count: sameFields, fields: number(sameFields) })}</li>
        {geometries.greatestOffsetMeters > 0 && (
          <li>
            {t('export.receipt.offset', {
              distance: toDistance(geometries.greatestOffsetMeters, number),
            })}
          </li>
        )}
      </ul>
      <h4>{t('export.receipt.changed')}</h4>
      {lines.length === 0 ? (
        <p>{t('export.receipt.nothingChanged')}</p>
      ) : (
        <ul>
          {lines.slice(0, MOST_LINES).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {differences.length > 0 && (
        <>
          <h4>{t('export.receipt.differences', counted(receipt.differenceCount))}</h4>
          <ul>
            {differences.map(({ what, feature, field, detail }) => (
              <li key={`${what} ${feature} ${field}`}>
                {[feature, field].filter((part) => part !== undefined).join(', ')} {detail}
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}

/** Millimetres and less are told as such. */
function toDistance(meters: number, number: (value: number) => string): string {
  if (meters < 0.0001) return '< 0,1 mm'.replace(',', number(0.1).slice(1, 2))
  return meters < 1 ? `${number(Math.round(meters * 10_000) / 10)} mm` : `${number(meters)} m`
}
