import { describe, expect, it } from 'vitest'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import type { Raster } from '../formats/bytes/write-png.ts'
import { type GroundPicture, toLevels } from '../tiles/picture-tile.ts'
import { type Frame, type FrameView, toFrame, toPage } from './frame.ts'
import { drawGroundImage } from './ground-images.ts'
import type { Box } from './paper.ts'
import { SvgPainter } from './svg-painter.ts'

const BOX: Box = { x: 50, y: 60, width: 500, height: 400 }
const fonts = nodeSheetFonts()

/** Forty pixels square: red, green, blue and clear in its quarters, from the upper left one on. */
function quarters(
  [west, south, east, north]: readonly [number, number, number, number],
  side = 40,
): GroundPicture {
  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const quarter = (Math.floor(at / side) < side / 2 ? 0 : 2) + (at % side < side / 2 ? 0 : 1)
    if (quarter < 3) pixels.set([0, 0, 0, 255], at * 4)
    if (quarter < 3) pixels[at * 4 + quarter] = 255
  }
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ] as const
  return { corners, opacity: 1, levels: toLevels({ width: side, height: side, pixels }) }
}

async function draw(view: FrameView, picture: GroundPicture) {
  const images: { box: Box; raster: Raster }[] = []
  const painter = new SvgPainter(fonts)
  painter.image = (box, raster) => void images.push({ box, raster })
  const frame = toFrame(view, BOX)
  const isDrawn = await drawGroundImage(painter, frame, picture, 1, () => undefined)
  return { frame, images, isDrawn }
}

/** What is drawn at a place: a colour's channel, `clear`, or `none` beside all images. */
function seenAt(
  frame: Frame,
  images: readonly { box: Box; raster: Raster }[],
  place: [number, number],
) {
  const [u, v] = frame.grid.toUnit(...place)
  for (const shift of frame.grid.wraps ? [-1, 0, 1] : [0]) {
    const [x, y] = toPage(frame, u + shift, v)
    for (const { box, raster } of images) {
      const column = Math.floor(((x - box.x) / box.width) * raster.width)
      const row = Math.floor(((y - box.y) / box.height) * raster.height)
      if (column < 0 || row < 0 || column >= raster.width || row >= raster.height) continue
      const at = (row * raster.width + column) * 4
      const [red, green, blue, alpha] = raster.pixels.subarray(at, at + 4)
      if (alpha! < 128) return 'clear'
      return ['red', 'green', 'blue'][[red!, green!, blue!].indexOf(Math.max(red!, green!, blue!))]
    }
  }
  return 'none'
}

describe('an image of the ground on a sheet', () => {
  it.each([
    { projection: 'naaf', center: [-100, 60], scale: 20_000_000 },
    { projection: 'mercator', center: [-100, 60], scale: 20_000_000 },
  ] as FrameView[])('lies where its places lie in $projection', async (view) => {
    const { frame, images } = await draw(view, quarters([-120, 50, -80, 70]))
    const at = (lon: number, lat: number) => seenAt(frame, images, [lon, lat])
    expect([at(-119, 69), at(-81, 69), at(-119, 51), at(-81, 51)]).toEqual([
      'red',
      'green',
      'blue',
      'clear',
    ])
    expect([at(-101, 60.5), at(-99, 60.5), at(-101, 59.5), at(-99, 59.5)]).toEqual([
      'red',
      'green',
      'blue',
      'clear',
    ])
    // An edge along a parallel is bent in the Framework's plane: just past it nothing is drawn.
    expect([at(-110, 69.8), at(-110, 50.2)]).toEqual(['red', 'blue'])
    expect(['clear', 'none']).toContain(at(-110, 70.3))
    expect(['clear', 'none']).toContain(at(-110, 49.7))
  })

  it('goes on over the antimeridian', async () => {
    const view = { projection: 'mercator', center: [-179, 52], scale: 20_000_000 } as const
    const { frame, images } = await draw(view, quarters([170, 45, 190, 59]))
    const at = (lon: number, lat: number) => seenAt(frame, images, [lon, lat])
    expect([at(175, 55), at(-175, 55), at(175, 50), at(-175, 50)]).toEqual([
      'red',
      'green',
      'blue',
      'clear',
    ])
  })

  it('is as fine as a print shows and no finer than it is, within a bound of memory, and nothing beside the frame', async () => {
    const view = { projection: 'naaf', center: [-100, 45], scale: 5_000_000 } as const
    const coarse = await draw(view, quarters([-103, 43, -97, 47]))
    expect(coarse.images[0]!.raster.width).toBeLessThan(200)
    const fine = await draw(view, quarters([-130, 20, -70, 70], 2000))
    const [{ box, raster }] = fine.images as [{ box: Box; raster: Raster }]
    expect(raster.width / (box.width / 72)).toBeLessThanOrEqual(201)
    expect(raster.width * raster.height).toBeLessThanOrEqual(16_100_000)
    const away = await draw(view, quarters([10, 40, 20, 50]))
    expect([away.isDrawn, away.images]).toEqual([false, []])
  })
})
