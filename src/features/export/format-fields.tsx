import { useId } from 'react'
import { useTranslation } from 'react-i18next'
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
          <div key={format}>
            <label className={styles.choice}>
              <input
                type="radio"
                name={name}
                value={format}
                checked={draft.format === format}
                aria-describedby={`${name}-${format}`}
                onChange={() => change({ format })}
              />
              <span>{t(`export.formats.${format}.name`)}</span>
            </label>
            <p
              id={`${name}-${format}`}
              className={styles.hint}
              data-indented
              hidden={draft.format !== format}
            >
              {t(`export.formats.${format}.hint`)}
            </p>
          </div>
        ))}
      </fieldset>
      {draft.format === 'csv' && (
        <fieldset className={styles.group}>
          <legend>{t('export.csvGeometry.label')}</legend>
          {(['lon-lat', 'wkt'] as const).map((csvGeometry) => (
            <label key={csvGeometry} className={styles.choice}>
              <input
                type="radio"
                name={`${name}-csv`}
                checked={draft.csvGeometry === csvGeometry}
                onChange={() => change({ csvGeometry })}
              />
              <span>{t(`export.csvGeometry.${csvGeometry}`)}</span>
            </label>
          ))}
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={draft.keepFormulas}
              onChange={({ target }) => change({ keepFormulas: target.checked })}
            />
            <span>{t('export.keepFormulas')}</span>
          </label>
        </fieldset>
      )}
      {draft.format === 'shapefile' && layer.byteLength > MAY_PASS_LIMIT_BYTES && (
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={draft.split}
            onChange={({ target }) => change({ split: target.checked })}
          />
          <span>{t('export.split')}</span>
        </label>
      )}
    </>
  )
}
