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
  const topmost = places.get(Math.max(...places.keys()))
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
      {topmost && (
        <IconButton
          className={styles.hide}
          style={toButtonPlace(topmost, screen)}
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
  const place = isReady ? placeOnScreen(overlay.place, size, screen) : null
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

/** Room for the controls and readouts along the edges of the map, beneath which no button is to lie. */
const EDGE_PIXELS = { x: 64, y: 88 }
const BUTTON_PIXELS = 24

/** On the corner of the image that is nearest to the middle of the map. */
function toButtonPlace(
  { left, top, width, height }: PlacedImage,
  screen: Size,
): { readonly left: number; readonly top: number } {
  const x = left + width / 2 < screen.width / 2 ? left + width : left
  const y = top + height / 2 < screen.height / 2 ? top + height : top
  const within = (value: number, whole: number, edge: number) =>
    Math.min(Math.max(value - BUTTON_PIXELS / 2, edge), whole - edge - BUTTON_PIXELS)
  return {
    left: within(x, screen.width, EDGE_PIXELS.x),
    top: within(y, screen.height, EDGE_PIXELS.y),
  }
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
