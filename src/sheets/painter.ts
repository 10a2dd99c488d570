import type { Raster } from '../formats/bytes/write-png.ts'
import type { Box } from './paper.ts'

/** The cuts of Source Sans that sheets are set in. */
export const FONT_STYLES = ['regular', 'italic', 'semibold'] as const
export type FontStyle = (typeof FONT_STYLES)[number]

/** Positions one after another, `x0, y0, x1, y1, …`, in points of the page, y down. */
export type Line = readonly number[]

/** `#rrggbb`, and 0 to 1. */
export interface Ink {
  readonly color: string
  readonly opacity?: number
}

export interface Stroke extends Ink {
  readonly width: number
  /** Lengths of dashes and gaps in points. */
  readonly dash?: readonly number[]
  readonly join?: 'miter' | 'round'
  readonly cap?: 'butt' | 'round'
}

export interface Paint {
  readonly fill?: Ink & {
    /** What of paths within one another is inside: by the even-odd rule where nothing is said. */
    readonly rule?: 'evenodd' | 'nonzero'
  }
  readonly stroke?: Stroke
}

export interface TextStyle {
  readonly font: FontStyle
  /** Points. */
  readonly size: number
  readonly color: string
  readonly opacity?: number
  /** A border around the letters, beneath them. */
  readonly halo?: { readonly color: string; readonly width: number }
  /** Points added after each letter. */
  readonly spacing?: number
}

/** A letter of a text that follows a line: where its base line begins, and how it is turned, clockwise. */
export interface PlacedLetter {
  readonly letter: string
  readonly x: number
  readonly y: number
  readonly radians: number
}

/** Draws on a page. */
export interface Painter {
  shape(lines: readonly Line[], isClosed: boolean, paint: Paint): void
  circle(x: number, y: number, radius: number, paint: Paint): void
  /** A symbol that is drawn many times: `draw` draws it once around (0, 0). */
  symbol(name: string, x: number, y: number, radius: number, draw: (painter: Painter) => void): void
  /** A text from the left end of its base line on. */
  text(text: string, x: number, y: number, style: TextStyle, radians?: number): void
  textAlong(text: string, letters: readonly PlacedLetter[], style: TextStyle): void
}

/** What a part of a page is to who hears it read (ISO 32000-1, section 14.8.4); `Artifact` is not read. */
export type PartRole = 'H1' | 'H2' | 'P' | 'LI' | 'Figure' | 'Artifact'

export interface Part {
  readonly role: PartRole
  /** What a figure shows, in words. */
  readonly alt?: string
  /** Where it is read among the others, lower first. */
  readonly order?: number
}

/** Where a map of a page is on the ground (ISO 32000-2, section 12.9 and 12.10). */
export interface GeoViewport {
  readonly box: Box
  /** Well-known text of the coordinate reference system of the map. */
  readonly wkt: string
  /** Its corners from the lower left one on, clockwise: longitude, latitude. */
  readonly corners: readonly (readonly [lon: number, lat: number])[]
  readonly name: string
}

/** What a file says of itself. */
export interface DocumentFacts {
  readonly title: string
  readonly subject: string
  readonly author: string
  /** BCP 47. */
  readonly language: string
  readonly date: Date
}

/** The size of a page in points. */
export interface PageStart {
  readonly width: number
  readonly height: number
  readonly title?: string
}

/** Draws the pages of a file, one after another. Parts and layers are closed in the order in which they were opened. */
export interface PagePainter extends Painter {
  /** Whether pages are of one size: a picture has what follows beneath, as high as it is. */
  readonly isPaged: boolean
  /** A page that has a title is found by it, in files that can bear it. */
  openPage(page: PageStart): void
  openPart(part: Part): void
  closePart(): void
  /** What is drawn until it is closed can be switched off by its title. */
  openLayer(id: string, title: string): void
  closeLayer(): void
  /** What is drawn until it is opened again is cut at the edge of the box. */
  openClip(box: Box): void
  closeClip(): void
  /** A picture of pixels that fills a box. */
  image(box: Box, raster: Raster, opacity: number): void
  /** Says where a map of the page is on the ground, for files that can bear it. */
  georeference(viewport: GeoViewport): void
  /** Painters whose drawings come on the page one over the other, whichever order they are used in, once `done`. */
  passes(count: number): { readonly painters: readonly Painter[]; done(): void }
}
