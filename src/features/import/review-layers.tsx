import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Problem, Warning } from '../../importing/protocol.ts'
import { useData } from '../../shell/shell.ts'
import { Button } from '../../ui/button.tsx'
import { LayerCard } from './layer-card.tsx'
import { Remarks } from './remarks.tsx'
import styles from './review-layers.module.css'
import { addChosenLayers, canBeAdded, cancelImport, type ReviewedLayer } from './session.ts'

/** Counts up to so many, a task for each: many cards at once would hold up the page. */
function useOneByOne(count: number): number {
  const [shown, setShown] = useState(1)
  useEffect(() => {
    if (shown >= count) return
    const timer = setTimeout(() => setShown(shown + 1))
    return () => clearTimeout(timer)
  }, [shown, count])
  return shown
}

/** What was found, layer by layer, before any of it is added. */
export function ReviewLayers({
  layers,
  warnings,
  land,
  problem,
}: {
  readonly layers: readonly ReviewedLayer[]
  readonly warnings: readonly Warning[]
  readonly land: string
  readonly problem: Problem | null
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const data = useData()
  const shown = useOneByOne(layers.length)
  const isBusy = layers.some((layer) => layer.isBusy)
  const count = layers.filter(({ isChosen, review }) => isChosen && canBeAdded(review)).length
  const isSure = !problem && layers.every((layer) => layer.isSure && layer.isChosen)
  useEffect(() => {
    if (isSure) void addChosenLayers(data)
  }, [isSure, data])
  return (
    <>
      <p role="status" className={styles.found}>
        {t('import.found', { count: layers.length })}
      </p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {t('import.addFailed')} {toSentence(problem, language)}
        </p>
      )}
      {warnings.length > 0 && (
        <section className={styles.files} aria-label={t('import.aboutFiles')}>
          <h3>{t('import.aboutFiles')}</h3>
          <Remarks warnings={warnings} />
        </section>
      )}
      <ul className={styles.list}>
        {layers.slice(0, shown).map((layer) => (
          <LayerCard
            key={layer.review.key}
            layer={layer}
            land={land}
            isOnly={layers.length === 1}
          />
        ))}
      </ul>
      <div className={styles.actions}>
        <Button onClick={cancelImport}>{t('import.cancel')}</Button>
        <Button
          kind="primary"
          disabled={count === 0 || isBusy}
          onClick={() => void addChosenLayers(data)}
        >
          {count === 0 ? t('import.addNone') : t('import.addLayers', { count })}
        </Button>
      </div>
    </>
  )
}
