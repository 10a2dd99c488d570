import { PARAMETERS } from './parameters/index.ts'
import type { Told, UrlParameter } from './parameters/parameter.ts'
import type { AtlasState } from './store.ts'

/**
 * The page's address. Parsing and formatting are pure and round-trip; what cannot be understood is left at
 * its default and named, so that the page can say so.
 */

/** A part of an address that was dropped. */
export interface AddressFault {
  readonly parameter: string
  readonly value: string
}

export interface ParsedAddress {
  readonly faults: readonly AddressFault[]
  /** The value of a parameter, its default where the address does not say it. */
  valueOf<Value>(parameter: UrlParameter<Value>): Value
}

/**
 * Reads the query of an address (`?lang=fr&z=3`). Unknown parameters are faults, too, and so are those given
 * twice, of which the first one counts.
 */
export function parseAddress(search: string): ParsedAddress {
  const texts = new Map<string, string>()
  const faults: AddressFault[] = []
  const known = new Set(PARAMETERS.map(({ name }) => name))
  for (const [parameter, value] of new URLSearchParams(search)) {
    if (!known.has(parameter) || texts.has(parameter)) faults.push({ parameter, value })
    else texts.set(parameter, value)
  }
  const values = new Map<string, unknown>()
  for (const { name, parse, salvage } of PARAMETERS) {
    const text = texts.get(name)
    if (text === undefined) continue
    const value = parse(text)
    const salvaged = value === undefined ? salvage?.(text) : undefined
    if (salvaged) {
      values.set(name, salvaged.value)
      faults.push(...salvaged.rest.map((part) => ({ parameter: name, value: part })))
    } else if (value === undefined) faults.push({ parameter: name, value: text })
    else values.set(name, value)
  }
  return {
    faults,
    valueOf: <Value>(parameter: UrlParameter<Value>) =>
      values.has(parameter.name) ? (values.get(parameter.name) as Value) : parameter.default,
  }
}

/** What an address changes of a state; what cannot be taken is told. */
export function toAddressed(
  state: AtlasState,
  address: ParsedAddress,
  tell: (told: Told) => void,
): Partial<AtlasState> {
  const told: Told[] = []
  const changed: Partial<AtlasState> = {}
  for (const parameter of PARAMETERS) {
    const before = { ...state, ...changed }
    const value = address.valueOf(parameter)
    Object.assign(
      changed,
      parameter.write(value, before, (one) => told.push(one)),
    )
  }
  for (const one of mergeTold(told)) tell(one)
  return changed
}

/** The parameters that say which map is shown, and where. */
const OF_THE_MAP: ReadonlySet<string> = new Set([
  ...['layers', 'answers', 'at', 'z', 'fit'],
  ...['compare', 'divider', 'side', 'editions'],
])

/**
 * What changes of a state when a map is put in the place of the one that is shown: `map` is the part of an
 * address that says it (`layers=…&at=…&z=…`). Language, colours, projection and panels stay as they are where it
 * does not name them.
 */
export function toShowing(
  state: AtlasState,
  map: string,
  tell: (told: Told) => void,
): Partial<AtlasState> {
  const shown = new URLSearchParams(map)
  for (const { name, read, format, default: usual } of PARAMETERS) {
    if (OF_THE_MAP.has(name) || shown.has(name)) continue
    const text = format(read(state))
    if (text !== format(usual)) shown.set(name, text)
  }
  // Of two maps that are compared it takes the place of the one that the page speaks of.
  const isOfOne = !shown.has('compare')
  const from = isOfOne ? { ...state, comparison: null } : state
  const changed = toAddressed(from, parseAddress(`?${shown}`), tell)
  return {
    ...changed,
    ...(isOfOne && { comparison: state.comparison }),
    panels: state.panels,
    askedCamera: changed.camera ?? {},
  }
}

/** One of a key, with each name once. */
function mergeTold(told: readonly Told[]): Told[] {
  const merged = new Map<string, Told>()
  for (const { key, as, names } of told) {
    const all = new Set([...(merged.get(key)?.names ?? []), ...names])
    merged.set(key, { key, as, names: [...all] })
  }
  return [...merged.values()]
}

/** The query of a state's address, with its `?`; empty for the view that the Atlas opens with. */
export function formatAddress(state: AtlasState): string {
  return toQuery(PARAMETERS, state)
}

/** The whole address of what the map shows, without what is open beside it; `base` is the page's own. */
export function toViewUrl(state: AtlasState, base: string = pageUrl()): string {
  return toUrl(
    { ...state, panels: [], selected: null, here: null, near: null, question: null },
    base,
  )
}

/** The same with the feature or the place that is looked at, and the panel that tells of it. */
export function toPanelUrl(state: AtlasState, panel: string, base: string = pageUrl()): string {
  return toUrl(
    { ...state, near: null, question: null, panels: [{ id: panel, subject: null }] },
    base,
  )
}

/** The address of the Atlas, also where it is seen in a frame, by the page `embed.html`. */
const pageUrl = () => new URL('./', document.baseURI).href

function toUrl(state: AtlasState, base: string): string {
  const url = new URL(base)
  // Set, and not resolved against the page's: an empty query would leave that which the page has.
  url.search = formatAddress(state)
  url.hash = ''
  return url.href
}

/** The part of a state's address of which each change is a step that the browser's Back undoes. */
export function formatSteps(state: AtlasState): string {
  return toQuery(
    PARAMETERS.filter(({ isStep }) => isStep),
    state,
  )
}

function toQuery(parameters: readonly UrlParameter<unknown>[], state: AtlasState): string {
  const parts = parameters.flatMap(({ name, default: usual, format, read }) => {
    const text = format(read(state))
    return text === format(usual) ? [] : [`${name}=${escapeText(text)}`]
  })
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** What would mean something else in a query, or that browsers write otherwise, as its bytes in UTF-8. */
function escapeText(text: string): string {
  return text.replaceAll(/[^!$'()*,\-./0-9:;=?@A-Z_a-z~]/gu, (character) =>
    // Half a character has no bytes in UTF-8.
    /\p{Surrogate}/u.test(character) ? '%EF%BF%BD' : encodeURIComponent(character),
  )
}
