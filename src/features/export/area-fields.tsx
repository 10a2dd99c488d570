import type { Geometry } from 'geojson'
import { SquarePen } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Bbox } from '../../geo/bbox.ts'
import { toBox, toBoxLine } from '../../geo/box-line.ts'
import { DrawOverlay } from '../../shell/drawing/draw-overlay.tsx'
import { useAtlas } from '../../state/store.ts'
import { toAreaOfPlaces, toViewArea } from '../../state/view-area.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Field } from '../../ui/field.tsx'
import { AREAS, type AreaChoice, parseBox, toBoxTexts } from './export-draft.ts'
import styles from './export-panel.module.css'
import type { PartProps } from './part-props.ts'

const SIDES = ['west', 'south', 'east', 'north'] as const

/** Where: the whole layer, what is seen, a box, or a polygon drawn on the map. */
export function AreaFields({
  draft,
  change,
  onDrawing,
}: PartProps & { readonly onDrawing: (isDrawing: boolean) => void }) {
  const { t } = useTranslation()
  const name = useId()
  const map = useAtlas((state) => state.map)
  const [drawing, setDrawing] = useState<'box' | 'polygon' | null>(null)
  const drawButton = useRef<HTMLButtonElement>(null)
  useView(draft.area === 'view', (view) => change({ view }))
  const bbox = useMemo(() => parseBox(draft.box), [draft.box])
  useHighlight(drawing ? null : toShownArea(draft, bbox))

  const begin = (kind: 'box' | 'polygon') => {
    setDrawing(kind)
    onDrawing(true)
  }
  const end = () => {
    setDrawing(null)
    onDrawing(false)
    requestAnimationFrame(() => drawButton.current?.focus())
  }
  const choose = (area: AreaChoice) => {
    change({ area, ...(area === 'view' && map && { view: toViewArea(map) }) })
  }
  const toDraw = draft.area === 'box' || draft.area === 'polygon' ? draft.area : null

  return (
    <fieldset className={styles.group}>
      <legend>{t('export.where.label')}</legend>
      {AREAS.map((area) => (
        <Choice
          key={area}
          type="radio"
          name={name}
          value={area}
          checked={draft.area === area}
          onChange={() => choose(area)}
        >
          {t(`export.where.${area}`)}
        </Choice>
      ))}
      {draft.area === 'box' && (
        <div className={styles.box}>
          {SIDES.map((side, index) => (
            <Field key={side} label={t(`export.where.${side}`)}>
              {(control) => (
                <input
                  {...control}
                  inputMode="text"
                  value={draft.box[index]}
                  maxLength={12}
                  aria-invalid={!bbox}
                  data-side={side}
                  onChange={({ target }) =>
                    change({ box: toBoxTexts(draft.box.with(index, target.value) as never) })
                  }
                />
              )}
            </Field>
          ))}
        </div>
      )}
      {draft.area === 'polygon' && draft.polygon && (
        <p className={styles.hint}>{t('export.where.drawn')}</p>
      )}
      {toDraw && map && (
        <Button ref={drawButton} onClick={() => begin(toDraw)}>
          <SquarePen size={16} aria-hidden />{' '}
          {t(
            toDraw === 'polygon' && draft.polygon ? 'export.where.drawAgain' : 'export.where.draw',
          )}
        </Button>
      )}
      {draft.area !== 'whole' && <p className={styles.hint}>{t('export.where.hint')}</p>}
      {map &&
        drawing &&
        createPortal(
          <DrawOverlay
            map={map}
            kind={drawing}
            edges="map"
            onCancel={end}
            onDone={(places) => {
              if (drawing === 'box') {
                change({ box: toBoxTexts(toBox(places[0]!, places[1]!)) })
              } else {
                change({ polygon: toAreaOfPlaces(map, places) })
              }
              end()
            }}
          />,
          document.getElementById('map') ?? document.body,
        )}
    </fieldset>
  )
}

function toShownArea(draft: PartProps['draft'], bbox: Bbox | null): Geometry | null {
  if (draft.area === 'polygon') return draft.polygon
  if (draft.area !== 'box' || !bbox) return null
  return { type: 'Polygon', coordinates: [toBoxLine(bbox).map(([lon, lat]) => [lon, lat])] }
}

/** Has the chosen area stand out on the map, true in every projection. */
function useHighlight(area: Geometry | null): void {
  const map = useAtlas((state) => state.map)
  const key = JSON.stringify(area)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same area is the same whatever object tells it
  useEffect(() => {
    map?.setHighlight('export-area', area && { geometries: [area] })
  }, [map, key])
  useEffect(() => () => map?.setHighlight('export-area', null), [map])
}

const SETTLE_MILLISECONDS = 200

/** Tells the ground that the map shows, a moment after it came to rest. */
function useView(isAsked: boolean, onView: (view: ReturnType<typeof toViewArea>) => void): void {
  const map = useAtlas((state) => state.map)
  const projection = useAtlas((state) => state.projection)
  const tell = useRef(onView)
  tell.current = onView
  // biome-ignore lint/correctness/useExhaustiveDependencies: another projection shows other ground
  useEffect(() => {
    if (!isAsked || !map) return
    let timer: ReturnType<typeof setTimeout>
    const settle = () => {
      clearTimeout(timer)
      timer = setTimeout(() => tell.current(toViewArea(map)), SETTLE_MILLISECONDS)
    }
    settle()
    const stop = map.onMove(settle)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [isAsked, map, projection])
}
