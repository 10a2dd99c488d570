import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Reading } from '../../reviewing/mapping.ts'
import type { ReviewState } from '../../reviewing/protocol.ts'
import {
  columnsOfDraft,
  PlaceColumnsFields,
  toPlaceDraft,
} from '../../shell/place-columns/place-columns-fields.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import styles from './review-panel.module.css'
import { readAgain } from './session.ts'

/** Encodings that agencies' files are in, beside those that the texts of this one may be in. */
const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-15', 'ibm866', 'macintosh']

/** How the file was read, to be chosen otherwise where that was wrong; it is kept with the mapping. */
export function ReadingPart({
  state: { read, mapping, isMapped, fields },
  isBusy,
}: {
  readonly state: ReviewState
  readonly isBusy: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [texts, setTexts] = useState<Omit<Reading, 'columns'>>(withoutColumns(read.chosen))
  const [place, setPlace] = useState(() => toPlaceDraft(read.chosen.columns))
  const columns = columnsOfDraft(place)
  const isWhole = place.kind === null || columns !== null
  const chosen: Reading = { ...texts, ...(columns && { columns }) }
  const set = (name: keyof typeof texts, value: string) =>
    setTexts(({ [name]: _, ...others }) =>
      value.trim() === '' ? others : { ...others, [name]: value },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void readAgain(chosen, isMapped ? mapping : null)
  }
  const samples = new Map(read.encodings.map(({ name, sample }) => [name, sample]))
  const encodings = [...new Set([...samples.keys(), ...ENCODINGS])]
  return (
    <form className={styles.reading} data-review="reading" onSubmit={submit}>
      <h3 className={styles.heading}>{t('review.input.title')}</h3>
      {read.problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(read.problem, language)}
        </p>
      )}
      {read.layers.length > 1 && (
        <Field label={t('review.input.layer', { count: read.layers.length })}>
          {(control) => (
            <select
              {...control}
              value={chosen.layer ?? read.layer}
              onChange={({ target }) => set('layer', target.value)}
            >
              {read.layers.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {read.encoding !== null && (
        <Field label={t('review.input.encoding')}>
          {(control) => (
            <select
              {...control}
              value={chosen.encoding ?? ''}
              onChange={({ target }) => set('encoding', target.value)}
            >
              <option value="">
                {t('review.input.asFound', { found: read.encoding!.toUpperCase() })}
              </option>
              {encodings.map((name) => (
                <option key={name} value={name}>
                  {samples.get(name)
                    ? t('app.labelled', { label: name.toUpperCase(), value: samples.get(name) })
                    : name.toUpperCase()}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {read.placeFound && (
        <PlaceColumnsFields
          names={fields.map(({ name }) => name)}
          found={read.placeFound}
          draft={place}
          onChange={setPlace}
        />
      )}
      {read.candidates.length > 0 && (
        <Field label={t('review.input.candidates')}>
          {(control) => (
            <select
              {...control}
              value={read.candidates.some(({ crs }) => crs === chosen.crs) ? chosen.crs : ''}
              onChange={({ target }) => set('crs', target.value)}
            >
              <option value="">{t('review.mapping.none')}</option>
              {read.candidates.map(({ crs, name }) => (
                <option key={crs} value={crs}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field
        label={t('review.input.crs')}
        help={
          read.crs === null
            ? t('review.input.crsUnknown')
            : t('review.input.crsFound', { found: read.crs })
        }
      >
        {(control) => (
          <input
            {...control}
            value={chosen.crs ?? ''}
            maxLength={5000}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => set('crs', target.value)}
          />
        )}
      </Field>
      <p className={styles.buttons}>
        <Button
          type="submit"
          size="small"
          disabled={isBusy || !isWhole || isSame(chosen, read.chosen)}
        >
          {t('review.input.again')}
        </Button>
      </p>
    </form>
  )
}

const withoutColumns = ({ columns: _, ...texts }: Reading): Omit<Reading, 'columns'> => texts

/** Whether two readings say the same, in whatever order. */
const isSame = (one: Reading, other: Reading): boolean => {
  const toText = ({ columns, ...texts }: Reading) =>
    JSON.stringify([Object.entries(texts).sort(), columns])
  return toText(one) === toText(other)
}
