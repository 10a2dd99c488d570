import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Problem } from '../../reviewing/protocol.ts'
import { toStem } from '../../reviewing/save-reviews.ts'
import { LanguageSelect } from '../../shell/language-select.tsx'
import { saveBlob, saveText } from '../../shell/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { toProblem } from '../../workers/review-client.ts'
import styles from './review-panel.module.css'
import { reviewClient, useReview } from './session.ts'

/** What goes back to whoever sent the file, in their language. */
export function ReplyPart() {
  const { t } = useTranslation()
  const own = useLanguage()
  const [language, setLanguage] = useState(own)
  const [isMeasured, setMeasured] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const { waivers, stage } = useReview()
  const saveReview = async () => {
    const file = await reviewClient()?.call('saveReview', { waivers: [...waivers] })
    if (file) saveBlob(file, file.name)
  }
  const saveReply = async (form: 'html' | 'csv') => {
    const text = await reviewClient()?.call('reply', {
      form,
      language,
      waivers: [...waivers],
      isMeasured: isMeasured && form === 'html',
    })
    if (text === undefined || stage.kind !== 'reviewed') return
    const stem = toStem(stage.state.fileName)
    saveText(text, `${stem}.review.${language}.${form}`, `text/${form}`)
  }
  const save = async (saving: () => Promise<void>) => {
    setBusy(true)
    try {
      await saving()
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
        <Button disabled={isBusy} onClick={() => void save(() => saveReply('html'))}>
          {t('review.reply.html')}
        </Button>
        <Button disabled={isBusy} onClick={() => void save(() => saveReply('csv'))}>
          {t('review.reply.csv')}
        </Button>
        <Button disabled={isBusy} onClick={() => void save(saveReview)}>
          {t('review.reply.json')}
        </Button>
      </p>
    </div>
  )
}
