import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import {
  FIXED_SCALES,
  LEAST_DPI,
  MOST_DPI,
  ORIENTATIONS,
  PAPER_NAMES,
  type Paper,
  pageSize,
} from '../../sheets/paper.ts'
import { INSET_NAMES } from '../../sheets/sheet-spec.ts'
import { LEAST_SCALE, MOST_SCALE, type SheetTemplate } from '../../sheets/template.ts'
import { LanguageSelect } from '../../shell/language-select.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Segmented } from '../../ui/segmented.tsx'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { loadTemplates } from './load-templates.ts'
import { dpiOf, type SheetDraft, scaleOf } from './sheet-draft.ts'

interface DraftProps {
  readonly draft: SheetDraft
  readonly change: (changes: Partial<SheetDraft>) => void
}

/** The sheets made ready. */
export function Templates({
  chosen,
  onChoose,
}: {
  readonly chosen: string
  readonly onChoose: (template: SheetTemplate | null) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [templates, setTemplates] = useState<readonly SheetTemplate[] | 'failed'>([])
  useEffect(() => {
    loadTemplates().then(setTemplates, () => setTemplates('failed'))
  }, [])
  if (templates === 'failed') return <p className={form.fault}>{t('sheet.templatesFailed')}</p>
  return (
    <Field label={t('sheet.start')}>
      {(control) => (
        <select
          {...control}
          value={chosen}
          onChange={({ target }) =>
            onChoose(templates.find(({ id }) => id === target.value) ?? null)
          }
        >
          <option value="">{t('sheet.fromMap')}</option>
          {templates.map(({ id, title }) => (
            <option key={id} value={id}>
              {textIn(title, language)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** How fine a PNG is. */
export function Dots({ draft, change }: DraftProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const dpi = dpiOf(draft)
  const { width, height } = pageSize(draft.paper, draft.orientation)
  const pixels = (points: number) => formatNumber(Math.round((points / 72) * (dpi ?? 0)), language)
  return (
    <Field
      label={t('sheet.dpi')}
      error={dpi === null && t('sheet.dpiError', { least: LEAST_DPI, most: MOST_DPI })}
      help={dpi !== null && t('sheet.dpiHint', { width: pixels(width), height: pixels(height) })}
    >
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          maxLength={4}
          value={draft.dpi}
          onChange={({ target }) => change({ dpi: target.value })}
        />
      )}
    </Field>
  )
}

/** What stands on a sheet, and how large it is. */
export function Fields({ draft, change }: DraftProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const isBook = draft.book !== null && draft.format === 'pdf'
  return (
    <>
      {!isBook && <Titles draft={draft} change={change} />}
      {isBook && draft.book?.keys?.size !== 1 && (
        <TitleField label={t('sheet.book.bookTitle')} draft={draft} change={change} />
      )}
      <div className={form.pair}>
        <Field label={t('sheet.paper')}>
          {(control) => (
            <select
              {...control}
              value={draft.paper}
              onChange={({ target }) => change({ paper: target.value as Paper })}
            >
              {PAPER_NAMES.map((paper) => (
                <option key={paper} value={paper}>
                  {t(`sheet.papers.${paper}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Segmented
          label={t('sheet.orientation')}
          value={draft.orientation}
          onChange={(orientation) => change({ orientation })}
          options={ORIENTATIONS.map((value) => ({ value, label: t(`sheet.${value}`) }))}
        />
      </div>
      {!isBook && <Scale draft={draft} change={change} />}
      <LanguageSelect
        label={t('sheet.language')}
        value={draft.language ?? language}
        onChange={(chosen) => change({ language: chosen })}
      />
      <fieldset className={form.group}>
        <legend>{t('sheet.shown')}</legend>
        <Choice
          type="checkbox"
          checked={draft.graticule}
          onChange={({ target }) => change({ graticule: target.checked })}
        >
          {t('sheet.graticule')}
        </Choice>
        <Choice
          type="checkbox"
          checked={draft.names}
          onChange={({ target }) => change({ names: target.checked })}
        >
          {t('sheet.names')}
        </Choice>
        {(isBook ? [] : INSET_NAMES).map((name) => (
          <Choice
            key={name}
            type="checkbox"
            checked={draft.insets.includes(name)}
            onChange={({ target }) =>
              change({
                insets: INSET_NAMES.filter((other) =>
                  other === name ? target.checked : draft.insets.includes(other),
                ),
              })
            }
          >
            {t(`sheet.${name}`)}
          </Choice>
        ))}
        <Choice
          type="checkbox"
          checked={draft.hasLogos}
          onChange={({ target }) => change({ hasLogos: target.checked })}
        >
          {t('sheet.logos')}
        </Choice>
        <Choice
          type="checkbox"
          checked={draft.hasCode}
          onChange={({ target }) => change({ hasCode: target.checked })}
        >
          {t('sheet.qr')}
        </Choice>
        {draft.format === 'pdf' && (
          <Choice
            type="checkbox"
            checked={draft.hasAttachments}
            onChange={({ target }) => change({ hasAttachments: target.checked })}
          >
            {t('sheet.attachments')}
          </Choice>
        )}
      </fieldset>
    </>
  )
}

function TitleField({ label, draft, change }: DraftProps & { readonly label: string }) {
  const { t } = useTranslation()
  return (
    <Field label={label} error={draft.title.trim() === '' && t('sheet.nameError')}>
      {(control) => (
        <input
          {...control}
          value={draft.title}
          maxLength={160}
          onChange={({ target }) => change({ title: target.value })}
        />
      )}
    </Field>
  )
}

function Titles({ draft, change }: DraftProps) {
  const { t } = useTranslation()
  return (
    <>
      <TitleField label={t('sheet.name')} draft={draft} change={change} />
      <Field label={t('sheet.subtitle')}>
        {(control) => (
          <input
            {...control}
            value={draft.subtitle}
            maxLength={240}
            onChange={({ target }) => change({ subtitle: target.value })}
          />
        )}
      </Field>
    </>
  )
}

function Scale({ draft, change }: DraftProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const scaleText = (scale: number) => formatNumber(scale, language)
  const scaleError =
    scaleOf(draft) === null &&
    t('sheet.scaleError', { least: scaleText(LEAST_SCALE), most: scaleText(MOST_SCALE) })
  return (
    <div className={form.pair}>
      <Field label={t('sheet.scale')}>
        {(control) => (
          <select
            {...control}
            value={draft.scale ?? ''}
            onChange={({ target }) =>
              change({ scale: target.value === '' ? null : Number(target.value) })
            }
          >
            {FIXED_SCALES.map((scale) => (
              <option key={scale} value={scale}>
                {t('sheet.scaleOf', { scale: scaleText(scale) })}
              </option>
            ))}
            <option value="">{t('sheet.otherScale')}</option>
          </select>
        )}
      </Field>
      {draft.scale === null && (
        <Field label={t('sheet.scaleNumber')} error={scaleError}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={16}
              value={draft.typedScale}
              onChange={({ target }) => change({ typedScale: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}
