import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LayerFacts, LayerReview } from '../../importing/protocol.ts'
import { useSafeBalloon } from '../../shell/use-safe-balloon.ts'
import { ExternalLink } from '../../ui/external-link.tsx'
import styles from './layer-card.module.css'

/** What a KML file holds beside features: folders, overlays, links and balloons, none of it dropped unsaid. */
export function KmlExtrasList({
  kml,
  balloon,
}: {
  readonly kml: NonNullable<LayerFacts['kml']>
  readonly balloon: LayerReview['balloon']
}) {
  const { t } = useTranslation()
  return (
    <>
      <Listed label={t('import.folders', { count: kml.folderCount })} count={kml.folderCount}>
        {kml.folders.map((folder) => (
          <li key={folder}>{folder}</li>
        ))}
      </Listed>
      <Listed label={t('import.overlays', { count: kml.overlayCount })} count={kml.overlayCount}>
        {kml.overlays.map(({ kind, name, href, notDrawn }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may list one overlay twice
          <li key={index}>
            {name || t('import.unnamed')} ({t(`import.overlayKinds.${kind}`)})
            {href && <span className={styles.address}>{href}</span>}
            {notDrawn && <span>{t(`import.overlayFaults.${notDrawn}`)}</span>}
          </li>
        ))}
      </Listed>
      <Listed
        label={t('import.links', { count: kml.networkLinkCount })}
        count={kml.networkLinkCount}
      >
        {kml.networkLinks.map(({ name, href, hasRegion }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may list one link twice
          <li key={index}>
            {name || t('import.unnamed')}
            {hasRegion && ` (${t('import.linkRegion')})`}
            <span className={styles.address}>{href}</span>
          </li>
        ))}
      </Listed>
      {balloon && <Balloon balloon={balloon} />}
    </>
  )
}

function Listed({
  label,
  count,
  children,
}: {
  readonly label: string
  readonly count: number
  readonly children: ReactNode
}) {
  if (count === 0) return null
  return (
    <details className={styles.more}>
      <summary>{label}</summary>
      <ul className={styles.listed}>{children}</ul>
    </details>
  )
}

function Balloon({ balloon }: { readonly balloon: NonNullable<LayerReview['balloon']> }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const safe = useSafeBalloon(isOpen ? balloon.html : null)
  return (
    <details
      className={styles.more}
      data-balloon
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        {balloon.title ? t('import.balloon', { name: balloon.title }) : t('import.balloonFirst')}
      </summary>
      {safe && (
        <div
          className={styles.balloon}
          data-balloon-text
          // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by DOMPurify just before
          dangerouslySetInnerHTML={{ __html: safe.html }}
        />
      )}
      {safe && safe.images.length > 0 && (
        <>
          <p>{t('import.balloonImages', { count: safe.images.length })}</p>
          <ul className={styles.listed}>
            {safe.images.map((address) => (
              <li key={address}>
                <ExternalLink href={address}>{address}</ExternalLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}
