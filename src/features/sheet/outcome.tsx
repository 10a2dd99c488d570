import { CircleCheck, Save } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toFileStem } from '../../formats/contract/file-stem.ts'
import { formatNumber } from '../../i18n/format.ts'
import { formatSize } from '../../i18n/format-size.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { SheetSpec } from '../../sheets/sheet-spec.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import type { WrittenSheet } from '../../workers/sheet-protocol.ts'
import styles from './sheet-panel.module.css'

/** The sheet that was made, with what was measured in it. */
export function Outcome({
  sheet: { file, receipt },
  spec,
  onAgain,
}: {
  readonly sheet: WrittenSheet
  readonly spec: SheetSpec
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  const name = `${toFileStem(spec.title)}.pdf`
  const digits = (value: number, count: number) =>
    formatNumber(value, language, {
      minimumFractionDigits: count,
      maximumFractionDigits: count,
    })
  const { page, pages, bar, scaleError, map, layers } = receipt
  const [west, south, east, north] = (map?.neatline ?? [0, 0, 0, 0]).map((side) => digits(side, 0))
  return (
    <div className={styles.outcome}>
      <h3 ref={heading} tabIndex={-1}>
        <CircleCheck size={17} aria-hidden /> {t('sheet.ready', { file: name })}
      </h3>
      <div className={styles.buttons}>
        <LinkButton kind="primary" href={url} download={name}>
          <Save size={16} aria-hidden /> {t('sheet.save')}
        </LinkButton>
        <Button onClick={onAgain}>{t('sheet.again')}</Button>
      </div>
      <h4>{t('sheet.measured')}</h4>
      <ul className={styles.measured}>
        <li>
          {t('sheet.measuredPage', {
            width: digits(page[0], 1),
            height: digits(page[1], 1),
            pages: t('sheet.pages', { count: pages }),
          })}
        </li>
        <li>
          {t('sheet.measuredScale', {
            scale: digits(spec.view.scale, 0),
            percent: digits(Math.max(0.001, Math.abs(scaleError) * 100), 3),
            kilometers: digits(bar.kilometers, 0),
            millimeters: digits(bar.millimeters, 2),
          })}
        </li>
        <li>
          {map
            ? t('sheet.measuredMap', { crs: map.crs, west, south, east, north })
            : t('sheet.measuredNoMap')}
        </li>
        <li>{t('sheet.measuredLayers', { count: layers.length })}</li>
        <li>{t('sheet.measuredSize', { bytes: formatSize(file.size, language) })}</li>
      </ul>
    </div>
  )
}
