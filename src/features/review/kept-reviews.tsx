import { Download, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { forgetReview, hasKeptReviews } from '../../reviewing/kept-review.ts'
import type { Problem, ShownReview } from '../../reviewing/protocol.ts'
import { saveBlob } from '../../shell/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { formatNumber } from '../../words/format.ts'
import { toProblem } from '../../workers/review-client.ts'
import styles from './review-panel.module.css'
import { askAside, resumeReview, useReview } from './session.ts'
import { useReviewDay } from './use-review-day.ts'

/** The reviews that were made on this device or brought to it: each can be saved, and the next delivery held to it. */
export function KeptReviews() {
  const { t } = useTranslation()
  const language = useLanguage()
  const input = useRef<HTMLInputElement>(null)
  const before = useReview((state) => state.before)
  const [kept, setKept] = useState<readonly ShownReview[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = useCallback(async (work: () => Promise<void>) => {
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(toProblem(error))
    }
  }, [])
  const refresh = useCallback(async () => {
    const has = await hasKeptReviews()
    setKept(has ? await askAside(({ call }) => call('kept', undefined)) : [])
  }, [])
  useEffect(() => void attempt(refresh), [attempt, refresh])

  const bring = async ([file]: readonly File[]) => {
    if (!file) return
    // Of a file of several some may have been taken before one could not be.
    await askAside(({ call }) => call('bring', { file })).finally(refresh)
  }
  const save = async (reviews: readonly ShownReview[]) => {
    const ids = reviews.map(({ id }) => id)
    const file = await askAside(({ call }) => call('saveKept', { ids }))
    saveBlob(file, file.name)
  }
  const toDay = useReviewDay()

  return (
    <section data-review="kept">
      <h3 className={styles.heading}>{t('review.kept')}</h3>
      {kept.length > 0 && (
        <ul className={styles.kept}>
          {kept.map((review) => {
            const { file, standing } = review
            const { errors, warnings, accepted } = standing
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
                  <Button size="small" onClick={() => void resumeReview(review, kept)}>
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
                  onClick={() => void attempt(() => save([review]))}
                >
                  <Download size={17} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('review.forget', { file })}
                  onClick={() =>
                    void attempt(async () => {
                      await forgetReview(review.id)
                      await refresh()
                    })
                  }
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
          <Button size="small" onClick={() => void attempt(() => save(kept))}>
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
            const files = [...(target.files ?? [])]
            void attempt(() => bring(files))
            // The same file may come again.
            target.value = ''
          }}
        />
      </p>
    </section>
  )
}
