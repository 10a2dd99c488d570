import type { Raster } from '../formats/bytes/write-png.ts'
import {
  PackedText,
  PdfFile,
  type PdfReference,
  type PdfSink,
  toPdfAscii,
  toPdfDate,
  toPdfNumber,
  toPdfText,
} from '../formats/pdf/pdf-file.ts'
import { PdfFont } from '../formats/pdf/pdf-font.ts'
import type { SheetFonts } from './fonts.ts'
import { ForwardingPainter } from './forwarding-painter.ts'
import {
  type DocumentFacts,
  FONT_STYLES,
  type FontStyle,
  type GeoViewport,
  type Line,
  type PagePainter,
  type PageStart,
  type Paint,
  type Painter,
  type Part,
  type PlacedLetter,
  type Stroke,
  type TextStyle,
} from './painter.ts'
import type { Box } from './paper.ts'

const FONT_NAMES: Readonly<Record<FontStyle, string>> = {
  regular: 'SourceSans3-Regular',
  italic: 'SourceSans3-It',
  semibold: 'SourceSans3-Semibold',
}

/** A file that a PDF brings along. Its name is of ASCII letters. */
export interface Attachment {
  readonly name: string
  readonly mediaType: string
  readonly description: string
  readonly text: string
}

interface Element {
  readonly part: Part
  readonly page: PdfReference
  readonly mark: number
}

interface Page {
  readonly reference: PdfReference
  readonly title: string | undefined
  readonly width: number
  readonly height: number
  readonly contents: PdfReference[]
  readonly viewports: GeoViewport[]
  marks: number
}

/** How far a circle's handles are from its points (Goldapp 1991, for four arcs). */
const ARC = 0.551915

type Output = (text: string) => void

/** What all contents of a file share: fonts, transparencies, symbols. */
class Resources {
  readonly fonts: Readonly<Record<FontStyle, PdfFont>>
  readonly transparencies = new Map<number, string>()
  readonly images: PdfReference[] = []
  readonly symbols = new Map<
    string,
    { readonly name: string; readonly body: string; readonly radius: number }
  >()

  constructor(file: PdfFile, fonts: SheetFonts) {
    const entries = FONT_STYLES.map(
      (style) => [style, new PdfFont(file, fonts.fonts[style], FONT_NAMES[style])] as const,
    )
    this.fonts = Object.fromEntries(entries) as unknown as Readonly<Record<FontStyle, PdfFont>>
  }

  /** The name of a state of opacity. */
  transparency(opacity: number): string {
    const known = this.transparencies.get(opacity)
    if (known) return known
    const name = `/G${this.transparencies.size}`
    this.transparencies.set(opacity, name)
    return name
  }
}

/** Draws into one content of a page. Colours, widths and dashes are set where they change. */
class ContentPainter implements Painter {
  readonly #out: Output
  readonly #height: number
  readonly #resources: Resources
  #state = new Map<string, string>()

  constructor(out: Output, height: number, resources: Resources) {
    this.#out = out
    this.#height = height
    this.#resources = resources
  }

  /** What is set is not known any longer: another content has begun, or a state was taken back. */
  forget(): void {
    this.#state = new Map()
  }

  shape(lines: readonly Line[], isClosed: boolean, paint: Paint): void {
    const path = lines.filter((line) => line.length > 2).map((line) => this.#path(line, isClosed))
    if (path.length > 0) this.#paint(path.join(''), paint)
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    const handle = radius * ARC
    const at = (dx: number, dy: number) => `${this.#point(x + dx, y + dy)} `
    const arcs = [
      [radius, handle, handle, radius, 0, radius],
      [-handle, radius, -radius, handle, -radius, 0],
      [-radius, -handle, -handle, -radius, 0, -radius],
      [handle, -radius, radius, -handle, radius, 0],
    ] as const
    const path = arcs.map(([a, b, c, d, e, f]) => `${at(a, b)}${at(c, d)}${at(e, f)}c\n`)
    this.#paint(`${at(radius, 0)}m\n${path.join('')}h\n`, paint)
  }

  symbol(
    name: string,
    x: number,
    y: number,
    radius: number,
    draw: (painter: Painter) => void,
  ): void {
    const { symbols } = this.#resources
    let symbol = symbols.get(name)
    if (!symbol) {
      const texts: string[] = []
      draw(new ContentPainter((text) => texts.push(text), 0, this.#resources))
      symbol = { name: `/S${symbols.size}`, body: texts.join(''), radius }
      symbols.set(name, symbol)
    }
    this.#out(`q 1 0 0 1 ${this.#point(x, y)} cm ${symbol.name} Do Q\n`)
  }

  text(text: string, x: number, y: number, style: TextStyle, radians = 0): void {
    if (text === '') return
    const hex = this.#hex(text, style.font)
    const matrix = this.#matrix(x, y, radians)
    const set = `${matrix} Tm <${hex}> Tj\n`
    this.#set(set, style)
  }

  textAlong(text: string, letters: readonly PlacedLetter[], style: TextStyle): void {
    const set = letters.map(
      ({ letter, x, y, radians }) =>
        `${this.#matrix(x, y, radians)} Tm <${this.#hex(letter, style.font)}> Tj\n`,
    )
    // Letters that are set one by one are read as the word that they are.
    this.#out(`/Span<</ActualText${toPdfText(text)}>>BDC\n`)
    this.#set(set.join(''), style)
    this.#out('EMC\n')
  }

  /** Sets letters, above their halo, which is no text to who reads or searches the page. */
  #set(letters: string, { font, size, color, opacity = 1, halo, spacing = 0 }: TextStyle): void {
    const { reference } = this.#resources.fonts[font]
    this.#transparency(opacity)
    const begin = `BT /F${reference} ${toPdfNumber(size)} Tf ${toPdfNumber(spacing, 3)} Tc `
    if (halo) {
      this.#apply('RG', toRgb(halo.color))
      this.#apply('w', toPdfNumber(halo.width * 2))
      this.#apply('d', '[]0')
      this.#apply('j', '1')
      this.#out(`/Span<</ActualText<FEFF>>>BDC\n${begin}1 Tr ${letters}ET\nEMC\n`)
    }
    this.#apply('rg', toRgb(color))
    this.#out(`${begin}0 Tr ${letters}ET\n`)
  }

  #hex(text: string, font: FontStyle): string {
    const set = this.#resources.fonts[font]
    return [...text].map((letter) => set.toHex(letter.codePointAt(0)!)).join('')
  }

  #matrix(x: number, y: number, radians: number): string {
    if (radians === 0) return `1 0 0 1 ${this.#point(x, y)}`
    const cos = toPdfNumber(Math.cos(radians), 4)
    const sin = toPdfNumber(Math.sin(radians), 4)
    const minus = toPdfNumber(-Math.sin(radians), 4)
    return `${cos} ${minus} ${sin} ${cos} ${this.#point(x, y)}`
  }

  #point(x: number, y: number): string {
    return `${toPdfNumber(x)} ${toPdfNumber(this.#height - y)}`
  }

  #path(line: Line, isClosed: boolean): string {
    let path = `${this.#point(line[0]!, line[1]!)} m\n`
    for (let index = 2; index < line.length; index += 2) {
      path += `${this.#point(line[index]!, line[index + 1]!)} l\n`
    }
    return isClosed ? `${path}h\n` : path
  }

  #paint(path: string, { fill, stroke }: Paint): void {
    if (!fill && !stroke) return
    // One transparency counts for both: where they differ each is painted by itself.
    if (fill && stroke && (fill.opacity ?? 1) !== (stroke.opacity ?? 1)) {
      this.#paint(path, { fill })
      this.#paint(path, { stroke })
      return
    }
    this.#transparency((fill ?? stroke)!.opacity ?? 1)
    if (fill) this.#apply('rg', toRgb(fill.color))
    if (stroke) this.#applyStroke(stroke)
    const rule = fill?.rule === 'nonzero' ? '' : '*'
    this.#out(`${path}${fill ? `${stroke ? 'B' : 'f'}${rule}` : 'S'}\n`)
  }

  #applyStroke({ color, width, dash = [], join = 'miter', cap = 'butt' }: Stroke): void {
    this.#apply('RG', toRgb(color))
    this.#apply('w', toPdfNumber(width, 3))
    this.#apply('d', `[${dash.map((length) => toPdfNumber(length)).join(' ')}]0`)
    this.#apply('j', join === 'round' ? '1' : '0')
    this.#apply('J', cap === 'round' ? '1' : '0')
  }

  #transparency(opacity: number): void {
    this.#apply('gs', this.#resources.transparency(Math.round(opacity * 100) / 100))
  }

  #apply(operator: string, operands: string): void {
    if (this.#state.get(operator) === operands) return
    this.#state.set(operator, operands)
    this.#out(`${operands} ${operator}\n`)
  }
}

/** Draws a sheet as a tagged, layered, georeferenced PDF of vectors, which is written while it is drawn. */
export class PdfPainter extends ForwardingPainter<ContentPainter> implements PagePainter {
  readonly isPaged = true
  readonly #file: PdfFile
  readonly #resources: Resources
  readonly #pages: Page[] = []
  readonly #elements: Element[] = []
  readonly #layers = new Map<string, { readonly reference: PdfReference; readonly title: string }>()
  readonly #pageTree: PdfReference
  readonly #resourcesReference: PdfReference
  #content: ReturnType<PdfFile['open']> | null = null
  #painter: ContentPainter | null = null

  protected get content(): ContentPainter {
    return this.#painter!
  }

  constructor(sink: PdfSink, fonts: SheetFonts) {
    super()
    this.#file = new PdfFile(sink)
    this.#resources = new Resources(this.#file, fonts)
    this.#pageTree = this.#file.reserve()
    this.#resourcesReference = this.#file.reserve()
  }

  openPage({ width, height, title }: PageStart): void {
    this.#endContent()
    const reference = this.#file.reserve()
    this.#pages.push({ reference, width, height, title, contents: [], viewports: [], marks: 0 })
    this.#beginContent()
  }

  openPart(part: Part): void {
    if (part.role === 'Artifact') {
      this.#write('/Artifact BMC\n')
      return
    }
    const page = this.#page
    const mark = page.marks++
    this.#elements.push({ part, page: page.reference, mark })
    this.#write(`/${part.role === 'LI' ? 'LBody' : part.role}<</MCID ${mark}>>BDC\n`)
  }

  closePart(): void {
    this.#write('EMC\n')
  }

  openLayer(id: string, title: string): void {
    let layer = this.#layers.get(id)
    if (!layer) {
      layer = { reference: this.#file.reserve(), title }
      this.#layers.set(id, layer)
    }
    this.#write(`/OC /L${layer.reference} BDC\n`)
  }

  closeLayer(): void {
    this.#write('EMC\n')
  }

  openClip({ x, y, width, height }: Box): void {
    const corner = `${toPdfNumber(x, 3)} ${toPdfNumber(this.#page.height - y - height, 3)}`
    this.#write(`q ${corner} ${toPdfNumber(width, 3)} ${toPdfNumber(height, 3)} re W n\n`)
    this.content.forget()
  }

  closeClip(): void {
    this.#write('Q\n')
    this.content.forget()
  }

  /** An image (section 8.9.5); what of it is clear is a mask of its own. */
  image({ x, y, width, height }: Box, raster: Raster, opacity: number): void {
    this.#endContent()
    const { images } = this.#resources
    images.push(writeImage(this.#file, raster))
    this.#beginContent()
    const state = this.#resources.transparency(Math.round(opacity * 100) / 100)
    const sides = `${toPdfNumber(width, 3)} 0 0 ${toPdfNumber(height, 3)}`
    const corner = `${toPdfNumber(x, 3)} ${toPdfNumber(this.#page.height - y - height, 3)}`
    this.#write(`q ${state} gs ${sides} ${corner} cm /I${images.length - 1} Do Q\n`)
  }

  passes(count: number) {
    const packs = Array.from({ length: count }, () => new PackedText())
    const painters = packs.map(
      (pack) => new ContentPainter((text) => pack.text(text), this.#page.height, this.#resources),
    )
    return {
      painters,
      done: () => {
        this.#endContent()
        for (const pack of packs) this.#page.contents.push(this.#file.packed(pack.end()))
        this.#beginContent()
      },
    }
  }

  /** Says where the map of this page is on the ground. */
  georeference(viewport: GeoViewport): void {
    this.#page.viewports.push(viewport)
  }

  /** Writes what the pages share and the files that come along, and ends the file. */
  end(facts: DocumentFacts, attachments: readonly Attachment[] = []): void {
    this.#endContent()
    const file = this.#file
    this.#writeResources()
    const structure = file.reserve()
    const parents = this.#writeStructure(structure)
    for (const [index, page] of this.#pages.entries()) this.#writePage(page, index)
    const kids = this.#pages.map(({ reference }) => `${reference} 0 R`)
    file.object(`<</Type/Pages/Kids[${kids.join(' ')}]/Count ${kids.length}>>`, this.#pageTree)
    file.object(
      `<</Type/StructTreeRoot/K ${parents.document} 0 R/ParentTree ${parents.tree} 0 R` +
        `/ParentTreeNextKey ${this.#pages.length}>>`,
      structure,
    )
    const layers = [...this.#layers.values()].map(({ reference }) => `${reference} 0 R`).join(' ')
    const metadata = file.object(toXmp(facts))
    const attached = this.#writeAttachments(attachments, facts.date)
    const root = file.object(
      `<</Type/Catalog/Version/1.7/Pages ${this.#pageTree} 0 R/Lang${toPdfAscii(facts.language)}` +
        `/MarkInfo<</Marked true>>/StructTreeRoot ${structure} 0 R/Metadata ${metadata} 0 R` +
        '/ViewerPreferences<</DisplayDocTitle true>>' +
        this.#writeOutline() +
        (layers ? `/OCProperties<</OCGs[${layers}]/D<</Order[${layers}]/ON[${layers}]>>>>` : '') +
        `${attached}>>`,
    )
    const info = file.object(
      `<</Title${toPdfText(facts.title)}/Author${toPdfText(facts.author)}` +
        `/Subject${toPdfText(facts.subject)}/Creator${toPdfText(facts.author)}` +
        `/CreationDate${toPdfDate(facts.date)}>>`,
    )
    file.end(
      root,
      info,
      toIdentifier(`${facts.title} ${facts.date.toISOString()} ${file.byteLength}`),
    )
  }

  /** The titles of pages by which they are found, where there are several (section 12.3.3). */
  #writeOutline(): string {
    const titled = this.#pages.filter(({ title }) => title !== undefined)
    if (titled.length < 2) return ''
    const file = this.#file
    const root = file.reserve()
    const items = titled.map(() => file.reserve())
    for (const [index, { reference, title }] of titled.entries()) {
      const beside = [
        ...(index > 0 ? [`/Prev ${items[index - 1]} 0 R`] : []),
        ...(index + 1 < items.length ? [`/Next ${items[index + 1]} 0 R`] : []),
      ]
      file.object(
        `<</Title${toPdfText(title!)}/Parent ${root} 0 R${beside.join('')}/Dest[${reference} 0 R/Fit]>>`,
        items[index]!,
      )
    }
    const ends = `/First ${items[0]} 0 R/Last ${items.at(-1)} 0 R`
    file.object(`<</Type/Outlines${ends}/Count ${items.length}>>`, root)
    return `/Outlines ${root} 0 R/PageMode/UseOutlines`
  }

  /** Files inside the file (ISO 32000-2, sections 7.11.4 and 14.13), by their names in order. */
  #writeAttachments(attachments: readonly Attachment[], date: Date): string {
    if (attachments.length === 0) return ''
    const file = this.#file
    const sorted = attachments.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    const entries = sorted.map(({ name, mediaType, description, text }) => {
      const bytes = new TextEncoder().encode(text)
      const data = file.stream(
        bytes,
        `/Type/EmbeddedFile/Subtype/${mediaType.replace('/', '#2F')}` +
          `/Params<</Size ${bytes.length}/ModDate${toPdfDate(date)}>>`,
      )
      const reference = file.object(
        `<</Type/Filespec/F${toPdfAscii(name)}/UF${toPdfText(name)}/Desc${toPdfText(description)}` +
          `/AFRelationship/Source/EF<</F ${data} 0 R/UF ${data} 0 R>>>>`,
      )
      return { name, reference }
    })
    const names = entries.map(({ name, reference }) => `${toPdfAscii(name)}${reference} 0 R`)
    const associated = entries.map(({ reference }) => `${reference} 0 R`)
    return `/Names<</EmbeddedFiles<</Names[${names.join('')}]>>>>/AF[${associated.join(' ')}]`
  }

  get #page(): Page {
    return this.#pages.at(-1)!
  }

  #write(text: string): void {
    this.#content!.write(text)
  }

  #beginContent(): void {
    this.#content = this.#file.open()
    this.#page.contents.push(this.#content.reference)
    const content = this.#content
    this.#painter = new ContentPainter(
      (text) => content.write(text),
      this.#page.height,
      this.#resources,
    )
  }

  #endContent(): void {
    this.#content?.close()
    this.#content = null
  }

  #writeResources(): void {
    const file = this.#file
    const { fonts, transparencies, symbols, images } = this.#resources
    for (const font of Object.values(fonts)) font.write(file)
    const states = [...transparencies].map(
      ([opacity, name]) => `${name}<</CA ${opacity}/ca ${opacity}>>`,
    )
    const shared = `/ExtGState<<${states.join('')}>>`
    const forms = [...symbols.values()].map(({ name, body, radius }) => {
      const side = toPdfNumber(radius)
      const entries = `/Type/XObject/Subtype/Form/BBox[-${side} -${side} ${side} ${side}]/Resources<<${shared}>>`
      return `${name} ${file.stream(new TextEncoder().encode(body), entries)} 0 R`
    })
    forms.push(...images.map((reference, index) => `/I${index} ${reference} 0 R`))
    for (const { reference, title } of this.#layers.values()) {
      file.object(`<</Type/OCG/Name${toPdfText(title)}>>`, reference)
    }
    const names = Object.values(fonts).map(({ reference }) => `/F${reference} ${reference} 0 R`)
    const layers = [...this.#layers.values()].map(
      ({ reference }) => `/L${reference} ${reference} 0 R`,
    )
    file.object(
      `<</Font<<${names.join('')}>>${shared}/XObject<<${forms.join('')}>>` +
        `/Properties<<${layers.join('')}>>>>`,
      this.#resourcesReference,
    )
  }

  #writePage({ reference, width, height, contents, viewports }: Page, index: number): void {
    const views = viewports.map((viewport) => toViewport(viewport, height))
    this.#file.object(
      `<</Type/Page/Parent ${this.#pageTree} 0 R` +
        `/MediaBox[0 0 ${toPdfNumber(width, 3)} ${toPdfNumber(height, 3)}]` +
        `/Resources ${this.#resourcesReference} 0 R` +
        `/Contents[${contents.map((content) => `${content} 0 R`).join(' ')}]` +
        `/Group<</S/Transparency/CS/DeviceRGB>>/Tabs/S/StructParents ${index}` +
        (views.length > 0 ? `/VP[${views.join('')}]` : '') +
        '>>',
      reference,
    )
  }

  /** The parts in the order in which they are read (section 14.7). */
  #writeStructure(root: PdfReference) {
    const file = this.#file
    const document = file.reserve()
    const kids: PdfReference[] = []
    const owners = new Map<Element, PdfReference>()
    let list: { readonly reference: PdfReference; readonly items: PdfReference[] } | null = null
    const endList = () => {
      if (!list) return
      const items = list.items.map((item) => `${item} 0 R`).join(' ')
      file.object(`<</Type/StructElem/S/L/P ${document} 0 R/K[${items}]>>`, list.reference)
      list = null
    }
    const sorted = this.#elements.toSorted((a, b) => (a.part.order ?? 0) - (b.part.order ?? 0))
    for (const element of sorted) {
      const { part, page, mark } = element
      const reference = file.reserve()
      owners.set(element, reference)
      const content = `/Pg ${page} 0 R/K ${mark}`
      if (part.role !== 'LI') {
        endList()
        kids.push(reference)
        const alt = part.alt ? `/Alt${toPdfText(part.alt)}` : ''
        file.object(
          `<</Type/StructElem/S/${part.role}/P ${document} 0 R${content}${alt}>>`,
          reference,
        )
        continue
      }
      if (!list) {
        list = { reference: file.reserve(), items: [] }
        kids.push(list.reference)
      }
      const item = file.reserve()
      list.items.push(item)
      file.object(`<</Type/StructElem/S/LI/P ${list.reference} 0 R/K ${reference} 0 R>>`, item)
      file.object(`<</Type/StructElem/S/LBody/P ${item} 0 R${content}>>`, reference)
    }
    endList()
    file.object(
      `<</Type/StructElem/S/Document/P ${root} 0 R/K[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`,
      document,
    )
    const numbers = this.#pages.map(({ reference }, index) => {
      const marked = this.#elements.filter(({ page }) => page === reference)
      return `${index}[${marked.map((element) => `${owners.get(element)!} 0 R`).join(' ')}]`
    })
    return { document, tree: file.object(`<</Nums[${numbers.join(' ')}]>>`) }
  }
}

/** Rows of an image that are packed at once. */
const STRIP_ROWS = 128

/** Writes an image of three channels, and its alpha where it is not opaque. */
function writeImage(file: PdfFile, { width, height, pixels }: Raster): PdfReference {
  const pack = (channels: readonly number[]) => {
    const packed = new PackedText()
    for (let from = 0; from < height; from += STRIP_ROWS) {
      const count = Math.min(STRIP_ROWS, height - from) * width
      const strip = new Uint8Array(count * channels.length)
      let at = 0
      for (let pixel = from * width; pixel < from * width + count; pixel++) {
        for (const channel of channels) strip[at++] = pixels[pixel * 4 + channel]!
      }
      packed.bytes(strip)
    }
    return packed.end()
  }
  const common = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8`
  const isOpaque = () => {
    for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 255) return false
    return true
  }
  const mask = isOpaque() ? null : file.packed(pack([3]), `${common}/ColorSpace/DeviceGray`)
  const entries = `${common}/ColorSpace/DeviceRGB${mask === null ? '' : `/SMask ${mask} 0 R`}`
  return file.packed(pack([0, 1, 2]), entries)
}

/** Colours with three digits after the point are those of 256 steps. */
function toRgb(color: string): string {
  const channel = (at: number) => toPdfNumber(Number.parseInt(color.slice(at, at + 2), 16) / 255, 3)
  return `${channel(1)} ${channel(3)} ${channel(5)}`
}

function toViewport({ box, wkt, corners, name }: GeoViewport, height: number): string {
  const sides = [box.x, height - box.y - box.height, box.x + box.width, height - box.y]
  const places = corners.map(([lon, lat]) => `${lat.toFixed(10)} ${lon.toFixed(10)}`)
  return (
    `<</Type/Viewport/Name${toPdfText(name)}/BBox[${sides.map((side) => toPdfNumber(side, 4)).join(' ')}]` +
    '/Measure<</Type/Measure/Subtype/GEO/Bounds[0 0 0 1 1 1 1 0]' +
    `/GPTS[${places.join(' ')}]/LPTS[0 0 0 1 1 1 1 0]` +
    `/GCS<</Type/PROJCS/WKT${toPdfAscii(wkt)}>>>>>>`
  )
}

/** What the file says of itself once more, in XMP (ISO 16684-1). */
function toXmp({ title, subject, author, language, date }: DocumentFacts): string {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const alternative = (text: string) =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`
  const text =
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' +
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/">' +
    `<dc:title>${alternative(title)}</dc:title><dc:description>${alternative(subject)}</dc:description>` +
    `<dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>` +
    `<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>` +
    `<xmp:CreateDate>${date.toISOString()}</xmp:CreateDate>` +
    '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
  const length = new TextEncoder().encode(text).length
  return `<</Type/Metadata/Subtype/XML/Length ${length}>>\nstream\n${text}\nendstream`
}

/** Sixteen bytes that tell files apart (section 14.4): FNV-1a, four times over. */
function toIdentifier(text: string): string {
  return [1, 2, 3, 4]
    .map((seed) => {
      let hash = 0x811c9dc5 ^ seed
      for (let index = 0; index < text.length; index++) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
      }
      return hash.toString(16).padStart(8, '0')
    })
    .join('')
}
