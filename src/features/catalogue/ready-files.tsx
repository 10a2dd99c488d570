import { useTranslation } from 'react-i18next'
import { DOWNLOAD_NAMES, type Download } from '../../catalog/downloads.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { formatSize } from '../../words/format-size.ts'
import styles from './ready-files.module.css'

/** The ready-made files of a layer, each with its size and checksum. */
export function ReadyFiles({
  title,
  downloads,
}: {
  readonly title: string
  readonly downloads: readonly Download[]
}) {
  const { t } = useTranslation()
  return (
    <ReadyDetails label={t('catalogue.files')} of={title}>
      {downloads.map((download) => (
        <ReadyFile key={download.path} name={DOWNLOAD_NAMES[download.format]} {...download} />
      ))}
    </ReadyDetails>
  )
}

export function ReadyDetails({
  label,
  of,
  children,
}: {
  readonly label: string
  /** What the files are of, for who hears the label alone. */
  readonly of?: string
  readonly children: React.ReactNode
}) {
  return (
    <details className={styles.files}>
      <summary>
        {label}
        {of && <span className="visually-hidden">: {of}</span>}
      </summary>
      <ul>{children}</ul>
    </details>
  )
}

export function ReadyFile({
  name,
  path,
  bytes,
  sha256,
}: Pick<Download, 'path' | 'bytes' | 'sha256'> & { readonly name: string }) {
  const language = useLanguage()
  return (
    <li>
      <a href={path} download>
        {name}
      </a>{' '}
      <span>{formatSize(bytes, language)}</span> <code>SHA-256 {sha256}</code>
    </li>
  )
}
