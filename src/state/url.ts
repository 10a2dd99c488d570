import { LANGUAGES, type Language } from '../model/schema.ts'

/**
 * The view that an address holds. Parsing and formatting are pure and round-trip; what cannot be
 * understood is left at its default and named, so that the page can say so.
 */
export interface AddressView {
  readonly language: Language | null
  readonly projection: ProjectionName
  /** Longitude, latitude of the map's centre, or `null` for the projection's own home view. */
  readonly center: readonly [lon: number, lat: number] | null
  readonly zoom: number | null
  readonly theme: ThemeChoice
  /**
   * The layers on the map from the topmost down, or `null` for the Atlas's own choice. `REFERENCE_MAP`
   * at the end stands for that choice, less the layers above it.
   */
  readonly layers: readonly (LayerOnMap | typeof REFERENCE_MAP)[] | null
  /** The id of a layer that the map is to show the whole of; `center` and `zoom` go before it. */
  readonly fit: string | null
}

/** In a list of layers: the map with which the Atlas opens, beneath the layers before it. */
export const REFERENCE_MAP = '*'

export interface LayerOnMap {
  readonly id: string
  readonly visible: boolean
  /** 0 to 1, in hundredths. */
  readonly opacity: number
  /** The ids of the classes of its legend that are switched off. */
  readonly hiddenClasses?: readonly string[]
}

export const PROJECTIONS = ['naaf', 'mercator', 'globe'] as const
export type ProjectionName = (typeof PROJECTIONS)[number]

export const THEME_CHOICES = ['auto', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** A part of an address that was dropped. */
export interface AddressFault {
  readonly parameter: string
  readonly value: string
}

interface Parameter<Value> {
  readonly name: string
  readonly default: Value
  /** `undefined` where the text means nothing. */
  parse(text: string): Value | undefined
  format(value: Value): string
}

function oneOf<Value extends string, Default extends Value | null>(
  name: string,
  values: readonly Value[],
  defaultValue: Default,
): Parameter<Value | Default> {
  return {
    name,
    default: defaultValue,
    parse: (text) => values.find((value) => value === text),
    format: (value) => value ?? '',
  }
}

const MAX_ZOOM = 24
const MAX_LAYERS = 100
const MAX_HIDDEN_CLASSES = 200

const parameters = {
  language: oneOf('lang', LANGUAGES, null),
  projection: oneOf('proj', PROJECTIONS, 'naaf'),
  theme: oneOf('theme', THEME_CHOICES, 'auto'),
  center: {
    name: 'at',
    default: null,
    parse(text) {
      const [lon, lat, ...rest] = text.split(',').map(parseDecimal)
      if (lon === undefined || lat === undefined || rest.length > 0) return undefined
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return undefined
      return [lon, lat]
    },
    format: (center) => (center ? center.map((degrees) => decimals(degrees, 4)).join(',') : ''),
  } as Parameter<AddressView['center']>,
  zoom: {
    name: 'z',
    default: null,
    parse(text) {
      const zoom = parseDecimal(text)
      return zoom !== undefined && zoom >= -4 && zoom <= MAX_ZOOM ? zoom : undefined
    },
    format: (zoom) => (zoom === null ? '' : decimals(zoom, 2)),
  } as Parameter<AddressView['zoom']>,
  layers: {
    name: 'layers',
    default: null,
    parse: parseLayers,
    format: (layers) => (layers ?? []).map(formatLayer).join(',') || (layers ? '-' : ''),
  } as Parameter<AddressView['layers']>,
  fit: {
    name: 'fit',
    default: null,
    parse: (text) => (ID.test(text) ? text : undefined),
    format: (id) => id ?? '',
  } as Parameter<AddressView['fit']>,
} as const

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const LAYER = /^(!?)([a-z0-9]+(?:-[a-z0-9]+)*)(?::(\d{1,3}))?((?:~[a-z0-9-]+)*)$/

/**
 * `rivers` is drawn fully, `rivers:40` at 40 %, `!rivers` is in the list but hidden, `rivers~creeks` is
 * without its class `creeks`; `-` is no layer, `*` at the end the map with which the Atlas opens.
 */
function parseLayers(text: string): (LayerOnMap | typeof REFERENCE_MAP)[] | undefined {
  if (text === '-') return []
  const layers: (LayerOnMap | typeof REFERENCE_MAP)[] = []
  const seen = new Set<string>()
  for (const part of text.split(',')) {
    if (seen.has(REFERENCE_MAP)) return undefined
    if (part === REFERENCE_MAP) {
      layers.push(REFERENCE_MAP)
      seen.add(REFERENCE_MAP)
      continue
    }
    const [, hidden, id, percent, classes] = LAYER.exec(part) ?? []
    if (id === undefined || seen.has(id) || Number(percent ?? 100) > 100) return undefined
    const hiddenClasses = classes ? classes.slice(1).split('~') : []
    if (new Set(hiddenClasses).size !== hiddenClasses.length) return undefined
    if (hiddenClasses.length > MAX_HIDDEN_CLASSES) return undefined
    seen.add(id)
    layers.push({
      id,
      visible: !hidden,
      opacity: Number(percent ?? 100) / 100,
      ...(hiddenClasses.length > 0 && { hiddenClasses }),
    })
  }
  return layers.length <= MAX_LAYERS ? layers : undefined
}

function formatLayer(layer: LayerOnMap | typeof REFERENCE_MAP): string {
  if (layer === REFERENCE_MAP) return layer
  const { id, visible, opacity, hiddenClasses = [] } = layer
  const percent = Math.round(opacity * 100)
  return [
    visible ? '' : '!',
    id,
    percent === 100 ? '' : `:${percent}`,
    ...hiddenClasses.map((name) => `~${name}`),
  ].join('')
}

const DECIMAL = /^-?\d{1,3}(\.\d{1,10})?$/

function parseDecimal(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : undefined
}

function decimals(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

/** The view that an address's query holds (`?lang=fr&z=3`); unknown parameters are faults, too. */
export function parseAddress(search: string): {
  readonly view: AddressView
  readonly faults: readonly AddressFault[]
} {
  const query = new URLSearchParams(search)
  const view: Record<string, unknown> = {}
  const faults: AddressFault[] = []
  for (const [key, parameter] of Object.entries(parameters)) {
    const text = query.get(parameter.name)
    const value = text === null ? parameter.default : parameter.parse(text)
    if (value === undefined) faults.push({ parameter: parameter.name, value: text ?? '' })
    view[key] = value === undefined ? parameter.default : value
  }
  const known = Object.values(parameters).map(({ name }) => name as string)
  for (const [name, value] of query) {
    if (!known.includes(name)) faults.push({ parameter: name, value })
  }
  return { view: view as unknown as AddressView, faults }
}

/** The query of a view, with its `?`; empty for the default view. Readable: commas stay commas. */
export function formatAddress(view: AddressView): string {
  const parts: string[] = []
  for (const [key, parameter] of Object.entries(parameters)) {
    const { name, format } = parameter as Parameter<unknown>
    const text = format(view[key as keyof AddressView])
    if (text !== '' && view[key as keyof AddressView] !== parameter.default) {
      parts.push(`${name}=${text}`)
    }
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
