import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { looksOf } from '../../model/classes.ts'
import { textIn } from '../../words/text-in.ts'
import { Choices } from './choices.tsx'
import type { PartProps } from './part-props.ts'

/** The classes of the legend: at first those that the map shows. */
export function ClassFields({ draft, change, entry }: PartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const classes = entry.symbology ? looksOf(entry.symbology) : []
  if (classes.length < 2) return null
  const ids = classes.map(({ id }) => id)
  return (
    <Choices
      label={t('export.classes.label')}
      hint={t('export.classes.hint')}
      options={classes.map(({ id, label }) => ({ value: id, label: textIn(label, language) }))}
      chosen={ids.filter((id) => !draft.hiddenClasses.includes(id))}
      onChange={(chosen) => change({ hiddenClasses: ids.filter((id) => !chosen.includes(id)) })}
    />
  )
}
