import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatLonLat } from '../../i18n/format.ts'
import { usePointer } from '../../state/pointer.ts'
import { type MapCommands, useAtlas } from '../../state/store.ts'
import { toPath } from './area-overlay.tsx'
import styles from './draw-overlay.module.css'
import { useMoves } from './use-moves.ts'
import { crossesItself, toBox, toBoxLine } from './view-area.ts'

type Place = readonly [lon: number, lat: number]
type Pixel = readonly [x: number, y: number]

interface DrawOverlayProps {
  readonly map: MapCommands
  readonly kind: 'box' | 'polygon'
  /** The corners: two of a box, three or more of a polygon. */
  readonly onDone: (places: readonly Place[]) => void
  readonly onCancel: () => void
}

/** A click this near a corner is meant for it; CSS pixels. */
const NEAR_PIXELS = 8
const STEP_PIXELS = 16
const SMALL_STEP_PIXELS = 2

const ARROWS: Readonly<Record<string, Pixel>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Drawing over the map, with the pointer or the keyboard. The map beneath can still be moved and
 * zoomed: corners are places on the ground, and the lines between them those of the map.
 */
export function DrawOverlay({ map, kind, onDone, onCancel }: DrawOverlayProps) {
  const { t } = useTranslation()
  const language = useAtlas((state) => state.language)
  const [places, setPlaces] = useState<readonly Place[]>([])
  const [cross, setCross] = useState<Pixel>(() => middleOf(map))
  const [isByKeys, setByKeys] = useState(false)
  const [said, setSaid] = useState('')
  const field = useRef<HTMLDivElement>(null)
  useMoves(map)

  useEffect(() => field.current?.focus(), [])

  const toWords = (place: Place): string =>
    formatLonLat(place, usePointer.getState().pixelMeters ?? 1000, language)

  const add = (pixel: Pixel) => {
    const place = map.unproject(pixel)
    if (!place) {
      setSaid(t('export.draw.offMap'))
      return
    }
    if (kind === 'polygon' && places.length > 0) {
      if (places.length > 2 && isNear(map, places[0]!, pixel)) return finish()
      if (isNear(map, places.at(-1)!, pixel)) return places.length > 2 ? finish() : undefined
    }
    const next = [...places, place]
    if (kind === 'box' && next.length === 2) {
      if (isNear(map, next[0]!, pixel)) return
      onDone(next)
      return
    }
    setPlaces(next)
    setSaid(t('export.draw.corner', { count: next.length, place: toWords(place) }))
  }
  const undo = () => setPlaces(places.slice(0, -1))
  const finish = () => {
    const pixels = places.flatMap((place) => {
      const pixel = map.project(place)
      return pixel ? [pixel] : []
    })
    if (places.length < 3) return
    if (crossesItself(pixels)) setSaid(t('export.draw.crossing'))
    else onDone(places)
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = ARROWS[event.key]
    if (step) {
      const length = event.shiftKey ? SMALL_STEP_PIXELS : STEP_PIXELS
      const { clientWidth, clientHeight } = map.container
      const moved: Pixel = [
        Math.max(0, Math.min(clientWidth, cross[0] + step[0] * length)),
        Math.max(0, Math.min(clientHeight, cross[1] + step[1] * length)),
      ]
      setCross(moved)
      setByKeys(true)
      const place = map.unproject(moved)
      setSaid(place ? t('export.draw.at', { place: toWords(place) }) : t('export.draw.offMap'))
    } else if (event.key === 'Enter' || event.key === ' ') {
      setByKeys(true)
      add(cross)
    } else if (event.key === 'Backspace') undo()
    else if (event.key === '+' || event.key === '=') map.zoomBy(1)
    else if (event.key === '-') map.zoomBy(-1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  // The map's own handlers stand on its canvas: clicks are taken on their way there.
  const latest = useRef({ add, finish })
  latest.current = { add, finish }
  useEffect(() => {
    const { container } = map
    const toPixel = (event: MouseEvent): Pixel => {
      const { left, top } = container.getBoundingClientRect()
      return [event.clientX - left, event.clientY - top]
    }
    const click = (event: MouseEvent) => {
      event.stopPropagation()
      setByKeys(false)
      // The second click of two ends a polygon.
      if (event.detail === 2) latest.current.finish()
      else latest.current.add(toPixel(event))
    }
    const stop = (event: Event) => {
      event.stopPropagation()
      event.preventDefault()
    }
    const move = (event: MouseEvent) => {
      setByKeys(false)
      setCross(toPixel(event))
    }
    container.addEventListener('click', click, true)
    container.addEventListener('dblclick', stop, true)
    container.addEventListener('mousemove', move)
    container.classList.add(styles.drawing!)
    return () => {
      container.removeEventListener('click', click, true)
      container.removeEventListener('dblclick', stop, true)
      container.removeEventListener('mousemove', move)
      container.classList.remove(styles.drawing!)
    }
  }, [map])

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
        onKeyDown={onKeyDown}
      />
      <div className={styles.bar}>
        <p>{t(kind === 'box' ? 'export.draw.boxHelp' : 'export.draw.polygonHelp')}</p>
        <p id="draw-keys" className={styles.keys}>
          {t('export.draw.keys')}
        </p>
        <p className="visually-hidden" role="status">
          {said}
        </p>
        {said === t('export.draw.crossing') && <p className={styles.fault}>{said}</p>}
        <div className={styles.buttons}>
          {kind === 'polygon' && (
            <>
              <button
                type="button"
                className={styles.primary}
                disabled={places.length < 3}
                onClick={finish}
              >
                {t('export.draw.finish')}
              </button>
              <button type="button" disabled={places.length === 0} onClick={undo}>
                {t('export.draw.undo')}
              </button>
            </>
          )}
          <button type="button" onClick={onCancel}>
            {t('export.draw.cancel')}
          </button>
        </div>
      </div>
    </div>
  )
}

function middleOf({ container }: MapCommands): Pixel {
  return [Math.round(container.clientWidth / 2), Math.round(container.clientHeight / 2)]
}

function isNear(map: MapCommands, place: Place, [x, y]: Pixel): boolean {
  const pixel = map.project(place)
  return pixel !== null && Math.hypot(pixel[0] - x, pixel[1] - y) < NEAR_PIXELS
}
