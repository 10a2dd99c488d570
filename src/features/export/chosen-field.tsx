import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { Choice } from '../../ui/choice.tsx'
import { formatNumber } from '../../words/format.ts'
import type { PartProps } from './part-props.ts'

/** Whether the file has those features alone that were chosen one by one, as in a table. */
export function ChosenField({
  draft,
  change,
  ids,
}: PartProps & { readonly ids: readonly number[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Choice
      type="checkbox"
      checked={draft.ids !== null}
      onChange={({ target }) => change({ ids: target.checked ? ids : null })}
    >
      {t('export.chosen', { count: ids.length, number: formatNumber(ids.length, language) })}
    </Choice>
  )
}
