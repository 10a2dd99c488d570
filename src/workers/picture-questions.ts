import { ProblemError } from '../model/problem.ts'
import { readStoredFile } from '../sources/device-files.ts'
import { cutPictureTile, type GroundPicture, toLevels } from '../tiles/picture-tile.ts'
import type { Handlers } from './channel.ts'
import type { PictureCalls, StoredPicture } from './picture-protocol.ts'

/** Decoded pictures are kept up to so many bytes; those asked for longest ago give way. */
const MOST_KEPT_BYTES = 256_000_000
/** How long a tile is worked on before other tiles have their turn. */
const SLICE_MILLISECONDS = 20

interface Decoded {
  readonly levels: Promise<GroundPicture['levels']>
  bytes: number
}

const decoded = new Map<string, Decoded>()

/** What the map asks of pictures on the ground. */
export const pictureHandlers: Handlers<PictureCalls> = {
  async pictureTile({ pictures, ...request }, signal) {
    const ground = await Promise.all(pictures.map(readGroundPicture))
    let sliceStart = performance.now()
    const tile = await cutPictureTile(request, ground, async () => {
      signal.throwIfAborted()
      if (performance.now() - sliceStart < SLICE_MILLISECONDS) return
      await new Promise<void>((resolve) => setTimeout(resolve))
      sliceStart = performance.now()
    })
    return tile?.buffer ?? null
  },
}

/** A picture that this device keeps, decoded. Rejects as `pictureTile` does. */
export async function readGroundPicture(picture: StoredPicture): Promise<GroundPicture> {
  return { ...picture, levels: await levelsOf(picture) }
}

function levelsOf(picture: StoredPicture): Promise<GroundPicture['levels']> {
  const { path } = picture
  const known = decoded.get(path) ?? decode(picture)
  decoded.delete(path)
  decoded.set(path, known)
  known.levels.catch(() => decoded.delete(path))
  return known.levels
}

function decode({ path, tint }: StoredPicture): Decoded {
  const made: Decoded = {
    bytes: 0,
    levels: readPixels(path).then((image) => {
      const levels = toLevels({ ...image, pixels: image.data }, toShares(tint))
      made.bytes = levels.reduce((sum, { pixels }) => sum + pixels.length, 0)
      makeRoom()
      return levels
    }),
  }
  return made
}

async function readPixels(path: string) {
  const blob = await readStoredFile(path)
  try {
    const bitmap = await createImageBitmap(blob)
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    })!
    context.drawImage(bitmap, 0, 0)
    bitmap.close()
    return { width, height, data: context.getImageData(0, 0, width, height).data }
  } catch (cause) {
    throw new ProblemError(
      {
        code: 'picture-unreadable',
        message: 'An image of this layer is damaged and cannot be drawn.',
      },
      { cause },
    )
  }
}

function makeRoom(): void {
  let bytes = [...decoded.values()].reduce((sum, one) => sum + one.bytes, 0)
  for (const [path, one] of decoded) {
    if (bytes <= MOST_KEPT_BYTES || decoded.size === 1) return
    bytes -= one.bytes
    decoded.delete(path)
  }
}

function toShares(tint: string | undefined): [number, number, number] {
  const value = tint === undefined ? 0xffffff : Number.parseInt(tint.slice(1), 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}
