import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Problem, Reply } from '../../reviewing/protocol.ts'
import { saveText } from '../../shell/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { factsOf, LANGUAGES } from '../../words/languages.ts'
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
  const { waivers, before } = useReview()
  const save = async (
    toFile: (reply: Reply) => readonly [text: string, ending: string, mediaType: string],
  ) => {
    setBusy(true)
    try {
      const reply = await reviewClient()?.call('reply', {
        language,
        waivers: [...waivers],
        before: before?.verdict ?? null,
        isMeasured,
      })
      if (!reply) return
      const [text, ending, mediaType] = toFile(reply)
      const stem = reply.verdict.file.replace(/^.*\//, '').replace(/\.[^.]*$/, '')
      saveText(text, `${stem}.review.${language}.${ending}`, mediaType)
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div>
      <p>{t('review.reply.lead')}</p>
      <Field label={t('review.reply.language')}>
        {(control) => (
          <select
            {...control}
            value={language}
            onChange={({ target }) => setLanguage(target.value)}
          >
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each}>
                {factsOf(each).name}
              </option>
            ))}
          </select>
        )}
      </Field>
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
        <Button
          disabled={isBusy}
          onClick={() => void save(({ html }) => [html, 'html', 'text/html'])}
        >
          {t('review.reply.html')}
        </Button>
        <Button disabled={isBusy} onClick={() => void save(({ csv }) => [csv, 'csv', 'text/csv'])}>
          {t('review.reply.csv')}
        </Button>
        <Button
          disabled={isBusy}
          onClick={() =>
            void save(({ verdict }) => [
              `${JSON.stringify(verdict, null, 1)}\n`,
              'json',
              'application/json',
            ])
          }
        >
          {t('review.reply.json')}
        </Button>
      </p>
    </div>
  )
}
