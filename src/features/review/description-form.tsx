import { useTranslation } from 'react-i18next'
import type { CatalogFault } from '../../catalog/parse-catalog.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { DATA_LANGUAGES, type DataLanguage } from '../../model/schema.ts'
import { toEntryName } from '../../reviewing/release/entry-name.ts'
import { FORM, type FormField } from '../../reviewing/release/form-fields.ts'
import { Field } from '../../ui/field.tsx'
import { factsOf } from '../../words/languages.ts'
import { wordsOf } from '../../words/words.ts'
import { type DraftTree, valueAt, withValue } from './draft.ts'
import { FormLists } from './form-lists.tsx'
import { faultAt, InThree, type ThreeProps } from './in-three.tsx'
import styles from './release-part.module.css'

interface FormProps {
  readonly draft: DraftTree
  readonly faults: readonly CatalogFault[]
  readonly onChange: (draft: DraftTree) => void
}

/** What the catalogue is to say of the layer, in three languages; what is missing or wrong is said at its place. */
export function DescriptionForm(props: FormProps) {
  const { t } = useTranslation()
  return (
    <>
      {FORM.map(({ key, fields }) => (
        <fieldset key={key} className={styles.section}>
          <legend>{t(`review.release.section.${key}`)}</legend>
          {fields.map((field) => (
            <FormLine key={field.key} field={field} {...props} />
          ))}
        </fieldset>
      ))}
      <FormLists {...props} />
      <FieldTitles {...props} />
    </>
  )
}

function FormLine({ field, draft, faults, onChange }: FormProps & { readonly field: FormField }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { key, path, kind, isOptional } = field
  const label = wordsOf('review-fields', language)[key]
  const set = (value: unknown) => onChange(withValue(draft, path, value) as DraftTree)
  const value = valueAt(draft, path)
  const error = faultAt(faults, path) && t('review.release.wrong')
  switch (kind) {
    case 'localized':
    case 'long':
      return (
        <InThree
          label={label}
          value={value}
          path={path}
          faults={faults}
          isLong={kind === 'long'}
          onChange={(text) => set(isOptional && isEmpty(text) ? undefined : text)}
        />
      )
    case 'wording':
      return typeof value === 'object' && value !== null ? (
        <InThree label={label} value={value} path={path} faults={faults} onChange={set} />
      ) : (
        <Field label={label} error={error}>
          {(control) => (
            <input
              {...control}
              value={typeof value === 'string' ? value : ''}
              onChange={({ target }) => set(target.value)}
            />
          )}
        </Field>
      )
    case 'keywords':
      return <Keywords label={label} value={value} path={path} faults={faults} onChange={set} />
    case 'choice':
      return <Choice field={field} label={label} value={value} error={error} onChange={set} />
    case 'countries':
      return <Countries field={field} label={label} value={value} onChange={set} />
    default:
      return (
        <Field label={label} error={error}>
          {(control) => (
            <input
              {...control}
              type={kind}
              value={value === undefined ? '' : String(value)}
              onChange={({ target }) =>
                set(
                  isOptional && target.value === ''
                    ? undefined
                    : kind === 'number'
                      ? target.valueAsNumber
                      : target.value,
                )
              }
            />
          )}
        </Field>
      )
  }
}

const isEmpty = (text: Readonly<Record<DataLanguage, string>>) =>
  DATA_LANGUAGES.every((language) => text[language].trim() === '')

/** Words in each language, parted by commas. */
function Keywords({
  label,
  value,
  path,
  faults,
  onChange,
}: Omit<ThreeProps, 'onChange'> & { readonly onChange: (value: unknown) => void }) {
  const { t } = useTranslation()
  const listOf = (language: DataLanguage) => {
    const list = valueAt(value, [language])
    return Array.isArray(list) ? list.map(String) : []
  }
  return (
    <fieldset className={styles.three} data-field={path.join('.')}>
      <legend>{label}</legend>
      <p className={styles.help}>{t('review.release.commas')}</p>
      {DATA_LANGUAGES.map((language) => (
        <Field
          key={language}
          label={factsOf(language).name}
          isInline
          error={faultAt(faults, [...path, language]) && t('review.release.wrong')}
        >
          {(control) => (
            <input
              {...control}
              lang={language}
              defaultValue={listOf(language).join(', ')}
              onChange={({ target }) =>
                onChange({
                  ...Object.fromEntries(DATA_LANGUAGES.map((each) => [each, listOf(each)])),
                  [language]: target.value
                    .split(',')
                    .map((word) => word.trim())
                    .filter((word) => word !== ''),
                })
              }
            />
          )}
        </Field>
      ))}
    </fieldset>
  )
}

interface LineProps {
  readonly field: FormField
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

function Choice({
  field,
  label,
  value,
  error,
  onChange,
}: LineProps & { readonly error: string | undefined }) {
  const language = useLanguage()
  const { options = [], vocabulary = 'group' } = field
  const names: Readonly<Record<string, string>> = wordsOf('vocabulary', language)[vocabulary]
  return (
    <Field label={label} error={error}>
      {(control) => (
        <select
          {...control}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        >
          <option value="">–</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {names[option]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Countries({ field, label, value, onChange }: LineProps) {
  const language = useLanguage()
  const names: Readonly<Record<string, string>> = wordsOf('vocabulary', language).country
  const chosen = Array.isArray(value) ? value : []
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {(field.options ?? []).map((country) => (
        <label key={country}>
          <input
            type="checkbox"
            checked={chosen.includes(country)}
            onChange={({ target }) =>
              onChange(
                (field.options ?? []).filter((each) =>
                  each === country ? target.checked : chosen.includes(each),
                ),
              )
            }
          />
          {names[country]}
        </label>
      ))}
    </fieldset>
  )
}

/** The titles and units of the layer's fields. */
function FieldTitles({ draft, faults, onChange }: FormProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const fields = valueAt(draft, ['fields'])
  if (!Array.isArray(fields)) return null
  return (
    <fieldset className={styles.section}>
      <legend>{t('review.release.section.fields')}</legend>
      {fields.map((field, nth) => {
        const name = String(valueAt(field, ['name']))
        const path = ['fields', nth, 'title']
        return (
          <InThree
            key={name}
            label={toEntryName(`fields.${name}.title`, language)}
            value={valueAt(draft, path)}
            path={path}
            faults={faults}
            onChange={(title) => onChange(withValue(draft, path, title) as DraftTree)}
          />
        )
      })}
    </fieldset>
  )
}

/** What the form calls a place of the draft. */
export function useNameOf(draft: DraftTree): (path: string) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return (path) => {
    const [, list] = /^(editions|comparability|projects)(\.|$)/.exec(path) ?? []
    if (list) return t(`review.release.list.${list as 'editions'}.title`)
    // The draft counts its fields; the rules name them.
    const named = path.replace(/^fields\.(\d+)(\.title)?/, (_, nth: string) => {
      return `fields.${valueAt(draft, ['fields', Number(nth), 'name'])}.title`
    })
    return toEntryName(named, language)
  }
}
