import { describe, expect, it } from 'vitest'
import { placeOnScreen, type ScreenUnit, type ScreenVector } from './screen-place.ts'

const SCREEN = { width: 1000, height: 800 }
const PHONE = { width: 360, height: 560 }
const IMAGE = { width: 200, height: 100 }

const vector = (
  x: number,
  y: number,
  xUnits: ScreenUnit = 'fraction',
  yUnits: ScreenUnit = xUnits,
): ScreenVector => ({ x, y, xUnits, yUnits })

describe('an image that is fixed to the screen', () => {
  it('stands in the middle, as large as it is, where its file says no more', () => {
    expect(placeOnScreen({ rotationDegrees: 0 }, IMAGE, SCREEN)).toEqual({
      ...{ left: 400, top: 350, width: 200, height: 100, turnX: 100, turnY: 50 },
    })
  })

  it('stands in the corners that fractions say, from the lower left one', () => {
    const corner = (x: number, y: number) =>
      placeOnScreen(
        { overlayXY: vector(x, y), screenXY: vector(x, y), rotationDegrees: 0 },
        IMAGE,
        SCREEN,
      )
    expect(corner(0, 1)).toMatchObject({ left: 0, top: 0 })
    expect(corner(1, 0)).toMatchObject({ left: 800, top: 700 })
  })

  it('stands so many pixels from the lower left corner, or from the upper right one', () => {
    const at = (unit: ScreenUnit) =>
      placeOnScreen(
        { overlayXY: vector(0, 0), screenXY: vector(30, 40, unit), rotationDegrees: 0 },
        IMAGE,
        SCREEN,
      )
    expect(at('pixels')).toMatchObject({ left: 30, top: 800 - 40 - 100 })
    expect(at('insetPixels')).toMatchObject({ left: 970, top: 40 - 100 })
  })

  it('is held by a point of its own that is given in pixels', () => {
    const placed = placeOnScreen(
      {
        overlayXY: vector(20, 10, 'pixels', 'insetPixels'),
        screenXY: vector(0, 1),
        rotationDegrees: 0,
      },
      IMAGE,
      SCREEN,
    )
    expect(placed).toMatchObject({ left: -20, top: -10 })
  })

  it('has its own size at −1, keeps its proportions at 0, and else has the size that is said', () => {
    const sized = (size: ScreenVector) => placeOnScreen({ size, rotationDegrees: 0 }, IMAGE, SCREEN)
    expect(sized(vector(-1, -1))).toMatchObject(IMAGE)
    expect(sized(vector(0, 0))).toMatchObject(IMAGE)
    expect(sized(vector(0, 1))).toMatchObject({ width: 1600, height: 800 })
    expect(sized(vector(0.5, 0))).toMatchObject({ width: 500, height: 250 })
    expect(sized(vector(64, 8, 'pixels'))).toMatchObject({ width: 64, height: 8 })
    expect(sized(vector(100, -1, 'insetPixels'))).toMatchObject({ width: 900, height: 100 })
  })

  it('is turned about a point of the screen, or else about its own middle', () => {
    const placed = placeOnScreen({ rotationXY: vector(0, 0), rotationDegrees: 30 }, IMAGE, SCREEN)!
    expect([placed.left + placed.turnX, placed.top + placed.turnY]).toEqual([0, 800])
  })

  it('leaves the most of a small screen free, and still stands in its corner', () => {
    const logo = { overlayXY: vector(1, 1), screenXY: vector(1, 1), rotationDegrees: 0 }
    const placed = placeOnScreen(logo, { width: 600, height: 300 }, PHONE)!
    expect(placed).toMatchObject({ left: 216, top: 0, width: 144, height: 72 })
    // What is small already stays as it is, and so does what is a share of the screen.
    expect(placeOnScreen(logo, { width: 40, height: 20 }, PHONE)).toMatchObject({ width: 40 })
    expect(placeOnScreen({ ...logo, size: vector(1, 0) }, IMAGE, PHONE)).toMatchObject({
      width: 360,
    })
  })

  it('is no larger than the screen where its size is its own', () => {
    expect(
      placeOnScreen({ rotationDegrees: 0 }, { width: 4000, height: 1000 }, SCREEN),
    ).toMatchObject({ left: 0, width: 1000, height: 250 })
  })

  it('is moved out of the edges where the controls are, but for what is turned or a share of the screen', () => {
    const edges = { right: 60, bottom: 50 }
    const corner = { overlayXY: vector(1, 0), screenXY: vector(1, 0), rotationDegrees: 0 }
    expect(placeOnScreen(corner, IMAGE, SCREEN, edges)).toMatchObject({ left: 740, top: 650 })
    const middle = { rotationDegrees: 0 }
    expect(placeOnScreen(middle, IMAGE, SCREEN, edges)).toMatchObject({ left: 400, top: 350 })
    const frame = { size: vector(1, 1), rotationDegrees: 0 }
    expect(placeOnScreen(frame, IMAGE, SCREEN, edges)).toMatchObject({ ...SCREEN, left: 0, top: 0 })
    const turned = { ...corner, rotationDegrees: 5 }
    expect(placeOnScreen(turned, IMAGE, SCREEN, edges)).toMatchObject({ left: 800, top: 700 })
  })

  it('is a rectangle without an image, where its size is said whole', () => {
    const rectangle = (size: ScreenVector) =>
      placeOnScreen({ size, rotationDegrees: 0 }, null, SCREEN)
    expect(rectangle(vector(64, 8, 'pixels'))).toMatchObject({ left: 468, top: 396 })
    expect(rectangle(vector(64, 0, 'pixels'))).toBeNull()
  })
})
