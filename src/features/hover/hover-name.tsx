import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Language } from '../../model/schema.ts'
import { layersOf } from '../../state/comparison.ts'
import type { MapCommands, Pixel } from '../../state/map-commands.ts'
import { useAtlas } from '../../state/store.ts'
import { toPixel } from '../../state/to-pixel.ts'
import styles from './hover-name.module.css'
import { type HoverText, toHoverText } from './to-hover-text.ts'

/** How far beside the pointer a point or a line may be, CSS pixels. */
const TOLERANCE_PIXELS = 4

/** What is drawn is asked no oftener than this. */
const PAUSE_MILLISECONDS = 60

interface Shown extends HoverText {
  readonly pixel: Pixel
  /** On which of two maps that lie beside each other. */
  readonly on: MapCommands
}

/**
 * The name of the feature under the mouse, beside the pointer. It is read from the tile that is drawn, takes no
 * clicks, goes with Escape and while the map moves, and is not read aloud: Enter and the tables say the same.
 */
export function HoverName({ map }: { readonly map: MapCommands }) {
  const language = useLanguage()
  const [shown, setShown] = useState<Shown | null>(null)
  useEffect(
    () =>
      map.interact({
        id: 'hover',
        takesInput: false,
        isForEach: true,
        start: (on) => listen(on, language, setShown),
      }),
    [map, language],
  )
  if (!shown) return null
  const { on, pixel } = shown
  const [x, y] = pixel
  const { clientWidth, clientHeight } = on.container
  const name = (
    <div
      aria-hidden="true"
      className={styles.hover}
      data-hover
      // On the side of the pointer where there is more room.
      style={{
        ...(x > clientWidth / 2 ? { right: clientWidth - x } : { left: x }),
        ...(y > clientHeight / 2 ? { bottom: clientHeight - y } : { top: y }),
      }}
      data-side={`${x > clientWidth / 2 ? 'left' : 'right'} ${y > clientHeight / 2 ? 'above' : 'below'}`}
    >
      <p className={styles.name}>{shown.name}</p>
      <p className={styles.kind}>{shown.kind}</p>
    </div>
  )
  return on === map ? name : createPortal(name, on.container)
}

/** Looks at what the mouse points at on a map; returns the function that ends it. */
function listen(
  on: MapCommands,
  language: Language,
  show: (shown: Shown | null) => void,
): () => void {
  const { container } = on
  const listening = new AbortController()
  const { signal } = listening
  let pause: ReturnType<typeof setTimeout> | undefined
  let pixel: Pixel | null = null
  const look = () => {
    pause = undefined
    if (!pixel) return
    const state = useAtlas.getState()
    const layers = layersOf(state, on.sideAt(pixel) ?? 'a')
    const text = toHoverText(
      on.featuresAt(pixel, TOLERANCE_PIXELS),
      layers,
      state.catalog,
      language,
    )
    show(text && { ...text, pixel, on })
  }
  const hide = () => {
    pixel = null
    show(null)
  }
  const point = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || event.buttons !== 0) return hide()
    pixel = toPixel(container, event)
    pause ??= setTimeout(look, PAUSE_MILLISECONDS)
  }
  const dismiss = ({ key }: KeyboardEvent) => key === 'Escape' && hide()
  container.addEventListener('pointermove', point, { signal })
  container.addEventListener('pointerdown', hide, { signal })
  container.addEventListener('pointerleave', hide, { signal })
  addEventListener('keydown', dismiss, { signal })
  const stopMoves = on.onMove(hide)
  return () => {
    clearTimeout(pause)
    listening.abort()
    stopMoves()
    hide()
  }
}
