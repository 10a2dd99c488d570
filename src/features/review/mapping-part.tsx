import { type ChangeEvent, useCallback, useDeferredValue, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type FieldMapping, type Mapping, mappingSchema } from '../../reviewing/mapping.ts'
import type { MappedRow, ReviewState } from '../../reviewing/protocol.ts'
import { saveText } from '../../shell/save-file.ts'
import { Button } from '../../ui/button.tsx'
import type { GridColumn } from '../../ui/data-grid/data-grid.tsx'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { ReadingPart } from './reading-part.tsx'
import styles from './review-panel.module.css'
import { RowsGrid } from './rows-grid.tsx'
import { mapFields, readAgain, reviewClient, themesOf } from './session.ts'

/** So many unknown codes are given their meaning at a time; the others are counted. */
const MOST_CODES = 60

interface PartProps {
  readonly state: ReviewState
  readonly isBusy: boolean
}

/** How the file's fields and codes become those of the theme. */
export function MappingPart({ state, isBusy }: PartProps) {
  const { t } = useTranslation()
  const layer = themesOf().find(({ id }) => id === state.theme)
  const reading = <ReadingPart key={JSON.stringify(state.read)} state={state} isBusy={isBusy} />
  if (!layer || !state.mapping) {
    return (
      <>
        {reading}
        <p>{t('review.mapping.noTheme')}</p>
      </>
    )
  }
  // Another check brings another mapping.
  return (
    <>
      {reading}
      <MappingForm
        key={JSON.stringify(state.mapping)}
        state={state}
        isBusy={isBusy}
        first={state.mapping}
        layer={layer}
      />
    </>
  )
}

function MappingForm({
  state,
  isBusy,
  first,
  layer,
}: PartProps & { readonly first: Mapping; readonly layer: ReturnType<typeof themesOf>[number] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [mapping, setMapping] = useState(first)
  const [hasFault, setFault] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const set = (to: string, change: (before: FieldMapping) => FieldMapping) =>
    setMapping((before) => ({
      ...before,
      fields: before.fields.map((field) => (field.to === to ? change(field) : field)),
    }))
  const load = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = await target.files?.[0]?.text()
    target.value = ''
    const parsed = mappingSchema.safeParse(parseJson(text ?? ''))
    const isFit = parsed.success && parsed.data.theme === layer.id
    setFault(!isFit)
    if (isFit) setMapping(withAllFields(parsed.data, first))
  }
  const named = state.unmapped.filter(({ code }) => code !== undefined)
  const apply = () => {
    // A mapping that was saved says how its file is read, too.
    const isReadSo = JSON.stringify(mapping.reading) === JSON.stringify(first.reading)
    void (isReadSo ? mapFields(mapping) : readAgain(mapping.reading ?? {}, mapping))
  }
  const setCode = (field: string, from: string, to: string) =>
    set(field, (before) => {
      const others = (before.codes ?? []).filter(([code]) => code !== from)
      return { ...before, codes: to === '' ? others : [...others, [from, to]] }
    })
  return (
    <div className={styles.mapping}>
      <p>{t('review.mapping.lead')}</p>
      {state.missingSources.length > 0 && (
        <p role="alert" className={styles.problem}>
          {t('review.mapping.missing', { fields: state.missingSources.join(', ') })}
        </p>
      )}
      {hasFault && (
        <p role="alert" className={styles.problem}>
          {t('review.mapping.invalid')}
        </p>
      )}
      {layer.fields.map((field) => {
        const own = mapping.fields.find(({ to }) => to === field.name) ?? {
          to: field.name,
          from: [],
        }
        return (
          <FieldLine
            key={field.name}
            title={toFieldTitle(field, language)}
            name={field.name}
            isNumber={/integer|long|double/.test(field.type)}
            own={own}
            fields={state.fields}
            onChange={(change) => set(field.name, change)}
          />
        )
      })}
      {state.unmapped.length > 0 && (
        <section>
          <h3 className={styles.heading}>{t('review.mapping.codes')}</h3>
          {named.length > 0 && (
            <p className={styles.buttons}>
              <Button
                size="small"
                onClick={() => {
                  for (const { field, value, code } of named) setCode(field, value, code!)
                }}
              >
                {t('review.mapping.byName', { count: named.length })}
              </Button>
            </p>
          )}
          {state.unmapped.slice(0, MOST_CODES).map(({ field, value, count }) => {
            const codes = layer.fields.find(({ name }) => name === field)?.codes ?? {}
            const own = mapping.fields.find(({ to }) => to === field)
            return (
              <label key={`${field} ${value}`} className={styles.code}>
                <span>
                  {t('review.mapping.code', { field, value, count: formatNumber(count, language) })}
                </span>
                <select
                  value={own?.codes?.find(([from]) => from === value)?.[1] ?? ''}
                  onChange={({ target }) => setCode(field, value, target.value)}
                >
                  <option value="">{t('review.mapping.keep')}</option>
                  {Object.entries(codes).map(([code, meaning]) => (
                    <option key={code} value={code}>
                      {textIn(meaning, language)}
                    </option>
                  ))}
                </select>
              </label>
            )
          })}
          {state.unmapped.length > MOST_CODES && (
            <p>{t('review.mapping.moreCodes', { count: state.unmapped.length - MOST_CODES })}</p>
          )}
        </section>
      )}
      <MappedRows mapping={mapping} layer={layer} rowCount={state.rowCount} />
      <p className={styles.buttons}>
        <Button kind="primary" disabled={isBusy} onClick={apply}>
          {t('review.mapping.apply')}
        </Button>
        <Button
          onClick={() =>
            saveText(
              `${JSON.stringify(mapping, null, 2)}\n`,
              `${layer.id}.mapping.json`,
              'application/json',
            )
          }
        >
          {t('review.mapping.save')}
        </Button>
        <Button onClick={() => input.current?.click()}>{t('review.mapping.load')}</Button>
        <input
          ref={input}
          type="file"
          accept=".json"
          hidden
          data-review="mapping"
          onChange={load}
        />
      </p>
    </div>
  )
}

/** The rows as the mapping would make them, before it is applied. */
function MappedRows({
  mapping,
  layer,
  rowCount,
}: {
  readonly mapping: Mapping
  readonly layer: ReturnType<typeof themesOf>[number]
  readonly rowCount: number
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const shown = useDeferredValue(mapping)
  const readRows = useCallback(
    async (from: number, to: number) =>
      (await reviewClient()?.call('mappedRows', { mapping: shown, from, to })) ?? [],
    [shown],
  )
  const made = layer.fields.filter(({ name }) =>
    shown.fields.some(
      ({ to, from, constant }) => to === name && (from.length > 0 || constant !== undefined),
    ),
  )
  if (made.length === 0) return null
  const columns: readonly GridColumn<MappedRow>[] = [
    {
      id: 'row',
      title: t('review.row'),
      toText: ({ row }) => formatNumber(row, language),
      align: 'end',
      width: 80,
    },
    ...made.map(
      (field, nth): GridColumn<MappedRow> => ({
        id: field.name,
        title: toFieldTitle(field, language),
        toText: ({ values }) => values[nth] ?? '',
        width: 150,
      }),
    ),
  ]
  return (
    <section>
      <h3 className={styles.heading}>{t('review.mapping.preview')}</h3>
      <RowsGrid
        key={JSON.stringify(shown)}
        label={t('review.mapping.preview')}
        columns={columns}
        rowCount={rowCount}
        readRows={readRows}
      />
    </section>
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A mapping that was saved, with the fields that the theme has besides. */
const withAllFields = (saved: Mapping, first: Mapping): Mapping => ({
  ...saved,
  fields: first.fields.map(
    (field) => saved.fields.find(({ to }) => to === field.to) ?? { to: field.to, from: [] },
  ),
})

interface FieldLineProps {
  readonly title: string
  readonly name: string
  readonly isNumber: boolean
  readonly own: FieldMapping
  readonly fields: ReviewState['fields']
  readonly onChange: (change: (before: FieldMapping) => FieldMapping) => void
}

function FieldLine({ title, name, isNumber, own, fields, onChange }: FieldLineProps) {
  const { t } = useTranslation()
  const id = useId()
  const [first, second] = own.from
  const samples = fields.find((field) => field.name === first)?.samples ?? []
  const choose = (place: 0 | 1, value: string) =>
    onChange((before) => {
      const from = [...before.from]
      from[place] = value
      return {
        ...before,
        from: from.filter((each) => each !== undefined && each !== '').slice(0, 2),
      }
    })
  const options = (
    <>
      <option value="">{t('review.mapping.none')}</option>
      {fields.map((field) => (
        <option key={field.name} value={field.name}>
          {field.name}
        </option>
      ))}
    </>
  )
  return (
    <fieldset className={styles.mapped} data-mapped={name}>
      <legend>
        {title} <code>{name}</code>
      </legend>
      <label htmlFor={`${id}-from`}>{t('review.mapping.from')}</label>
      <select
        id={`${id}-from`}
        value={first ?? ''}
        onChange={({ target }) => choose(0, target.value)}
      >
        {options}
      </select>
      {first !== undefined && !isNumber && (
        <>
          <label htmlFor={`${id}-and`}>{t('review.mapping.and')}</label>
          <select
            id={`${id}-and`}
            value={second ?? ''}
            onChange={({ target }) => choose(1, target.value)}
          >
            {options}
          </select>
        </>
      )}
      {first !== undefined && <SplitFields id={id} own={own} onChange={onChange} />}
      {first !== undefined && isNumber && (
        <>
          <label htmlFor={`${id}-factor`}>{t('review.mapping.factor')}</label>
          <input
            id={`${id}-factor`}
            inputMode="decimal"
            value={own.factor ?? ''}
            placeholder="1"
            onChange={({ target }) =>
              onChange(({ factor: _, ...before }) => {
                const factor = Number(target.value.replace(',', '.'))
                return factor > 0 ? { ...before, factor } : before
              })
            }
          />
        </>
      )}
      <label htmlFor={`${id}-constant`}>{t('review.mapping.constant')}</label>
      <input
        id={`${id}-constant`}
        value={own.constant === undefined || own.constant === null ? '' : String(own.constant)}
        onChange={({ target }) =>
          onChange(({ constant: _, ...before }) =>
            target.value === '' ? before : { ...before, constant: target.value },
          )
        }
      />
      {samples.length > 0 && (
        <p className={styles.todo}>
          {t('review.mapping.samples', { samples: samples.join('; ') })}
        </p>
      )}
    </fieldset>
  )
}

/** Which part of a value that holds several is taken, and what parts them. */
function SplitFields({
  id,
  own,
  onChange,
}: Pick<FieldLineProps, 'own' | 'onChange'> & { readonly id: string }) {
  const { t } = useTranslation()
  const { split } = own
  return (
    <>
      <label htmlFor={`${id}-separator`}>{t('review.mapping.split')}</label>
      <input
        id={`${id}-separator`}
        size={3}
        maxLength={8}
        value={split?.separator ?? ''}
        onChange={({ target: { value } }) =>
          onChange(({ split: before, ...others }) =>
            value === ''
              ? others
              : { ...others, split: { part: before?.part ?? 1, separator: value } },
          )
        }
      />
      {split && (
        <>
          <label htmlFor={`${id}-part`}>{t('review.mapping.splitPart')}</label>
          <input
            id={`${id}-part`}
            type="number"
            min={1}
            max={50}
            value={split.part}
            onChange={({ target: { valueAsNumber } }) => {
              const part = Math.min(50, Math.max(1, Math.round(valueAsNumber || 1)))
              onChange((before) => ({ ...before, split: { ...split, part } }))
            }}
          />
        </>
      )}
    </>
  )
}
