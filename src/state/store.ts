import { create } from 'zustand'
import { type DeviceLayer, isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { type Regrouped, toRegroupedKey } from '../catalog/split-groups.ts'
import type { ProjectionName } from '../geo/projections/all.ts'
import type { FeatureKey } from '../model/feature-key.ts'
import type { Language } from '../model/schema.ts'
import type { ChartView } from './chart-view.ts'
import type { ThemeChoice } from './choices.ts'
import {
  type Comparison,
  layersOf,
  layersOfAll,
  type Side,
  withLayers,
  withoutLayer,
} from './comparison.ts'
import type { Drawing } from './drawings.ts'
import type { AskedEdition } from './editions.ts'
import type { FollowedAnswer } from './followed-answers.ts'
import { type LayerView, toLayerView } from './layer-view.ts'
import type { MapCommands, Place } from './map-commands.ts'
import type { NearAsked } from './near.ts'
import { type OpenPanel, withPanel } from './panels.ts'
import { defaultLayers } from './reference-map.ts'
import type { TableView } from './table-view.ts'

/** What a layer on the map is doing. */
export type LayerStatus =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly share: number | null }
  | { readonly kind: 'failed'; readonly problem: LayerProblem }

/** A problem as the readers tell it: a code for the translation, a message for the log. */
export interface LayerProblem {
  readonly code: string
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A message to the reader that stays until it is dismissed: a key of the page's words. */
export interface Notice {
  readonly id: number
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** A feature of a layer. */
export interface SelectedFeature {
  readonly layerId: string
  readonly key: FeatureKey
}

export interface AtlasState {
  readonly language: Language
  /** The first of the reader's own languages that the Atlas speaks. */
  readonly systemLanguage: Language
  readonly theme: ThemeChoice
  readonly projection: ProjectionName
  /** What is missing is that of the home view, or of the view of the whole of the layer `fit`. */
  readonly camera: {
    readonly center?: readonly [number, number]
    readonly zoom?: number
    readonly fit?: string
  }
  /** A camera, as above, that the map is to take: set when the reader goes back or forward. */
  readonly askedCamera: AtlasState['camera'] | null
  /** From the topmost down. */
  readonly layers: readonly LayerView[]
  /** The other map, where two are compared. */
  readonly comparison: Comparison | null
  /** The layers of the catalogue, and the reader’s own on this device. */
  readonly catalog: ReadonlyMap<string, LayerEntry>
  readonly statuses: ReadonlyMap<string, LayerStatus>
  /** Raised to have a layer read again after it failed. */
  readonly revisions: ReadonlyMap<string, number>
  /** What is drawn in place of layers' own groups of points, by `toRegroupedKey`. */
  readonly regrouped: ReadonlyMap<string, Regrouped>
  readonly notices: readonly Notice[]
  readonly map: MapCommands | null
  /** The feature that the reader looks at. */
  readonly selected: SelectedFeature | null
  /** The place of which it is told what is there. */
  readonly here: Place | null
  /** What is asked of what lies around a place. */
  readonly near: NearAsked | null
  /** The recipe of the question that is asked of layers, as text (`src/model/recipe.ts`). */
  readonly question: string | null
  /** The answers to questions that are layers: their entries are in the catalogue. */
  readonly answers: readonly FollowedAnswer[]
  /** The editions of layers that an address asks for and that are not there yet. */
  readonly askedEditions: readonly AskedEdition[]
  /** Whether it is known which layers the reader has on this device. */
  readonly hasDeviceLayers: boolean
  /** How the table stands that is open, or was last. */
  readonly table: TableView | null
  /** The field of a layer that the reader looks at, in whichever panel. */
  readonly field: {
    readonly layerId: string
    readonly name: string
    /** Whether its filter has been asked for, and is to have the focus. */
    readonly isSought?: true
  } | null
  /** Which chart is shown, or was last. */
  readonly chart: ChartView | null
  /** The features of a layer that are selected in its table and charts, by the numbers of their keys. */
  readonly selectedRows: { readonly layerId: string; readonly ids: ReadonlySet<number> } | null
  readonly drawings: readonly Drawing[]
  /** The panel that was last asked for, whether or not it was open already. */
  readonly askedPanel: OpenPanel | null
  /** The release package that is shown before its release: its address, or the file on this device. */
  readonly preview: string | File | null
  /** The panels that are open, the topmost last. */
  readonly panels: readonly OpenPanel[]
}

export interface AtlasActions {
  setLanguage(language: Language): void
  setTheme(theme: ThemeChoice): void
  setProjection(projection: ProjectionName): void
  setCamera(camera: Required<Pick<AtlasState['camera'], 'center' | 'zoom'>>): void
  /** Of the map that the page speaks of, or of one of two that are compared. */
  setLayer(id: string, change: Partial<Omit<LayerView, 'id'>>, side?: Side): void
  moveLayer(id: string, place: number): void
  addLayer(id: string): void
  removeLayer(id: string): void
  /** Makes a layer of this device known, and puts it on the map. */
  addDeviceLayer(entry: DeviceLayer): void
  /** Forgets a layer whose files are no longer on this device. */
  forgetDeviceLayer(id: string): void
  resetLayers(): void
  setStatus(id: string, status: LayerStatus): void
  retryLayer(id: string): void
  setRegrouped(layerId: string, regrouped: Regrouped): void
  notify(key: string, values?: Notice['values']): void
  dismiss(id: number): void
  setMap(map: MapCommands | null): void
  /** Opens a panel, or brings it to the top, about `subject` from now on. */
  openPanel(id: string, subject?: string): void
  /** Closes a panel, the topmost one without an id. */
  closePanel(id?: string): void
}

let lastNotice = 0

/** The state of the page. What of it stands in the address is said by `src/state/parameters`. */
export const useAtlas = create<AtlasState & AtlasActions>()((set) => ({
  language: 'en',
  systemLanguage: 'en',
  theme: 'auto',
  projection: 'naaf',
  camera: {},
  askedCamera: null,
  layers: [],
  comparison: null,
  catalog: new Map(),
  statuses: new Map(),
  revisions: new Map(),
  regrouped: new Map(),
  notices: [],
  map: null,
  selected: null,
  here: null,
  near: null,
  question: null,
  answers: [],
  askedEditions: [],
  hasDeviceLayers: false,
  table: null,
  field: null,
  chart: null,
  selectedRows: null,
  drawings: [],
  askedPanel: null,
  preview: null,
  panels: [],

  setLanguage: (language) => set({ language }),
  setTheme: (theme) => set({ theme }),
  setProjection: (projection) => set({ projection }),
  setCamera: (camera) => set({ camera }),
  setLayer: (id, change, side) =>
    set((state) => {
      const of = side ?? state.comparison?.side ?? 'a'
      const changed = layersOf(state, of).map((layer) =>
        layer.id === id ? { ...layer, ...change } : layer,
      )
      return withLayers(state, of, changed)
    }),
  moveLayer: (id, place) => set(({ layers }) => ({ layers: moved(layers, id, place) })),
  addLayer: (id) =>
    set(({ layers, catalog }) =>
      layers.some((layer) => layer.id === id) || !catalog.has(id)
        ? { layers: layers.map((layer) => (layer.id === id ? { ...layer, visible: true } : layer)) }
        : { layers: [toLayerView(id), ...layers] },
    ),
  removeLayer: (id) => set(({ layers }) => ({ layers: layers.filter((layer) => layer.id !== id) })),
  addDeviceLayer: (entry) =>
    set(({ layers, catalog }) => ({
      catalog: new Map(catalog).set(entry.id, entry),
      layers: [toLayerView(entry.id), ...layers],
    })),
  forgetDeviceLayer: (id) =>
    set((state) => {
      const others = new Map(state.catalog)
      others.delete(id)
      return { catalog: others, ...withoutLayer(state, id) }
    }),
  resetLayers: () => set(({ catalog }) => ({ layers: defaultLayers(catalog) })),
  setStatus: (id, status) =>
    set(({ statuses }) => ({ statuses: new Map(statuses).set(id, status) })),
  retryLayer: (id) =>
    set(({ revisions, statuses, regrouped }) => ({
      revisions: new Map(revisions).set(id, (revisions.get(id) ?? 0) + 1),
      statuses: new Map(statuses).set(id, { kind: 'loading', share: null }),
      // What is drawn now is told anew with its tiles.
      regrouped: new Map([...regrouped].filter(([key]) => !key.startsWith(`${id} `))),
    })),
  setRegrouped: (layerId, now) =>
    set(({ regrouped }) => ({
      regrouped: new Map(regrouped).set(toRegroupedKey(layerId, now), now),
    })),
  notify: (key, values = {}) =>
    set(({ notices }) => ({
      notices: [
        ...notices.filter((notice) => notice.key !== key),
        { id: ++lastNotice, key, values },
      ],
    })),
  dismiss: (id) =>
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  setMap: (map) => set({ map }),
  openPanel: (id, subject) =>
    set(({ panels }) => {
      const askedPanel = { id, subject: subject ?? null }
      return { panels: withPanel(panels, askedPanel), askedPanel }
    }),
  closePanel: (id) =>
    set(({ panels }) => ({
      panels: id === undefined ? panels.slice(0, -1) : panels.filter((panel) => panel.id !== id),
    })),
}))

function moved(layers: readonly LayerView[], id: string, place: number): readonly LayerView[] {
  const layer = layers.find((candidate) => candidate.id === id)
  if (!layer) return layers
  const others = layers.filter((candidate) => candidate !== layer)
  const target = Math.max(0, Math.min(others.length, place))
  return [...others.slice(0, target), layer, ...others.slice(target)]
}

/** The layers on the map that nobody else can see: those of this device. */
export function deviceLayersOnMap(
  state: Pick<AtlasState, 'layers' | 'comparison' | 'catalog'>,
): readonly DeviceLayer[] {
  const ids = new Set(layersOfAll(state).map(({ id }) => id))
  return [...ids].flatMap((id) => {
    const entry = state.catalog.get(id)
    return isDeviceLayer(entry) ? [entry] : []
  })
}
