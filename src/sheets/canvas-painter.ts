import type { Raster } from '../formats/bytes/write-png.ts'
import { toGlyphPath } from '../formats/font/true-type.ts'
import type { SheetFonts } from './fonts.ts'
import { ForwardingPainter } from './forwarding-painter.ts'
import type {
  FontStyle,
  Line,
  PagePainter,
  PageStart,
  Paint,
  Painter,
  PlacedLetter,
  TextStyle,
} from './painter.ts'
import type { Box } from './paper.ts'

type Context = OffscreenCanvasRenderingContext2D

/** The outlines of glyphs, made once for a picture. */
class Glyphs {
  readonly #fonts: SheetFonts
  readonly #paths = new Map<string, Path2D>()

  constructor(fonts: SheetFonts) {
    this.#fonts = fonts
  }

  /** The outlines of a letter at the size of one em a unit of `scale`, and how far it moves the pen. */
  of(letter: string, style: FontStyle) {
    const font = this.#fonts.fonts[style]
    const glyph = font.glyphOf(letter.codePointAt(0)!)
    const key = `${style}${glyph}`
    let path = this.#paths.get(key)
    if (!path) {
      path = new Path2D(toGlyphPath(font, glyph))
      this.#paths.set(key, path)
    }
    return { path, advance: font.advanceOf(glyph), unitsPerEm: font.unitsPerEm }
  }
}

/** Draws on a canvas at once. */
class ContentPainter implements Painter {
  context: Context
  readonly #glyphs: Glyphs

  constructor(context: Context, glyphs: Glyphs) {
    this.context = context
    this.#glyphs = glyphs
  }

  shape(lines: readonly Line[], isClosed: boolean, paint: Paint): void {
    const { context } = this
    context.beginPath()
    for (const line of lines) {
      if (line.length <= 2) continue
      context.moveTo(line[0]!, line[1]!)
      for (let index = 2; index < line.length; index += 2) {
        context.lineTo(line[index]!, line[index + 1]!)
      }
      if (isClosed) context.closePath()
    }
    this.#paint(paint)
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    this.context.beginPath()
    this.context.arc(x, y, radius, 0, 2 * Math.PI)
    this.#paint(paint)
  }

  symbol(
    _name: string,
    x: number,
    y: number,
    _radius: number,
    draw: (painter: Painter) => void,
  ): void {
    this.context.save()
    this.context.translate(x, y)
    draw(this)
    this.context.restore()
  }

  text(text: string, x: number, y: number, style: TextStyle, radians = 0): void {
    const letters: PlacedLetter[] = []
    const { size, font, spacing = 0 } = style
    let at = 0
    for (const letter of text) {
      const place = { x: x + at * Math.cos(radians), y: y + at * Math.sin(radians) }
      letters.push({ letter, ...place, radians })
      const { advance, unitsPerEm } = this.#glyphs.of(letter, font)
      at += (advance * size) / unitsPerEm + spacing
    }
    this.textAlong(text, letters, style)
  }

  textAlong(_text: string, letters: readonly PlacedLetter[], style: TextStyle): void {
    const { font, size, color, opacity = 1, halo } = style
    const { context } = this
    context.globalAlpha = opacity
    const each = (draw: (path: Path2D, scale: number) => void) => {
      for (const { letter, x, y, radians } of letters) {
        const { path, unitsPerEm } = this.#glyphs.of(letter, font)
        const scale = size / unitsPerEm
        context.save()
        context.translate(x, y)
        context.rotate(radians)
        context.scale(scale, scale)
        draw(path, scale)
        context.restore()
      }
    }
    // All borders lie beneath all letters.
    if (halo) {
      context.strokeStyle = halo.color
      context.lineJoin = 'round'
      context.setLineDash([])
      each((path, scale) => {
        context.lineWidth = (halo.width * 2) / scale
        context.stroke(path)
      })
    }
    context.fillStyle = color
    each((path) => context.fill(path))
  }

  #paint({ fill, stroke }: Paint): void {
    const { context } = this
    if (fill) {
      context.globalAlpha = fill.opacity ?? 1
      context.fillStyle = fill.color
      context.fill(fill.rule ?? 'evenodd')
    }
    if (stroke) {
      const { color, opacity = 1, width, dash = [], join = 'miter', cap = 'butt' } = stroke
      context.globalAlpha = opacity
      context.strokeStyle = color
      context.lineWidth = width
      context.setLineDash([...dash])
      context.lineJoin = join
      context.lineCap = cap
      context.stroke()
    }
  }
}

/** Keeps what is drawn for later. */
class Recorder implements Painter {
  readonly #steps: ((painter: Painter) => void)[] = []

  shape(lines: readonly Line[], isClosed: boolean, paint: Paint): void {
    this.#steps.push((painter) => painter.shape(lines, isClosed, paint))
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    this.#steps.push((painter) => painter.circle(x, y, radius, paint))
  }

  symbol(
    name: string,
    x: number,
    y: number,
    radius: number,
    draw: (painter: Painter) => void,
  ): void {
    this.#steps.push((painter) => painter.symbol(name, x, y, radius, draw))
  }

  text(text: string, x: number, y: number, style: TextStyle, radians?: number): void {
    this.#steps.push((painter) => painter.text(text, x, y, style, radians))
  }

  textAlong(text: string, letters: readonly PlacedLetter[], style: TextStyle): void {
    this.#steps.push((painter) => painter.textAlong(text, letters, style))
  }

  play(painter: Painter): void {
    for (const step of this.#steps) step(painter)
  }
}

/** A band of a picture: what lies from `top` on, as many rows as the canvas may have. */
export interface Band {
  /** Pixels of the picture. */
  readonly top: number
  readonly mostRows: number
  readonly pixelsPerPoint: number
}

/**
 * Draws a band of a sheet on a canvas, which grows downwards with what follows beneath the sheet. Letters are drawn as
 * the outlines that the sheet was laid out with, so that a picture has them wherever it is drawn.
 */
export class CanvasPainter extends ForwardingPainter<ContentPainter> implements PagePainter {
  readonly isPaged = false
  readonly #band: Band
  protected readonly content: ContentPainter
  readonly #glyphs: Glyphs
  #canvas = new OffscreenCanvas(1, 1)
  #height = 0

  constructor(fonts: SheetFonts, band: Band) {
    super()
    this.#band = band
    this.#glyphs = new Glyphs(fonts)
    this.content = new ContentPainter(this.#canvas.getContext('2d')!, this.#glyphs)
  }

  /** The rows of the whole picture so far, of which the canvas has a part. */
  get rows(): number {
    return Math.round(this.#height * this.#band.pixelsPerPoint)
  }

  get canvas(): OffscreenCanvas {
    return this.#canvas
  }

  openPage({ width, height }: PageStart): void {
    const { top, mostRows, pixelsPerPoint } = this.#band
    const pageTop = this.#height
    this.#height += height
    const rows = Math.max(1, Math.min(mostRows, this.rows - top))
    const before = this.#canvas
    this.#canvas = new OffscreenCanvas(Math.round(width * pixelsPerPoint), rows)
    const context = this.#canvas.getContext('2d', { willReadFrequently: true })!
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, this.#canvas.width, rows)
    if (pageTop > 0) context.drawImage(before, 0, 0)
    context.setTransform(
      pixelsPerPoint,
      0,
      0,
      pixelsPerPoint,
      0,
      Math.round(pageTop * pixelsPerPoint) - top,
    )
    this.content.context = context
  }

  openPart(): void {}

  closePart(): void {}

  openLayer(): void {}

  closeLayer(): void {}

  openClip({ x, y, width, height }: Box): void {
    const { context } = this.content
    context.save()
    context.beginPath()
    context.rect(x, y, width, height)
    context.clip()
  }

  closeClip(): void {
    this.content.context.restore()
  }

  image({ x, y, width, height }: Box, raster: Raster, opacity: number): void {
    const { context } = this.content
    const picture = new OffscreenCanvas(raster.width, raster.height)
    const pixels = new ImageData(raster.width, raster.height)
    pixels.data.set(raster.pixels)
    picture.getContext('2d')!.putImageData(pixels, 0, 0)
    context.globalAlpha = opacity
    context.drawImage(picture, x, y, width, height)
  }

  georeference(): void {}

  passes(count: number) {
    // The lowest is drawn at once, those above it when all that lies beneath is there.
    const recorders = Array.from({ length: count - 1 }, () => new Recorder())
    return {
      painters: [this.content, ...recorders],
      done: () => {
        for (const recorder of recorders) recorder.play(this.content)
      },
    }
  }
}
