import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import type { DrawingKind } from '../../state/drawings.ts'
import type { MapCommands, Place } from '../../state/map-commands.ts'
import { usePointer } from '../../state/pointer.ts'
import { Button } from '../../ui/button.tsx'
import { formatLonLat } from '../../words/format.ts'
import { useMoves } from '../use-moves.ts'
import { canFinish, Draw, type DrawingNews } from './draw.ts'
import styles from './draw-overlay.module.css'
import { toEdges } from './to-edges.ts'

/** The shortest ways over the ground are followed in steps of so many pixels. */
const STEP_PIXELS = 12

interface DrawOverlayProps {
  readonly map: MapCommands
  readonly kind: DrawingKind
  /** Whether edges are straight on the map as it is, or the shortest ways over the ground. */
  readonly edges: 'map' | 'ground'
  /** What is to be said of the drawing as it is, the place under the cross being its next corner. */
  readonly describe?: (places: readonly Place[]) => string
  /** The corners, as many as the kind has. */
  readonly onDone: (places: readonly Place[]) => void
  readonly onCancel: () => void
}

/** What is seen and heard of a drawing on the map while it is under way. */
export function DrawOverlay({ map, kind, edges, describe, onDone, onCancel }: DrawOverlayProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const latestDone = useRef(onDone)
  latestDone.current = onDone
  const [draw] = useState(() => new Draw({ kind, onDone: (done) => latestDone.current(done) }))
  const { places, cross, isByKeys, news } = useSyncExternalStore(
    (listen) => draw.onChange(listen),
    () => draw.drawing,
  )
  const field = useRef<HTMLDivElement>(null)
  useMoves(map)

  useEffect(() => field.current?.focus(), [])
  useEffect(() => map.interact(draw), [map, draw])
  useEffect(() => {
    map.container.classList.add(styles.drawing!)
    return () => map.container.classList.remove(styles.drawing!)
  }, [map])

  const pixelMeters = usePointer.getState().pixelMeters ?? 1000
  const toWords = (place: Place): string => formatLonLat(place, pixelMeters, language)
  const said = news ? toSaid(news, t, toWords) : ''

  const corners = places.flatMap((place) => {
    const pixel = map.project(place)
    return pixel ? [pixel] : []
  })
  const under = map.unproject(cross)
  const withUnder = under && places.length > 0 ? [...places, under] : places
  const isArea = kind !== 'line' && kind !== 'point'
  const path =
    edges === 'map' && kind === 'polygon'
      ? corners
          .concat([[...cross]])
          .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`)
          .join('')
      : toPath(map, toEdges(kind, withUnder, STEP_PIXELS * pixelMeters))

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the drawing wherever the focus is in it
    <div
      className={styles.overlay}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <svg className={styles.picture} aria-hidden="true">
        <path
          className={isArea ? styles.area : styles.line}
          d={path && isArea && kind === 'polygon' ? `${path}Z` : path}
        />
        {corners.map(([x, y], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: corners are told apart by their place alone
          <circle key={index} className={styles.corner} cx={x} cy={y} r={index === 0 ? 6 : 4} />
        ))}
        {isByKeys && (
          <path
            className={styles.cross}
            d={`M${cross[0] - 14} ${cross[1]}h28M${cross[0]} ${cross[1] - 14}v28`}
          />
        )}
      </svg>
      <div
        ref={field}
        className={styles.field}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that draw are heard here
        tabIndex={0}
        aria-label={t('draw.label')}
        aria-describedby="draw-keys"
        onKeyDown={(event) => {
          if (!draw.press(event)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className={styles.bar}>
        <p>{t(`draw.help.${kind}`)}</p>
        {describe && <p className={styles.said}>{describe(withUnder)}</p>}
        <p id="draw-keys" className={styles.keys}>
          {t('draw.keys')}
        </p>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {news?.kind === 'crossing' && <p className={styles.fault}>{said}</p>}
        <div className={styles.buttons}>
          {(kind === 'polygon' || kind === 'line') && (
            <>
              <Button
                kind="primary"
                disabled={!canFinish(kind, places.length)}
                onClick={() => draw.finish()}
              >
                {t('draw.finish')}
              </Button>
              <Button disabled={places.length === 0} onClick={() => draw.undo()}>
                {t('draw.undo')}
              </Button>
            </>
          )}
          <Button onClick={onCancel}>{t('draw.cancel')}</Button>
        </div>
      </div>
    </div>
  )
}

function toSaid(
  news: DrawingNews,
  t: ReturnType<typeof useTranslation>['t'],
  toWords: (place: Place) => string,
): string {
  switch (news.kind) {
    case 'corner':
      return t('draw.corner', { count: news.count, place: toWords(news.place) })
    case 'at':
      return t('draw.at', { place: toWords(news.place) })
    case 'off-map':
      return t('draw.offMap')
    case 'crossing':
      return t('draw.crossing')
  }
}

/** A line of places as the data of an SVG path; what lies behind the globe is left out. */
function toPath(map: Pick<MapCommands, 'project'>, places: readonly Place[]): string {
  let path = ''
  let isDown = false
  for (const place of places) {
    const pixel = map.project(place)
    if (pixel) path += `${isDown ? 'L' : 'M'}${pixel[0].toFixed(1)} ${pixel[1].toFixed(1)}`
    isDown = pixel !== null
  }
  return path
}
