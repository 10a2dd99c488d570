import type { MultiPolygon, Polygon } from 'geojson'
import type { Language } from '../model/schema.ts'
import type { FrameView } from './frame.ts'
import type { Logo } from './logos.ts'
import type { Orientation, Paper } from './paper.ts'
import type { SheetLayer } from './sheet-layer.ts'

/** How many features of a theme are in a place, and in each of its classes. */
export interface PlaceFigure {
  readonly title: string
  readonly count: number
  /** None for a theme of one class. */
  readonly classes: readonly { readonly label: string; readonly count: number }[]
}

/** The place that a sheet is about. */
export interface SheetPlace {
  readonly name: string
  /** Its areas in longitude and latitude, whose edge stands out. */
  readonly geometry: Polygon | MultiPolygon
  readonly figures: readonly PlaceFigure[]
}

/** All that a sheet is made of, but for the data. */
export interface SheetSpec {
  readonly paper: Paper
  readonly orientation: Orientation
  readonly language: Language
  readonly view: FrameView
  readonly title: string
  readonly subtitle: string
  /** From the topmost down. */
  readonly layers: readonly SheetLayer[]
  readonly graticule: boolean
  readonly names: boolean
  /** Small maps in the corners: of where the sheet is, and of Hawaii. */
  readonly insets: readonly InsetName[]
  /** What symbols and names are enlarged by, for sheets that are seen from afar. */
  readonly enlarge: number
  /** Who publishes the sheet, from the left. */
  readonly logos: readonly Logo[]
  /** Whether a PDF brings along what it was made of: its recipe, its sources, and the data that it shows. */
  readonly attachments: boolean
  /** The address that shows the same map, of which the sheet bears a QR code; `null` for none. */
  readonly address: string | null
  readonly date: Date
  /** The place that it is about, for a sheet of a map book. */
  readonly place?: SheetPlace
}

export const INSET_NAMES = ['continent', 'hawaii'] as const
export type InsetName = (typeof INSET_NAMES)[number]
