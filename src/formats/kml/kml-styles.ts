import { toLookupTable } from '../../geo/lookup-table.ts'
import type { KmlColor, KmlStyle } from './extras.ts'

/** KML's `aabbggrr`, sometimes with a `#`, sometimes without its opacity. */
export function parseKmlColor(text: string): KmlColor | null {
  const digits = text.trim().replace(/^#/, '').toLowerCase()
  if (!/^([0-9a-f]{8}|[0-9a-f]{6})$/.test(digits)) return null
  const [alpha, rest] = digits.length === 8 ? [digits.slice(0, 2), digits.slice(2)] : ['ff', digits]
  const color = `#${rest.slice(4, 6)}${rest.slice(2, 4)}${rest.slice(0, 2)}`
  return { color, opacity: Number.parseInt(alpha, 16) / 255 }
}

export const parseKmlBoolean = (text: string): boolean => /^\s*(1|true)\s*$/i.test(text)

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export type StyleDraft = { -readonly [K in keyof KmlStyle]: Mutable<NonNullable<KmlStyle[K]>> }

const finite = (text: string): number | undefined => {
  const value = Number.parseFloat(text)
  return Number.isFinite(value) ? value : undefined
}

/** Which part of a style an element under one of KML's style elements sets. */
type SetStyle = (style: StyleDraft, text: string) => void

function setColor(part: 'icon' | 'label' | 'line' | 'polygon'): SetStyle {
  return (style, text) => {
    const color = parseKmlColor(text)
    if (color) style[part] = { ...style[part], ...color }
  }
}

/** By parent and child element. */
export const STYLE_SETTERS = toLookupTable<Readonly<Record<string, SetStyle>>>({
  IconStyle: {
    color: setColor('icon'),
    scale: (style, text) => {
      const scale = finite(text)
      if (scale !== undefined) style.icon = { ...style.icon, scale }
    },
    heading: (style, text) => {
      const heading = finite(text)
      if (heading !== undefined) style.icon = { ...style.icon, heading }
    },
  },
  Icon: {
    href: (style, text) => {
      const href = text.trim()
      if (href) style.icon = { ...style.icon, href }
    },
  },
  LabelStyle: {
    color: setColor('label'),
    scale: (style, text) => {
      const scale = finite(text)
      if (scale !== undefined) style.label = { ...style.label, scale }
    },
  },
  LineStyle: {
    color: setColor('line'),
    width: (style, text) => {
      const width = finite(text)
      if (width !== undefined) style.line = { ...style.line, width }
    },
  },
  PolyStyle: {
    color: setColor('polygon'),
    fill: (style, text) => {
      style.polygon = { ...style.polygon, fill: parseKmlBoolean(text) }
    },
    outline: (style, text) => {
      style.polygon = { ...style.polygon, outline: parseKmlBoolean(text) }
    },
  },
  BalloonStyle: {
    text: (style, text) => {
      style.balloon = { ...style.balloon, text }
    },
    bgColor: (style, text) => {
      const color = parseKmlColor(text)
      if (color) style.balloon = { ...style.balloon, background: color.color }
    },
  },
})

/** Shared styles and style maps by id, and what features refer to; resolved once all are known. */
export class StyleBook {
  readonly #shared = new Map<string, KmlStyle>()
  readonly #maps = new Map<string, string | KmlStyle>()
  readonly #references: { url: string | null; inline: KmlStyle | null }[] = []
  readonly #known = new Map<string, number>()

  define(id: string, style: KmlStyle): void {
    this.#shared.set(id, style)
  }

  /** A map's normal state: the id of a shared style, or a style of its own. */
  defineMap(id: string, normal: string | KmlStyle): void {
    this.#maps.set(id, normal)
  }

  /** The number under which `resolve` will have the style; −1 for none. */
  refer(url: string | null, inline: KmlStyle | null): number {
    if (!url && !inline) return -1
    const key = inline ? `${url ?? ''} ${JSON.stringify(inline)}` : url!
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#references.push({ url, inline })
    this.#known.set(key, this.#references.length - 1)
    return this.#references.length - 1
  }

  /** Every style referred to, and the references into this file that lead nowhere. */
  resolve(): { readonly styles: readonly KmlStyle[]; readonly missing: number } {
    let missing = 0
    const styles = this.#references.map(({ url, inline }) => {
      const shared = url ? this.#find(url) : {}
      if (shared === null) missing++
      return mergeStyles(shared ?? {}, inline ?? {})
    })
    return { styles, missing }
  }

  #find(url: string, depth = 0): KmlStyle | null {
    // A style of another file is that file's; only the part after # names one of this.
    const id = url.slice(url.indexOf('#') + 1).trim()
    const own = this.#shared.get(id)
    if (own || depth > 4) return own ?? null
    const mapped = this.#maps.get(id)
    if (mapped === undefined) return null
    return typeof mapped === 'string' ? this.#find(mapped, depth + 1) : mapped
  }
}

function mergeStyles(shared: KmlStyle, inline: KmlStyle): KmlStyle {
  const merged: StyleDraft = { ...shared }
  if (inline.icon) merged.icon = { ...shared.icon, ...inline.icon }
  if (inline.label) merged.label = { ...shared.label, ...inline.label }
  if (inline.line) merged.line = { ...shared.line, ...inline.line }
  if (inline.polygon) merged.polygon = { ...shared.polygon, ...inline.polygon }
  if (inline.balloon) merged.balloon = { ...shared.balloon, ...inline.balloon }
  return merged
}
