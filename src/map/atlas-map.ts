import 'maplibre-gl/dist/maplibre-gl.css'
import {
  addProtocol,
  type LngLat,
  Map as MapLibreMap,
  removeProtocol,
  setWorkerCount,
  setWorkerUrl,
} from 'maplibre-gl'
import mapWorkerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { isDeviceLayer } from '../catalog/device-layer.ts'
import type { Bbox } from '../geo/bbox.ts'
import { sphereDistanceMeters } from '../geo/distance.ts'
import { PROJECTIONS, projectionOf, tileGrids } from '../geo/projections/all.ts'
import {
  type Camera,
  type Projection,
  type ViewportSize,
  zoomOfSameScale,
} from '../geo/projections/projection.ts'
import { wrapLon } from '../geo/wrap-lon.ts'
import type { Side } from '../state/comparison.ts'
import type {
  Highlight,
  MapCommands,
  MapInteraction,
  PickedFeature,
  Pixel,
  PreventedGesture,
} from '../state/map-commands.ts'
import type { DataClient } from '../workers/data-client.ts'
import { cameraForBbox, constrainCamera, isElsewhere, zoomRange } from './camera.ts'
import { coveredBoxes } from './covered-boxes.ts'
import { featuresAt } from './features-at.ts'
import { Interactions } from './interactions/interactions.ts'
import { Globe } from './internals/globe.ts'
import { HeldPicture } from './internals/held-picture.ts'
import { Limb } from './internals/limb.ts'
import { Names } from './internals/names.ts'
import { openPoles } from './internals/poles.ts'
import { registerProjections } from './internals/register-projections.ts'
import type { SlidPicture } from './internals/slid-picture.ts'
import { TileRefresh } from './internals/tile-refresh.ts'
import { TileServer, type TileServerEvents } from './serve-tiles.ts'
import { type Highlights, toGeometriesId } from './style/highlight-style.ts'
import { createMarkerImage } from './style/markers.ts'
import { isSharedSource, type StyleInput, toSharedSources, toStyle } from './style/style.ts'
import {
  PICTURE_PROTOCOL,
  parseSourceId,
  TILE_PROTOCOL,
  toOwnAddress,
  toOwnProtocol,
  toSourceId,
} from './tile-address.ts'
import { type MapHealth, watchHealth } from './watch-health.ts'

export interface AtlasMapEvents extends TileServerEvents {
  /** The camera came to rest where it was put, or moves, or follows the map's size in the first view. */
  camera(camera: Camera, passing: boolean): void
  /** The place that was asked for is one that the map does not have: it shows the nearest that it has. */
  elsewhere(): void
  /** The place under the pointer, or `null` when it leaves the map. */
  pointer(place: readonly [lon: number, lat: number] | null): void
  /** All that is to be seen is drawn. */
  drawn(): void
  /** Something is to be drawn anew. */
  changed(): void
  /** What keeps the map from being drawn, or no longer does. */
  health(health: MapHealth): void
}

/** What is missing is that of the view of `bbox` (WGS 84), or of the home view. */
export type AskedCamera = Partial<Camera> & { readonly bbox?: Bbox }

/** Whether it is the view with which the Atlas opens, which follows the map's size. */
function isFirstView({ center, zoom, bbox }: AskedCamera): boolean {
  return !center && zoom === undefined && !bbox
}

export interface AtlasMapOptions {
  readonly container: HTMLElement
  readonly tiles: DataClient
  readonly style: StyleInput
  readonly camera: AskedCamera
  readonly events: AtlasMapEvents
  /** Which of two maps that are compared it is, where it is the second of them. */
  readonly side?: Side
  /** Whether it is moved by another map alone. */
  readonly isStill?: boolean
}

/** The largest zoom that the map library is told of, for all projections. */
const MAX_ZOOM = 16

/** Of the last map that was made. */
/** How long requests are under way that a map's worker sends before it ends. */
const LAST_REQUEST_MILLISECONDS = 2000

let lastNumber = 0

/** The map reads anew what it has of a layer that is filtered otherwise: a frame before that would be the one before. */
const REREAD_MILLISECONDS = 300

/** The map of the Atlas: MapLibre GL, fed by the data worker, kept over North America. */
export class AtlasMap implements MapCommands {
  readonly #map: MapLibreMap
  readonly #container: HTMLElement
  readonly #events: AtlasMapEvents
  readonly #tiles: DataClient
  readonly #server: TileServer
  readonly #globe: Globe
  readonly #held: HeldPicture
  #slid: SlidPicture | null = null
  #isSliding = false
  readonly #limb: Limb
  readonly #names: Names
  readonly #refresh: TileRefresh
  readonly #interactions = new Interactions(this)
  readonly #side: Side | null
  readonly #protocols: readonly string[]
  readonly #followers = new Set<(style: StyleInput) => void>()
  #style: StyleInput
  #highlights: Highlights = { revision: 0, byName: new Map() }
  #sharedRevision = 0
  /** Until somebody moves it the map shows the home view, also when its size changes. */
  #isFirstView: boolean
  #hasStyle = false
  #isRemoved = false
  /** What was asked for and is finer than the layers bear; those that a reader brought may yet come. */
  #tooFine: Camera | null = null
  readonly #sizes: ResizeObserver
  #resizing: ReturnType<typeof setTimeout> | undefined
  readonly #endWatch: () => void

  constructor({ container, tiles, style, camera, events, side, isStill }: AtlasMapOptions) {
    registerProjections()
    const workerUrl = new URL(mapWorkerUrl, document.baseURI).href
    setWorkerUrl(workerUrl)
    // What most browsers have of their own accord. With more, a tile that is asked for anew goes to another
    // worker, which refuses to read it for a changed style before it has come.
    setWorkerCount(1)
    this.#server = new TileServer(tiles, events, toSharedSources(style), {
      refresh: (id, place) => this.#refresh.request(toSourceId(id, place.grid), place),
      refreshAll: (id) => {
        const { grid } = this.#projection
        for (const { name } of [grid, ...(grid.cap ? [grid.cap] : [])]) {
          this.#refresh.requestAll(toSourceId(id, name))
        }
      },
      repaint: () => this.#map.triggerRepaint(),
    })
    // The map library has one answer to a protocol, whichever of its maps asks.
    const number = ++lastNumber
    const [tileProtocol, pictureProtocol] = [TILE_PROTOCOL, PICTURE_PROTOCOL].map((protocol) =>
      toOwnProtocol(protocol, number),
    ) as [string, string]
    this.#protocols = [tileProtocol, pictureProtocol]
    addProtocol(tileProtocol, async ({ url }, { signal }) => ({
      data: await this.#server.answer(url, signal),
    }))
    addProtocol(pictureProtocol, async ({ url }, { signal }) => ({
      data: await this.#server.answerPicture(url, this.#style.catalog, signal),
    }))
    this.#side = side ?? null
    this.#container = container
    this.#events = events
    this.#tiles = tiles
    this.#style = style
    this.#isFirstView = isFirstView(camera)
    const first = this.#toCamera(camera)
    this.#map = new MapLibreMap({
      container,
      style: toStyle(style),
      ...toMapCamera(first),
      // The map's own limits are wide: `constrainCamera` sets those that hold for the projection.
      minZoom: -4,
      maxZoom: MAX_ZOOM,
      // Past a source's finest tiles the map enlarges them whole: cut smaller, those of a polar cap would lose it.
      zoomLevelsToOverscale: MAX_ZOOM,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // Web Mercator goes on past the antimeridian, into the western Aleutians.
      renderWorldCopies: true,
      attributionControl: false,
      // The map passes over a change before its first frame, such as when the page's fonts come.
      trackResize: false,
      interactive: !isStill,
      transformRequest: (url) => ({ url: toOwnAddress(url, number) }),
      fadeDuration: 150,
      transformConstrain: (center, zoom) => this.#constrain(center, zoom),
    })
    this.#globe = new Globe(this.#map, () => this.#isAtRest)
    openPoles(this.#map)
    this.#limb = new Limb(this.#map)
    this.#held = new HeldPicture(this.#map, () => this.#isAtRest)
    this.#names = new Names(this.#map, {
      coversOf: () => coveredBoxes(container, true),
      around: document.body,
      isAtRest: () => this.#isAtRest,
      isSphere: () => this.#projection.isSphere,
    })
    this.#refresh = new TileRefresh(this.#map, {
      isFollowed: isSharedSource,
      asked: () => events.changed(),
      released: (sourceId, place) => {
        const { id, grid } = parseSourceId(sourceId)
        this.#server.release(id, { grid, ...place })
      },
    })
    this.#map.touchZoomRotate.disableRotation()
    this.#map.keyboard.disableRotation()
    this.#map.on('style.load', () => {
      this.#hasStyle = true
      // Each change by itself is checked by the library against the whole style, which has just been checked as such.
      this.#map.style._validate = () => false
    })
    this.#map.on('move', () => events.camera(this.camera, true))
    this.#map.on('moveend', () => events.camera(this.camera, this.#isFirstView))
    this.#map.on('movestart', (event) => {
      events.changed()
      this.#isFirstView &&= KEEPS_FIRST_VIEW in event
      if (KEEPS_FIRST_VIEW in event) return
      this.#tooFine = null
      void this.#followSmoothly()
    })
    this.#sizes = new ResizeObserver(() => this.#followSize())
    this.#sizes.observe(container)
    this.#map.on('resize', () => {
      if (this.#isFirstView) this.#map.jumpTo(toMapCamera(this.#home), FOLLOWING)
    })
    this.#map.on('mousemove', ({ lngLat }) => events.pointer([lngLat.lng, lngLat.lat]))
    this.#map.on('mouseout', () => events.pointer(null))
    this.#endWatch = watchHealth(this.#map, workerUrl, events.health)
    this.#map.on('idle', () => {
      if (!this.#server.isSettled || !this.#refresh.isAtRest) return
      if (!this.#names.settle()) return events.changed()
      this.#limb.show(this.#projection.isSphere)
      events.drawn()
      this.#prepareOtherGrids()
      void this.#globe.prepare()
    })
    this.#map.on('dataloading', () => events.changed())
    this.#map.setMissingStyleImageResolver(async (name) => {
      const marker = await createMarkerImage(name)
      if (!marker || this.#map.hasImage(name)) return
      const { image, pixelRatio } = marker
      this.#map.addImage(name, image, { pixelRatio })
    })
    this.#map.on('error', ({ error }) => {
      // Layers' problems have been told by their tiles; what is left is the map's own. Those of tiles come
      // through the map's worker, by which they lose their class and keep their name.
      if (error instanceof Error && ['ProblemError', 'AbortError'].includes(error.name)) return
      console.error(error)
    })
  }

  get camera(): Camera {
    const { lng, lat } = this.#map.getCenter()
    return { center: [wrapLon(lng), lat], zoom: this.#map.getZoom() }
  }

  /** Whether the map is as far in and as far out as it goes. */
  get zoomEnds(): { readonly isLargest: boolean; readonly isSmallest: boolean } {
    const [least, largest] = zoomRange(this.#projection, this.viewport, this.#hasOwn)
    const zoom = this.#map.getZoom()
    return { isLargest: zoom > largest - 1e-6, isSmallest: zoom < least + 1e-6 }
  }

  /** Metres on the ground for a CSS pixel, measured from side to side through the map's centre. */
  get pixelMeters(): number {
    const { width, height } = this.viewport
    const toPlace = (x: number): [number, number] => {
      const { lng, lat } = this.#map.unproject([x, height / 2])
      return [lng, lat]
    }
    const reach = 20
    return (
      sphereDistanceMeters(toPlace(width / 2 - reach), toPlace(width / 2 + reach)) / (2 * reach)
    )
  }

  get viewport() {
    const { clientWidth, clientHeight } = this.#container
    return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) }
  }

  /** Redraws for a new state. A new projection keeps the centre and the scale. */
  update(style: StyleInput): void {
    const { camera } = this
    const from = this.#style.projection
    // A map that follows another has what stands out there.
    this.#style = { highlights: this.#highlights, ...style }
    if (projectionOf(from).grid !== this.#projection.grid) {
      this.#sharedRevision = this.#refresh.nextRevision()
    }
    // Of a style that is not there yet no changes can be made: the new one takes its place.
    this.#map.setStyle(toStyle(this.#style, this.#sharedRevision), { diff: this.#hasStyle })
    const onMap = new Set(style.layers.map(({ id }) => id))
    this.#server.share(toSharedSources(this.#style), (id) => onMap.has(id))
    this.#held.pace(this.#hasStyle ? REREAD_MILLISECONDS : 0)
    // Nothing may have to be loaded for it: then no event of the map's tells that it draws anew.
    this.#events.changed()
    this.#map.triggerRepaint()
    if (from !== style.projection) {
      // That of the globe is shown once the globe is.
      this.#limb.show(false)
      const zoom = zoomOfSameScale(camera, projectionOf(from), this.#projection)
      this.#map.jumpTo(toMapCamera({ ...camera, zoom }))
      if (this.#hasStyle) this.#held.begin()
    } else if (this.#tooFine && this.#hasOwn) {
      this.#map.jumpTo(toMapCamera(this.#tooFine))
    } else if (camera.zoom > zoomRange(this.#projection, this.viewport, this.#hasOwn)[1]) {
      this.#map.jumpTo(toMapCamera(camera))
    }
    for (const listener of this.#followers) listener(this.#style)
  }

  /** Listens to what the map is to show, but for its camera; returns the function that stops listening. */
  onUpdate(listener: (style: StyleInput) => void): () => void {
    this.#followers.add(listener)
    return () => this.#followers.delete(listener)
  }

  get style(): StyleInput {
    return this.#style
  }

  /** Takes the camera of another map and draws at once, so that both are drawn in one frame. */
  follow(camera: Camera): void {
    const { center, zoom } = this.camera
    const isThere = [0, 1].every((axis) => center[axis] === camera.center[axis])
    if (isThere && zoom === camera.zoom) return
    this.#map.jumpTo(toMapCamera(camera))
    this.#map.redraw()
  }

  zoomBy(levels: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + levels, duration: 250 })
  }

  /** Back to the whole of North America, inside what panels leave free. */
  goHome(): void {
    this.#map.easeTo({ ...toMapCamera(this.#home), duration: 600 })
  }

  async fitBbox(bbox: Bbox): Promise<void> {
    const cameraIn = (box: Bbox, size: ViewportSize) =>
      cameraForBbox(this.#projection, box, size, this.#hasOwn)
    // Where its program does not come, what is gone to may lie under a panel.
    const { camera, offset } = await import('./clear-view.ts').then(
      ({ clearView }) => clearView(this.#container, this.viewport, bbox, cameraIn),
      () => ({ camera: cameraIn(bbox, this.viewport), offset: [0, 0] as [number, number] }),
    )
    this.#map.easeTo({ ...toMapCamera(camera), offset, duration: 600 })
  }

  async bringIntoView(place: readonly [number, number]): Promise<void> {
    const pixel = this.project(place) ?? [-1, -1]
    const offset = await import('./clear-view.ts').then(
      ({ clearOffset }) => clearOffset(this.#container, this.viewport, pixel),
      (): [number, number] => [0, 0],
    )
    if (offset) this.#map.easeTo({ center: [...place], offset, duration: 600 })
  }

  picture(): HTMLCanvasElement {
    this.#held.end()
    this.#slid?.end()
    // What is drawn is there until the frame ends, and gone when the next one begins.
    this.#map.redraw()
    const shown = this.#map.getCanvas()
    const copy = document.createElement('canvas')
    copy.width = shown.width
    copy.height = shown.height
    copy.getContext('2d')?.drawImage(shown, 0, 0)
    this.#limb.drawOn(copy)
    return copy
  }

  get container(): HTMLElement {
    return this.#container
  }

  project([lon, lat]: readonly [number, number]): [number, number] | null {
    // Of the copies of the world that Web Mercator shows, the one in the middle.
    const turns = Math.round((this.#map.getCenter().lng - lon) / 360)
    const { x, y } = this.#map.project([lon + 360 * turns, lat])
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null
    // Behind the globe another place is seen at that pixel.
    const seen = this.#map.unproject([x, y])
    return sphereDistanceMeters([lon, lat], [seen.lng, seen.lat]) < SAME_PLACE_METERS
      ? [x, y]
      : null
  }

  unproject([x, y]: readonly [number, number]): [number, number] | null {
    const place = this.#map.unproject([x, y])
    if (!Number.isFinite(place.lng) || !Number.isFinite(place.lat)) return null
    // Beside the globe the nearest of its places is given, which is seen at another pixel.
    const seen = this.#map.project(place)
    const isThere = Math.hypot(seen.x - x, seen.y - y) < 1
    return isThere ? [wrapLon(place.lng), place.lat] : null
  }

  onMove(listener: () => void): () => void {
    this.#map.on('move', listener)
    this.#map.on('resize', listener)
    return () => {
      this.#map.off('move', listener)
      this.#map.off('resize', listener)
    }
  }

  featuresAt(pixel: Pixel, tolerancePixels: number): PickedFeature[] {
    return featuresAt(this.#map, pixel, tolerancePixels)
  }

  setHighlight(name: string, highlight: Highlight | null): void {
    const { revision, byName } = this.#highlights
    if (!highlight && !byName.has(name)) return
    const highlights = new Map(byName)
    highlights.delete(name)
    if (highlight) highlights.set(name, highlight)
    this.#highlights = { revision: revision + 1, byName: highlights }
    if (highlight && 'geometries' in highlight) {
      const { geometries } = highlight
      void this.#tiles.call('openGeometries', { id: toGeometriesId(name), geometries })
    }
    this.update({ ...this.#style, highlights: this.#highlights })
  }

  leaveScrollingToPage(onPrevented: (gesture: PreventedGesture) => void): () => void {
    const map = this.#map
    map.cooperativeGestures.enable()
    const subscription = map.on('cooperativegestureprevented', ({ gestureType }) =>
      onPrevented(gestureType === 'wheel_zoom' ? 'wheel' : 'touch'),
    )
    return () => {
      subscription.unsubscribe()
      map.cooperativeGestures.disable()
    }
  }

  sideAt(): Side | null {
    return this.#side
  }

  interact(interaction: MapInteraction): () => void {
    return this.#interactions.begin(interaction)
  }

  /** Shows at once what a map that opens with this camera shows. */
  show(asked: AskedCamera): void {
    this.#isFirstView = isFirstView(asked)
    const camera = this.#toCamera(asked)
    const tooFine = this.#tooFine
    this.#map.jumpTo(toMapCamera(camera), this.#isFirstView ? FOLLOWING : {})
    this.#tooFine = tooFine
  }

  remove(): void {
    this.#isRemoved = true
    this.#held.end()
    this.#endWatch()
    this.#interactions.close()
    this.#server.close()
    this.#sizes.disconnect()
    clearTimeout(this.#resizing)
    this.#names.close()
    this.#map.remove()
    // What the map's worker has asked for before it heard of this is asked of the protocol still.
    setTimeout(() => {
      for (const protocol of this.#protocols) removeProtocol(protocol)
    }, LAST_REQUEST_MILLISECONDS)
  }

  #toCamera({ center, zoom, bbox }: AskedCamera): Camera {
    const whole = bbox
      ? cameraForBbox(this.#projection, bbox, this.viewport, this.#hasOwn)
      : this.#home
    const asked = { center: center ?? whole.center, zoom: zoom ?? whole.zoom }
    const kept = constrainCamera(this.#projection, asked, this.viewport, this.#hasOwn)
    this.#tooFine = asked.zoom > kept.zoom ? asked : null
    if (center && isElsewhere(this.#projection, asked, kept, this.viewport)) {
      this.#events.elsewhere()
    }
    return asked
  }

  get #home(): Camera {
    return this.#projection.homeCamera(this.viewport)
  }

  /** Whether a layer is seen that a reader brought. */
  get #hasOwn(): boolean {
    const { layers, catalog } = this.#style
    return layers.some(({ id, visible }) => visible && isDeviceLayer(catalog.get(id)))
  }

  get #projection(): Projection {
    return projectionOf(this.#style.projection)
  }

  /** Whether all that is to be seen is drawn. */
  get #isAtRest(): boolean {
    const hasAll = this.#server.isSettled && this.#refresh.isAtRest && this.#map.loaded()
    return hasAll && !this.#map.isMoving()
  }

  /**
   * Draws the map in the size that it has now. Where the picture that there is covers that, as when a panel opens, in a task
   * of its own after this frame: a canvas of another size is empty until it is drawn.
   */
  #followSize(): void {
    const { clientWidth, clientHeight } = this.#map.getCanvas()
    const { width, height } = this.viewport
    if (clientWidth === width && clientHeight === height) return
    const resize = () => {
      this.#resizing = undefined
      this.#map.resize(FOLLOWING).redraw()
    }
    const isCovered = clientWidth >= width && clientHeight >= height
    if (!isCovered) resize()
    else {
      this.#events.changed()
      this.#resizing ??= setTimeout(resize)
    }
  }

  /** From the first move on; where the program for it does not come, the map moves as fast as it is drawn. */
  async #followSmoothly(): Promise<void> {
    if (this.#isSliding) return
    this.#isSliding = true
    const program = await import('./internals/slid-picture.ts').catch(() => null)
    if (!program || this.#isRemoved) return
    // What holds the picture has to give back first what it draws with.
    this.#held.end()
    this.#slid = new program.SlidPicture(this.#map, () => !this.#projection.isSphere)
  }

  /** While nothing is to be drawn, what a change of the projection will want is made ready. */
  #prepareOtherGrids(): void {
    const projection = this.#projection
    for (const grid of tileGrids().filter((candidate) => candidate !== projection.grid)) {
      const other = PROJECTIONS.find((candidate) => candidate.grid === grid)!
      const z = Math.max(0, Math.floor(zoomOfSameScale(this.camera, projection, other)))
      void this.#server.prepare({ grid: grid.name, z, center: this.camera.center })
    }
  }

  #constrain(center: LngLat, zoom: number) {
    const kept = constrainCamera(
      this.#projection,
      { center: [center.lng, center.lat], zoom },
      this.viewport,
      this.#hasOwn,
    )
    const [lng, lat] = kept.center
    const Constructor = center.constructor as typeof LngLat
    return { center: new Constructor(lng, lat), zoom: kept.zoom }
  }
}

/** What a move of the map is marked with that follows its size: every other one ends the first view. */
const KEEPS_FIRST_VIEW = 'keepsFirstView'
const FOLLOWING = { [KEEPS_FIRST_VIEW]: true }

/** How far from a place its pixel may lead back to: more than a pixel of the whole continent. */
const SAME_PLACE_METERS = 100_000

function toMapCamera({ center: [lon, lat], zoom }: Camera): {
  center: [number, number]
  zoom: number
} {
  return { center: [lon, lat], zoom }
}
