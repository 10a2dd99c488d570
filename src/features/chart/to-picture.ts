const WIDTH = 760
const MARGIN = 24
const FONT = '"Source Sans 3", "Source Sans Pro", system-ui, sans-serif'
const SVG = 'http://www.w3.org/2000/svg'

/** What stands around a chart that leaves the page. */
export interface PictureTexts {
  readonly title: string
  readonly subtitle: string
  /** Classes and their colours, where the chart is divided by them. */
  readonly legend: readonly { readonly label: string; readonly color: string }[]
  /** What has to be known to read it, and where it is from. */
  readonly notes: readonly string[]
}

/** As wide as the chart is to be drawn for a picture, in pixels of CSS. */
export const PICTURE_CHART_WIDTH = WIDTH - 2 * MARGIN

/** A chart with its title, legend, caveats and source, as one SVG document that needs nothing else. */
export function toPicture(chart: SVGSVGElement, texts: PictureTexts): SVGSVGElement {
  const picture = document.createElementNS(SVG, 'svg')
  const lines = new Lines(picture)
  lines.put(texts.title, 20, 600, '#16262e')
  lines.put(texts.subtitle, 14, 400, '#4c606b')
  lines.legend(texts.legend)
  lines.gap(8)
  const inner = chart.cloneNode(true) as SVGSVGElement
  inner.setAttribute('x', String(MARGIN))
  inner.setAttribute('y', String(lines.y))
  picture.append(inner)
  lines.gap(Number(chart.getAttribute('height')) + 12)
  for (const note of texts.notes) lines.put(note, 12, 400, '#4c606b')
  const height = Math.ceil(lines.y + MARGIN / 2)
  picture.setAttribute('xmlns', SVG)
  picture.setAttribute('width', String(WIDTH))
  picture.setAttribute('height', String(height))
  picture.setAttribute('viewBox', `0 0 ${WIDTH} ${height}`)
  picture.setAttribute('font-family', FONT)
  const ground = document.createElementNS(SVG, 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', '#ffffff')
  const title = document.createElementNS(SVG, 'title')
  title.textContent = texts.title
  picture.prepend(title, ground)
  return picture
}

/** Lines of words one under another, broken where the picture ends. */
class Lines {
  y = MARGIN
  readonly #picture: SVGSVGElement
  readonly #pen = document.createElement('canvas').getContext('2d')!

  constructor(picture: SVGSVGElement) {
    this.#picture = picture
  }

  gap(height: number): void {
    this.y += height
  }

  put(text: string, size: number, weight: number, color: string): void {
    this.#pen.font = `${weight} ${size}px ${FONT}`
    let line = ''
    for (const word of text.split(/ +/)) {
      const longer = line ? `${line} ${word}` : word
      if (line && this.#pen.measureText(longer).width > WIDTH - 2 * MARGIN) {
        this.#write(line, MARGIN, size, weight, color)
        line = word
      } else line = longer
    }
    if (line) this.#write(line, MARGIN, size, weight, color)
  }

  legend(items: PictureTexts['legend']): void {
    if (items.length === 0) return
    this.#pen.font = `400 13px ${FONT}`
    this.gap(6)
    let x = MARGIN
    for (const { label, color } of items) {
      const width = this.#pen.measureText(label).width + 36
      if (x > MARGIN && x + width > WIDTH - MARGIN) {
        x = MARGIN
        this.gap(19)
      }
      const swatch = document.createElementNS(SVG, 'rect')
      for (const [name, value] of Object.entries({ x, y: this.y + 2, width: 12, height: 12 })) {
        swatch.setAttribute(name, String(value))
      }
      swatch.setAttribute('fill', color)
      this.#picture.append(swatch)
      this.#text(label, x + 17, this.y + 13, 13, 400, '#16262e')
      x += width
    }
    this.gap(22)
  }

  #write(line: string, x: number, size: number, weight: number, color: string): void {
    this.#text(line, x, this.y + size, size, weight, color)
    this.gap(Math.round(size * 1.38))
  }

  #text(line: string, x: number, y: number, size: number, weight: number, color: string): void {
    const text = document.createElementNS(SVG, 'text')
    text.setAttribute('x', String(x))
    text.setAttribute('y', String(y))
    text.setAttribute('font-size', String(size))
    text.setAttribute('font-weight', String(weight))
    text.setAttribute('fill', color)
    text.textContent = line
    this.#picture.append(text)
  }
}

/** An SVG document as text. */
export function toSvgText(picture: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`
}

/** The same in pixels, twice as many as it has of CSS: sharp on paper and on dense screens. */
export async function toPng(picture: SVGSVGElement): Promise<Blob> {
  const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvgText(picture))}`
  const image = new Image()
  image.src = url
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = 2 * image.naturalWidth
  canvas.height = 2 * image.naturalHeight
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  )
}
