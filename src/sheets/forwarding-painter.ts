import type { Line, Paint, Painter, PlacedLetter, TextStyle } from './painter.ts'

/** What is drawn on a page is drawn by the painter of its content, which knows no pages. */
export abstract class ForwardingPainter<Content extends Painter> implements Painter {
  protected abstract readonly content: Content

  shape(lines: readonly Line[], isClosed: boolean, paint: Paint): void {
    this.content.shape(lines, isClosed, paint)
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    this.content.circle(x, y, radius, paint)
  }

  symbol(
    name: string,
    x: number,
    y: number,
    radius: number,
    draw: (painter: Painter) => void,
  ): void {
    this.content.symbol(name, x, y, radius, draw)
  }

  text(text: string, x: number, y: number, style: TextStyle, radians?: number): void {
    this.content.text(text, x, y, style, radians)
  }

  textAlong(text: string, letters: readonly PlacedLetter[], style: TextStyle): void {
    this.content.textAlong(text, letters, style)
  }
}
