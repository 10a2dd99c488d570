import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CrsAnswer } from '../../exporting/protocol.ts'
import { CRS_NAMES } from '../../geo/crs-names.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Field } from '../../ui/field.tsx'
import { type ExportDraft, WGS84_FORMATS } from './export-draft.ts'
import styles from './export-panel.module.css'
import type { PartProps } from './part-props.ts'

const CHOICES = [...CRS_NAMES, 'other'] as const

/** The coordinate reference system of the file, by name, code or definition. */
export function CrsFields({ draft, change, client }: PartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const isFixed = WGS84_FORMATS.has(draft.format)
  const answer = useCrs(draft, isFixed, client)
  const isMissing = draft.crs === 'other' && draft.crsText.trim() === ''
  return (
    <div className={styles.group}>
      <Field label={t('export.crs.label')} help={isFixed ? t('export.crs.fixed') : undefined}>
        {(control) => (
          <select
            {...control}
            value={isFixed ? 'wgs84' : draft.crs}
            disabled={isFixed}
            onChange={({ target }) => change({ crs: target.value as ExportDraft['crs'] })}
          >
            {CHOICES.map((crs) => (
              <option key={crs} value={crs}>
                {t(`export.crs.${crs}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {!isFixed && draft.crs === 'other' && (
        <Field
          label={t('export.crs.text')}
          isAnswering
          help={
            isMissing
              ? t('export.crs.missing')
              : answer?.ok && t('export.crs.found', { name: answer.name })
          }
          error={answer?.ok === false && toSentence(answer.problem, language)}
        >
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={20_000}
              spellCheck={false}
              value={draft.crsText}
              onChange={({ target }) => change({ crsText: target.value })}
            />
          )}
        </Field>
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
