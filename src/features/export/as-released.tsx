import { Copy, Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fullFileOf } from '../../catalog/layer-files.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { formatNumber } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import styles from './export-panel.module.css'

/** The published file itself, with what it takes to know that it came whole. */
export function AsReleased({ entry }: { readonly entry: CatalogLayer }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { copy, said } = useCopy()
  const file = fullFileOf(entry) ?? entry.files[0]!
  return (
    <section className={styles.released} aria-labelledby="released-title">
      <h3 id="released-title" className={styles.part}>
        {t('export.released.title')}
      </h3>
      <p>
        {t('export.released.text', {
          bytes: formatSize(file.bytes, language),
          features: formatNumber(file.featureCount, language),
        })}
      </p>
      <p>
        <LinkButton href={new URL(file.path, layersUrl()).href} download={file.path}>
          <Download size={16} aria-hidden /> {t('export.released.download', { file: file.path })}
        </LinkButton>
      </p>
      <details>
        <summary>{t('export.released.checksum')}</summary>
        <p className={styles.checksum}>
          <code>{file.sha256}</code>
          <Button onClick={() => copy(file.sha256)}>
            <Copy size={15} aria-hidden /> {t('export.released.copyChecksum')}
          </Button>
        </p>
        <p role="status">{said}</p>
      </details>
    </section>
  )
}
