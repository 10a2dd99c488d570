import { escapeXml } from '../catalog/metadata/xml.ts'
import { toBase64 } from '../formats/bytes/base64.ts'
import { type Raster, writePng } from '../formats/bytes/write-png.ts'
import { FontSubset } from '../formats/font/subset.ts'
import type { SheetFonts } from './fonts.ts'
import { ForwardingPainter } from './forwarding-painter.ts'
import {
  type DocumentFacts,
  FONT_STYLES,
  type FontStyle,
  type Line,
  type PagePainter,
  type PageStart,
  type Paint,
  type Painter,
  type Part,
  type PlacedLetter,
  type TextStyle,
} from './painter.ts'
import { type Box, POINTS_PER_MILLIMETER } from './paper.ts'

/** As the typeface is called where it is installed: what opens the drawing without its own fonts finds that one. */
const FAMILY = "'Source Sans 3', 'Source Sans Pro', sans-serif"

const FACES: Readonly<Record<FontStyle, string>> = {
  regular: '',
  italic: ' font-style="italic"',
  semibold: ' font-weight="600"',
}

/** Hundredths of a point are finer than what a print shows. */
const round = (value: number) => Math.round(value * 100) / 100

/** What the contents of a drawing share: the letters that they set, symbols, names. */
class Shared {
  readonly subsets: Readonly<Record<FontStyle, FontSubset>>
  readonly letters: Readonly<Record<FontStyle, Map<number, number>>>
  readonly symbols = new Map<string, string>()

  constructor({ fonts }: SheetFonts) {
    this.subsets = {
      regular: new FontSubset(fonts.regular),
      italic: new FontSubset(fonts.italic),
      semibold: new FontSubset(fonts.semibold),
    }
    this.letters = { regular: new Map(), italic: new Map(), semibold: new Map() }
  }

  note(text: string, style: FontStyle): void {
    const subset = this.subsets[style]
    for (const letter of text) {
      const codePoint = letter.codePointAt(0)!
      const glyph = subset.font.glyphOf(codePoint)
      if (glyph > 0) this.letters[style].set(codePoint, subset.numberOf(glyph))
    }
  }
}

/** Draws into one content. */
class ContentPainter implements Painter {
  readonly #out: (text: string) => void
  readonly #shared: Shared

  constructor(out: (text: string) => void, shared: Shared) {
    this.#out = out
    this.#shared = shared
  }

  shape(lines: readonly Line[], isClosed: boolean, paint: Paint): void {
    const path = lines.filter((line) => line.length > 2).map((line) => toPath(line, isClosed))
    const attributes = toAttributes(paint)
    if (path.length > 0 && attributes) this.#out(`<path d="${path.join('')}"${attributes}/>\n`)
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    const attributes = toAttributes(paint)
    if (!attributes) return
    this.#out(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}"${attributes}/>\n`)
  }

  symbol(
    name: string,
    x: number,
    y: number,
    _radius: number,
    draw: (painter: Painter) => void,
  ): void {
    const { symbols } = this.#shared
    let id = symbols.get(name)
    if (!id) {
      id = `symbol-${symbols.size + 1}`
      symbols.set(name, id)
      this.#out(`<defs><g id="${id}">\n`)
      draw(this)
      this.#out('</g></defs>\n')
    }
    this.#out(`<use xlink:href="#${id}" x="${round(x)}" y="${round(y)}"/>\n`)
  }

  text(text: string, x: number, y: number, style: TextStyle, radians = 0): void {
    if (text === '') return
    const turn =
      radians === 0
        ? ''
        : ` transform="rotate(${round((radians * 180) / Math.PI)} ${round(x)} ${round(y)})"`
    const place = ` x="${round(x)}" y="${round(y)}"${turn}`
    this.#out(`${this.#open(text, place, style, 'both')}${escapeXml(text)}</text>\n`)
  }

  textAlong(text: string, letters: readonly PlacedLetter[], style: TextStyle): void {
    const list = (value: (letter: PlacedLetter) => number) =>
      letters.map((letter) => round(value(letter))).join(' ')
    const degrees = list(({ radians }) => (radians * 180) / Math.PI)
    const place = ` x="${list(({ x }) => x)}" y="${list(({ y }) => y)}" rotate="${degrees}"`
    const set = escapeXml(letters.map(({ letter }) => letter).join(''))
    // Letters are painted one by one: the border of one would cover the one before.
    if (style.halo) {
      this.#out(`${this.#open(text, `${place} aria-hidden="true"`, style, 'halo')}${set}</text>\n`)
    }
    this.#out(`${this.#open(text, place, style, 'letters')}${set}</text>\n`)
  }

  #open(text: string, place: string, style: TextStyle, drawn: 'both' | 'halo' | 'letters'): string {
    const { font, size, color, opacity = 1, halo, spacing } = style
    this.#shared.note(text, font)
    const border =
      halo && drawn !== 'letters'
        ? ` stroke="${halo.color}" stroke-width="${round(halo.width * 2)}" stroke-linejoin="round" paint-order="stroke"`
        : ''
    const fill = drawn === 'halo' ? '' : ` fill="${color}"`
    const spaced = spacing ? ` letter-spacing="${round(spacing)}"` : ''
    const clear = opacity === 1 ? '' : ` opacity="${opacity}"`
    return `<text${place} font-size="${round(size)}"${FACES[font]}${fill}${border}${spaced}${clear}>`
  }
}

function toPath(line: Line, isClosed: boolean): string {
  let path = `M${round(line[0]!)} ${round(line[1]!)}`
  for (let index = 2; index < line.length; index += 2) {
    path += ` ${round(line[index]!)} ${round(line[index + 1]!)}`
  }
  return isClosed ? `${path}Z` : path
}

/** How a path is painted; an empty text for what is not seen. */
function toAttributes({ fill, stroke }: Paint): string {
  const opacity = (name: string, value = 1) => (value === 1 ? '' : ` ${name}="${round(value)}"`)
  let text = ''
  if (fill) {
    text += ` fill="${fill.color}"${opacity('fill-opacity', fill.opacity)}`
    if (fill.rule === 'nonzero') text += ' fill-rule="nonzero"'
  }
  if (stroke) {
    const { color, width, dash = [], join, cap } = stroke
    text += ` stroke="${color}" stroke-width="${Math.round(width * 1000) / 1000}"`
    text += opacity('stroke-opacity', stroke.opacity)
    if (dash.length > 0) text += ` stroke-dasharray="${dash.map(round).join(' ')}"`
    if (join === 'round') text += ' stroke-linejoin="round"'
    if (cap === 'round') text += ' stroke-linecap="round"'
  }
  return text
}

/** What a part of a drawing is to who hears it read (WAI-ARIA 1.2). */
function toRole({ role, alt }: Part): string {
  if (role === 'Artifact') return ' aria-hidden="true"'
  if (role === 'Figure') return ` role="img" aria-label="${escapeXml(alt ?? '')}"`
  if (role === 'H1' || role === 'H2') return ` role="heading" aria-level="${role.slice(1)}"`
  return ''
}

/**
 * Draws a sheet as an SVG 2 file, which programs that know SVG 1.1 read: layers are named groups, texts are texts, set
 * in fonts that come along as subsets. What has no room on the sheet follows beneath.
 */
export class SvgPainter extends ForwardingPainter<ContentPainter> implements PagePainter {
  readonly isPaged = false
  readonly #shared: Shared
  readonly #chunks: Uint8Array[] = []
  protected readonly content: ContentPainter
  readonly #encoder = new TextEncoder()
  readonly #layers = new Map<string, { readonly title: string; count: number }>()
  #text = ''
  #width = 0
  #height = 0
  #clips = 0

  constructor(fonts: SheetFonts) {
    super()
    this.#shared = new Shared(fonts)
    this.content = new ContentPainter((text) => this.#write(text), this.#shared)
  }

  /** How large the drawing is, in points. */
  get size(): { readonly width: number; readonly height: number } {
    return { width: this.#width, height: this.#height }
  }

  openPage({ width, height }: PageStart): void {
    if (this.#height > 0) this.#write('</g>\n')
    this.#write(`<g transform="translate(0 ${round(this.#height)})">\n`)
    this.#width = width
    this.#height += height
  }

  openPart(part: Part): void {
    this.#write(`<g${toRole(part)}>\n`)
  }

  closePart(): void {
    this.#write('</g>\n')
  }

  openLayer(id: string, title: string): void {
    const layer = this.#layers.get(id) ?? { title, count: 0 }
    this.#layers.set(id, layer)
    layer.count++
    const name = escapeXml(layer.count > 1 ? `layer-${id}-${layer.count}` : `layer-${id}`)
    const label = escapeXml(layer.title)
    this.#write(`<g id="${name}" inkscape:groupmode="layer" inkscape:label="${label}">\n`)
  }

  closeLayer(): void {
    this.#write('</g>\n')
  }

  openClip({ x, y, width, height }: Box): void {
    const id = `clip-${++this.#clips}`
    const box = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`
    this.#write(`<clipPath id="${id}"><rect ${box}/></clipPath>\n<g clip-path="url(#${id})">\n`)
  }

  closeClip(): void {
    this.#write('</g>\n')
  }

  image({ x, y, width, height }: Box, raster: Raster, opacity: number): void {
    const box = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`
    const clear = opacity === 1 ? '' : ` opacity="${round(opacity)}"`
    const png = toBase64(writePng(raster, 6))
    this.#write(
      `<image ${box} preserveAspectRatio="none"${clear} xlink:href="data:image/png;base64,${png}"/>\n`,
    )
  }

  /** SVG has no standard for the place of a drawing on the ground. */
  georeference(): void {}

  passes(count: number) {
    const contents = Array.from({ length: count }, (): string[] => [])
    const painters = contents.map(
      (content) => new ContentPainter((text) => content.push(text), this.#shared),
    )
    return {
      painters,
      done: () => {
        for (const content of contents) for (const text of content) this.#write(text)
      },
    }
  }

  /** The file, in pieces. */
  end(facts: DocumentFacts): Uint8Array[] {
    this.#write('</g>\n</svg>\n')
    this.#flush()
    return [this.#encoder.encode(this.#toHead(facts)), ...this.#chunks]
  }

  #toHead({ title, subject, author, language, date }: DocumentFacts): string {
    const millimeters = (points: number) => round(points / POINTS_PER_MILLIMETER)
    const width = round(this.#width)
    const height = round(this.#height)
    const faces = FONT_STYLES.filter((style) => this.#shared.letters[style].size > 0).map(
      (style) => {
        const program = this.#shared.subsets[style].write(this.#shared.letters[style])
        const look = `font-weight:${style === 'semibold' ? 600 : 400};font-style:${style === 'italic' ? 'italic' : 'normal'}`
        return `@font-face{font-family:'Source Sans 3';${look};src:url(data:font/ttf;base64,${toBase64(program)}) format('truetype')}\n`
      },
    )
    return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xml:lang="${language}" width="${millimeters(this.#width)}mm" height="${millimeters(this.#height)}mm" viewBox="0 0 ${width} ${height}" fill="none" fill-rule="evenodd" font-family="${FAMILY}" font-kerning="none">
<title>${escapeXml(title)}</title>
<desc>${escapeXml(subject)}</desc>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about=""><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dc:date>${date.toISOString()}</dc:date><dc:language>${language}</dc:language></rdf:Description></rdf:RDF></metadata>
<style>
${faces.join('')}</style>
<rect width="${width}" height="${height}" fill="#ffffff"/>
`
  }

  #write(text: string): void {
    this.#text += text
    if (this.#text.length > 65_536) this.#flush()
  }

  #flush(): void {
    this.#chunks.push(this.#encoder.encode(this.#text))
    this.#text = ''
  }
}
