import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatDay } from '../../words/format.ts'

/** Says on which day a review was made (ISO 8601); one that the command line printed has no date. */
export function useReviewDay(): (date: string) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return (date) => {
    const day = new Date(date)
    return Number.isNaN(day.getTime())
      ? t('review.undated')
      : formatDay(day, language, { dateStyle: 'medium' })
  }
}
