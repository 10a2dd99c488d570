import { Plus, Trash2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toWords } from '../../i18n/condition-words.ts'
import { toFieldTitle } from '../../i18n/to-field-title.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { parseDraft, type Test, testsOf } from '../../model/condition-draft.ts'
import type { Field as LayerField } from '../../model/schema.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import type { ExportDraft } from './export-draft.ts'
import styles from './export-panel.module.css'
import type { PartProps } from './part-props.ts'

type Draft = ExportDraft['tests'][number]

const MOST_TESTS = 12

let lastKey = 0

/** Conditions on fields, each a field, a comparison and a value. */
export function FilterFields(props: PartProps) {
  const { draft, change, fields, entry } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const list = useRef<HTMLDivElement>(null)
  const add = useRef<HTMLButtonElement>(null)
  const name = useId()
  const testable = fields.filter(({ type }) => type !== 'binary')
  const { tests } = draft
  if (testable.length === 0) return null
  const { filter } = draft
  const count = tests.length + (filter ? 1 : 0)
  const setTest = (key: number, changes: Partial<Draft>) =>
    change({ tests: tests.map((test) => (test.key === key ? { ...test, ...changes } : test)) })
  return (
    <details className={styles.disclosure}>
      <summary>
        <span>{t('export.filter.label')}</span>
        <span className={styles.count}>{count > 0 && formatNumber(count, language)}</span>
      </summary>
      {filter && (
        <p className={styles.hint}>
          {t('export.filter.onMap', { words: toWords(filter, entry.fields, language) })}{' '}
          <Button size="small" onClick={() => change({ filter: null })}>
            {t('export.filter.withoutOnMap')}
          </Button>
        </p>
      )}
      {count === 0 && <p className={styles.hint}>{t('export.filter.none')}</p>}
      {tests.length > 1 && (
        <fieldset className={styles.match}>
          <legend className={styles.label}>{t('export.filter.match')}</legend>
          {(['all', 'any'] as const).map((match) => (
            <Choice
              key={match}
              type="radio"
              name={name}
              checked={draft.match === match}
              onChange={() => change({ match })}
            >
              {t(`export.filter.${match}`)}
            </Choice>
          ))}
        </fieldset>
      )}
      <div ref={list}>
        {tests.map((test, index) => (
          <TestFields
            key={test.key}
            {...props}
            fields={testable}
            test={test}
            number={index + 1}
            onChange={(changes) => setTest(test.key, changes)}
            onRemove={() => {
              change({ tests: tests.filter(({ key }) => key !== test.key) })
              add.current?.focus()
            }}
          />
        ))}
      </div>
      <Button
        ref={add}
        size="small"
        disabled={tests.length >= MOST_TESTS}
        onClick={() => {
          const [field] = testable
          const first = testsOf(field!)[0]!
          const text = field!.type === 'boolean' ? 'true' : ''
          change({ tests: [...tests, { key: ++lastKey, field: field!.name, test: first, text }] })
          requestAnimationFrame(() =>
            list.current?.querySelector<HTMLElement>('fieldset:last-child select')?.focus(),
          )
        }}
      >
        <Plus size={15} aria-hidden /> {t('export.filter.add')}
      </Button>
    </details>
  )
}

interface TestFieldsProps extends PartProps {
  readonly test: Draft
  readonly number: number
  readonly onChange: (changes: Partial<Draft>) => void
  readonly onRemove: () => void
}

function TestFields({ test, number, fields, onChange, onRemove, ...props }: TestFieldsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [isTouched, setTouched] = useState(false)
  const field = fields.find(({ name }) => name === test.field) ?? fields[0]!
  const parsed = parseDraft(test, fields)
  const fault = isTouched && !parsed.ok ? parsed.fault : null
  const hasValue = test.test !== 'empty' && test.test !== 'not-empty'
  return (
    <fieldset className={styles.test}>
      <legend className="visually-hidden">{t('export.filter.condition', { number })}</legend>
      <Field label={t('export.filter.field')} isLabelHidden>
        {(control) => (
          <select
            {...control}
            value={field.name}
            onChange={({ target }) => {
              const next = fields.find(({ name }) => name === target.value)!
              const known = testsOf(next)
              onChange({
                field: next.name,
                test: known.includes(test.test) ? test.test : known[0]!,
                text: next.type === 'boolean' ? 'true' : next.type === field.type ? test.text : '',
              })
            }}
          >
            {fields.map((one) => (
              <option key={one.name} value={one.name}>
                {toFieldTitle(one, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('export.filter.test')} isLabelHidden>
        {(control) => (
          <select
            {...control}
            value={test.test}
            onChange={({ target }) => onChange({ test: target.value as Test })}
          >
            {testsOf(field).map((value) => (
              <option key={value} value={value}>
                {t(`export.filter.tests.${value}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <IconButton label={t('export.filter.remove', { number })} onClick={onRemove}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
      {hasValue && (
        <ValueField
          {...props}
          field={field}
          test={test}
          fields={fields}
          error={fault ? t(`export.filter.faults.${fault}`) : undefined}
          onChange={(text) => onChange({ text })}
          onLeave={() => setTouched(true)}
        />
      )}
    </fieldset>
  )
}

function ValueField({
  field,
  test,
  layer,
  client,
  entry,
  error,
  onChange,
  onLeave,
}: PartProps & {
  readonly field: LayerField
  readonly test: Draft
  readonly error: string | undefined
  readonly onChange: (text: string) => void
  readonly onLeave: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const listId = useId()
  const takesMany = test.test === 'one-of' || test.test === 'none-of'
  const isWhole = test.test === '=' || test.test === '<>'
  const values = useValues(client, layer, field, isWhole || takesMany)
  const codes = entry.fields.find(({ name }) => name === field.name)?.codes
  const label = t(takesMany ? 'export.filter.values' : 'export.filter.value')
  if (field.type === 'boolean') {
    return (
      <Field label={label} isLabelHidden className={styles.value}>
        {(control) => (
          <select {...control} value={test.text} onChange={({ target }) => onChange(target.value)}>
            <option value="true">{t('condition.true')}</option>
            <option value="false">{t('condition.false')}</option>
          </select>
        )}
      </Field>
    )
  }
  const isNumber = field.type === 'integer' || field.type === 'long' || field.type === 'double'
  return (
    <Field
      label={label}
      isLabelHidden={!takesMany}
      help={values && takesMany ? values.join('; ') : undefined}
      error={error}
      className={styles.value}
    >
      {(control) => (
        <>
          <input
            {...control}
            type={field.type === 'date' ? 'date' : 'text'}
            inputMode={isNumber ? 'decimal' : undefined}
            value={test.text}
            maxLength={1000}
            placeholder={label}
            list={values && isWhole ? listId : undefined}
            onChange={({ target }) => onChange(target.value)}
            onBlur={onLeave}
          />
          {values && isWhole && (
            <datalist id={listId}>
              {values.map((value) => (
                <option key={value} value={value}>
                  {codes?.[value] && textIn(codes[value], language)}
                </option>
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

/** The values of a field of texts to choose from, where they are few. */
function useValues(
  client: PartProps['client'],
  layer: PartProps['layer'],
  { name, type }: LayerField,
  isAsked: boolean,
): readonly string[] | null {
  const [values, setValues] = useState<readonly string[] | null>(null)
  useEffect(() => {
    setValues(null)
    if (type !== 'string' || !isAsked) return
    const controller = new AbortController()
    const { signal } = controller
    client.call('values', { layer, field: name }, { signal }).then(setValues, () => undefined)
    return () => controller.abort()
  }, [client, layer, name, type, isAsked])
  return values
}
