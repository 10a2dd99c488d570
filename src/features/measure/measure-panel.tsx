import {
  Circle,
  type LucideIcon,
  MapPin,
  Pentagon,
  RectangleHorizontal,
  Spline,
  Trash2,
} from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import { DrawOverlay } from '../../shell/drawing/draw-overlay.tsx'
import { toGeometry } from '../../shell/drawing/to-geometry.ts'
import type { PanelProps } from '../../shell/feature.ts'
import { handOver } from '../../shell/hand-over.ts'
import {
  DRAWING_KINDS,
  type Drawing,
  type DrawingKind,
  MOST_DRAWINGS,
  toDrawnPlace,
} from '../../state/drawings.ts'
import { fitsAddress } from '../../state/parameters/draw.ts'
import { useAtlas } from '../../state/store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel, PanelBody, PanelFoot } from '../../ui/panel.tsx'
import { useKeptFocus } from '../../ui/use-kept-focus.ts'
import { DrawingCard } from './drawing-card.tsx'
import { DrawnLabels } from './drawn-labels.tsx'
import styles from './measure-panel.module.css'
import { toFile } from './to-file.ts'
import { TypedPlaces } from './typed-places.tsx'
import { useMeasureText } from './use-measure-text.ts'

const HIGHLIGHT = 'drawings'

const ICONS: Readonly<Record<DrawingKind, LucideIcon>> = {
  point: MapPin,
  line: Spline,
  polygon: Pentagon,
  box: RectangleHorizontal,
  circle: Circle,
}

/** Draws on the map, measures what is drawn, and makes a layer of it. */
export function MeasurePanel({ close }: PanelProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const map = useAtlas((state) => state.map)
  const drawings = useAtlas((state) => state.drawings)
  const [drawing, setDrawing] = useState<DrawingKind | null>(null)
  const [said, setSaid] = useState('')
  const tools = useRef(new Map<DrawingKind, HTMLButtonElement>())
  const list = useRef<HTMLOListElement>(null)
  useKeptFocus(list, '[data-remove]', drawings.length)
  const toText = useMeasureText()
  useDrawn(drawings)

  const nameOf = ({ kind, name }: Drawing, place: number): string =>
    name || t('measure.unnamed', { kind: t(`measure.kind.${kind}`), number: place + 1 })
  const change = (next: readonly Drawing[]) => {
    useAtlas.setState({ drawings: next })
    // With the last of them goes what was pressed.
    if (next.length === 0) tools.current.get(DRAWING_KINDS[0])?.focus()
  }
  const add = (added: Drawing) => {
    change([...drawings, added])
    setSaid(t('measure.added', { name: nameOf(added, drawings.length), measures: toText(added) }))
  }
  const end = (kind: DrawingKind) => {
    setDrawing(null)
    requestAnimationFrame(() => tools.current.get(kind)?.focus())
  }
  const isFull = drawings.length >= MOST_DRAWINGS

  return (
    <Panel
      id="measure"
      title={t('measure.title')}
      closeLabel={t('measure.close')}
      onClose={close}
      size="sheet"
      hasEscape={drawing === null}
      isAside={drawing !== null}
    >
      <PanelBody>
        <fieldset className={styles.tools}>
          <legend className={styles.label}>{t('measure.draw')}</legend>
          {DRAWING_KINDS.map((kind) => {
            const Icon = ICONS[kind]
            return (
              <Button
                key={kind}
                ref={(button) => {
                  if (button) tools.current.set(kind, button)
                }}
                disabled={!map || isFull}
                onClick={() => setDrawing(kind)}
              >
                <Icon size={17} aria-hidden /> {t(`measure.kind.${kind}`)}
              </Button>
            )
          })}
        </fieldset>
        {isFull && <p className={styles.hint}>{t('measure.full', { count: MOST_DRAWINGS })}</p>}
        <TypedPlaces isFull={isFull} onAdd={add} />
        {drawings.length === 0 ? (
          <p className={styles.hint}>{t('measure.none')}</p>
        ) : (
          <ol ref={list} className={styles.list} aria-label={t('measure.list')}>
            {drawings.map((each, place) => (
              <DrawingCard
                // biome-ignore lint/suspicious/noArrayIndexKey: drawings are told apart by their place alone
                key={place}
                drawing={each}
                name={nameOf(each, place)}
                icon={ICONS[each.kind]}
                onChange={(next) => change(drawings.with(place, next))}
                onRemove={() => {
                  setSaid(t('measure.removed', { name: nameOf(each, place) }))
                  change(drawings.toSpliced(place, 1))
                }}
              />
            ))}
          </ol>
        )}
        {drawings.length > 0 && <p className={styles.hint}>{t('measure.about')}</p>}
        {!fitsAddress(drawings) && <p className={styles.hint}>{t('measure.tooLong')}</p>}
        <p role="status" className="visually-hidden">
          {said}
        </p>
      </PanelBody>
      {drawings.length > 0 && (
        <PanelFoot>
          <div className={styles.deeds}>
            <Button
              kind="primary"
              onClick={() =>
                handOver([toFile(drawings, nameOf, `${t('measure.fileName')}.geojson`)])
              }
            >
              {t('measure.toLayer')}
            </Button>
            <Button
              onClick={() => {
                setSaid(t('measure.cleared'))
                change([])
              }}
            >
              <Trash2 size={16} aria-hidden /> {t('measure.clear')}
            </Button>
          </div>
        </PanelFoot>
      )}
      {map &&
        createPortal(
          drawing ? (
            <DrawOverlay
              map={map}
              kind={drawing}
              edges="ground"
              describe={(places) => toText({ kind: drawing, places })}
              onCancel={() => end(drawing)}
              onDone={(places) => {
                add({ kind: drawing, places: places.map(toDrawnPlace), name: '' })
                end(drawing)
              }}
            />
          ) : (
            <DrawnLabels map={map} drawings={drawings} language={language} />
          ),
          document.getElementById('map') ?? document.body,
        )}
    </Panel>
  )
}

/** Has the drawings stand on the map while the panel is open, true in every projection. */
function useDrawn(drawings: readonly Drawing[]): void {
  const map = useAtlas((state) => state.map)
  const geometries = useMemo(
    () =>
      drawings.flatMap((drawing) => {
        const geometry = toGeometry(drawing)
        return geometry ? [geometry] : []
      }),
    [drawings],
  )
  useEffect(() => {
    map?.setHighlight(HIGHLIGHT, geometries.length > 0 ? { geometries } : null)
  }, [map, geometries])
  useEffect(() => () => map?.setHighlight(HIGHLIGHT, null), [map])
}
