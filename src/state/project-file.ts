import type { DeviceLayer } from '../catalog/device-layer.ts'
import { symbologySchema } from '../catalog/symbology.ts'
import { z } from '../model/zod.ts'
import {
  formatArrangement,
  type PlacedLayer,
  parseArrangement,
  withArrangement,
} from './device-arrangement.ts'
import type { LayerView } from './layer-view.ts'
import { PARAMETERS } from './parameters/index.ts'
import type { Told } from './parameters/parameter.ts'
import { type AtlasState, deviceLayersOnMap } from './store.ts'
import { type AddressFault, parseAddress, toAddressed } from './url.ts'

/**
 * A project as a file: all that an address says, each parameter as text in the address's own notation, and what no
 * address can hold: drawings of any length, and which of the reader's own layers belong to it, named or with their
 * data.
 */

export const PROJECT_TYPE = 'north-american-environmental-atlas-project'

/** Raised where an older reader would misunderstand a file; what it does not know it names. */
const PROJECT_VERSION = 1

export const PROJECT_ENDING = '.atlas.json'

/** A file that is larger is refused before it is read. */
export const MOST_PROJECT_BYTES = 100 * 1024 * 1024

/** The reader's choices, who keeps their own whatever is opened, and editions, which a project brings as the reader's own layers. */
const OF_NO_PROJECT: ReadonlySet<string> = new Set(['lang', 'theme', 'editions'])

/** A layer of the reader's own that belongs to a project. */
const importSchema = z.object({
  id: z.string().max(200),
  title: z.string().max(500),
  /** Of the file that it was made from. */
  file: z.string().max(1000),
  bytes: z.number().nonnegative(),
  sha256: z.string().nullable(),
  /** All of it as FlatGeobuf, in base64, where the project brings it along. */
  flatGeobuf: z.string().optional(),
  /** How many images its file lays on the ground or the screen, which no project brings along. */
  images: z.number().int().positive().optional().catch(undefined),
  /** How it is drawn, of data that come along; one that is not understood is chosen anew. */
  symbology: symbologySchema.optional().catch(undefined),
})

export type ProjectImport = z.infer<typeof importSchema>

export interface Project {
  /** What of the view could not be understood. */
  readonly faults: readonly AddressFault[]
  readonly imports: readonly ProjectImport[]
  /** Entries of imports that could not be understood. */
  readonly faultyImports: number
  /** Whether a newer Atlas wrote it, of which this one may not know all. */
  readonly isNewer: boolean
  /** How one of the reader's own layers was seen, by its id. */
  viewOf(id: string): LayerView | undefined
  /** What becomes of a state. */
  apply(state: AtlasState, tell: (told: Told) => void): Partial<AtlasState>
}

/** Writes what is seen as a project. `dataOf` gives the data of those of the reader's own layers that come along. */
export function writeProject(
  state: AtlasState,
  { date, dataOf }: { readonly date: Date; readonly dataOf: ReadonlyMap<string, string> },
): string {
  const parameters = PARAMETERS.flatMap(({ name, format, read, readWhole, default: usual }) => {
    if (OF_NO_PROJECT.has(name)) return []
    const text = format((readWhole ?? read)(state))
    return text === format(usual) ? [] : [[name, text] as const]
  })
  const project = {
    type: PROJECT_TYPE,
    version: PROJECT_VERSION,
    written: date.toISOString(),
    view: Object.fromEntries(parameters),
    arrangement: toArrangement(state, state.layers),
    ...(state.comparison && {
      comparedArrangement: toArrangement(state, state.comparison.other),
    }),
    imports: deviceLayersOnMap(state).map((entry) => toImport(entry, dataOf.get(entry.id))),
  }
  return `${JSON.stringify(project, null, 1)}\n`
}

function toArrangement({ catalog }: AtlasState, layers: readonly LayerView[]): unknown {
  return JSON.parse(formatArrangement({ layers, catalog }))
}

function toImport(
  { id, title, symbology, files, overlays, screenOverlays, origin }: DeviceLayer,
  flatGeobuf: string | undefined,
): ProjectImport {
  const { name, bytes, sha256 } = origin
  const images = (overlays?.length ?? 0) + (screenOverlays?.length ?? 0)
  const data = flatGeobuf && { flatGeobuf, ...(symbology && { symbology }) }
  return {
    ...{ id, title: title.en, file: name, bytes, sha256 },
    ...(images > 0 && { images }),
    // Of images alone there are no data.
    ...(files[0]!.featureCount > 0 && data),
  }
}

const projectSchema = z.object({
  type: z.literal(PROJECT_TYPE),
  version: z.unknown().optional(),
  view: z.unknown().optional(),
  /** The reader’s own layers on the map, and on the other one where two are compared. */
  arrangement: z.unknown().optional(),
  comparedArrangement: z.unknown().optional(),
  imports: z.unknown().optional(),
})

/** More layers of the reader's own are in no project. */
const MOST_IMPORTS = 100

/** Whether a text is a part of a project: one that was cut off, or changed so that it is no JSON. */
export function isDamagedProject(text: string): boolean {
  return text.slice(0, MOST_HEAD_LETTERS).includes(PROJECT_TYPE) && parseJson(text) === null
}

/** The type stands at the head of what is written. */
const MOST_HEAD_LETTERS = 1000

/** Reads a project, as far as it can be understood; `null` where the text is none. */
export function parseProject(text: string): Project | null {
  const parsed = projectSchema.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { version, view, arrangement, comparedArrangement, imports } = parsed.data
  const search = new URLSearchParams()
  const isView = typeof view === 'object' && view !== null && !Array.isArray(view)
  for (const [name, value] of Object.entries(isView ? view : {})) {
    if (!OF_NO_PROJECT.has(name))
      search.append(name, typeof value === 'string' ? value : toShown(value))
  }
  const address = parseAddress(`?${search}`)
  const given = toList(imports)
  const read = given.slice(0, MOST_IMPORTS).map((one) => importSchema.safeParse(one))
  // Of two of one id only the first is meant.
  const byId = new Map<string, ProjectImport>()
  for (const one of read) {
    if (one.success && !byId.has(one.data.id)) byId.set(one.data.id, one.data)
  }
  const understood = [...byId.values()]
  const [placed, arrangementFaults] = toPlaced('arrangement', arrangement)
  const [placedOnOther, comparedFaults] = toPlaced('comparedArrangement', comparedArrangement)
  return {
    faults: [
      ...(typeof version === 'number' ? [] : [toFault('version', version)]),
      ...(isView || view === undefined ? [] : [toFault('view', view)]),
      ...address.faults.map(({ parameter, value }) => ({ parameter, value: cut(value) })),
      ...arrangementFaults,
      ...comparedFaults,
      ...read.flatMap((one, at) => (one.success ? toLookFaults(given[at], one.data) : [])),
    ],
    imports: understood,
    faultyImports: given.length - understood.length,
    isNewer: typeof version === 'number' && version > PROJECT_VERSION,
    viewOf: (id) => [...placed, ...placedOnOther].find(({ view }) => view.id === id)?.view,
    apply(state, tell) {
      const { catalog, language, theme } = state
      const own = new Set(deviceLayersOnMap(state).map(({ id }) => id))
      const without = state.layers.filter(({ id }) => !own.has(id))
      const changed = toAddressed({ ...state, layers: without, comparison: null }, address, tell)
      const isThere = (id: string) => catalog.has(id)
      const layers = withArrangement(changed.layers ?? without, placed, isThere)
      const comparison = changed.comparison && {
        ...changed.comparison,
        other: withArrangement(changed.comparison.other, placedOnOther, isThere),
      }
      const askedCamera = changed.camera ?? {}
      return { ...changed, layers, comparison: comparison ?? null, language, theme, askedCamera }
    },
  }
}

/** As much of a value that is not understood is shown. */
const MOST_FAULT_LETTERS = 60

const cut = (text: string) => text.slice(0, MOST_FAULT_LETTERS)

/** A value as a reader is shown it. */
function toShown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // Lists within lists by the thousand are read, but not written.
    return '…'
  }
}

const toFault = (parameter: string, value: unknown): AddressFault => ({
  parameter,
  value: cut(toShown(value)),
})

/** What is given as a list; what is none is the one thing in it. */
function toList(given: unknown): readonly unknown[] {
  if (given === undefined || given === null) return []
  return Array.isArray(given) ? given : [given]
}

/** Where layers stand, as far as it is understood, and the entries that are not. */
function toPlaced(parameter: string, given: unknown): [PlacedLayer[], AddressFault[]] {
  const faults: AddressFault[] = []
  const placed = toList(given).flatMap((entry) => {
    const own = parseArrangement(`[${toShown(entry)}]`)
    if (own.length === 0) faults.push(toFault(parameter, entry))
    return own
  })
  return [placed, faults]
}

/** A layer that is drawn otherwise than it was, since how is not understood. */
function toLookFaults(given: unknown, { title, symbology }: ProjectImport): AddressFault[] {
  const isGiven = (given as { readonly symbology?: unknown }).symbology !== undefined
  return isGiven && !symbology ? [{ parameter: 'symbology', value: title }] : []
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
