import {
  ArrowDown,
  ArrowUp,
  ChevronDown,
  CircleMinus,
  GripVertical,
  Scan,
  TriangleAlert,
} from 'lucide-react'
import { memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { toLanguage } from '../../catalog/in-language.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { GroupsNote } from '../../shell/legend/groups-note.tsx'
import { Legend, Swatch } from '../../shell/legend/legend.tsx'
import { Part } from '../../shell/part.tsx'
import { useLaunches, useShell } from '../../shell/shell.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { type LayerStatus, useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { ExternalLink } from '../../ui/external-link.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { formatNumber } from '../../words/format.ts'
import { textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'
import { FilterNote } from './filter-note.tsx'
import styles from './layer-row.module.css'
import type { Arranging } from './use-arranging.ts'

interface LayerRowProps {
  readonly layer: LayerView
  readonly entry: LayerEntry
  readonly place: number
  readonly count: number
  readonly arranging: Arranging
}

const READY: LayerStatus = { kind: 'ready' }

/** One layer in the list, with its legend and settings behind a disclosure; drawn anew where it changes itself. */
export const LayerRow = memo(function LayerRow(props: LayerRowProps) {
  const { layer, entry, place, arranging } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const status = useAtlas((state) => state.statuses.get(layer.id)) ?? READY
  const { setLayer } = useAtlas.getState()
  const [open, setOpen] = useState(false)
  const detailsId = useId()
  const title = textIn(entry.title, language)

  return (
    <li
      style={arranging.styleOf(place)}
      className={styles.row}
      data-layer={layer.id}
      data-place={place}
      data-dragging={arranging.isMoved(layer.id) || undefined}
      data-hidden={!layer.visible || undefined}
      data-status={status.kind}
    >
      <div className={styles.main}>
        <IconButton
          className={styles.handle}
          {...arranging.handleOf(layer.id)}
          aria-describedby="layers-drag-help"
          tabIndex={-1}
          data-control
          label={t('layers.reorder', { layer: title })}
        >
          <GripVertical size={16} aria-hidden />
        </IconButton>
        <label className={styles.name}>
          <input
            type="checkbox"
            data-control
            checked={layer.visible}
            onChange={(event) => setLayer(layer.id, { visible: event.target.checked })}
            aria-label={t('layers.show', { layer: title })}
          />
          <Swatch entry={entry} />
          <span className={styles.title}>
            {title}
            {(isDeviceLayer(entry) || entry.kept) && (
              <span className={styles.badge} data-device>
                {t('import.onDevice')}
              </span>
            )}
            {entry.badge && (
              <span className={styles.badge}>
                {wordsOf('vocabulary', language).badge[entry.badge]}
              </span>
            )}
          </span>
        </label>
        <IconButton
          className={styles.disclosure}
          tabIndex={-1}
          data-control
          label={t('layers.details', { layer: title })}
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown size={18} aria-hidden />
        </IconButton>
      </div>
      <FilterNote layer={layer} entry={entry} />
      {layer.visible && <GroupsNote entry={entry} />}
      {layer.visible && <Status id={layer.id} status={status} />}
      <div id={detailsId} hidden={!open}>
        {open && <Details {...props} />}
      </div>
    </li>
  )
})

function Status({ id, status }: { readonly id: string; readonly status: LayerStatus }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { retryLayer } = useAtlas.getState()
  if (status.kind === 'ready') return null
  if (status.kind === 'loading') {
    return (
      <p className={styles.loading}>
        <span className={styles.progress} style={{ width: `${(status.share ?? 0.25) * 100}%` }} />
      </p>
    )
  }
  return (
    <div className={styles.failed} role="alert">
      <TriangleAlert size={16} className={styles.warning} aria-hidden />
      <p>
        {t('layers.failed')} {toSentence(status.problem, language)}
      </p>
      <Button size="small" className={styles.retry} onClick={() => retryLayer(id)}>
        {t('start.retry')}
      </Button>
    </div>
  )
}

/** Gives the focus to the row after the one that goes, or else before it, or to the whole panel. */
function focusBeside(element: Element): void {
  const row = element.closest('li')
  const other = row?.nextElementSibling ?? row?.previousElementSibling
  const next = other?.querySelector('input') ?? element.closest('aside')?.querySelector('h2')
  next?.focus()
}

function Details({ layer, entry, place, count }: LayerRowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const map = useAtlas((state) => state.map)
  const { setLayer, moveLayer, removeLayer, openPanel } = useAtlas.getState()
  const launches = useLaunches('layer').filter(({ isFor }) => isFor?.(entry) ?? true)
  const parts = useShell().layerDetails.filter(({ isFor }) => isFor(entry))
  const percent = Math.round(layer.opacity * 100)
  const percentText = formatNumber(layer.opacity, language, { style: 'percent' })
  const { bbox } = entry
  const provenance = entry.provenance && toLanguage(entry.provenance, language)
  const title = textIn(entry.title, language)
  return (
    <div className={styles.details}>
      <Legend entry={entry} />
      <label className={styles.opacity}>
        <span>{t('layers.opacity')}</span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          aria-valuetext={percentText}
          onChange={(event) => setLayer(layer.id, { opacity: Number(event.target.value) / 100 })}
        />
        <output>{percentText}</output>
      </label>
      <div className={styles.actions}>
        {bbox && (
          <Button size="small" onClick={() => map?.fitBbox(bbox)}>
            <Scan size={16} aria-hidden /> {t('layers.zoomTo')}
          </Button>
        )}
        {launches.map(({ id, label, labelFor, icon: Icon }) => (
          <Button
            key={id}
            size="small"
            aria-label={labelFor && t(labelFor, { layer: title })}
            onClick={() => openPanel(id, entry.id)}
          >
            <Icon size={16} aria-hidden /> {t(label)}
          </Button>
        ))}
        <span className={styles.place}>
          <IconButton
            label={t('layers.moveUp', { layer: title })}
            disabled={place === 0}
            onClick={() => moveLayer(layer.id, place - 1)}
          >
            <ArrowUp size={17} aria-hidden />
          </IconButton>
          <IconButton
            label={t('layers.moveDown', { layer: title })}
            disabled={place === count - 1}
            onClick={() => moveLayer(layer.id, place + 1)}
          >
            <ArrowDown size={17} aria-hidden />
          </IconButton>
          <IconButton
            label={t('layers.remove', { layer: title })}
            onClick={(event) => {
              focusBeside(event.currentTarget)
              removeLayer(layer.id)
            }}
          >
            <CircleMinus size={17} aria-hidden />
          </IconButton>
        </span>
      </div>
      <p>{textIn(entry.abstract, language)}</p>
      {entry.limitations && (
        <p className={styles.limitations}>{textIn(entry.limitations, language)}</p>
      )}
      {parts.map(({ Component }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a layer has the same ones at all times
        <Part key={place}>
          <Component entry={entry} />
        </Part>
      ))}
      {provenance && (
        <dl className={styles.facts}>
          <dt>{t('layers.source')}</dt>
          <dd>
            {provenance.publisher}, {provenance.dataset}
          </dd>
          <dt>{t('layers.edition')}</dt>
          <dd>{provenance.edition}</dd>
          <dt>{t('layers.licence')}</dt>
          <dd>
            <ExternalLink href={provenance.licence.url}>{provenance.licence.name}</ExternalLink>
          </dd>
        </dl>
      )}
    </div>
  )
}
