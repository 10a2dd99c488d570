import type { TFunction } from 'i18next'
import type { DeviceLayer } from '../../catalog/device-layer.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import type { LayerReport } from '../../importing/protocol.ts'
import type { Language } from '../../model/schema.ts'
import { formatDay } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import { textIn } from '../../words/text-in.ts'
import {
  toCrsText,
  toEncodingText,
  toExtentText,
  toFeaturesText,
  toFormatName,
  toGeometryText,
} from './facts.ts'

const formatMoment = (iso: string, language: Language): string =>
  formatDay(new Date(iso), language, { dateStyle: 'long', timeStyle: 'short' })

/** Where a layer came from and what was found in it: what there is to say, a line each. */
export function toReportFacts(
  { origin }: DeviceLayer,
  { facts }: LayerReport,
  t: TFunction,
  language: Language,
): readonly (readonly [label: string, text: string])[] {
  const lines: readonly (readonly [string, string | null])[] = [
    ['file', origin.name],
    ['size', formatSize(origin.bytes, language)],
    ['modified', origin.modified && formatMoment(origin.modified, language)],
    ['address', origin.url],
    ['checksum', origin.sha256],
    ['imported', formatMoment(origin.imported, language)],
    ['format', toFormatName(facts.format)],
    ['features', toFeaturesText(facts, t, language)],
    ['geometry', toGeometryText(facts, t)],
    ['crs', toCrsText(facts, t)],
    ['encoding', toEncodingText(facts, t)],
    ['extent', toExtentText(facts, language)],
  ]
  return lines.flatMap(([key, text]) => (text ? [[t(`import.fact.${key}`), text] as const] : []))
}

/** The report as text in the reader's language. */
export function toReportText(
  layer: DeviceLayer,
  report: LayerReport,
  t: TFunction,
  language: Language,
): string {
  const title = t('import.reportTitle', { layer: textIn(layer.title, language) })
  const { facts } = report
  const warnings = [...facts.warnings, ...report.warnings]
  const lines = [
    title,
    '='.repeat(title.length),
    '',
    ...toReportFacts(layer, report, t, language).map(([label, text]) => `${label}: ${text}`),
    '',
    t('import.reportRemarks'),
    ...(warnings.length === 0
      ? [`- ${t('import.noWarnings')}`]
      : warnings.map((warning) => `- ${toSentence(warning, language)}`)),
    '',
    t('import.fields', { count: facts.fields.length }),
    ...facts.fields.map(({ name, type }) => `- ${name}: ${t(`import.types.${type}`)}`),
  ]
  const { kml } = facts
  if (kml && kml.overlayCount > 0) {
    lines.push('', t('import.overlays', { count: kml.overlayCount }))
    lines.push(
      ...kml.overlays.map(({ name, href, notDrawn }) =>
        ['-', name, href, notDrawn && t(`import.overlayFaults.${notDrawn}`)]
          .filter((part) => part)
          .join(' '),
      ),
    )
  }
  if (kml && kml.networkLinkCount > 0) {
    lines.push('', t('import.links', { count: kml.networkLinkCount }))
    lines.push(...kml.networkLinks.map(({ name, href }) => `- ${name} ${href}`.trimEnd()))
  }
  return `${lines.join('\n')}\n`
}

/** The report as data, each remark with its sentence in the reader's language beside its code. */
export function toReportJson(
  { title, origin }: DeviceLayer,
  { facts, warnings }: LayerReport,
  language: Language,
): string {
  const told = [...facts.warnings, ...warnings].map((warning) => ({
    ...warning,
    sentence: toSentence(warning, language),
  }))
  const report = { layer: textIn(title, language), language, origin, ...facts, warnings: told }
  return `${JSON.stringify(report, null, 2)}\n`
}
