import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CrsAnswer } from '../../exporting/protocol.ts'
import { CRS_NAMES } from '../../geo/crs-names.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { type ExportDraft, WGS84_FORMATS } from './export-draft.ts'
import styles from './export-panel.module.css'
import type { PartProps } from './part-props.ts'

const CHOICES = [...CRS_NAMES, 'other'] as const

/** The coordinate reference system of the file, by name, code or definition. */
export function CrsFields({ draft, change, client }: PartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const isFixed = WGS84_FORMATS.has(draft.format)
  const answer = useCrs(draft, isFixed, client)
  const isMissing = draft.crs === 'other' && draft.crsText.trim() === ''
  return (
    <div className={styles.group}>
      <label className={styles.legend} htmlFor={id}>
        {t('export.crs.label')}
      </label>
      <select
        id={id}
        className={styles.input}
        value={isFixed ? 'wgs84' : draft.crs}
        disabled={isFixed}
        aria-describedby={isFixed ? `${id}-fixed` : undefined}
        onChange={({ target }) => change({ crs: target.value as ExportDraft['crs'] })}
      >
        {CHOICES.map((crs) => (
          <option key={crs} value={crs}>
            {t(`export.crs.${crs}`)}
          </option>
        ))}
      </select>
      {isFixed && (
        <p id={`${id}-fixed`} className={styles.hint}>
          {t('export.crs.fixed')}
        </p>
      )}
      {!isFixed && draft.crs === 'other' && (
        <>
          <label className={styles.label} htmlFor={`${id}-text`}>
            {t('export.crs.text')}
          </label>
          <textarea
            id={`${id}-text`}
            className={styles.input}
            rows={3}
            maxLength={20_000}
            spellCheck={false}
            value={draft.crsText}
            aria-invalid={answer?.ok === false}
            aria-describedby={`${id}-answer`}
            onChange={({ target }) => change({ crsText: target.value })}
          />
          <p id={`${id}-answer`} className={styles.hint} role="status">
            {isMissing && t('export.crs.missing')}
            {answer?.ok && t('export.crs.found', { name: answer.name })}
            {answer?.ok === false && (
              <span className={styles.fault}>{toSentence(answer.problem, language)}</span>
            )}
          </p>
        </>
      )}
    </div>
  )
}

const SETTLE_MILLISECONDS = 300

/** How the text of another system is understood, a moment after it was typed. */
function useCrs(
  { crs, crsText }: ExportDraft,
  isFixed: boolean,
  client: PartProps['client'],
): CrsAnswer | null {
  const [answer, setAnswer] = useState<CrsAnswer | null>(null)
  const text = isFixed || crs !== 'other' ? '' : crsText.trim()
  useEffect(() => {
    setAnswer(null)
    if (text === '') return
    const controller = new AbortController()
    const timer = setTimeout(() => {
      client.call('crs', text, { signal: controller.signal }).then(setAnswer, () => undefined)
    }, SETTLE_MILLISECONDS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [text, client])
  return answer
}
