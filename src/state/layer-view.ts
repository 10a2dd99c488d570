import type { Condition } from '../model/condition.ts'
import { parseConditionText, toConditionText } from '../model/condition-text.ts'

/**
 * How a layer stands on the map. What the settings are is said once, in `SETTINGS`: the state, the text in
 * the address, what a device keeps and when two are the same all follow from it. A new setting is one entry
 * there.
 */

interface Setting<Value> {
  readonly default: Value
  /**
   * What its texts stand behind in the address: `!` before the layer's id, `:` or `~` after it, or a name
   * for `;name=text`.
   */
  readonly mark: string
  /** `undefined` where the texts, of which there is at least one, mean nothing. */
  parse(texts: readonly string[]): Value | undefined
  /** No text at the default; never more than one but behind `~`. */
  format(value: Value): readonly string[]
}

const MAX_HIDDEN_CLASSES = 200
const CLASS_ID = /^[a-z0-9-]+$/

const visible: Setting<boolean> = {
  default: true,
  mark: '!',
  parse: () => false,
  format: (value) => (value ? [] : ['']),
}

/** 0 to 1, in hundredths. */
const opacity: Setting<number> = {
  default: 1,
  mark: ':',
  parse([text = '']) {
    const percent = /^\d{1,3}$/.test(text) ? Number(text) : 101
    return percent <= 100 ? percent / 100 : undefined
  },
  format(value) {
    const percent = Math.round(value * 100)
    return percent === 100 ? [] : [String(percent)]
  },
}

/** The ids of the classes of its legend that are switched off. */
const hiddenClasses: Setting<readonly string[]> = {
  default: [],
  mark: '~',
  parse(ids) {
    const areIds = ids.every((id) => CLASS_ID.test(id)) && new Set(ids).size === ids.length
    return areIds && ids.length <= MAX_HIDDEN_CLASSES ? ids : undefined
  },
  format: (ids) => ids,
}

/** The condition that the features seen of it meet: one that `toConditionText` can say, so that it is kept. */
const filter: Setting<Condition | null> = {
  default: null,
  mark: 'filter',
  parse: ([text = '']) => parseConditionText(text),
  format: (condition) => [condition && toConditionText(condition)].filter((text) => text != null),
}

/** Whether the images are seen that an imported layer fixes to the screen. */
const screenOverlays: Setting<boolean> = {
  default: true,
  mark: 'screen',
  parse: ([text]) => (text === 'off' ? false : undefined),
  format: (value) => (value ? [] : ['off']),
}

const SETTINGS = { visible, opacity, hiddenClasses, filter, screenOverlays }

type Settings = {
  readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['default']
}

/** A layer on the map, with all its settings. */
export interface LayerView extends Settings {
  readonly id: string
}

const NAMES = Object.keys(SETTINGS) as (keyof Settings)[]

/** A layer as it comes onto the map, but for what is said of it. */
export function toLayerView(id: string, settings: Partial<Settings> = {}): LayerView {
  const defaults = Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].default]))
  return { id, ...(defaults as unknown as Settings), ...settings }
}

const LAYER_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const PART = /^(!?)([a-z0-9-]+)((?:[:~;][^:~;]*)*)$/

/** Whether a text can be the id of a layer. */
export function isLayerId(text: string): boolean {
  return LAYER_ID.test(text)
}

/**
 * Reads a layer as `formatLayerView` writes it: `rivers` is drawn fully, `rivers:40` at 40 %, `!rivers` is in
 * the list but hidden, `rivers~creeks` is without its class `creeks`, `rivers;filter=rank<3` is of those
 * features. `undefined` where the text means nothing.
 */
export function parseLayerView(text: string): LayerView | undefined {
  const [, hidden = '', id, rest = ''] = PART.exec(text) ?? []
  if (id === undefined || !isLayerId(id)) return undefined
  const texts = new Map<string, string[]>()
  const put = (mark: string, value: string) => {
    texts.set(mark, [...(texts.get(mark) ?? []), value])
  }
  if (hidden) put('!', '')
  for (const [, mark = '', token = ''] of rest.matchAll(/([:~;])([^:~;]*)/g)) {
    if (mark !== ';') {
      put(mark, token)
      continue
    }
    const [, name, value] = /^([a-z]+)=(.*)$/s.exec(token) ?? []
    const plain = value === undefined ? undefined : unescapeText(value)
    if (name === undefined || plain === undefined) return undefined
    put(name, plain)
  }
  let view = toLayerView(id)
  for (const name of NAMES) {
    const { mark, parse } = SETTINGS[name]
    const found = texts.get(mark)
    if (!found) continue
    texts.delete(mark)
    if (found.length > 1 && mark !== '~') return undefined
    const value = parse(found)
    if (value === undefined) return undefined
    view = { ...view, [name]: value }
  }
  return texts.size === 0 ? view : undefined
}

/** A layer and its settings as a short text; what is at its default is left out. */
export function formatLayerView(view: LayerView): string {
  let before = ''
  let after = ''
  let named = ''
  for (const name of NAMES) {
    const { mark, format } = SETTINGS[name] as Setting<unknown>
    for (const text of format(view[name])) {
      if (mark === '!') before += '!'
      else if (/^[a-z]/.test(mark)) named += `;${mark}=${escapeText(text)}`
      else after += mark + text
    }
  }
  return before + view.id + after + named
}

/** Whether two are the same layer in the same settings. */
export function isSameLayerView(a: LayerView, b: LayerView): boolean {
  return formatLayerView(a) === formatLayerView(b)
}

/** What has a meaning in a list of layers, as `$` and the two hexadecimal digits of its code. */
export function escapeText(text: string): string {
  return text.replaceAll(
    /[$,:;~]/g,
    (character) => `$${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

/** The text that `escapeText` made; `undefined` where it made none. */
export function unescapeText(text: string): string | undefined {
  if (/\$(?![0-9a-f]{2})/i.test(text)) return undefined
  return text.replaceAll(/\$([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
