import { describe, expect, it } from 'vitest'
import { tileGridOf } from '../geo/projections/all.ts'
import { TILE_PIXELS } from '../geo/projections/projection.ts'
import { cutPictureTile, type GroundPicture, toLevels } from './picture-tile.ts'

const now = () => undefined

/** Red to the west and blue to the east, darker to the south. */
function halves(side = 64): GroundPicture['levels'] {
  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const isWest = at % side < side / 2
    const isNorth = at < (side * side) / 2
    pixels.set([isWest ? 200 : 0, isNorth ? 100 : 0, isWest ? 0 : 200, 255], at * 4)
  }
  return toLevels({ width: side, height: side, pixels })
}

const BOX: GroundPicture = {
  corners: [
    [-110, 40],
    [-90, 40],
    [-90, 60],
    [-110, 60],
  ],
  opacity: 1,
  levels: halves(),
}

/** The colour of the tile 0/0/0 of a grid at a place, red, green, blue, alpha. */
async function colorAt(grid: string, lon: number, lat: number, pictures = [BOX], z = 0) {
  const [u, v] = tileGridOf(grid).toUnit(lon, lat)
  const [x, y] = [Math.floor(u * 2 ** z), Math.floor(v * 2 ** z)]
  const tile = await cutPictureTile({ grid, z, x, y }, pictures, now)
  if (!tile) return null
  const column = Math.floor((u * 2 ** z - x) * TILE_PIXELS)
  const row = Math.floor((v * 2 ** z - y) * TILE_PIXELS)
  return [...tile.subarray((row * TILE_PIXELS + column) * 4, (row * TILE_PIXELS + column) * 4 + 4)]
}

describe('a tile of pictures on the ground', () => {
  it.each(['naaf', 'mercator'])('has each part of the picture at its place: %s', async (grid) => {
    for (const [lon, lat, color] of [
      [-105, 55, [200, 100, 0, 255]],
      [-95, 55, [0, 100, 200, 255]],
      [-105, 45, [200, 0, 0, 255]],
      [-95, 45, [0, 0, 200, 255]],
    ] as const) {
      expect(await colorAt(grid, lon, lat, [BOX], 3)).toEqual(color)
    }
    expect((await colorAt(grid, -120, 50, [BOX], 1))?.[3] ?? 0).toBe(0)
  })

  it('lies over the antimeridian in one piece', async () => {
    const pacific = {
      ...BOX,
      corners: [
        [170, 50],
        [190, 50],
        [190, 60],
        [170, 60],
      ] as const,
    }
    expect(await colorAt('mercator', 175, 57, [pacific], 2)).toEqual([200, 100, 0, 255])
    expect(await colorAt('mercator', -175, 57, [pacific], 2)).toEqual([0, 100, 200, 255])
  })

  it('has a picture of four free corners with its own corners at them', async () => {
    const quad = {
      ...BOX,
      corners: [
        [-110, 40],
        [-80, 42],
        [-90, 60],
        [-105, 58],
      ] as const,
    }
    expect(await colorAt('mercator', -107.5, 42, [quad], 3)).toEqual([200, 0, 0, 255])
    expect(await colorAt('mercator', -82.5, 43, [quad], 3)).toEqual([0, 0, 200, 255])
    expect(await colorAt('mercator', -91, 59, [quad], 3)).toEqual([0, 100, 200, 255])
    expect((await colorAt('mercator', -109, 57, [quad], 3))?.[3]).toBe(0)
  })

  it('lays the later picture over the earlier, as far as it lets it through', async () => {
    const [red, green, blue, alpha] = (await colorAt(
      'mercator',
      -105,
      55,
      [
        BOX,
        {
          ...BOX,
          opacity: 0.5,
          levels: toLevels({ width: 1, height: 1, pixels: new Uint8ClampedArray([0, 0, 0, 255]) }),
        },
      ],
      3,
    ))!
    expect([red, green, blue, alpha]).toEqual([100, 50, 0, 255])
  })

  it('is none where it shows nothing', async () => {
    expect(await cutPictureTile({ grid: 'mercator', z: 3, x: 7, y: 7 }, [BOX], now)).toBeNull()
  })

  it('is of the mean colour where a fine picture is far away', async () => {
    const side = 2048
    const pixels = new Uint8ClampedArray(side * side * 4)
    for (let at = 0; at < side * side; at++) {
      const isWhite = ((at % side) + Math.floor(at / side)) % 2 === 0
      pixels.set(isWhite ? [255, 255, 255, 255] : [0, 0, 0, 255], at * 4)
    }
    const color = (await colorAt('mercator', -100, 50, [
      { ...BOX, levels: toLevels({ width: side, height: side, pixels }) },
    ]))!
    expect(Math.abs(color[0]! - 128)).toBeLessThan(4)
  })

  it('multiplies colours with a tint, and keeps those at clear edges', () => {
    const [first] = toLevels(
      { width: 1, height: 1, pixels: new Uint8ClampedArray([200, 100, 50, 255]) },
      [1, 0.5, 0],
    )
    expect([...first!.pixels]).toEqual([200, 50, 0, 255])
  })

  it('ends at once when it is no longer wanted', async () => {
    const gone = () => Promise.reject(new Error('gone'))
    await expect(cutPictureTile({ grid: 'naaf', z: 0, x: 0, y: 0 }, [BOX], gone)).rejects.toThrow(
      'gone',
    )
  })
})
