import type { ComponentType } from 'react'
import type { LayerEntry } from '../catalog/device-layer.ts'
import type { Domain } from '../words/words.ts'

/** What a panel is given. */
export interface PanelProps {
  /** What it is about, such as the id of a layer; `null` where it is about no one thing. */
  readonly subject: string | null
  close(): void
}

/**
 * `side`: beside the map on wide screens, a sheet over it on narrow ones. `foot`: the same, under the map. `map`: over
 * the map. `dialog`: over the page, which waits.
 */
export type PanelPlace = 'side' | 'foot' | 'map' | 'dialog'

/**
 * Where the button stands that opens a panel: in the band, over the list of layers, at a layer, or over the map while
 * no panel is beside it.
 */
export type LaunchPlace = 'band' | 'layers' | 'layer' | 'map'

/**
 * Where a part of the page stands: across its top, where the map is, over the map, over the whole page; where the second
 * map is while two are seen side by side.
 */
export type PartPlace = 'band' | 'map' | 'over-map' | 'page' | 'second-map'

/** What is in the page at all times, though perhaps unseen. */
export interface PartDefinition {
  readonly place: PartPlace
  readonly Component: ComponentType
}

/** A panel of the page. `src/app.tsx` puts it in its place, whichever feature it comes from. */
export interface PanelDefinition {
  /** Lower-case letters and hyphens. */
  readonly id: string
  readonly place: PanelPlace
  /** Fetched when the panel is first opened; what is in the first view comes with the page. */
  readonly content:
    | { load(): Promise<{ readonly default: ComponentType<PanelProps> }> }
    | { readonly Component: ComponentType<PanelProps> }
  /** Set where an address may open the panel: where it shows the same to everybody. */
  readonly isInAddresses?: true
  /** Set where its subject is none of the catalogue's layers: then the panel itself says if there is none such. */
  readonly hasOwnSubjects?: true
  readonly launch?: PanelLaunch
  /** Set where it is open from the start on screens with room for it. */
  readonly isOpenAtFirst?: true
  /** The words that it shows beside those of the first view; fetched with its content. */
  readonly words?: readonly Domain[]
}

export interface PanelLaunch {
  readonly place: LaunchPlace
  /** Lower first. The first one at its place is the one that most readers want. */
  readonly order: number
  /** A key of the page's words. */
  readonly label: string
  /** A key of the page's words for who hears the button alone, with the title of its `layer`. */
  readonly labelFor?: string
  readonly icon: ComponentType<{ size: number; 'aria-hidden': true }>
  /** Of buttons at a layer: whether this one has it. */
  isFor?(entry: LayerEntry): boolean
}

/** What stands in the row of a layer beside what every layer has there. */
export interface LayerDetails {
  isFor(entry: LayerEntry): boolean
  /** As those of a panel. */
  readonly words?: readonly Domain[]
  load(): Promise<{ readonly default: ComponentType<{ readonly entry: LayerEntry }> }>
}

type EntriesById = ReadonlyMap<string, LayerEntry>

/**
 * What a feature brings to the page: each folder of `src/features` may have one, exported as `feature` from
 * its `feature.ts`, and is known to nothing else.
 */
export interface Feature {
  readonly panels?: readonly PanelDefinition[]
  readonly layerDetails?: readonly LayerDetails[]
  readonly parts?: readonly PartDefinition[]
  /**
   * What becomes of the catalogue's entries before any layer is opened. Begun before the catalogue is there;
   * the first view waits for it.
   */
  amendCatalog?(): Promise<(catalog: EntriesById) => EntriesById>
}
