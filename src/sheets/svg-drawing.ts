import { WarningList } from '../formats/contract/read-context.ts'
import { attributeOf, XmlScanner } from '../formats/xml/xml-scanner.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { Line, Paint } from './painter.ts'
import { type Affine, IDENTITY, multiply, type SubPath, toSubPaths } from './svg-path.ts'

/** A drawing of lines and areas in a plane of its own, y down from its upper left corner. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** From the lowest up. */
  readonly shapes: readonly {
    readonly lines: readonly Line[]
    readonly isClosed: boolean
    readonly paint: Paint
  }[]
}

/** A file that is larger is no logo. */
const MOST_SVG_CHARACTERS = 500_000

const MOST_NUMBERS = 400_000

/** Lines stand for curves within a share of the drawing's larger side. */
const TOLERANCE = 1 / 8000

/** What describes a drawing and is not seen; its style sheet is read beforehand. */
const UNSEEN = new Set(['title', 'desc', 'metadata', 'style'])

const PREFIXED = /[\w-]+:[\w-]+\s*=\s*(?:"[^"]*"|'[^']*')/g

/** Properties that elements inherit, and `opacity`, which is multiplied. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-linejoin',
  'stroke-linecap',
  'stroke-dasharray',
  'opacity',
  'display',
] as const
type Property = (typeof PROPERTIES)[number]
type Style = Readonly<Partial<Record<Property, string>>>

/** What would change how an element looks and is not understood. */
const NOT_UNDERSTOOD = ['filter', 'mask', 'clip-path', 'marker-start', 'marker-mid', 'marker-end']

const NAMED = new Map([
  ['black', '#000000'],
  ['white', '#ffffff'],
  ['currentcolor', '#000000'],
])

interface Open {
  readonly name: string
  readonly style: Style
  readonly opacity: number
  readonly matrix: Affine
}

/**
 * Reads a drawing from SVG: shapes and paths with plain fills and lines, groups, transforms, and styles by classes.
 * Whatever else it has (letters, images, gradients, clips) is a problem with its name, so that no logo is drawn
 * otherwise than it was made. The text may come from anywhere.
 */
export function readSvgDrawing(
  text: string,
):
  | { readonly ok: true; readonly drawing: Drawing }
  | { readonly ok: false; readonly problem: Problem } {
  try {
    if (text.length > MOST_SVG_CHARACTERS)
      throw unreadable(`more than ${MOST_SVG_CHARACTERS} characters`)
    return { ok: true, drawing: read(text) }
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem }
    throw error
  }
}

function unreadable(what: string): ProblemError {
  return new ProblemError({
    code: 'drawing-unreadable',
    message: `The drawing has something that sheets do not draw: ${what}`,
    values: { what },
  })
}

function read(text: string): Drawing {
  const reader = new DrawingReader(toClasses(text))
  const scanner = new XmlScanner(reader, new WarningList(), {
    ownNamespace: /www\.w3\.org\/2000\/svg/,
    ownPrefixes: ['svg'],
    fileName: 'logo.svg',
  })
  scanner.push(text)
  scanner.end()
  return reader.end()
}

/** The declarations of classes of the drawing's style sheet. */
function toClasses(text: string): ReadonlyMap<string, Style> {
  const classes = new Map<string, Style>()
  for (const [, sheet] of text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)) {
    const plain = sheet!.replaceAll(/\/\*[\s\S]*?\*\/|<!\[CDATA\[|\]\]>/g, '').trim()
    let rest = plain
    for (const [rule, selectors, declarations] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      rest = rest.replace(rule!, '')
      for (const selector of selectors!.split(',')) {
        const name = /^\s*\.([\w-]+)\s*$/.exec(selector)?.[1]
        if (name === undefined) throw unreadable(`style ${selector.trim().slice(0, 40)}`)
        classes.set(name, { ...classes.get(name), ...toDeclarations(declarations!) })
      }
    }
    if (rest.trim() !== '') throw unreadable(`style ${rest.trim().slice(0, 40)}`)
  }
  return classes
}

function toDeclarations(text: string): Style {
  const style: Partial<Record<Property, string>> = {}
  for (const declaration of text.split(';')) {
    const [name, value] = declaration.split(':', 2).map((part) => part.trim())
    if (!name || !value) continue
    if (NOT_UNDERSTOOD.includes(name) && value !== 'none') throw unreadable(name)
    if (isProperty(name)) style[name] = value
  }
  return style
}

function isProperty(name: string): name is Property {
  return (PROPERTIES as readonly string[]).includes(name)
}

class DrawingReader {
  readonly #classes: ReadonlyMap<string, Style>
  readonly #shapes: Drawing['shapes'][number][] = []
  readonly #open: Open[] = []
  #size: { readonly width: number; readonly height: number } | null = null
  #numbers = 0
  /** How deep the scanner is in what is not seen. */
  #unseen = 0

  constructor(classes: ReadonlyMap<string, Style>) {
    this.#classes = classes
  }

  open(name: string, raw: string): void {
    // What has a prefix is of another language: what a program that draws keeps for itself.
    if (this.#unseen > 0 || UNSEEN.has(name) || name.includes(':')) {
      this.#unseen++
      return
    }
    const attributes = raw.replaceAll(PREFIXED, '')
    const parent = this.#open.at(-1)
    if (!parent) {
      if (name !== 'svg') throw unreadable(`<${name.slice(0, 40)}>`)
      this.#open.push({
        name,
        ...this.#inherit(attributes, ROOT),
        matrix: this.#toPage(attributes),
      })
      return
    }
    const inherited = this.#inherit(attributes, parent)
    const matrix = multiply(parent.matrix, toMatrix(attributeOf(attributes, 'transform') ?? ''))
    this.#open.push({ name, ...inherited, matrix })
    if (name === 'g' || name === 'defs') return
    if (inherited.style.display === 'none') return
    const data = toPathData(name, attributes)
    if (data === null || this.#open.some((one) => one.name === 'defs')) {
      throw unreadable(`<${name.slice(0, 40)}>`)
    }
    this.#draw(data, matrix, inherited)
  }

  close(): void {
    if (this.#unseen > 0) this.#unseen--
    else this.#open.pop()
  }

  wantsText(): boolean {
    return false
  }

  text(): void {}

  end(): Drawing {
    if (!this.#size || this.#shapes.length === 0) throw unreadable('nothing that is seen')
    return { ...this.#size, shapes: this.#shapes }
  }

  /** The map of the view box onto the drawing. */
  #toPage(attributes: string): Affine {
    const box = (attributeOf(attributes, 'viewBox') ?? '')
      .trim()
      .split(/[\s,]+/)
      .map(Number)
    const [x, y, width, height] =
      box.length === 4
        ? (box as [number, number, number, number])
        : [0, 0, lengthOf(attributes, 'width'), lengthOf(attributes, 'height')]
    if (!(width > 0 && height > 0)) throw unreadable('a size')
    this.#size = { width, height }
    return [1, 0, 0, 1, -x, -y]
  }

  #inherit(
    attributes: string,
    parent: Pick<Open, 'style' | 'opacity'>,
  ): Pick<Open, 'style' | 'opacity'> {
    const own: Partial<Record<Property, string>> = {}
    for (const name of NOT_UNDERSTOOD) {
      if ((attributeOf(attributes, name) ?? 'none') !== 'none') throw unreadable(name)
    }
    for (const name of PROPERTIES) {
      const value = attributeOf(attributes, name)
      if (value !== null) own[name] = value.trim()
    }
    for (const name of (attributeOf(attributes, 'class') ?? '').split(/\s+/)) {
      Object.assign(own, this.#classes.get(name))
    }
    Object.assign(own, toDeclarations(attributeOf(attributes, 'style') ?? ''))
    const { opacity = '1', ...style } = own
    return {
      style: { ...parent.style, ...style },
      opacity: parent.opacity * toShare(opacity, 'opacity'),
    }
  }

  #draw(data: string, matrix: Affine, { style, opacity }: Pick<Open, 'style' | 'opacity'>): void {
    const { width, height } = this.#size!
    const paths = toSubPaths(data, matrix, Math.max(width, height) * TOLERANCE)
    if (!paths) throw unreadable(`path ${data.slice(0, 40)}`)
    this.#numbers += paths.reduce((sum, { line }) => sum + line.length, 0)
    if (this.#numbers > MOST_NUMBERS) throw unreadable(`more than ${MOST_NUMBERS / 2} positions`)
    const fill = toColor(style.fill ?? '#000000')
    const rule = style['fill-rule'] === 'evenodd' ? 'evenodd' : 'nonzero'
    const fillOpacity = opacity * toShare(style['fill-opacity'] ?? '1', 'fill-opacity')
    if (fill) this.#push(paths, true, { fill: { color: fill, opacity: fillOpacity, rule } })
    const stroke = toColor(style.stroke ?? 'none')
    if (!stroke) return
    if ((style['stroke-dasharray'] ?? 'none') !== 'none') throw unreadable('stroke-dasharray')
    const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
    const paint: Paint = {
      stroke: {
        color: stroke,
        opacity: opacity * toShare(style['stroke-opacity'] ?? '1', 'stroke-opacity'),
        width: toNumber(style['stroke-width'] ?? '1', 'stroke-width') * scale,
        join: style['stroke-linejoin'] === 'round' ? 'round' : 'miter',
        cap: style['stroke-linecap'] === 'round' ? 'round' : 'butt',
      },
    }
    this.#push(
      paths.filter(({ isClosed }) => isClosed),
      true,
      paint,
    )
    this.#push(
      paths.filter(({ isClosed }) => !isClosed),
      false,
      paint,
    )
  }

  #push(paths: readonly SubPath[], isClosed: boolean, paint: Paint): void {
    const lines = paths.map(({ line }) => line).filter((line) => line.length > 2)
    if (lines.length > 0) this.#shapes.push({ lines, isClosed, paint })
  }
}

const ROOT: Pick<Open, 'style' | 'opacity'> = { style: {}, opacity: 1 }

function toNumber(text: string, what: string): number {
  const value = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?:px)?\s*$/.exec(text)?.[1]
  if (value === undefined) throw unreadable(`${what} ${text.slice(0, 40)}`)
  return Number(value)
}

function lengthOf(attributes: string, name: string): number {
  return toNumber(attributeOf(attributes, name) ?? '0', name)
}

function toShare(text: string, what: string): number {
  return Math.min(1, Math.max(0, toNumber(text, what)))
}

/** `#rrggbb`; `null` for none. */
function toColor(text: string): string | null {
  const color = text.trim().toLowerCase()
  if (color === 'none' || color === 'transparent') return null
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(color)
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`
  if (/^#[\da-f]{6}$/.test(color)) return color
  const channels = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(color)
  if (channels) {
    const hex = (value: string) => Math.min(255, Number(value)).toString(16).padStart(2, '0')
    return `#${channels.slice(1).map(hex).join('')}`
  }
  const named = NAMED.get(color)
  if (!named) throw unreadable(`color ${text.slice(0, 40)}`)
  return named
}

/** A list of transforms (CSS Transforms 1, section 8) as one. */
function toMatrix(text: string): Affine {
  let matrix = IDENTITY
  let rest = text.trim()
  for (const [whole, name, list] of text.matchAll(/([a-zA-Z]+)\s*\(([^()]*)\)/g)) {
    rest = rest.replace(whole, '')
    const values = list!
      .trim()
      .split(/[\s,]+/)
      .map((value) => toNumber(value, name!))
    const made = TRANSFORMS.get(name!)?.(values)
    if (!made?.every(Number.isFinite)) throw unreadable(`transform ${whole.slice(0, 40)}`)
    matrix = multiply(matrix, made)
  }
  if (rest.replaceAll(/[\s,]/g, '') !== '') throw unreadable(`transform ${rest.slice(0, 40)}`)
  return matrix
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

const TRANSFORMS = new Map<string, (values: readonly number[]) => Affine>([
  ['matrix', ([a, b, c, d, e, f]) => [a!, b!, c!, d!, e!, f!]],
  ['translate', ([x, y = 0]) => [1, 0, 0, 1, x!, y]],
  ['scale', ([x, y = x]) => [x!, 0, 0, y!, 0, 0]],
  [
    'rotate',
    ([degrees, x = 0, y = 0]) => {
      const [cos, sin] = [Math.cos(radians(degrees!)), Math.sin(radians(degrees!))]
      return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
    },
  ],
  ['skewX', ([degrees]) => [1, 0, Math.tan(radians(degrees!)), 1, 0, 0]],
  ['skewY', ([degrees]) => [1, Math.tan(radians(degrees!)), 0, 1, 0, 0]],
])

/** An element as path data; `null` for one that is no shape. */
function toPathData(name: string, attributes: string): string | null {
  const number = (attribute: string) => lengthOf(attributes, attribute)
  const points = () => {
    const values = (attributeOf(attributes, 'points') ?? '').trim().split(/[\s,]+/)
    return values.length < 4 ? '' : `M${values.slice(0, 2).join(' ')}L${values.slice(2).join(' ')}`
  }
  const ellipse = (x: number, y: number, rx: number, ry: number) =>
    `M${x - rx} ${y}A${rx} ${ry} 0 1 0 ${x + rx} ${y}A${rx} ${ry} 0 1 0 ${x - rx} ${y}Z`
  switch (name) {
    case 'path':
      return attributeOf(attributes, 'd') ?? ''
    case 'polygon':
      return points() && `${points()}Z`
    case 'polyline':
      return points()
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'))
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'))
    case 'rect': {
      const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')]
      const [ownX, ownY] = [attributeOf(attributes, 'rx'), attributeOf(attributes, 'ry')]
      const rx = Math.min(width / 2, toNumber(ownX ?? ownY ?? '0', 'rx'))
      const ry = Math.min(height / 2, toNumber(ownY ?? ownX ?? '0', 'ry'))
      if (rx === 0 || ry === 0) return `M${x} ${y}h${width}v${height}h${-width}Z`
      const arc = (toX: number, toY: number) => `a${rx} ${ry} 0 0 1 ${toX} ${toY}`
      return (
        `M${x + rx} ${y}h${width - 2 * rx}${arc(rx, ry)}v${height - 2 * ry}${arc(-rx, ry)}` +
        `h${2 * rx - width}${arc(-rx, -ry)}v${2 * ry - height}${arc(rx, -ry)}Z`
      )
    }
    default:
      return null
  }
}
