import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { yearFieldsOf } from '../../catalog/year-fields.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { placeOf, toFilter, toParts, withPart } from '../../model/filter-parts.ts'
import { toSpan, toSpanCondition } from '../../model/year-span.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAnswer } from '../../shell/use-answer.ts'
import { layersOf, SIDES, type Side } from '../../state/comparison.ts'
import { useAtlas } from '../../state/store.ts'
import { Field } from '../../ui/field.tsx'
import { textIn } from '../../words/text-in.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import styles from './compare.module.css'

/** The same layer with one year on each map; nothing where no layer that is on both has years. */
export function TwoYears() {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useAtlas((state) => state.layers)
  const other = useAtlas(({ comparison }) => comparison?.other)
  const catalog = useAtlas((state) => state.catalog)
  const [chosen, setChosen] = useState<string | null>(null)
  const choices = layers.flatMap(({ id }) => {
    const entry = catalog.get(id)
    const isOnBoth = other?.some((view) => view.id === id)
    const fields = entry && isOnBoth && entry.files.length > 0 ? yearFieldsOf(entry) : []
    return entry ? fields.map((field) => ({ key: `${id} ${field.name}`, entry, field })) : []
  })
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0]
  if (!choice) return null
  return (
    <>
      <h3>{t('compare.years')}</h3>
      <Field label={t('compare.layer')}>
        {(control) => (
          <select
            {...control}
            value={choice.key}
            onChange={({ target }) => setChosen(target.value)}
          >
            {choices.map(({ key, entry, field }) => (
              <option key={key} value={key}>
                {t('app.labelled', {
                  label: textIn(entry.title, language),
                  value: toFieldTitle(field, language),
                })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Years key={choice.key} entry={choice.entry} field={choice.field} />
    </>
  )
}

function Years({
  entry,
  field,
}: {
  readonly entry: LayerEntry
  readonly field: LayerEntry['fields'][number]
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const layer = toAskedLayer(entry, layersUrl())
  const { answer, problem } = useAnswer(
    'chart',
    layer && { layer, shape: { kind: 'years', field: field.name, measure: { kind: 'count' } } },
  )
  if (problem) return <p role="alert">{toSentence(problem, language)}</p>
  if (answer?.kind !== 'groups') return <p role="status">{t('compare.counting')}</p>
  const years = answer.groups
    .flatMap(({ value }) => (value === null ? [] : [Number(value)]))
    .toSorted((a, b) => a - b)
  if (years.length === 0) return <p>{t('compare.noYears')}</p>
  return (
    <div className={styles.years}>
      {SIDES.map((side) => (
        <Year key={side} side={side} entry={entry} field={field} years={years} />
      ))}
    </div>
  )
}

function Year({
  side,
  entry,
  field,
  years,
}: {
  readonly side: Side
  readonly entry: LayerEntry
  readonly field: LayerEntry['fields'][number]
  readonly years: readonly number[]
}) {
  const { t } = useTranslation()
  const filter = useAtlas(
    (state) => layersOf(state, side).find(({ id }) => id === entry.id)?.filter ?? null,
  )
  const parts = toParts(filter, 'all')
  const place = placeOf(parts, field.name)
  const span = toSpan(parts.parts[place])
  const year = span && span.from === span.to ? span.from : null
  return (
    <Field label={t(`compare.yearOn.${side}`)}>
      {(control) => (
        <select
          {...control}
          value={year ?? ''}
          onChange={({ target }) => {
            const to = target.value === '' ? null : Number(target.value)
            const part = to === null ? null : toSpanCondition(field, { from: to, to })
            const next = toFilter(withPart(parts, place, part))
            useAtlas.getState().setLayer(entry.id, { filter: next, visible: true }, side)
          }}
        >
          <option value="">{t('compare.allYears')}</option>
          {years.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
