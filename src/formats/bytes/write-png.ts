import { Zlib } from 'fflate'
import { crc32 } from './crc32.ts'

/** Pixels of red, green, blue and alpha, row by row from the top; alpha not premultiplied. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Types of colour (section 11.2.1) by the bytes of a pixel. */
const COLOR_TYPES = { 3: 2, 4: 6 } as const

interface PngOptions {
  readonly width: number
  /** Three bytes a pixel leave out alpha: for what is opaque. */
  readonly channels: 3 | 4
  readonly level?: 6 | 9
  /** How large it is meant to be shown. */
  readonly dotsPerMeter?: number
  /** What it says of itself, by the keywords of section 11.3.3.2. */
  readonly texts?: readonly (readonly [keyword: string, text: string])[]
}

/** Writes an image as PNG (ISO/IEC 15948), eight bits a channel, as its rows come: only what is packed is held. */
export class PngWriter {
  readonly #options: PngOptions
  readonly #packed: Uint8Array[] = []
  readonly #zlib: Zlib
  #height = 0

  constructor(options: PngOptions) {
    this.#options = options
    this.#zlib = new Zlib({ level: options.level ?? 6 }, (chunk) => this.#packed.push(chunk))
  }

  /** Takes whole rows, four bytes a pixel. */
  push(pixels: Uint8Array | Uint8ClampedArray): void {
    const { width, channels } = this.#options
    const height = pixels.length / (width * 4)
    // Each row starts with its filter; 0 is none (section 9.2).
    const rows = new Uint8Array(height * (1 + width * channels))
    let at = 0
    for (let row = 0; row < height; row++) {
      const start = row * width * 4
      at++
      if (channels === 4) {
        rows.set(pixels.subarray(start, start + width * 4), at)
        at += width * 4
        continue
      }
      for (let pixel = start; pixel < start + width * 4; pixel += 4) {
        rows[at++] = pixels[pixel]!
        rows[at++] = pixels[pixel + 1]!
        rows[at++] = pixels[pixel + 2]!
      }
    }
    this.#height += height
    this.#zlib.push(rows)
  }

  /** The file, in pieces. */
  end(): Uint8Array[] {
    const { width, channels, dotsPerMeter, texts = [] } = this.#options
    this.#zlib.push(new Uint8Array(0), true)
    const header = new Uint8Array(13)
    const view = new DataView(header.buffer)
    view.setUint32(0, width)
    view.setUint32(4, this.#height)
    header[8] = 8
    header[9] = COLOR_TYPES[channels]
    return [
      Uint8Array.from(SIGNATURE),
      toChunk('IHDR', header),
      ...(dotsPerMeter ? [toChunk('pHYs', toSize(dotsPerMeter))] : []),
      ...texts.map(([keyword, text]) => toChunk('iTXt', toTextData(keyword, text))),
      ...this.#packed.map((data) => toChunk('IDAT', data)),
      toChunk('IEND', new Uint8Array(0)),
    ]
  }
}

/** An image as PNG. */
export function writePng({ width, pixels }: Raster, level: 6 | 9 = 9): Uint8Array {
  const writer = new PngWriter({ width, channels: 4, level })
  writer.push(pixels)
  const chunks = writer.end()
  const png = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    png.set(chunk, at)
    at += chunk.length
  }
  return png
}

/** The size of a pixel (section 11.3.4.3): as many to the metre across and down. */
function toSize(dotsPerMeter: number): Uint8Array {
  const data = new Uint8Array(9)
  const view = new DataView(data.buffer)
  view.setUint32(0, Math.round(dotsPerMeter))
  view.setUint32(4, Math.round(dotsPerMeter))
  data[8] = 1
  return data
}

/** A text in UTF-8, not packed, of no language (section 11.3.3.4). */
function toTextData(keyword: string, text: string): Uint8Array {
  return new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`)
}

/** Length, type, data and the check of type and data (section 5.3). */
function toChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index)
  chunk.set(data, 8)
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)))
  return chunk
}
