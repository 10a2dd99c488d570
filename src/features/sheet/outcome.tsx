import { CircleCheck, Copy, Save } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toFileStem } from '../../formats/contract/file-stem.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { SheetSpec } from '../../sheets/sheet-spec.ts'
import { useCopy } from '../../shell/use-copy.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import form from '../../ui/form.module.css'
import { formatNumber } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import type { MeasuredSheet, WrittenSheet } from '../../workers/sheet-protocol.ts'
import styles from './sheet-panel.module.css'

/** The sheet that was made, with what is known of its file. */
export function Outcome({
  sheet,
  spec,
  onAgain,
}: {
  readonly sheet: WrittenSheet
  readonly spec: SheetSpec
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { copyFile, said } = useCopy()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { file, format } = sheet
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  const only = sheet.format === 'pdf' && sheet.sheets.length === 1 ? sheet.sheets[0]! : null
  const name = `${toFileStem(only?.title ?? spec.title)}.${format}`
  return (
    <div className={styles.outcome}>
      <h3 ref={heading} tabIndex={-1}>
        <CircleCheck size={17} aria-hidden /> {t('sheet.ready', { file: name })}
      </h3>
      <div className={form.buttons}>
        <LinkButton kind="primary" href={url} download={name}>
          <Save size={16} aria-hidden /> {t('sheet.save')}
        </LinkButton>
        {format === 'png' && (
          <Button onClick={() => void copyFile(file)}>
            <Copy size={16} aria-hidden /> {t('sheet.copy')}
          </Button>
        )}
        <Button onClick={onAgain}>{t('sheet.again')}</Button>
      </div>
      <p role="status" className={form.note}>
        {said}
      </p>
      {format === 'pdf' && <h4>{t('sheet.measured')}</h4>}
      <ul className={styles.measured}>
        {only && <Measured sheet={only} />}
        {format === 'pdf' && !only && <MeasuredBook sheets={sheet.sheets} />}
        {format !== 'pdf' && <PictureFacts sheet={sheet} />}
        <li>{t('sheet.measuredSize', { bytes: formatSize(file.size, language) })}</li>
      </ul>
    </div>
  )
}

function useDigits() {
  const language = useLanguage()
  return (value: number, count: number) =>
    formatNumber(value, language, {
      minimumFractionDigits: count,
      maximumFractionDigits: count,
    })
}

/** What was measured in a PDF of one sheet. */
function Measured({
  sheet: {
    scale,
    receipt: { page, pages, bar, scaleError, map, layers },
  },
}: {
  readonly sheet: MeasuredSheet
}) {
  const { t } = useTranslation()
  const digits = useDigits()
  const [west, south, east, north] = (map?.neatline ?? [0, 0, 0, 0]).map((side) => digits(side, 0))
  return (
    <>
      <li>
        {t('sheet.measuredPage', {
          width: digits(page[0], 1),
          height: digits(page[1], 1),
          pages: t('sheet.pages', { count: pages }),
        })}
      </li>
      <li>
        {t('sheet.measuredScale', {
          scale: digits(scale, 0),
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
    </>
  )
}

/** What was measured in a PDF of several sheets. */
function MeasuredBook({ sheets }: { readonly sheets: readonly MeasuredSheet[] }) {
  const { t } = useTranslation()
  const digits = useDigits()
  const receipts = sheets.map(({ receipt }) => receipt)
  const scales = sheets.map(({ scale }) => scale)
  const [width, height] = receipts[0]!.page.map((side) => digits(side, 1))
  const error = Math.max(...receipts.map(({ scaleError }) => Math.abs(scaleError)))
  const pages = receipts.reduce((sum, receipt) => sum + receipt.pages, 0)
  return (
    <>
      <li>
        {t('sheet.measuredBook', { count: sheets.length, pages: digits(pages, 0), width, height })}
      </li>
      <li>
        {t('sheet.measuredScales', {
          largest: digits(Math.min(...scales), 0),
          smallest: digits(Math.max(...scales), 0),
          percent: digits(Math.max(0.001, error * 100), 3),
        })}
      </li>
      <li>
        {t('sheet.measuredPlaces', {
          count: digits(receipts.filter(({ map }) => map !== null).length, 0),
          total: digits(receipts.length, 0),
        })}
      </li>
    </>
  )
}

function PictureFacts({
  sheet,
}: {
  readonly sheet: Extract<WrittenSheet, { format: 'png' | 'svg' }>
}) {
  const { t } = useTranslation()
  const digits = useDigits()
  if (sheet.format === 'svg') {
    const [width, height] = sheet.millimeters.map((side) => digits(side, 1))
    return <li>{t('sheet.svgSize', { width, height })}</li>
  }
  const [width, height] = sheet.pixels.map((side) => digits(side, 0))
  return <li>{t('sheet.pngSize', { width, height, dpi: digits(sheet.dpi, 0) })}</li>
}
