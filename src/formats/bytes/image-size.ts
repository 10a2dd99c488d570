/** A picture as browsers read them, by what its first bytes say. */
export interface ImageHeader {
  readonly type: 'png' | 'jpg' | 'gif' | 'webp'
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/**
 * What a picture is and how large, without decoding it: a small file may be a picture that no memory holds.
 * `null` for what is no PNG (ISO 15948), JPEG (ITU-T T.81), GIF (89a) or WebP (RFC 9649), or breaks off in its head.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  if (bytes.length < 30) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = (at: number, length: number) =>
    String.fromCharCode(...bytes.subarray(at, at + length))
  if (view.getUint32(0) === 0x89504e47 && text(12, 4) === 'IHDR') {
    return sized('png', view.getUint32(16), view.getUint32(20))
  }
  if (/^GIF8[79]a$/.test(text(0, 6))) {
    return sized('gif', view.getUint16(6, true), view.getUint16(8, true))
  }
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return readWebp(view, text(12, 4))
  return view.getUint16(0) === 0xffd8 ? readJpeg(view) : null
}

function sized(type: ImageHeader['type'], width: number, height: number): ImageHeader | null {
  return width > 0 && height > 0 ? { type, width, height } : null
}

function readWebp(view: DataView, kind: string): ImageHeader | null {
  if (kind === 'VP8 ') {
    return sized('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true)
    return sized('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
  }
  if (kind !== 'VP8X') return null
  const width = (view.getUint32(24, true) & 0xffffff) + 1
  return sized('webp', width, (view.getUint32(26, true) >>> 8) + 1)
}

/** Goes from marker to marker to the frame's own header (SOF0 to SOF15 but for DHT, JPG and DAC). */
function readJpeg(view: DataView): ImageHeader | null {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return sized('jpg', view.getUint16(at + 7), view.getUint16(at + 5))
    at += 2 + view.getUint16(at + 2)
  }
  return null
}
