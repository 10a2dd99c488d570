import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toLanguage } from '../../catalog/in-language.ts'
import { nameOf } from '../../catalog/name-of.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { readValue } from '../../model/field-value.ts'
import type { Recipe } from '../../model/recipe.ts'
import type { Language } from '../../model/schema.ts'
import type { Answer, AnswerRow } from '../../query/answer.ts'
import { fitFeature } from '../../state/fit-feature.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { formatNumber } from '../../words/format.ts'
import { formatCell } from '../../words/format-value.ts'
import { textIn } from '../../words/text-in.ts'
import { BOUNDARIES } from '../../workers/to-answer-request.ts'
import styles from './ask-panel.module.css'

interface AnswerRowsProps {
  readonly recipe: Recipe
  readonly entry: LayerEntry
  readonly answer: Answer
  /** `null` where all that are told here are there. */
  readonly onMore: (() => void) | null
}

/** The features of the answer, each of which says why it is there. */
export function AnswerRows({ recipe, entry, answer, onMore }: AnswerRowsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const other = recipe.near?.layer ?? (recipe.border && BOUNDARIES)
  const hit = useAtlas((state) => (other === undefined ? undefined : state.catalog.get(other)))
  if (answer.rows.length === 0) return null
  const shown = formatNumber(answer.rows.length, language)
  return (
    <>
      <h3 className={styles.part}>
        {t(answer.isOrdered && answer.margin ? 'ask.nearestFirst' : 'ask.first', {
          count: answer.rows.length,
          number: shown,
        })}
      </h3>
      <ol className={styles.rows}>
        {answer.rows.map((row) => (
          <Row key={row.key} row={row} recipe={recipe} entry={entry} hit={hit} />
        ))}
      </ol>
      {onMore && (
        <Button size="small" onClick={onMore}>
          {t('ask.more')}
        </Button>
      )}
    </>
  )
}

function Row({
  row,
  recipe,
  entry,
  hit,
}: {
  readonly row: AnswerRow
  readonly recipe: Recipe
  readonly entry: LayerEntry
  readonly hit: LayerEntry | undefined
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = nameOf(entry, row.properties, language) ?? t('ask.unnamed', { key: row.key })
  const more = entry.fields.filter(
    ({ name: field }) => field in row.properties && ['substance', 'year'].includes(field),
  )
  const distance = row.hit && (recipe.near?.km !== undefined || recipe.border)
  return (
    <li className={styles.row}>
      <Button kind="plain" className={styles.name} onClick={() => show(entry, row)}>
        {name}
      </Button>
      {distance && row.hit && (
        <span className={styles.distance}>{formatMeters(row.hit.meters, language)}</span>
      )}
      <details className={styles.why}>
        <summary>{t('ask.why')}</summary>
        <dl>
          {row.hit && (
            <Fact term={t('ask.whyHit')}>
              {recipe.border
                ? t(`ask.border.${recipe.border.between}`)
                : hit &&
                  `${nameOf(hit, row.hit.properties, language) ?? row.hit.key} (${textIn(hit.title, language)})`}
            </Fact>
          )}
          {distance && row.hit && (
            <Fact term={t('ask.whyDistance')}>
              {row.hit.meters === 0
                ? t('ask.whyTouches')
                : t('ask.whyMeters', {
                    distance: formatNumber(Math.round(row.hit.meters), language),
                  })}
            </Fact>
          )}
          {more.map((field) => (
            <Fact key={field.name} term={toFieldTitle(field, language)}>
              {formatCell(readValue(row.properties, field.name), field, language) || '–'}
            </Fact>
          ))}
          <Source entry={entry} />
          {hit && <Source entry={hit} />}
        </dl>
      </details>
    </li>
  )
}

/** Whose word it is, of which edition. */
function Source({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { provenance } = entry
  return (
    <Fact term={t('ask.whySource', { layer: textIn(entry.title, language) })}>
      {provenance
        ? `${toLanguage(provenance.publisher, language)}, ${toLanguage(provenance.edition, language)} (${provenance.date})`
        : t('ask.whyOwnFile')}
    </Fact>
  )
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** To three digits: what a layer's places bear. */
function formatMeters(meters: number, language: Language): string {
  const isFar = meters >= 1000
  return formatNumber(isFar ? meters / 1000 : Math.round(meters), language, {
    style: 'unit',
    unit: isFar ? 'kilometer' : 'meter',
    maximumSignificantDigits: 3,
  })
}

/** Opens what is known of the feature, and shows where it is. */
function show({ id }: LayerEntry, { key, bbox }: AnswerRow): void {
  useAtlas.setState({ selected: { layerId: id, key } })
  useAtlas.getState().openPanel('identify')
  fitFeature(bbox)
}
