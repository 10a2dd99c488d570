import { Copy, Save } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { saveText } from '../../shell/save-file.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { MOST_EDITIONS } from '../../state/editions.ts'
import { deviceLayersOnMap, useAtlas } from '../../state/store.ts'
import { toViewUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { textIn } from '../../words/text-in.ts'
import { toQrPath, toQrSvg } from './qr-code.ts'
import styles from './share-panel.module.css'

/** The address of the view, as text and as a QR code. */
export function LinkPart() {
  const { t } = useTranslation()
  const url = useAtlas((state) => toViewUrl(state))
  const { copy, said } = useCopy()
  const code = useMemo(() => toQrPath(url), [url])
  return (
    <div className={form.fields}>
      <Field label={t('share.address')}>
        {(control) => (
          <input {...control} readOnly value={url} onFocus={({ target }) => target.select()} />
        )}
      </Field>
      <p className={form.buttons}>
        <Button kind="primary" onClick={() => void copy(url)}>
          <Copy size={16} aria-hidden /> {t('share.copy')}
        </Button>
        <span role="status">{said}</span>
      </p>
      <OwnLayers />
      {code ? (
        <>
          <svg
            className={styles.code}
            viewBox={`0 0 ${code.side} ${code.side}`}
            role="img"
            aria-label={t('share.qr')}
          >
            <path d={code.path} />
          </svg>
          <p className={form.buttons}>
            <Button
              size="small"
              onClick={() => saveText(toQrSvg(code), 'atlas-qr.svg', 'image/svg+xml')}
            >
              <Save size={15} aria-hidden /> {t('share.saveQr')}
            </Button>
          </p>
        </>
      ) : (
        <p className={form.note}>{t('share.qrTooLong')}</p>
      )}
    </div>
  )
}

/** Which of the layers that are seen no address has. */
export function OwnLayers() {
  const { t } = useTranslation()
  const language = useLanguage()
  const layers = useAtlas((state) => state.layers)
  const comparison = useAtlas((state) => state.comparison)
  const catalog = useAtlas((state) => state.catalog)
  const onMap = deviceLayersOnMap({ layers, comparison, catalog })
  // An address has room for the first of the editions.
  const named = onMap.filter(({ origin }) => origin.editionOf).slice(0, MOST_EDITIONS)
  const own = onMap
    .filter((layer) => !named.includes(layer))
    .map(({ title }) => textIn(title, language))
  if (own.length === 0) return null
  return (
    <p className={form.note}>{t('share.own', { count: own.length, layers: own.join(', ') })}</p>
  )
}
