import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatLonLat } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Draw, type DrawingNews } from '../../map/interactions/draw.ts'
import type { MapCommands, Place } from '../../state/map-commands.ts'
import { usePointer } from '../../state/pointer.ts'
import { toBox, toBoxLine } from '../../state/view-area.ts'
import { Button } from '../../ui/button.tsx'
import styles from './draw-overlay.module.css'
import { useMoves } from './use-moves.ts'

interface DrawOverlayProps {
  readonly map: MapCommands
  readonly kind: 'box' | 'polygon'
  /** The corners: two of a box, three or more of a polygon. */
  readonly onDone: (places: readonly Place[]) => void
  readonly onCancel: () => void
}

/** What is seen and heard of a drawing on the map while it is under way. */
export function DrawOverlay({ map, kind, onDone, onCancel }: DrawOverlayProps) {
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

  const toWords = (place: Place): string =>
    formatLonLat(place, usePointer.getState().pixelMeters ?? 1000, language)
  const said = news ? toSaid(news, t, toWords) : ''

  const corners = places.flatMap((place) => {
    const pixel = map.project(place)
    return pixel ? [pixel] : []
  })
  const under = map.unproject(cross)
  const line = kind === 'polygon' ? corners.concat([[...cross]]) : []
  const path =
    kind === 'polygon'
      ? line.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
      : places[0] && under
        ? toPath(map, toBoxLine(toBox(places[0], under)))
        : ''

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
        <path className={styles.area} d={path && kind === 'polygon' ? `${path}Z` : path} />
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
        aria-label={t('export.draw.label')}
        aria-describedby="draw-keys"
        onKeyDown={(event) => {
          if (!draw.press(event)) return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <div className={styles.bar}>
        <p>{t(kind === 'box' ? 'export.draw.boxHelp' : 'export.draw.polygonHelp')}</p>
        <p id="draw-keys" className={styles.keys}>
          {t('export.draw.keys')}
        </p>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {news?.kind === 'crossing' && <p className={styles.fault}>{said}</p>}
        <div className={styles.buttons}>
          {kind === 'polygon' && (
            <>
              <Button kind="primary" disabled={places.length < 3} onClick={() => draw.finish()}>
                {t('export.draw.finish')}
              </Button>
              <Button disabled={places.length === 0} onClick={() => draw.undo()}>
                {t('export.draw.undo')}
              </Button>
            </>
          )}
          <Button onClick={onCancel}>{t('export.draw.cancel')}</Button>
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
      return t('export.draw.corner', { count: news.count, place: toWords(news.place) })
    case 'at':
      return t('export.draw.at', { place: toWords(news.place) })
    case 'off-map':
      return t('export.draw.offMap')
    case 'crossing':
      return t('export.draw.crossing')
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
