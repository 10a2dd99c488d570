import { ArrowLeft, ArrowRight, List } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Tour, type TourStep, toParagraphs, toTourPath } from '../../catalog/tour.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { ExternalLink } from '../../ui/external-link.tsx'
import { hasReaderActed } from '../../ui/use-return-focus.ts'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './tours-panel.module.css'

/** A step in words, with the ways on and back; the left and right arrow keys go them, too. */
export function StepView({
  tour: { id, steps },
  step,
  number,
  onStep,
  onList,
}: {
  readonly tour: Tour
  readonly step: TourStep
  readonly number: number
  readonly onStep: (number: number) => void
  readonly onList: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  const isLast = number === steps.length
  const paragraphs = toParagraphs(
    step,
    (words) => textIn(words, language),
    (value) => formatNumber(value, language),
  )
  // Who hears the page is told of the step that has come; who sees it reads on from its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each step anew
  useEffect(() => {
    if (hasReaderActed()) heading.current?.focus()
  }, [id, number])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys only do what its buttons do
    <div
      className={styles.step}
      onKeyDown={({ key, target }) => {
        if (target instanceof HTMLInputElement) return
        if (key === 'ArrowRight' && !isLast) onStep(number + 1)
        if (key === 'ArrowLeft' && number > 1) onStep(number - 1)
      }}
    >
      <p className={styles.count}>{t('tours.stepOf', { number, count: steps.length })}</p>
      <h3 ref={heading} tabIndex={-1} className={styles.title}>
        {textIn(step.title, language)}
      </h3>
      {paragraphs.map((paragraph) => (
        <p key={paragraph} className={styles.words}>
          {paragraph}
        </p>
      ))}
      {step.links.length > 0 && (
        <ul className={styles.links}>
          {step.links.map(({ title, url }) => (
            <li key={url}>
              <ExternalLink href={url}>{textIn(title, language)}</ExternalLink>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.ways}>
        {number > 1 && (
          <Button onClick={() => onStep(number - 1)}>
            <ArrowLeft size={16} aria-hidden /> {t('tours.back')}
          </Button>
        )}
        {!isLast && (
          <Button kind="primary" onClick={() => onStep(number + 1)}>
            {t('tours.next')} <ArrowRight size={16} aria-hidden />
          </Button>
        )}
        <Button kind={isLast ? 'primary' : 'plain'} onClick={onList}>
          <List size={16} aria-hidden /> {t('tours.all')}
        </Button>
      </div>
      <p className={styles.page}>
        <a href={new URL(toTourPath(id, language), document.baseURI).href}>{t('tours.page')}</a>
      </p>
    </div>
  )
}
