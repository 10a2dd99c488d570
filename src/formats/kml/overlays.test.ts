import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { zipSync } from 'fflate'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { fileSources } from '../../../scripts/file-source.ts'
import { bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from '../registry/read-files.ts'
import { toCorners } from './overlays.ts'

const box = (west: number, south: number, east: number, north: number, rotationDegrees = 0) => ({
  box: { west, south, east, north, rotationDegrees },
})

/** Only its head says how large it is. */
function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(PNG.sync.write(new PNG({ width: 2, height: 2 })))
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

async function faultsOf(kml: string, images: Record<string, Uint8Array> = {}) {
  const archive = zipSync({
    'doc.kml': new TextEncoder().encode(
      `<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>${kml}</Document></kml>`,
    ),
    ...images,
  })
  const result = await readFiles([bytesSource(archive, 'a.kmz')])
  if (!result.ok) throw new Error(result.problem.code)
  const [layer] = result.layers
  const told = layer!.warnings.find(({ code }) => code === 'kml-overlays')?.count ?? 0
  return { told, faults: layer!.kml!.overlays.map(({ notDrawn }) => notDrawn ?? 'drawn') }
}

const ground = (href: string, more = '') =>
  `<GroundOverlay><Icon><href>${href}</href></Icon><LatLonBox><north>46</north><south>45</south><east>-73</east><west>-74</west></LatLonBox>${more}</GroundOverlay>`

describe('overlays of KML', () => {
  it('lie in their box, the corners from the lower left counterclockwise', () => {
    expect(toCorners(box(-74, 45, -73, 46))).toEqual([
      [-74, 45],
      [-73, 45],
      [-73, 46],
      [-74, 46],
    ])
  })

  it('go on past 180° where their box lies over the antimeridian', () => {
    expect(toCorners(box(170, 50, -170, 60))?.map(([lon]) => lon)).toEqual([170, 190, 190, 170])
  })

  it('are turned counterclockwise about their middle, their sides as long on the ground', () => {
    const corners = toCorners(box(-1, 59, 1, 61, 90))!
    const squeeze = Math.cos(Math.PI / 3)
    // The lower left corner comes to lie where the lower right one was.
    expect(corners[0][0]).toBeCloseTo(1 / squeeze, 9)
    expect(corners[0][1]).toBeCloseTo(60 - squeeze, 9)
    expect(corners[1][0]).toBeCloseTo(1 / squeeze, 9)
    expect(corners[1][1]).toBeCloseTo(60 + squeeze, 9)
  })

  it('have no place where their corners span no area, or cross', () => {
    expect(toCorners(box(-74, 46, -73, 45))).toBeNull()
    expect(
      toCorners({
        corners: [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
        ],
      }),
    ).toBeNull()
    expect(
      toCorners({
        corners: [
          [0, 0],
          [1, 0],
          [2, 0],
          [0, 1],
        ],
      }),
    ).toBeNull()
    expect(
      toCorners({
        corners: [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      }),
    ).not.toBeNull()
  })

  it('say why they are not drawn, each of them', async () => {
    const images = {
      'good.png': png(20, 10),
      'huge.png': png(40_000, 40_000),
      'text.png': new TextEncoder().encode('this is a text and no picture of any kind at all'),
    }
    const found = await faultsOf(
      [
        ground('good.png'),
        ground('huge.png'),
        ground('text.png'),
        ground('lost.png'),
        ground('https://example.org/plume.png'),
        ground('good.png', '<visibility>0</visibility>'),
        '<GroundOverlay><Icon><href>good.png</href></Icon></GroundOverlay>',
        '<ScreenOverlay><Icon><href>good.png</href></Icon></ScreenOverlay>',
        '<ScreenOverlay><Icon><href>lost.png</href></Icon></ScreenOverlay>',
        '<ScreenOverlay><color>7f0000ff</color><size x="64" y="8" xunits="pixels" yunits="pixels"/></ScreenOverlay>',
        '<ScreenOverlay><color>7f0000ff</color></ScreenOverlay>',
        '<PhotoOverlay><Icon><href>good.png</href></Icon></PhotoOverlay>',
      ].join(''),
      images,
    )
    expect(found).toEqual({
      told: 9,
      faults: [
        'drawn',
        'too-large',
        'no-image',
        'missing',
        'remote',
        'hidden',
        'no-place',
        'drawn',
        'missing',
        'drawn',
        'missing',
        'photo',
      ],
    })
  })

  it('are as many as can be drawn, and the rest are told', async () => {
    const { told, faults } = await faultsOf(
      ground('a.png') + ground('b.png') + ground('c.png') + ground('d.png'),
      Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.png`, png(5000, 6000)])),
    )
    expect(faults).toEqual(['drawn', 'drawn', 'drawn', 'beyond-limit'])
    expect(told).toBe(1)
    const onScreen = '<ScreenOverlay><Icon><href>a.png</href></Icon></ScreenOverlay>'
    const many = await faultsOf(onScreen.repeat(22), { 'a.png': png(20, 10) })
    expect(many.faults.filter((fault) => fault === 'drawn')).toHaveLength(20)
    expect(many.told).toBe(2)
  })

  it('on the screen say where they stand, in the units of the file', async () => {
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><ScreenOverlay><name>Scale</name><rotation>30</rotation>
      <overlayXY x="0" y="-1" xunits="fraction" yunits="insetPixels"/><screenXY x="25" xunits="pixels" yunits="furlongs"/>
      <rotationXY x="nowhere" y="0"/><size x="0" y="0.2" xunits="pixels" yunits="fraction"/></ScreenOverlay></kml>`
    const result = await readFiles([bytesSource(new TextEncoder().encode(kml), 'a.kml')])
    if (!result.ok) throw new Error(result.problem.code)
    expect(result.layers[0]!.kml!.overlays[0]!.screen).toEqual({
      overlayXY: { x: 0, y: -1, xUnits: 'fraction', yUnits: 'insetPixels' },
      screenXY: { x: 25, y: 1, xUnits: 'pixels', yUnits: 'fraction' },
      size: { x: 0, y: 0.2, xUnits: 'pixels', yUnits: 'fraction' },
      rotationDegrees: 30,
    })
  })

  const CASE = resolve(
    import.meta.dirname,
    '../../../../shared/corpus/cases/import/29b-overlay.kmz',
  )
  it.skipIf(!existsSync(CASE))('whose image is one byte, or is not there, are told', async () => {
    const result = await readFiles(await fileSources(join(CASE)))
    if (!result.ok) throw new Error(result.problem.code)
    expect(result.layers[0]!.kml!.overlays.map(({ notDrawn }) => notDrawn)).toEqual([
      'no-image',
      'missing',
    ])
  })
})
