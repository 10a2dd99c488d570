import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Field } from '../../ui/field.tsx'
import { ColumnsChoice } from './columns-choice.tsx'
import { CrsChoice } from './crs-choice.tsx'
import { DrawSelect } from './draw-select.tsx'
import { EncodingChoice } from './encoding-choice.tsx'
import {
  toCrsText,
  toEncodingText,
  toExtentText,
  toFeaturesText,
  toFormatName,
  toGeometryText,
} from './facts.ts'
import { FieldsTable } from './fields-table.tsx'
import { KmlExtrasList } from './kml-extras-list.tsx'
import styles from './layer-card.module.css'
import { More } from './more.tsx'
import { PlacePicture, PreviewPicture } from './outline-picture.tsx'
import { Remarks } from './remarks.tsx'
import { canBeAdded, changeLayer, type ReviewedLayer } from './session.ts'
import { TableChoice } from './table-choice.tsx'

/**
 * One layer as it was found, with what can still be decided of it; drawn anew only when it changes,
 * since there may be many.
 */
export const LayerCard = memo(function LayerCard({
  layer,
  land,
  isOnly,
}: {
  readonly layer: ReviewedLayer
  readonly land: string
  readonly isOnly: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { review, isBusy, problem } = layer
  const { facts, key } = review
  const encoding = toEncodingText(facts, t)
  const extent = toExtentText(facts, language)
  return (
    <li className={styles.card} aria-busy={isBusy} data-review={facts.name}>
      <div className={styles.head}>
        {!isOnly && (
          <input
            type="checkbox"
            className={styles.check}
            checked={layer.isChosen}
            disabled={!canBeAdded(review)}
            aria-label={t('import.choose', { layer: facts.name })}
            onChange={({ target }) => changeLayer(key, { isChosen: target.checked })}
          />
        )}
        <h3 className={styles.title}>{facts.name}</h3>
        <span className={styles.format}>{toFormatName(facts.format)}</span>
      </div>
      {isBusy && (
        <p role="status" className={styles.busy}>
          {t('import.rereading')}
        </p>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      <div className={styles.columns}>
        {(review.preview || review.place) && (
          <div className={styles.pictures}>
            {review.preview && (
              <PreviewPicture
                outline={review.preview}
                label={t('import.previewLabel', { count: review.previewCount })}
              />
            )}
            {review.place && (
              <PlacePicture land={land} place={review.place} label={t('import.placeLabel')} />
            )}
          </div>
        )}
        <div className={styles.about}>
          <Field label={t('import.name')} className={styles.name}>
            {(control) => (
              <input
                {...control}
                value={layer.title}
                maxLength={200}
                onChange={({ target }) => changeLayer(key, { title: target.value })}
              />
            )}
          </Field>
          <dl className={styles.facts}>
            <dt>{t('import.fact.features')}</dt>
            <dd>{toFeaturesText(facts, t, language)}</dd>
            <dt>{t('import.fact.geometry')}</dt>
            <dd>{toGeometryText(facts, t)}</dd>
            <dt>{t('import.fact.crs')}</dt>
            <dd data-fact="crs">{toCrsText(facts, t)}</dd>
            {encoding && (
              <>
                <dt>{t('import.fact.encoding')}</dt>
                <dd data-fact="encoding">{encoding}</dd>
              </>
            )}
            {extent && (
              <>
                <dt>{t('import.fact.extent')}</dt>
                <dd>{extent}</dd>
              </>
            )}
          </dl>
          {canBeAdded(review) && <DrawSelect layer={layer} />}
          {facts.warnings.length > 0 ? (
            <section>
              <h4 className={styles.heading}>
                {t('import.warnings', { count: facts.warnings.length })}
              </h4>
              <Remarks warnings={facts.warnings} />
            </section>
          ) : (
            <p className={styles.clean}>{t('import.noWarnings')}</p>
          )}
        </div>
      </div>
      {review.columns && (
        <ColumnsChoice key={review.columns.join()} review={review} columns={review.columns} />
      )}
      {review.table && (
        <More summary={t('import.table.change')}>
          {() => <TableChoice review={review} table={review.table!} isBusy={isBusy} />}
        </More>
      )}
      {facts.crs.how === 'unknown' ? (
        <CrsChoice review={review} land={land} isBusy={isBusy} />
      ) : (
        <More summary={t('import.crsChange')}>
          {() => <CrsChoice review={review} land={land} isBusy={isBusy} />}
        </More>
      )}
      {facts.encoding && facts.encoding.how !== 'format' && (
        <More summary={t('import.encodingChange')}>
          {() => <EncodingChoice review={review} isBusy={isBusy} />}
        </More>
      )}
      {facts.kml && <KmlExtrasList kml={facts.kml} balloon={review.balloon} />}
      {facts.fields.length > 0 && (
        <More summary={t('import.fields', { count: facts.fields.length })}>
          {() => <FieldsTable facts={facts} samples={review.samples} />}
        </More>
      )}
    </li>
  )
})
