import type { ScreenPlace } from '../../geo/screen-place.ts'

/** What a KML file says besides features: how they look, how they are grouped, and what was not followed. */
export interface KmlExtras {
  /** Styles in use, resolved: `StyleMap`s to their normal state, shared and inline ones together. */
  readonly styles: readonly KmlStyle[]
  /** For each feature the number of its style, or −1. */
  readonly styleOfFeature: Int32Array
  /** In the order of the file; the path of each is in the field `folder` of its features. */
  readonly folders: readonly KmlFolder[]
  readonly overlays: readonly KmlOverlay[]
  readonly networkLinks: readonly KmlNetworkLink[]
  /** Images inside a KMZ that icons and overlays refer to, by the reference. */
  readonly images: ReadonlyMap<string, Uint8Array>
}

/** A colour as `#rrggbb` with its opacity, from KML's `aabbggrr`. */
export interface KmlColor {
  readonly color: string
  readonly opacity: number
}

/** OGC KML 2.3 (12-007r2) section 12, only what the file gives. */
export interface KmlStyle {
  readonly icon?: Partial<KmlColor> & {
    readonly href?: string
    readonly scale?: number
    readonly heading?: number
    /** As fractions of the icon, from its lower left corner, or pixels. */
    readonly hotSpot?: {
      readonly x: number
      readonly y: number
      readonly xUnits: string
      readonly yUnits: string
    }
  }
  readonly label?: Partial<KmlColor> & { readonly scale?: number }
  readonly line?: Partial<KmlColor> & { readonly width?: number }
  readonly polygon?: Partial<KmlColor> & { readonly fill?: boolean; readonly outline?: boolean }
  /** HTML, to be sanitised before it is shown; `$[name]` stands for a field's value. */
  readonly balloon?: { readonly text?: string; readonly background?: string }
}

export interface KmlFolder {
  readonly path: string
  readonly description: string | null
  readonly isOpen: boolean
  readonly isVisible: boolean
}

/**
 * Why an overlay is not drawn: it is a photo, its file hides it, it has no place, its image is on a host, is
 * missing, too large, or no PNG, JPEG, GIF or WebP; or there are more than are drawn.
 */
export type OverlayFault =
  | 'photo'
  | 'hidden'
  | 'no-place'
  | 'remote'
  | 'missing'
  | 'too-large'
  | 'no-image'
  | 'beyond-limit'

export interface KmlOverlay {
  readonly kind: 'ground' | 'screen' | 'photo'
  readonly name: string
  readonly folder: string
  readonly href: string | null
  readonly opacity: number
  /** What the colours of its image are multiplied with, `#rrggbb`, where that is not white. */
  readonly tint?: string
  readonly drawOrder: number
  readonly isVisible: boolean
  /** Why it is not drawn on the map; left out where it is. */
  readonly notDrawn?: OverlayFault
  /** Of a ground overlay: its box and the degrees by which it is turned counterclockwise. */
  readonly box?: {
    readonly west: number
    readonly south: number
    readonly east: number
    readonly north: number
    readonly rotationDegrees: number
  }
  /** Of a ground overlay with `gx:LatLonQuad`: its corners from the lower left counterclockwise. */
  readonly corners?: readonly (readonly [lon: number, lat: number])[]
  /** Of a screen overlay. */
  readonly screen?: ScreenPlace
}

export interface KmlNetworkLink {
  readonly name: string
  readonly folder: string
  readonly href: string
  /** Whether it is to be loaded only while its region is in view (level of detail). */
  readonly hasRegion: boolean
}
