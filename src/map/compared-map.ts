import type { Bbox } from '../geo/bbox.ts'
import type { CompareKind, Side } from '../state/comparison.ts'
import type { LayerView } from '../state/layer-view.ts'
import type {
  Highlight,
  MapCommands,
  MapInteraction,
  PickedFeature,
  Pixel,
  Place,
  PreventedGesture,
} from '../state/map-commands.ts'
import { useAtlas } from '../state/store.ts'
import type { DataClient } from '../workers/data-client.ts'
import { AtlasMap, type AtlasMapEvents } from './atlas-map.ts'
import { Interactions } from './interactions/interactions.ts'

export interface ComparedMapOptions {
  /** Map A, which is there already. */
  readonly first: AtlasMap
  readonly kind: CompareKind
  /** Where map B is drawn: over map A and as large, or beside it. */
  readonly container: HTMLElement
  readonly tiles: DataClient
  /** Of map B. */
  readonly layers: readonly LayerView[]
  readonly events: Pick<
    AtlasMapEvents,
    'loading' | 'problem' | 'drawn' | 'changed' | 'health' | 'pointer'
  >
}

/** How wide the line is, in CSS pixels, that parts the maps in their picture. */
const LINE_PIXELS = 2

/**
 * Two maps of the same ground as one: the same place, scale, projection and what stands out, with other layers.
 * Pixels are those of map A. Where one lies over the other map B takes no input; beside each other both do.
 */
export class ComparedMap implements MapCommands {
  readonly first: AtlasMap
  readonly #second: AtlasMap
  readonly #kind: CompareKind
  readonly #interactions = new Interactions(this)
  readonly #stops: readonly (() => void)[]
  #layers: readonly LayerView[]

  constructor({ first, kind, container, tiles, layers, events }: ComparedMapOptions) {
    this.first = first
    this.#kind = kind
    this.#layers = layers
    const second = new AtlasMap({
      container,
      tiles,
      style: { ...first.style, layers },
      camera: first.camera,
      side: 'b',
      isStill: kind === 'swipe',
      events: { camera: () => undefined, elsewhere: () => undefined, ...events },
    })
    this.#second = second
    let isFollowing = false
    /** What one map does because of the other is nothing that the other has to follow. */
    const follow = (follower: AtlasMap, leader: AtlasMap) => {
      if (isFollowing) return
      isFollowing = true
      follower.follow(leader.camera)
      isFollowing = false
    }
    this.#stops = [
      first.onUpdate((style) => {
        second.update({ ...style, layers: this.#layers })
        follow(second, first)
      }),
      first.onMove(() => follow(second, first)),
      ...(kind === 'beside' ? [second.onMove(() => follow(first, second))] : []),
    ]
  }

  /** Shows other layers on map B. */
  setLayers(layers: readonly LayerView[]): void {
    if (layers === this.#layers) return
    this.#layers = layers
    this.#second.update({ ...this.first.style, layers })
  }

  get container(): HTMLElement {
    return this.first.container
  }

  zoomBy(levels: number): void {
    this.first.zoomBy(levels)
  }

  goHome(): void {
    this.first.goHome()
  }

  fitBbox(bbox: Bbox): void {
    this.first.fitBbox(bbox)
  }

  bringIntoView(place: Place): void {
    this.first.bringIntoView(place)
  }

  project(place: Place): [number, number] | null {
    return this.first.project(place)
  }

  unproject(pixel: Pixel): [number, number] | null {
    return this.first.unproject(pixel)
  }

  onMove(listener: () => void): () => void {
    return this.first.onMove(listener)
  }

  sideAt([x]: Pixel): Side {
    return this.#kind === 'swipe' && x >= this.#dividerPixels ? 'b' : 'a'
  }

  featuresAt(pixel: Pixel, tolerancePixels: number): PickedFeature[] {
    const seen = this.sideAt(pixel) === 'a' ? this.first : this.#second
    return seen.featuresAt(pixel, tolerancePixels)
  }

  setHighlight(name: string, highlight: Highlight | null): void {
    this.first.setHighlight(name, highlight)
  }

  leaveScrollingToPage(onPrevented: (gesture: PreventedGesture) => void): () => void {
    const ends = [this.first, this.#second].map((map) => map.leaveScrollingToPage(onPrevented))
    return () => {
      for (const end of ends) end()
    }
  }

  interact(interaction: MapInteraction): () => void {
    const { id, takesInput, isForEach } = interaction
    const end = this.#interactions.begin(interaction)
    if (this.#kind === 'swipe') return end
    // What can be done on one map alone keeps the other from taking the input for something else.
    const waiting: MapInteraction = { id, takesInput, start: () => () => undefined }
    const endSecond = this.#second.interact(isForEach ? interaction : waiting)
    return () => {
      end()
      endSecond()
    }
  }

  /** Both maps as they are seen, with the line between them. */
  picture(): HTMLCanvasElement {
    const pictures = [this.first, this.#second].map((map) => ({
      canvas: map.picture(),
      box: map.container.getBoundingClientRect(),
    }))
    const [a, b] = pictures as [(typeof pictures)[0], (typeof pictures)[0]]
    const scale = a.canvas.width / Math.max(1, a.box.width)
    const right = (b.box.left - a.box.left) * scale
    const down = (b.box.top - a.box.top) * scale
    const picture = document.createElement('canvas')
    picture.width = Math.round(Math.max(a.canvas.width, right + b.canvas.width))
    picture.height = Math.round(Math.max(a.canvas.height, down + b.canvas.height))
    const context = picture.getContext('2d')
    if (!context) return picture
    context.drawImage(a.canvas, 0, 0)
    const cut = this.#kind === 'swipe' ? Math.round(this.#dividerPixels * scale) : 0
    const { width, height } = b.canvas
    if (width > cut) {
      const [x, y] = [Math.round(right) + cut, Math.round(down)]
      context.clearRect(x, y, width - cut, height)
      context.drawImage(b.canvas, cut, 0, width - cut, height, x, y, width - cut, height)
    }
    const line = LINE_PIXELS * scale
    const isAbove = down > right
    context.fillRect(
      isAbove ? 0 : Math.round(right) + cut - line / 2,
      isAbove ? Math.round(down) - line / 2 : 0,
      isAbove ? picture.width : line,
      isAbove ? line : picture.height,
    )
    return picture
  }

  /** Leaves map A as it was. */
  remove(): void {
    for (const stop of this.#stops) stop()
    this.#interactions.close()
    this.#second.remove()
  }

  get #dividerPixels(): number {
    const { divider = 1 } = useAtlas.getState().comparison ?? {}
    return divider * this.container.clientWidth
  }
}
