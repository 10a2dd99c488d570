import { isDeviceLayer, type LayerEntry } from '../../catalog/device-layer.ts'
import { markOfAll, toMarkedTitle } from '../../catalog/not-released.ts'
import { projectionOf } from '../../geo/projections/all.ts'
import type { FeatureKey } from '../../model/feature-key.ts'
import type { Language } from '../../model/schema.ts'
import { type FrameView, toFrame } from '../../sheets/frame.ts'
import type { Logo } from '../../sheets/logos.ts'
import {
  LEAST_DPI,
  MOST_DPI,
  MOST_SHEETS,
  type Orientation,
  type Paper,
} from '../../sheets/paper.ts'
import type { InsetName, SheetSpec } from '../../sheets/sheet-spec.ts'
import { LEAST_SCALE, MOST_SCALE, type SheetTemplate } from '../../sheets/template.ts'
import type { Place } from '../../state/map-commands.ts'
import type { AtlasState } from '../../state/store.ts'
import { textIn } from '../../words/text-in.ts'
import type { BookRequest, SheetFormat } from '../../workers/sheet-protocol.ts'

/** What the composer's form holds; the map itself is in the page's state. */
export interface SheetDraft {
  readonly format: SheetFormat
  /** Dots an inch of a PNG, as they are typed. */
  readonly dpi: string
  readonly title: string
  readonly subtitle: string
  readonly paper: Paper
  readonly orientation: Orientation
  /** The denominator, `null` for the one that is typed. */
  readonly scale: number | null
  readonly typedScale: string
  readonly graticule: boolean
  readonly names: boolean
  readonly insets: readonly InsetName[]
  readonly hasLogos: boolean
  readonly hasCode: boolean
  readonly hasAttachments: boolean
  readonly enlarge: number
  /** `null` for the language of the page. */
  readonly language: Language | null
  /** A sheet for each of these places of a layer; `null` for one of what the map shows. */
  readonly book: {
    readonly layerId: string
    /** `null` until it is known which there are. */
    readonly keys: ReadonlySet<FeatureKey> | null
  } | null
}

/** The draft with which the composer opens: paper as the reader's country has it. */
export function firstDraft(title: string, locale: string): SheetDraft {
  const region = new Intl.Locale(locale).maximize().region ?? ''
  return {
    format: 'pdf',
    dpi: '192',
    title,
    subtitle: '',
    paper: ['CA', 'MX', 'US'].includes(region) ? 'letter' : 'a4',
    orientation: 'landscape',
    scale: 40_000_000,
    typedScale: '25000000',
    graticule: true,
    names: true,
    insets: [],
    hasLogos: true,
    hasCode: true,
    hasAttachments: true,
    enlarge: 1,
    language: null,
    book: null,
  }
}

/** The draft as a template has it. */
export function draftOf(template: SheetTemplate, language: Language): Partial<SheetDraft> {
  const { paper, orientation, scale, graticule, insets, enlarge } = template
  return {
    title: textIn(template.title, language),
    subtitle: textIn(template.subtitle, language),
    paper,
    orientation,
    scale: null,
    typedScale: String(scale),
    graticule,
    insets,
    enlarge,
  }
}

/** The scale of a draft; `null` where what is typed is none. */
export function scaleOf({
  scale,
  typedScale,
}: Pick<SheetDraft, 'scale' | 'typedScale'>): number | null {
  if (scale !== null) return scale
  const digits = typedScale.replaceAll(/[\s.,\u00a0\u202f']/g, '')
  const value = /^\d{1,10}$/.test(digits) ? Number(digits) : 0
  return value >= LEAST_SCALE && value <= MOST_SCALE ? value : null
}

/** The dots an inch of a draft; `null` where what is typed is no such number. */
export function dpiOf({ dpi }: Pick<SheetDraft, 'dpi'>): number | null {
  const value = /^\s*\d{2,3}\s*$/.test(dpi) ? Number(dpi) : 0
  return value >= LEAST_DPI && value <= MOST_DPI ? value : null
}

/**
 * The scale at which a map of a size in points shows what lies between places of the map's middle lines: left and
 * right, top and bottom; rounded up to two digits, so that nothing is cut. `null` where they have no place in the plane.
 */
export function scaleToShow(
  view: FrameView,
  size: { readonly width: number; readonly height: number },
  sides: Readonly<Record<'left' | 'right' | 'top' | 'bottom', Place>>,
): number | null {
  const { grid, pointsPerUnit } = toFrame(view, { x: 0, y: 0, ...size })
  const distance = (from: Place, to: Place) => {
    const [u1, v1] = grid.toUnit(...from)
    const [u2, v2] = grid.toUnit(...to)
    return Math.hypot(u2 - u1, v2 - v1)
  }
  const across = (distance(sides.left, sides.right) * pointsPerUnit) / size.width
  const down = (distance(sides.top, sides.bottom) * pointsPerUnit) / size.height
  return toRoundScale(Math.max(across, down) * view.scale)
}

/** The scale at which a map of a size shows a globe whole. */
export function scaleOfGlobe(
  view: FrameView,
  size: { readonly width: number; readonly height: number },
): number | null {
  const { rim } = toFrame(view, { x: 0, y: 0, ...size })
  return rim && toRoundScale((2.04 * rim.radius * view.scale) / Math.min(size.width, size.height))
}

/** A scale of two digits, no larger than what is wanted; `null` for what is none. */
function toRoundScale(scale: number): number | null {
  if (!Number.isFinite(scale) || scale <= 0) return null
  const step = 10 ** (Math.floor(Math.log10(scale)) - 1)
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, Math.ceil(scale / step - 1e-6) * step))
}

/** The projection of a draft's sheets: a book of places, each as large as its page has room for, is of a plane. */
function projectionOfDraft({ book, format }: SheetDraft, projection: string): string {
  const isBook = book !== null && format === 'pdf'
  return isBook && projectionOf(projection).isSphere ? 'naaf' : projection
}

type SeenMap = Pick<AtlasState, 'layers' | 'catalog' | 'projection'>

/** The layers that are seen, from the topmost down, with their entries. */
function seenLayers({ layers, catalog }: SeenMap) {
  return layers.flatMap((view) => {
    const entry: LayerEntry | undefined = catalog.get(view.id)
    return view.visible && entry?.symbology && entry.files.length > 0 ? [{ view, entry }] : []
  })
}

/**
 * The book that a draft asks for: `null` where it asks for one sheet, `'none'` where it asks for places and none are
 * chosen, or more than a book may have. Pictures are of one sheet.
 */
export function bookOf(
  { book, format }: Pick<SheetDraft, 'book' | 'format'>,
  catalog: ReadonlyMap<string, LayerEntry>,
): BookRequest | null | 'none' {
  if (!book || format !== 'pdf') return null
  const places = catalog.get(book.layerId)
  const count = book.keys?.size ?? 0
  if (!places || count === 0 || count > MOST_SHEETS) return 'none'
  return { places, keys: [...book.keys!] }
}

/** Whether layers are seen that the map's address does not have. */
export function hasOwnLayers(map: SeenMap): boolean {
  return seenLayers(map).some(({ entry }) => isDeviceLayer(entry) && !entry.origin.editionOf)
}

/** What a sheet has of neither its draft nor the map. */
interface SheetCircumstances {
  readonly language: Language
  readonly address: string
  readonly date: Date
  readonly logos: readonly Logo[]
}

/** The sheet that a draft and the map make; `null` where something is missing. */
export function toSpec(
  draft: SheetDraft,
  map: SeenMap,
  center: FrameView['center'],
  { language, address, date, logos }: SheetCircumstances,
): SheetSpec | null {
  const scale = scaleOf(draft)
  const layers = seenLayers(map).map(({ view, entry }) => ({
    entry,
    opacity: view.opacity,
    hiddenClasses: view.hiddenClasses,
    filter: view.filter,
  }))
  if (scale === null || draft.title.trim() === '' || layers.length === 0) return null
  const ownLanguage = draft.language ?? language
  const mark = markOfAll(
    layers.map(({ entry }) => entry),
    ownLanguage,
  )
  return {
    paper: draft.paper,
    orientation: draft.orientation,
    language: ownLanguage,
    view: { projection: projectionOfDraft(draft, map.projection), center, scale },
    title: toMarkedTitle(draft.title.trim(), mark),
    subtitle: draft.subtitle.trim(),
    layers,
    graticule: draft.graticule,
    names: draft.names,
    insets: draft.insets,
    enlarge: draft.enlarge,
    logos: draft.hasLogos ? logos : [],
    attachments: draft.hasAttachments,
    address: draft.hasCode ? address : null,
    date,
  }
}
