import type { Geometry } from 'geojson'
import type { Bbox } from '../geo/bbox.ts'
import type { FieldValues } from '../model/feature.ts'
import type { Side } from './comparison.ts'

/** Longitude, latitude. */
export type Place = readonly [lon: number, lat: number]

/** CSS pixels from the upper left corner of the map. */
export type Pixel = readonly [x: number, y: number]

/** A feature that is drawn on the map. */
export interface PickedFeature {
  readonly layerId: string
  /** The same in every tile and at every scale: the number of the feature's key (`toFeatureId`). */
  readonly id: number
  readonly kind: 'point' | 'line' | 'area'
  /** What its tile says of it: the values that drawing and naming need. */
  readonly properties: FieldValues
}

/**
 * What is to stand out on the map: features of a layer that is on it, by the numbers of their keys
 * (`toFeatureId`), or geometries in longitude and latitude.
 */
export type Highlight =
  | { readonly layerId: string; readonly ids: readonly number[] }
  | {
      readonly geometries: readonly Geometry[]
      /** `sample`: drawn as a layer is, thin and small: what stands for more, and lines that are no features. */
      readonly look?: 'sample'
    }

/**
 * A use of the map beside moving it, such as to point at features, to draw or to measure. An interaction does what
 * it does between its start and its stop, with what the map's commands give.
 */
export interface MapInteraction {
  readonly id: string
  /** Whether clicks and keys on the map are meant for it: of those that are running the last one has them. */
  readonly takesInput: boolean
  /** Whether it may run on two maps at a time that show the same ground; it keeps nothing between its starts. */
  readonly isForEach?: boolean
  /** Begins; the function that it returns ends it, and leaves nothing behind. */
  start(map: MapCommands): () => void
}

/** A gesture that the map left to the page around it. */
export type PreventedGesture = 'wheel' | 'touch'

/** What the rest of the page can ask of the map. */
export interface MapCommands {
  zoomBy(levels: number): void
  goHome(): void
  /** Shows a WGS 84 box, in the part of the map that no panel covers. */
  fitBbox(bbox: Bbox): void
  /** Moves a place into the part of the map that no panel covers, where it is not in it already. */
  bringIntoView(place: Place): void
  /** The element that shows the map, whose pixels the next ones speak of. */
  readonly container: HTMLElement
  /** Where a place is on the map; `null` where it is behind the globe or off the plane. */
  project(place: Place): [x: number, y: number] | null
  /** The place at a pixel; `null` where the map shows no ground. */
  unproject(pixel: Pixel): [lon: number, lat: number] | null
  /** Listens to every move of the map; returns the function that stops listening. */
  onMove(listener: () => void): () => void
  /**
   * The features that are drawn at a pixel, the topmost first: points and lines as far as `tolerancePixels`
   * away, areas where they lie under the pixel.
   */
  featuresAt(pixel: Pixel, tolerancePixels: number): PickedFeature[]
  /** Which of two maps that are compared is seen at a pixel; `null` where there is one. */
  sideAt(pixel: Pixel): Side | null
  /** Has something stand out, in place of what stood out under that name; `null` ends it. */
  setHighlight(name: string, highlight: Highlight | null): void
  /** What the map shows now, as a picture in the pixels of the screen. */
  picture(): HTMLCanvasElement
  /**
   * Leaves the wheel and one finger to the page that shows this one in a frame: the map zooms with Ctrl (Command on
   * Apple's) and moves with two fingers. Tells of each gesture that was left; returns the function that ends it.
   */
  leaveScrollingToPage(onPrevented: (gesture: PreventedGesture) => void): () => void
  /** Begins an interaction; returns the function that ends it. */
  interact(interaction: MapInteraction): () => void
}
