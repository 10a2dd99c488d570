import { useEffect, useState } from 'react'
import type { DeviceScreenOverlay } from '../../catalog/device-layer.ts'
import { readStoredFile } from '../../sources/device-files.ts'
import { useAtlas } from '../../state/store.ts'

/** The longest side of what is held of an image: no screen shows it larger. */
const MOST_SIDE_PIXELS = 2048

export interface ScreenImage {
  readonly bitmap: ImageBitmap
  /** Of the image in its file, in its own pixels. */
  readonly ownWidth: number
  readonly ownHeight: number
}

/**
 * The image of an overlay, of an animation the first picture: `null` where it is a rectangle without one, `undefined`
 * until it is read, and where it is damaged, which is told.
 */
export function useScreenImage({
  image,
  name,
}: DeviceScreenOverlay): ScreenImage | null | undefined {
  const path = image?.path
  const [read, setRead] = useState<ScreenImage>()
  useEffect(() => {
    if (path === undefined) return
    let isLeft = false
    let held: ScreenImage | undefined
    readImage(path).then(
      (found) => {
        held = found
        if (isLeft) found.bitmap.close()
        else setRead(found)
      },
      () => {
        if (!isLeft) useAtlas.getState().notify('import.screenImageDamaged', { name })
      },
    )
    return () => {
      isLeft = true
      setRead(undefined)
      held?.bitmap.close()
    }
  }, [path, name])
  return path === undefined ? null : read
}

async function readImage(path: string): Promise<ScreenImage> {
  const whole = await createImageBitmap(await readStoredFile(path))
  const { width: ownWidth, height: ownHeight } = whole
  const scale = MOST_SIDE_PIXELS / Math.max(ownWidth, ownHeight)
  if (scale >= 1) return { bitmap: whole, ownWidth, ownHeight }
  const bitmap = await createImageBitmap(whole, {
    resizeWidth: Math.max(1, Math.round(ownWidth * scale)),
    resizeHeight: Math.max(1, Math.round(ownHeight * scale)),
    resizeQuality: 'high',
  })
  whole.close()
  return { bitmap, ownWidth, ownHeight }
}

/** Draws an image with its colours multiplied with `tint`; without an image, a rectangle of that colour. */
export function drawScreenImage(
  canvas: HTMLCanvasElement,
  image: ScreenImage | null,
  tint = '#ffffff',
): void {
  const context = canvas.getContext('2d')!
  canvas.width = image?.bitmap.width ?? 1
  canvas.height = image?.bitmap.height ?? 1
  context.fillStyle = tint
  context.fillRect(0, 0, canvas.width, canvas.height)
  if (!image) return
  context.globalCompositeOperation = 'multiply'
  context.drawImage(image.bitmap, 0, 0)
  context.globalCompositeOperation = 'destination-in'
  context.drawImage(image.bitmap, 0, 0)
}
