import { X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DeviceLayer,
  type DeviceScreenOverlay,
  isDeviceLayer,
} from '../../catalog/device-layer.ts'
import { type PlacedImage, placeOnScreen, type Size } from '../../geo/screen-place.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { useIsWide } from '../../ui/screen.ts'
import { textIn } from '../../words/text-in.ts'
import { drawScreenImage, useScreenImage } from './screen-image.ts'
import styles from './screen-images.module.css'

/**
 * The images that imported layers fix to the screen (`ScreenOverlay` of KML), over the map whatever it shows, the
 * topmost layer's last. The pointer goes through them; each layer's can be put away.
 */
export function ScreenImages() {
  const layers = useAtlas((state) => state.layers)
  const catalog = useAtlas((state) => state.catalog)
  const box = useRef<HTMLDivElement>(null)
  const screen = useSize(box)
  return (
    <div className={styles.images} ref={box}>
      {screen &&
        layers.toReversed().map((view) => {
          const entry = catalog.get(view.id)
          const isSeen = view.visible && view.opacity > 0 && view.screenOverlays
          if (!isSeen || !isDeviceLayer(entry) || !entry.screenOverlays) return null
          return <ImagesOfLayer key={view.id} {...{ entry, view, screen }} />
        })}
    </div>
  )
}

interface ImagesOfLayerProps {
  readonly entry: DeviceLayer
  readonly view: LayerView
  readonly screen: Size
}

function ImagesOfLayer({ entry, view, screen }: ImagesOfLayerProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [places, setPlaces] = useState<ReadonlyMap<number, PlacedImage>>(new Map())
  const layer = textIn(entry.title, language)
  const button = toButtonPlace([...places.values()], screen)
  const hide = () => {
    useAtlas.getState().setLayer(view.id, { screenOverlays: false })
    useAtlas.getState().notify('import.screenHidden', { layer })
    document.getElementById('map')?.focus()
  }
  return (
    <>
      {entry.screenOverlays!.map((overlay, index) => (
        <ScreenImage
          // biome-ignore lint/suspicious/noArrayIndexKey: they are the same for as long as the layer is
          key={index}
          overlay={overlay}
          label={
            overlay.name
              ? t('import.screenImageNamed', { name: overlay.name, layer })
              : t('import.screenImage', { layer })
          }
          opacity={view.opacity * overlay.opacity}
          screen={screen}
          onPlaced={(place) => setPlaces((known) => new Map([...known, [index, place]]))}
        />
      ))}
      {button && (
        <IconButton
          className={styles.hide}
          style={button}
          label={t('import.hideScreenImages', { layer })}
          onClick={hide}
        >
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </>
  )
}

interface ScreenImageProps {
  readonly overlay: DeviceScreenOverlay
  readonly label: string
  readonly opacity: number
  readonly screen: Size
  onPlaced(place: PlacedImage): void
}

function ScreenImage({ overlay, label, opacity, screen, onPlaced }: ScreenImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const image = useScreenImage(overlay)
  const isReady = image !== undefined
  const size = image ? { width: image.ownWidth, height: image.ownHeight } : null
  const edges = useIsWide() ? EDGES.wide : EDGES.narrow
  const place = isReady ? placeOnScreen(overlay.place, size, screen, edges) : null
  const told = useRef(onPlaced)
  told.current = onPlaced
  const placeText = JSON.stringify(place)
  useEffect(() => {
    const known = JSON.parse(placeText) as PlacedImage | null
    if (known) told.current(known)
  }, [placeText])
  const isPlaced = place !== null
  useLayoutEffect(() => {
    if (isPlaced && canvas.current) drawScreenImage(canvas.current, image ?? null, overlay.tint)
  }, [isPlaced, image, overlay.tint])
  if (!place) return null
  const { left, top, width, height, turnX, turnY } = place
  return (
    <canvas
      ref={canvas}
      className={styles.image}
      role="img"
      aria-label={label}
      data-screen-image
      style={{
        ...{ left, top, width, height, opacity },
        transformOrigin: `${turnX}px ${turnY}px`,
        transform: `rotate(${-overlay.place.rotationDegrees}deg)`,
      }}
    />
  )
}

/** The map's controls at its right, and what stands along its foot. */
const EDGES = { wide: { right: 64, bottom: 44 }, narrow: { right: 60, bottom: 76 } }

/** Room for what lies along the edges of the map, beneath which no button is to lie. */
const EDGE_PIXELS = { x: 64, y: 88 }
const BUTTON_PIXELS = 24

/** On the corner of an image that is nearest to the middle of the map; `null` where there is none. */
function toButtonPlace(
  places: readonly PlacedImage[],
  screen: Size,
): { readonly left: number; readonly top: number } | null {
  const corners = places.flatMap(({ left, top, width, height }) =>
    [left, left + width].flatMap((x) => [top, top + height].map((y) => ({ x, y }))),
  )
  const away = ({ x, y }: { readonly x: number; readonly y: number }) =>
    Math.hypot(x - screen.width / 2, y - screen.height / 2)
  const [nearest] = corners.toSorted((a, b) => away(a) - away(b))
  const within = (value: number, whole: number, edge: number) =>
    Math.min(Math.max(value - BUTTON_PIXELS / 2, edge), whole - edge - BUTTON_PIXELS)
  return (
    (nearest && {
      left: within(nearest.x, screen.width, EDGE_PIXELS.x),
      top: within(nearest.y, screen.height, EDGE_PIXELS.y),
    }) ??
    null
  )
}

function useSize(box: { readonly current: HTMLElement | null }): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      setSize((known) =>
        known?.width === width && known.height === height ? known : { width, height },
      )
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return size
}
