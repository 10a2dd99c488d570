import { Copy, Download, FileText, Link, Quote, Table, ZoomIn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classOf } from '../../catalog/class-of.ts'
import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { toLanguage } from '../../catalog/in-language.ts'
import { nameFieldsOf, nameOf } from '../../catalog/name-of.ts'
import { toSymbolPicture } from '../../catalog/symbol-picture.ts'
import type { LayerLabels } from '../../catalog/symbology.ts'
import { isWebAddress } from '../../catalog/web-address.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { FieldValue, FieldValues } from '../../model/feature.ts'
import { readValue } from '../../model/field-value.ts'
import { DATA_LANGUAGES } from '../../model/schema.ts'
import { Picture } from '../../shell/picture.tsx'
import { useCopy } from '../../shell/use-copy.ts'
import { useSafeBalloon } from '../../shell/use-safe-balloon.ts'
import { askForExport } from '../../state/asked-export.ts'
import { askForSheet } from '../../state/asked-sheet.ts'
import { fitFeature } from '../../state/fit-feature.ts'
import { useAtlas } from '../../state/store.ts'
import { toPanelUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { ExternalLink } from '../../ui/external-link.tsx'
import { formatDay } from '../../words/format.ts'
import { formatSize } from '../../words/format-size.ts'
import { formatValue, type WordedField } from '../../words/format-value.ts'
import { factsOf } from '../../words/languages.ts'
import { textIn } from '../../words/text-in.ts'
import styles from './feature-card.module.css'
import { type FoundFeature, PANEL_ID } from './identified.ts'
import { toAskedExport } from './to-export.ts'

/** All that is known of one feature, and what can be done with it. */
export function FeatureCard({ feature }: { readonly feature: FoundFeature }) {
  const entry = useAtlas((state) => state.catalog.get(feature.layerId))
  return entry ? <Card entry={entry} feature={feature} /> : null
}

interface CardProps {
  readonly entry: LayerEntry
  readonly feature: FoundFeature
}

function Card({ entry, feature }: CardProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { properties } = feature
  const name = nameOf(entry, properties, language)
  const rows = useRows(entry, properties)
  const caveat = entry.limitations && textIn(entry.limitations, language)
  return (
    <article className={styles.card} aria-labelledby="identified-name">
      <div>
        <h3 id="identified-name" className={styles.name}>
          {name ?? t('identify.unnamed')}
        </h3>
        <p className={styles.layer}>{textIn(entry.title, language)}</p>
        <ClassOf entry={entry} properties={properties} />
      </div>
      <Values entry={entry} rows={rows} />
      <Deeds entry={entry} feature={feature} rows={rows} />
      {caveat && <p className={styles.caveat}>{caveat}</p>}
      <AboutData entry={entry} />
    </article>
  )
}

interface ValuesProps {
  readonly entry: LayerEntry
  readonly properties: FieldValues
}

/** The feature's class in the legend, with its symbol. */
function ClassOf({ entry, properties }: ValuesProps) {
  const language = useLanguage()
  const { symbology } = entry
  if (!symbology) return null
  const look = classOf(symbology, properties)
  if (!look) return null
  return (
    <p className={styles.class}>
      <Picture parts={toSymbolPicture(look.symbol, entry)} /> {textIn(look.label, language)}
    </p>
  )
}

/**
 * The values of the fields that the layer is known to have, and of those that it has besides; without those
 * by which the map chooses what it draws and names at a scale, which say nothing of the feature.
 */
function Values({ entry, rows }: Pick<CardProps, 'entry'> & { readonly rows: readonly Row[] }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <dl className={styles.values} aria-label={t('identify.values')}>
      {rows.map(({ name, title, value, text }) => (
        <div key={name}>
          <dt>{title}</dt>
          <dd>
            <Value value={value} text={text} canBeHtml={isDeviceLayer(entry)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface Row {
  readonly name: string
  readonly title: string
  readonly value: FieldValue
  readonly text: string
}

function useRows(
  { fields, symbology }: Pick<LayerEntry, 'fields' | 'symbology'>,
  properties: FieldValues,
): readonly Row[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const known = new Set(fields.map(({ name }) => name))
  const others = Object.keys(properties).filter((name) => !known.has(name))
  const toText = (value: FieldValue, field: WordedField | undefined): string => {
    if (value === null || value === '') return t('identify.none')
    const text = formatValue(value, field, language)
    if (text !== null) return text
    if (typeof value === 'object') return formatSize(value.byteLength, language)
    return t(value ? 'identify.true' : 'identify.false')
  }
  const toRow = (name: string, field?: WordedField): Row => {
    const value = readValue(properties, name)
    const title = field?.title ? textIn(field.title, language) : name
    return { name, title, value, text: toText(value, field) }
  }
  const { labels, minZoomField } = symbology ?? {}
  const names = labels ? toNameFields(labels) : []
  const own = names.length > 0 ? nameOf({ symbology, fields }, properties, language) : null
  // Without a name there is nothing to fold, and the empty fields are told.
  const folded = own === null ? [] : names.map(({ field }) => field)
  const elsewhere = new Map(
    names.flatMap(({ field, of }) => {
      const name = readValue(properties, field)
      return typeof name === 'string' && name !== '' && name !== own ? [[name, of] as const] : []
    }),
  )
  const inOthers = [...elsewhere].map(([name, of]) => (of ? `${name} (${of})` : name)).join(' · ')
  const leftOut = [minZoomField, labels?.priorityField, ...folded]
  const told = fields.filter(({ name }) => !leftOut.includes(name))
  return [
    ...(own === null ? [] : [toTextRow('name', t('identify.name'), own)]),
    ...(own !== null && inOthers ? [toTextRow('names', t('identify.otherNames'), inOthers)] : []),
    ...told.map((field) => toRow(field.name, field)),
    ...others.map((name) => toRow(name)),
  ]
}

const toTextRow = (name: string, title: string, text: string): Row => ({
  name,
  title,
  value: text,
  text,
})

/** The fields of a layer's names and what the language of each calls itself; none where all are one. */
function toNameFields({ fields, fallback }: LayerLabels) {
  if (fields.fr === fields.en && fields.es === fields.en) return []
  return [
    ...(fallback === undefined ? [] : [{ field: fallback, of: null }]),
    ...DATA_LANGUAGES.map((of) => ({ field: fields[of], of: factsOf(of).name })),
  ]
}

const HTML = /<[a-z][^>]*>/i

function Value({
  value,
  text,
  canBeHtml,
}: Pick<Row, 'value' | 'text'> & { readonly canBeHtml: boolean }) {
  if (canBeHtml && typeof value === 'string' && HTML.test(value)) return <Balloon html={value} />
  if (typeof value === 'string' && isWebAddress(value)) {
    return <ExternalLink href={value}>{value}</ExternalLink>
  }
  return text
}

/** HTML of a file that a reader brought, made safe. */
function Balloon({ html }: { readonly html: string }) {
  const { t } = useTranslation()
  const safe = useSafeBalloon(html)
  if (!safe) return null
  return (
    <>
      <div
        className={styles.balloon}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by DOMPurify just before
        dangerouslySetInnerHTML={{ __html: safe.html }}
      />
      {safe.images.length > 0 && (
        <p className={styles.layer}>{t('identify.images', { count: safe.images.length })}</p>
      )}
    </>
  )
}

function Deeds({ entry, feature, rows }: CardProps & { readonly rows: readonly Row[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { copy, said } = useCopy()
  const toCopied = () =>
    [
      textIn(entry.title, language),
      ...rows.map(({ title, text }) => t('app.labelled', { label: title, value: text })),
    ].join('\n')
  const toCitation = () =>
    t('identify.citation', {
      name: nameOf(entry, feature.properties, language) ?? t('identify.unnamed'),
      layer: textIn(entry.title, language),
      citation: entry.provenance && toLanguage(entry.provenance.citation, language),
      atlas: t('app.title'),
      url: toPanelUrl(useAtlas.getState(), PANEL_ID),
      day: formatDay(new Date(), language),
    })
  return (
    <div className={styles.deeds}>
      <Button size="small" onClick={() => fitFeature(feature.bbox)}>
        <ZoomIn size={16} aria-hidden /> {t('identify.zoom')}
      </Button>
      <Button size="small" onClick={() => void copy(toCopied())}>
        <Copy size={16} aria-hidden /> {t('identify.copyValues')}
      </Button>
      {!isDeviceLayer(entry) && (
        <Button size="small" onClick={() => void copy(toPanelUrl(useAtlas.getState(), PANEL_ID))}>
          <Link size={16} aria-hidden /> {t('identify.copyLink')}
        </Button>
      )}
      <Button size="small" onClick={() => useAtlas.getState().openPanel('table', entry.id)}>
        <Table size={16} aria-hidden /> {t('table.open')}
      </Button>
      <Button size="small" onClick={() => askForExport(toAskedExport(entry, feature))}>
        <Download size={16} aria-hidden /> {t('identify.exportOne')}
      </Button>
      {entry.geometryType?.endsWith('Polygon') && nameFieldsOf(entry).length > 0 && (
        <Button
          size="small"
          onClick={() => askForSheet({ layerId: feature.layerId, key: feature.key })}
        >
          <FileText size={16} aria-hidden /> {t('identify.sheet')}
        </Button>
      )}
      {entry.provenance && (
        <Button size="small" onClick={() => void copy(toCitation())}>
          <Quote size={16} aria-hidden /> {t('identify.cite')}
        </Button>
      )}
      <p role="status">{said}</p>
    </div>
  )
}

/** Where the data are from, of which day and edition. */
function AboutData({ entry }: { readonly entry: LayerEntry }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { provenance, origin, address } = { origin: undefined, ...entry }
  return (
    <section className={styles.about} aria-labelledby="identified-about">
      <h4 id="identified-about">{t('identify.about')}</h4>
      <dl className={styles.values}>
        {provenance && (
          <>
            <div>
              <dt>{t('identify.source')}</dt>
              <dd>
                {toLanguage(provenance.publisher, language)},{' '}
                {toLanguage(provenance.dataset, language)}
              </dd>
            </div>
            <div>
              <dt>{t('identify.edition')}</dt>
              <dd>{toLanguage(provenance.edition, language)}</dd>
            </div>
            <div>
              <dt>{t('identify.date')}</dt>
              <dd>{provenance.date}</dd>
            </div>
            <div>
              <dt>{t('identify.licence')}</dt>
              <dd>
                <ExternalLink href={provenance.licence.url}>
                  {toLanguage(provenance.licence.name, language)}
                </ExternalLink>
              </dd>
            </div>
          </>
        )}
        {origin && (
          <div>
            <dt>{t('identify.file')}</dt>
            <dd>{origin.name}</dd>
          </div>
        )}
      </dl>
      {address && (
        <p>
          <ExternalLink href={address}>{t('identify.publisherPage')}</ExternalLink>
        </p>
      )}
    </section>
  )
}
