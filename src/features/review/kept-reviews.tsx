import { Download, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Problem } from '../../reviewing/protocol.ts'
import { parseSavedReviews, toStanding } from '../../reviewing/saved-review.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { toProblem } from '../../workers/review-client.ts'
import { forgetReview, type KeptReview, keepReview, readKeptReviews, toKeptId } from './kept.ts'
import styles from './review-panel.module.css'
import { saveReviews } from './save-reviews.ts'
import { resumeReview, useReview } from './session.ts'
import { useReviewDay } from './use-review-day.ts'

/** The reviews that were made on this device or brought to it: each can be saved, and the next delivery held to it. */
export function KeptReviews() {
  const { t } = useTranslation()
  const language = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const before = useReview((state) => state.before)
  const [kept, setKept] = useState<readonly KeptReview[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const refresh = () => readKeptReviews().then(setKept)
  useEffect(() => void readKeptReviews().then(setKept), [])

  const bring = async ([file]: readonly File[]) => {
    if (!file) return
    setProblem(null)
    try {
      for (const review of parseSavedReviews(await file.text())) {
        const date = review.date || new Date(file.lastModified).toISOString()
        await keepReview({ ...review, date, id: toKeptId() })
      }
    } catch (error) {
      setProblem(toProblem(error))
    }
    await refresh()
  }
  const toDay = useReviewDay()

  return (
    <section data-review="kept">
      <h3 className={styles.heading}>{t('review.kept')}</h3>
      {kept.length > 0 && (
        <ul className={styles.kept}>
          {kept.map((review) => {
            const { errors, warnings, accepted } = toStanding(review)
            const { file } = review.verdict
            return (
              <li key={review.id}>
                <span>
                  {t('review.keptOne', {
                    file,
                    date: toDay(review.date),
                    errors: formatNumber(errors, language),
                    warnings: formatNumber(warnings, language),
                    accepted: formatNumber(accepted, language),
                  })}
                </span>
                {review.work && (
                  <Button size="small" onClick={() => void resumeReview(review)}>
                    {t('review.resume')}
                  </Button>
                )}
                <Button
                  size="small"
                  aria-pressed={before?.id === review.id}
                  onClick={() =>
                    useReview.setState({ before: before?.id === review.id ? null : review })
                  }
                >
                  {t('review.compareWith')}
                </Button>
                <IconButton
                  label={t('review.saveOne', { file })}
                  onClick={() => saveReviews([review])}
                >
                  <Download size={17} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('review.forget', { file })}
                  onClick={async () => {
                    await forgetReview(review.id)
                    await refresh()
                  }}
                >
                  <Trash2 size={17} aria-hidden />
                </IconButton>
              </li>
            )
          })}
        </ul>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {toSentence(problem, language)}
        </p>
      )}
      <p className={styles.buttons}>
        {kept.length > 1 && (
          <Button size="small" onClick={() => saveReviews(kept)}>
            {t('review.saveAll', { count: kept.length })}
          </Button>
        )}
        <Button size="small" onClick={() => input.current?.click()}>
          {t('review.bring')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          data-review="saved-review"
          onChange={({ target }) => {
            void bring([...(target.files ?? [])])
            // The same file may come again.
            target.value = ''
          }}
        />
      </p>
    </section>
  )
}
