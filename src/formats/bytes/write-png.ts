import { zlibSync } from 'fflate'
import { crc32 } from './crc32.ts'

/** Pixels of red, green, blue and alpha, row by row from the top; alpha not premultiplied. */
export interface Raster {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const RGBA = 6

/** An image as PNG (ISO/IEC 15948), eight bits a channel. */
export function writePng({ width, height, pixels }: Raster): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = 8
  header[9] = RGBA
  // Each row starts with its filter; 0 is none (section 9.2).
  const rows = new Uint8Array(height * (1 + width * 4))
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * (1 + width * 4) + 1)
  }
  const chunks = [
    Uint8Array.from(SIGNATURE),
    toChunk('IHDR', header),
    toChunk('IDAT', zlibSync(rows, { level: 9 })),
    toChunk('IEND', new Uint8Array(0)),
  ]
  const png = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    png.set(chunk, at)
    at += chunk.length
  }
  return png
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
