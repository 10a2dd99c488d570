import { Frame, Maximize, Printer, TriangleAlert } from 'lucide-react'
import { useEffect, useId, useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toFrame, toPlace } from '../../sheets/frame.ts'
import {
  FIXED_SCALES,
  LEAST_DPI,
  MOST_DPI,
  ORIENTATIONS,
  PAPER_NAMES,
  type Paper,
  POINTS_PER_MILLIMETER,
  pageSize,
} from '../../sheets/paper.ts'
import { INSET_NAMES, type SheetSpec } from '../../sheets/sheet-spec.ts'
import { LEAST_SCALE, MOST_SCALE, type SheetTemplate } from '../../sheets/template.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { toLayerView } from '../../state/layer-view.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { useAtlas } from '../../state/store.ts'
import { toViewUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { localeOf } from '../../words/languages.ts'
import { textIn } from '../../words/text-in.ts'
import { SHEET_FORMATS, type SheetMapSize } from '../../workers/sheet-protocol.ts'
import { FrameOnMap, toFrameEdge } from './frame-on-map.tsx'
import { loadTemplates } from './load-templates.ts'
import { Outcome } from './outcome.tsx'
import {
  dpiOf,
  draftOf,
  firstDraft,
  hasOwnLayers,
  planeOf,
  type SheetDraft,
  scaleOf,
  scaleToShow,
  toSpec,
} from './sheet-draft.ts'
import styles from './sheet-panel.module.css'
import { useMapSize, useSheet } from './use-sheet.ts'

/** Composes a sheet of what the map shows: its paper, its scale, its words; draws it, and tells what was measured. */
export function SheetPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const map = useAtlas((state) => state.map)
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const projection = useAtlas((state) => state.projection)
  const address = useAtlas((state) => toViewUrl(state))
  const [draft, setDraft] = useState(() =>
    firstDraft(t('sheet.defaultTitle'), navigator.language || localeOf(language)),
  )
  const [template, setTemplate] = useState('')
  const sheet = useSheet(layersUrl().href)
  const { stage, start, cancel, reset } = sheet
  const center = useMiddle(map)
  const [date] = useState(() => new Date())
  const seen = { layers, catalog, projection }
  const spec = center && toSpec(draft, seen, center, { language, address, date })
  const size = useMapSize(sheet, spec)
  const dpi = draft.format === 'png' ? dpiOf(draft) : MOST_DPI
  const change = (changes: Partial<SheetDraft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    if (stage.kind !== 'drawing') reset()
  }
  const takeTemplate = (chosen: SheetTemplate | null) => {
    setTemplate(chosen?.id ?? '')
    if (!chosen) return
    change(draftOf(chosen, language))
    show(chosen)
  }
  return (
    <Panel id="sheet" title={t('sheet.title')} closeLabel={t('sheet.close')} onClose={close}>
      <PanelBody>
        <form
          id="sheet-form"
          className={styles.fields}
          onSubmit={(event) => {
            event.preventDefault()
            if (spec && dpi) void start(spec, { format: draft.format, dpi })
          }}
        >
          <Segmented
            label={t('sheet.format')}
            value={draft.format}
            onChange={(format) => change({ format })}
            options={SHEET_FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          <Templates chosen={template} onChoose={takeTemplate} />
          <Fields draft={draft} change={change} />
          {draft.format === 'png' && <Dots draft={draft} change={change} />}
          {hasOwnLayers(seen) && draft.hasCode && (
            <p className={styles.note}>{t('sheet.ownLayers')}</p>
          )}
        </form>
      </PanelBody>
      <PanelFoot>
        {map && spec && size && stage.kind !== 'ready' && (
          <FrameOfSheet
            map={map}
            spec={spec}
            size={size}
            isGlobe={planeOf(projection) !== projection}
            onScale={(scale) => change({ scale: null, typedScale: String(scale) })}
          />
        )}
        {!spec && layers.every(({ visible }) => !visible) && (
          <p className={styles.fault}>{t('sheet.noLayers')}</p>
        )}
        {stage.kind === 'drawing' ? (
          <Drawing share={stage.share} onCancel={cancel} />
        ) : stage.kind === 'ready' ? (
          <Outcome sheet={stage.sheet} spec={stage.spec} onAgain={reset} />
        ) : (
          <>
            {stage.kind === 'cancelled' && (
              <p className={styles.note} role="status">
                {t('sheet.cancelled')}
              </p>
            )}
            {stage.kind === 'failed' && (
              <p className={styles.fault} role="alert">
                <TriangleAlert size={15} aria-hidden /> {t('sheet.failed')}:{' '}
                {toSentence(stage.problem, language)}
              </p>
            )}
            <Button type="submit" form="sheet-form" kind="primary" disabled={!spec || !dpi}>
              <Printer size={17} aria-hidden /> {t(`sheet.make.${draft.format}`)}
            </Button>
          </>
        )}
      </PanelFoot>
    </Panel>
  )
}

/** The place in the middle of the map, as it moves. */
function useMiddle(map: MapCommands | null) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => map?.onMove(redraw), [map])
  if (!map) return null
  const { clientWidth, clientHeight } = map.container
  return map.unproject([clientWidth / 2, clientHeight / 2])
}

/** Puts the layers of a template on the map, in its projection, around its middle. */
function show({ layers, projection, center }: SheetTemplate): void {
  const { catalog, setProjection } = useAtlas.getState()
  useAtlas.setState({
    layers: layers
      .filter(({ id }) => catalog.has(id))
      .map(({ id, opacity = 1, hiddenClasses = [] }) =>
        toLayerView(id, { opacity, hiddenClasses }),
      ),
    askedCamera: { center },
  })
  setProjection(projection)
}

function Templates({
  chosen,
  onChoose,
}: {
  readonly chosen: string
  readonly onChoose: (template: SheetTemplate | null) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [templates, setTemplates] = useState<readonly SheetTemplate[] | 'failed'>([])
  useEffect(() => {
    loadTemplates().then(setTemplates, () => setTemplates('failed'))
  }, [])
  if (templates === 'failed') return <p className={styles.fault}>{t('sheet.templatesFailed')}</p>
  return (
    <Field label={t('sheet.start')}>
      {(control) => (
        <select
          {...control}
          value={chosen}
          onChange={({ target }) =>
            onChoose(templates.find(({ id }) => id === target.value) ?? null)
          }
        >
          <option value="">{t('sheet.fromMap')}</option>
          {templates.map(({ id, title }) => (
            <option key={id} value={id}>
              {textIn(title, language)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** How fine a PNG is. */
function Dots({
  draft,
  change,
}: {
  readonly draft: SheetDraft
  readonly change: (changes: Partial<SheetDraft>) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const dpi = dpiOf(draft)
  const { width, height } = pageSize(draft.paper, draft.orientation)
  const pixels = (points: number) => formatNumber(Math.round((points / 72) * (dpi ?? 0)), language)
  return (
    <Field
      label={t('sheet.dpi')}
      error={dpi === null && t('sheet.dpiError', { least: LEAST_DPI, most: MOST_DPI })}
      help={dpi !== null && t('sheet.dpiHint', { width: pixels(width), height: pixels(height) })}
    >
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          maxLength={4}
          value={draft.dpi}
          onChange={({ target }) => change({ dpi: target.value })}
        />
      )}
    </Field>
  )
}

function Fields({
  draft,
  change,
}: {
  readonly draft: SheetDraft
  readonly change: (changes: Partial<SheetDraft>) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const scaleText = (scale: number) => formatNumber(scale, language)
  const scaleError =
    scaleOf(draft) === null &&
    t('sheet.scaleError', { least: scaleText(LEAST_SCALE), most: scaleText(MOST_SCALE) })
  return (
    <>
      <Field label={t('sheet.name')} error={draft.title.trim() === '' && t('sheet.nameError')}>
        {(control) => (
          <input
            {...control}
            value={draft.title}
            maxLength={160}
            onChange={({ target }) => change({ title: target.value })}
          />
        )}
      </Field>
      <Field label={t('sheet.subtitle')}>
        {(control) => (
          <input
            {...control}
            value={draft.subtitle}
            maxLength={240}
            onChange={({ target }) => change({ subtitle: target.value })}
          />
        )}
      </Field>
      <div className={styles.pair}>
        <Field label={t('sheet.paper')}>
          {(control) => (
            <select
              {...control}
              value={draft.paper}
              onChange={({ target }) => change({ paper: target.value as Paper })}
            >
              {PAPER_NAMES.map((paper) => (
                <option key={paper} value={paper}>
                  {t(`sheet.papers.${paper}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Segmented
          label={t('sheet.orientation')}
          value={draft.orientation}
          onChange={(orientation) => change({ orientation })}
          options={ORIENTATIONS.map((value) => ({ value, label: t(`sheet.${value}`) }))}
        />
      </div>
      <div className={styles.pair}>
        <Field label={t('sheet.scale')}>
          {(control) => (
            <select
              {...control}
              value={draft.scale ?? ''}
              onChange={({ target }) =>
                change({ scale: target.value === '' ? null : Number(target.value) })
              }
            >
              {FIXED_SCALES.map((scale) => (
                <option key={scale} value={scale}>
                  {t('sheet.scaleOf', { scale: scaleText(scale) })}
                </option>
              ))}
              <option value="">{t('sheet.otherScale')}</option>
            </select>
          )}
        </Field>
        {draft.scale === null && (
          <Field label={t('sheet.scaleNumber')} error={scaleError}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                maxLength={16}
                value={draft.typedScale}
                onChange={({ target }) => change({ typedScale: target.value })}
              />
            )}
          </Field>
        )}
      </div>
      <fieldset className={styles.group}>
        <legend>{t('sheet.shown')}</legend>
        <Choice
          type="checkbox"
          checked={draft.graticule}
          onChange={({ target }) => change({ graticule: target.checked })}
        >
          {t('sheet.graticule')}
        </Choice>
        <Choice
          type="checkbox"
          checked={draft.names}
          onChange={({ target }) => change({ names: target.checked })}
        >
          {t('sheet.names')}
        </Choice>
        {INSET_NAMES.map((name) => (
          <Choice
            key={name}
            type="checkbox"
            checked={draft.insets.includes(name)}
            onChange={({ target }) =>
              change({
                insets: INSET_NAMES.filter((other) =>
                  other === name ? target.checked : draft.insets.includes(other),
                ),
              })
            }
          >
            {t(`sheet.${name}`)}
          </Choice>
        ))}
        <Choice
          type="checkbox"
          checked={draft.hasCode}
          onChange={({ target }) => change({ hasCode: target.checked })}
        >
          {t('sheet.qr')}
        </Choice>
        {draft.format === 'pdf' && (
          <Choice
            type="checkbox"
            checked={draft.hasAttachments}
            onChange={({ target }) => change({ hasAttachments: target.checked })}
          >
            {t('sheet.attachments')}
          </Choice>
        )}
      </fieldset>
    </>
  )
}

/** The scale that is taken where the map shows more than ground: the whole continent on a page. */
const WHOLE_SCALE = 50_000_000

/** The frame of the sheet on the map, in words, and with a way to see all of it. */
function FrameOfSheet({
  map,
  spec,
  size,
  isGlobe,
  onScale,
}: {
  readonly map: MapCommands
  readonly spec: SheetSpec
  readonly size: SheetMapSize
  readonly isGlobe: boolean
  readonly onScale: (scale: number) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const edge = toFrameEdge(spec.view, size)
  const round = (value: number) => formatNumber(value, language, { maximumFractionDigits: 0 })
  const kilometers = (points: number) =>
    formatNumber((points / POINTS_PER_MILLIMETER / 1e6) * spec.view.scale, language, {
      maximumSignificantDigits: 2,
    })
  const showAll = () => {
    const frame = toFrame(spec.view, { x: 0, y: 0, ...size })
    const middle = (x: number, y: number) => toPlace(frame, x * size.width, y * size.height)
    const sides = [middle(0.5, 0), middle(1, 0.5), middle(0.5, 1), middle(0, 0.5)]
    const places = sides.filter((place) => place !== null)
    const [, lat] = spec.view.center
    const [lon] = spec.view.center
    const lons = places.map(([x]) => lon + ((((x - lon + 180) % 360) + 360) % 360) - 180)
    const lats = places.map(([, y]) => y)
    map.fitBbox([
      Math.min(lon, ...lons),
      Math.max(-85, Math.min(lat, ...lats)),
      Math.max(lon, ...lons),
      Math.min(85, Math.max(lat, ...lats)),
    ])
  }
  const takeScale = () => {
    const { clientWidth: width, clientHeight: height } = map.container
    const left = map.unproject([0, height / 2])
    const right = map.unproject([width, height / 2])
    const top = map.unproject([width / 2, 0])
    const bottom = map.unproject([width / 2, height])
    const isGround = left && right && top && bottom
    const scale = isGround && scaleToShow(spec.view, size, { left, right, top, bottom })
    onScale(scale || WHOLE_SCALE)
  }
  return (
    <>
      <FrameOnMap map={map} edge={edge} />
      <p className={styles.note}>
        {isGlobe && `${t('sheet.globe')} `}
        {t('sheet.frame', {
          width: round(size.width / POINTS_PER_MILLIMETER),
          height: round(size.height / POINTS_PER_MILLIMETER),
          across: kilometers(size.width),
          down: kilometers(size.height),
        })}
      </p>
      <p className={styles.buttons}>
        <Button size="small" onClick={showAll}>
          <Frame size={15} aria-hidden /> {t('sheet.show')}
        </Button>
        <Button size="small" onClick={takeScale}>
          <Maximize size={15} aria-hidden /> {t('sheet.fit')}
        </Button>
      </p>
    </>
  )
}

function Drawing({ share, onCancel }: { readonly share: number; readonly onCancel: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.drawing}>
      <p id={id} role="status">
        {t('sheet.working')}
      </p>
      <progress aria-labelledby={id} value={share} max={1} />
      <Button onClick={onCancel}>{t('sheet.cancel')}</Button>
    </div>
  )
}
