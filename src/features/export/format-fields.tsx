import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../ui/choice.tsx'
import { OFFERED_FORMATS } from './export-draft.ts'
import styles from './export-panel.module.css'
import type { PartProps } from './part-props.ts'

/** From a layer of so many bytes on, a part of its shapefile may pass 2 GB. */
const MAY_PASS_LIMIT_BYTES = 200_000_000

/** The formats, each with a word on who opens it and what it cannot hold. */
export function FormatFields({ draft, change, layer }: PartProps) {
  const { t } = useTranslation()
  const name = useId()
  return (
    <>
      <fieldset className={styles.group}>
        <legend>{t('export.format')}</legend>
        {OFFERED_FORMATS.map((format) => (
          <Choice
            key={format}
            type="radio"
            name={name}
            value={format}
            checked={draft.format === format}
            onChange={() => change({ format })}
            help={t(`export.formats.${format}.hint`)}
            isHelpForChosen
          >
            {t(`export.formats.${format}.name`)}
          </Choice>
        ))}
      </fieldset>
      {draft.format === 'csv' && (
        <fieldset className={styles.group}>
          <legend>{t('export.csvGeometry.label')}</legend>
          {(['lon-lat', 'wkt'] as const).map((csvGeometry) => (
            <Choice
              key={csvGeometry}
              type="radio"
              name={`${name}-csv`}
              checked={draft.csvGeometry === csvGeometry}
              onChange={() => change({ csvGeometry })}
            >
              {t(`export.csvGeometry.${csvGeometry}`)}
            </Choice>
          ))}
          <Choice
            type="checkbox"
            checked={draft.keepFormulas}
            onChange={({ target }) => change({ keepFormulas: target.checked })}
          >
            {t('export.keepFormulas')}
          </Choice>
        </fieldset>
      )}
      {draft.format === 'shapefile' && layer.byteLength > MAY_PASS_LIMIT_BYTES && (
        <Choice
          type="checkbox"
          checked={draft.split}
          onChange={({ target }) => change({ split: target.checked })}
        >
          {t('export.split')}
        </Choice>
      )}
    </>
  )
}
