import { Frame, Maximize, Printer, TriangleAlert } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { projectionOf } from '../../geo/projections/all.ts'
import { toSentence } from '../../i18n/problem-sentence.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { toFrame, toPlace } from '../../sheets/frame.ts'
import { MOST_DPI, POINTS_PER_MILLIMETER } from '../../sheets/paper.ts'
import type { SheetSpec } from '../../sheets/sheet-spec.ts'
import type { SheetTemplate } from '../../sheets/template.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useLoaded } from '../../shell/use-loaded.ts'
import { useMiddle } from '../../shell/use-moves.ts'
import { type AskedSheet, useAskedSheet } from '../../state/asked-sheet.ts'
import { toLayerView } from '../../state/layer-view.ts'
import type { MapCommands } from '../../state/map-commands.ts'
import { useAtlas } from '../../state/store.ts'
import { toViewUrl } from '../../state/url.ts'
import { Button } from '../../ui/button.tsx'
import form from '../../ui/form.module.css'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { formatNumber } from '../../words/format.ts'
import { localeOf } from '../../words/languages.ts'
import {
  SHEET_FORMATS,
  type SheetMapSize,
  type SheetProgress,
} from '../../workers/sheet-protocol.ts'
import { BookFields } from './book-fields.tsx'
import { FrameOnMap, toFrameEdge } from './frame-on-map.tsx'
import { loadLogos } from './load-logos.ts'
import { Outcome } from './outcome.tsx'
import {
  bookOf,
  dpiOf,
  draftOf,
  firstDraft,
  hasOwnLayers,
  type SheetDraft,
  scaleOfGlobe,
  scaleToShow,
  toSpec,
} from './sheet-draft.ts'
import { Dots, Fields, Templates } from './sheet-fields.tsx'
import styles from './sheet-panel.module.css'
import { useMapSize, useSheet } from './use-sheet.ts'

/** Composes a sheet of what the map shows: its paper, its scale, its words; draws it, and tells what was measured. */
export function SheetPanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const map = useAtlas((state) => state.map)
  const layers = useAtlas((state) => state.layers)
  const side = useAtlas(({ comparison }) => comparison?.side)
  const catalog = useAtlas((state) => state.catalog)
  const projection = useAtlas((state) => state.projection)
  const address = useAtlas((state) => toViewUrl(state))
  const [draft, setDraft] = useState(() =>
    firstDraft(t('sheet.defaultTitle'), navigator.language || localeOf(language)),
  )
  const [template, setTemplate] = useState('')
  const sheet = useSheet(layersUrl().href)
  const { stage, start, cancel, reset, listPlaces } = sheet
  const center = useMiddle(map)
  const [date] = useState(() => new Date())
  const logos = useLoaded(loadLogos, draft.language ?? language)
  const seen = { layers, catalog, projection }
  const given = { language, address, date, logos: logos.value ?? [] }
  const spec = center && toSpec(draft, seen, center, given)
  const book = bookOf(draft, catalog)
  const hasLogos = !draft.hasLogos || logos.isCurrent || logos.problem !== null
  const isReady = spec !== null && book !== 'none' && hasLogos
  const size = useMapSize(sheet, spec)
  const dpi = draft.format === 'png' ? dpiOf(draft) : MOST_DPI
  const change = (changes: Partial<SheetDraft>) => {
    setDraft((before) => ({ ...before, ...changes }))
    if (stage.kind !== 'drawing') reset()
  }
  useAsked((asked) => {
    const book = { layerId: asked.layerId, keys: new Set([asked.key]) }
    change({ book, format: 'pdf', orientation: 'portrait' })
  })
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
          className={form.fields}
          onSubmit={(event) => {
            event.preventDefault()
            if (isReady && dpi) void start(spec, { format: draft.format, dpi, book })
          }}
        >
          <Segmented
            label={t('sheet.format')}
            value={draft.format}
            onChange={(format) => change({ format })}
            options={SHEET_FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          <Templates chosen={template} onChoose={takeTemplate} />
          {draft.format === 'pdf' && (
            <BookFields draft={draft} change={change} listPlaces={listPlaces} />
          )}
          <Fields draft={draft} change={change} />
          {draft.format === 'png' && <Dots draft={draft} change={change} />}
          {draft.hasLogos && logos.problem && (
            <p className={form.fault} role="alert">
              {t('sheet.logosFailed')}: {toSentence(logos.problem, language)}
            </p>
          )}
          {side && (
            <p className={form.note}>{t('sheet.ofSide', { side: t(`compare.sides.${side}`) })}</p>
          )}
          {hasOwnLayers(seen) && draft.hasCode && (
            <p className={form.note}>{t('sheet.ownLayers')}</p>
          )}
        </form>
      </PanelBody>
      <PanelFoot>
        {map && spec && size && book === null && stage.kind !== 'ready' && (
          <FrameOfSheet
            map={map}
            spec={spec}
            size={size}
            onScale={(scale) => change({ scale: null, typedScale: String(scale) })}
          />
        )}
        {!spec && layers.every(({ visible }) => !visible) && (
          <p className={form.fault}>{t('sheet.noLayers')}</p>
        )}
        {stage.kind === 'drawing' ? (
          <Drawing progress={stage.progress} onCancel={cancel} />
        ) : stage.kind === 'ready' ? (
          <Outcome sheet={stage.sheet} spec={stage.spec} onAgain={reset} />
        ) : (
          <>
            {stage.kind === 'cancelled' && (
              <p className={form.note} role="status">
                {t('sheet.cancelled')}
              </p>
            )}
            {stage.kind === 'failed' && (
              <p className={form.fault} role="alert">
                <TriangleAlert size={15} aria-hidden /> {t('sheet.failed')}:{' '}
                {toSentence(stage.problem, language)}
              </p>
            )}
            <Button type="submit" form="sheet-form" kind="primary" disabled={!isReady || !dpi}>
              <Printer size={17} aria-hidden />{' '}
              {book && book !== 'none'
                ? t('sheet.book.make', { count: book.keys.length })
                : t(`sheet.make.${draft.format}`)}
            </Button>
          </>
        )}
      </PanelFoot>
    </Panel>
  )
}

/** Fills in the place that another panel asks a sheet of, as often as one is asked for. */
function useAsked(take: (asked: AskedSheet) => void): void {
  const { asked, count } = useAskedSheet()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked again is filled in anew
  useEffect(() => {
    if (!asked) return
    take(asked)
    // A composer that is opened anew by its own button is asked nothing.
    useAskedSheet.setState({ asked: null })
  }, [asked, count])
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

/** The scale that is taken where the map shows more than ground: the whole continent on a page. */
const WHOLE_SCALE = 50_000_000

/** The frame of the sheet on the map, in words, and with a way to see all of it. */
function FrameOfSheet({
  map,
  spec,
  size,
  onScale,
}: {
  readonly map: MapCommands
  readonly spec: SheetSpec
  readonly size: SheetMapSize
  readonly onScale: (scale: number) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const edge = toFrameEdge(spec.view, size)
  const isGlobe = projectionOf(spec.view.projection).isSphere
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
    // The frame is larger than the globe: half of it is all that there is to be seen.
    if (places.length < sides.length) {
      map.fitBbox([lon - 90, Math.max(-85, lat - 60), lon + 90, Math.min(85, lat + 60)])
      return
    }
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
    onScale(scale || scaleOfGlobe(spec.view, size) || WHOLE_SCALE)
  }
  return (
    <>
      <FrameOnMap map={map} edge={edge} />
      <p className={form.note}>
        {isGlobe && `${t('sheet.globe')} `}
        {t('sheet.frame', {
          width: round(size.width / POINTS_PER_MILLIMETER),
          height: round(size.height / POINTS_PER_MILLIMETER),
          across: kilometers(size.width),
          down: kilometers(size.height),
        })}
      </p>
      <p className={form.buttons}>
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

function Drawing({
  progress: { share, sheets },
  onCancel,
}: {
  readonly progress: SheetProgress
  readonly onCancel: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const number = (value: number) => formatNumber(value, language)
  const sheet = Math.min(sheets, Math.floor(share * sheets) + 1)
  return (
    <div className={styles.drawing}>
      <p id={id} role="status">
        {sheets > 1
          ? t('sheet.book.working', { sheet: number(sheet), sheets: number(sheets) })
          : t('sheet.working')}
      </p>
      <progress aria-labelledby={id} value={share} max={1} />
      <Button onClick={onCancel}>{t('sheet.cancel')}</Button>
    </div>
  )
}
