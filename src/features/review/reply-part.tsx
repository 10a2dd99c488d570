import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Problem } from '../../reviewing/protocol.ts'
import { LanguageSelect } from '../../shell/language-select.tsx'
import { saveText } from '../../shell/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { toProblem } from '../../workers/review-client.ts'
import styles from './review-panel.module.css'
import { saveReviews, toStem } from './save-reviews.ts'
import { reviewClient, useReview } from './session.ts'

/** What goes back to whoever sent the file, in their language. */
export function ReplyPart() {
  const { t } = useTranslation()
  const own = useLanguage()
  const [language, setLanguage] = useState(own)
  const [isMeasured, setMeasured] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { waivers, before, verdict } = useReview()
  const saveReview = () => {
    if (verdict) saveReviews([{ date: new Date().toISOString(), verdict, waivers: [...waivers] }])
  }
  const save = async (form: 'html' | 'csv') => {
    setBusy(true)
    try {
      const text = await reviewClient()?.call('reply', {
        form,
        language,
        waivers: [...waivers],
        before: before?.verdict ?? null,
        isMeasured: isMeasured && form === 'html',
      })
      if (text === undefined || !verdict) return
      saveText(text, `${toStem(verdict)}.review.${language}.${form}`, `text/${form}`)
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <p>{t('review.reply.lead')}</p>
      <LanguageSelect label={t('review.reply.language')} value={language} onChange={setLanguage} />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={isMeasured}
          onChange={({ target }) => setMeasured(target.checked)}
        />
        {t('review.reply.measure')}
      </label>
      {isBusy && isMeasured && <p role="status">{t('review.reply.measuring')}</p>}
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, own)}
        </p>
      )}
      <p className={styles.buttons}>
        <Button disabled={isBusy} onClick={() => void save('html')}>
          {t('review.reply.html')}
        </Button>
        <Button disabled={isBusy} onClick={() => void save('csv')}>
          {t('review.reply.csv')}
        </Button>
        <Button disabled={isBusy || !verdict} onClick={saveReview}>
          {t('review.reply.json')}
        </Button>
      </p>
    </div>
  )
}
