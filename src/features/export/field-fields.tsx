import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { textIn } from '../../words/text-in.ts'
import { Choices } from './choices.tsx'
import type { PartProps } from './part-props.ts'

/** Which fields go along. */
export function FieldFields({ draft, change, fields }: PartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (fields.length === 0) return null
  const names = fields.map(({ name }) => name)
  return (
    <Choices
      label={t('export.fields.label')}
      options={fields.map(({ name, title }) => ({
        value: name,
        label: (title && textIn(title, language)) ?? name,
        ...(title && textIn(title, language) !== name && { code: name }),
      }))}
      chosen={draft.fields ?? names}
      onChange={(chosen) => change({ fields: chosen.length === names.length ? null : chosen })}
    />
  )
}
