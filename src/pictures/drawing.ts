import { escapeXml } from '../catalog/metadata/xml.ts'
import type { LayerLabels, ThemedColor } from '../catalog/symbology.ts'
import { type Frame, LATTICE } from './frame.ts'

/** How a path is painted; lengths are steps of the lattice. */
export interface PathStyle {
  readonly fill?: ThemedColor
  readonly fillOpacity?: number
  readonly stroke?: ThemedColor
  readonly strokeWidth?: number
  readonly dash?: readonly number[]
}

export interface TextStyle {
  readonly size: number
  readonly color: ThemedColor
  readonly halo: ThemedColor
  readonly style?: LayerLabels['style']
}

/**
 * A picture as an SVG document. Each colour is a class, for which one style sheet has the colours of
 * the light theme and those of the dark one: the picture follows the page that shows it. The same
 * calls give the same bytes.
 */
export class Drawing {
  readonly frame: Frame
  readonly #colors = new Map<string, number>()
  readonly #parts: string[] = []
  readonly #defs: string[] = []

  constructor(frame: Frame) {
    this.frame = frame
  }

  /** Fills the whole frame. */
  background(color: ThemedColor): void {
    const { width, height } = this.frame
    this.#parts.push(
      `<path class="f${this.#color(color)}" d="M0 0h${width * LATTICE}v${height * LATTICE}H0z"/>`,
    )
  }

  path(data: string, style: PathStyle): void {
    this.#parts.push(`<path${this.#paint(style)} d="${data}"/>`)
  }

  /** Draws one marker, given around (0, 0), at many places. */
  markers(
    places: readonly (readonly [x: number, y: number])[],
    marker: { readonly path: string; readonly style: PathStyle },
  ): void {
    if (places.length === 0) return
    const id = `m${this.#defs.length}`
    this.#defs.push(
      `<marker id="${id}" markerUnits="userSpaceOnUse" overflow="visible"><path${this.#paint(marker.style)} d="${marker.path}"/></marker>`,
    )
    // A path that is not painted bears a marker at each of its corners. Its line is there, unseen: some
    // renderers leave out the markers of a path without one.
    const url = `url(#${id})`
    const corners = places.map(([x, y]) => `${x} ${y}`).join(' ')
    this.#parts.push(
      `<path fill="none" stroke="#000" stroke-opacity="0" marker-start="${url}" marker-mid="${url}" marker-end="${url}" d="M${corners}"/>`,
    )
  }

  text(text: string, x: number, y: number, { size, color, halo, style }: TextStyle): void {
    const cut =
      style === 'italic' ? ' font-style="italic"' : style === 'bold' ? ' font-weight="600"' : ''
    this.#parts.push(
      `<text x="${x}" y="${Math.round(y + size * 0.35)}" font-size="${round(size)}"${cut} text-anchor="middle" class="f${this.#color(color)} s${this.#color(halo)}" stroke-width="${round(size * 0.22)}" paint-order="stroke">${escapeXml(text)}</text>`,
    )
  }

  /** The document, named for those who cannot see it. */
  toSvg(title: string): string {
    const { width, height } = this.frame
    const colors = [...this.#colors.keys()].map((pair) => pair.split(' ') as [string, string])
    const rules = (theme: 0 | 1) =>
      colors
        .map((pair, index) => `.f${index}{fill:${pair[theme]}}.s${index}{stroke:${pair[theme]}}`)
        .join('')
    const sheet = `${rules(0)}@media(prefers-color-scheme:dark){${rules(1)}}`
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width * LATTICE} ${height * LATTICE}" font-family="'Source Sans 3',system-ui,sans-serif" stroke-linejoin="round" stroke-linecap="round">`,
      `<title>${escapeXml(title)}</title><style>${sheet}</style>`,
      this.#defs.length > 0 ? `<defs>${this.#defs.join('')}</defs>` : '',
      ...this.#parts,
      '</svg>\n',
    ]
      .filter(Boolean)
      .join('\n')
  }

  #paint({ fill, fillOpacity, stroke, strokeWidth, dash }: PathStyle): string {
    const classes = [
      ...(fill ? [`f${this.#color(fill)}`] : []),
      ...(stroke ? [`s${this.#color(stroke)}`] : []),
    ]
    return [
      classes.length > 0 ? ` class="${classes.join(' ')}"` : '',
      fill ? '' : ' fill="none"',
      fillOpacity === undefined || fillOpacity === 1 ? '' : ` fill-opacity="${fillOpacity}"`,
      strokeWidth === undefined ? '' : ` stroke-width="${round(strokeWidth)}"`,
      dash ? ` stroke-dasharray="${dash.map(round).join(' ')}" stroke-linecap="butt"` : '',
    ].join('')
  }

  #color({ light, dark }: ThemedColor): number {
    const pair = `${light} ${dark}`
    const known = this.#colors.get(pair)
    if (known !== undefined) return known
    this.#colors.set(pair, this.#colors.size)
    return this.#colors.size - 1
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
