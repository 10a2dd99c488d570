import { describe, expect, it } from 'vitest'
import { toNaaf } from '../geo/naaf.ts'
import { PROJECTIONS } from '../geo/projections/all.ts'
import { projection as mercator } from '../geo/projections/mercator.ts'
import { projection as naaf } from '../geo/projections/naaf.ts'
import { zoomOfSameScale } from '../geo/projections/projection.ts'
import { cameraForBbox, constrainCamera, isElsewhere } from './camera.ts'

const VIEWPORTS = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
]

describe('the camera', () => {
  it('keeps the scale of the centre when the projection changes, there and back', () => {
    const camera = { center: [-75, 62], zoom: 3 } as const
    for (const from of PROJECTIONS) {
      for (const to of PROJECTIONS) {
        const zoom = zoomOfSameScale(camera, from, to)
        const before = from.pixelMeters(camera.zoom, camera.center[1])
        expect(to.pixelMeters(zoom, camera.center[1])).toBeCloseTo(before, 6)
        expect(zoomOfSameScale({ ...camera, zoom }, to, from)).toBeCloseTo(camera.zoom, 9)
      }
    }
  })

  it.each(VIEWPORTS)('shows all of the three countries at home on $width × $height', (viewport) => {
    const { center, zoom } = naaf.homeCamera(viewport)
    const [x, y] = toNaaf(center[0], center[1])
    const meters = naaf.pixelMeters(zoom, center[1])
    for (const [lon, lat] of [
      [-92.2, 14.5], // Suchiate, the south of Mexico
      [-52.6, 47.5], // Cape Spear, the east of Canada
      [-70, 83.1], // Cape Columbia, the north of Canada
      [172.5, 52.9], // Attu, the west of the Aleutians
    ] as const) {
      const [px, py] = toNaaf(lon, lat)
      expect(Math.abs(px - x) / meters).toBeLessThan(viewport.width / 2)
      expect(Math.abs(py - y) / meters).toBeLessThan(viewport.height / 2)
    }
  })

  it.each(PROJECTIONS)(
    'cannot be moved away from North America or lost in zoom ($id)',
    (projection) => {
      for (const viewport of VIEWPORTS) {
        for (const center of [
          [100, -80],
          [0, 0],
          [-170, -85],
          [179, 20],
        ] as const) {
          const camera = constrainCamera(projection, { center, zoom: -9 }, viewport)
          const [x, y] = toNaaf(camera.center[0], camera.center[1])
          expect(Math.abs(x)).toBeLessThanOrEqual(4.7e6)
          expect(Math.abs(y)).toBeLessThanOrEqual(4.7e6)
          expect(camera.zoom).toBeGreaterThan(projection.homeCamera(viewport).zoom - 1)
          expect(constrainCamera(projection, { ...camera, zoom: 99 }, viewport).zoom).toBeLessThan(
            12,
          )
        }
      }
    },
  )

  it.each(VIEWPORTS)(
    'shows nothing past the square of Web Mercator at home on $width × $height',
    (viewport) => {
      const { center, zoom } = mercator.homeCamera(viewport)
      const world = 512 * 2 ** zoom
      const north = 0.5 - Math.asinh(Math.tan((center[1] * Math.PI) / 180)) / (2 * Math.PI)
      expect(north * world - viewport.height / 2).toBeGreaterThanOrEqual(-1e-6)
    },
  )

  it.each(PROJECTIONS)(
    'can be brought over Hawaii, and no farther out to sea ($id)',
    (projection) => {
      const zoom = projection.grid.tileZoomShift + 4.3
      for (const viewport of VIEWPORTS.slice(0, 2)) {
        const honolulu = { center: [-157.86, 21.31], zoom } as const
        const [x] = toNaaf(...constrainCamera(projection, honolulu, viewport).center)
        const meters = projection.pixelMeters(zoom, 21.31)
        expect(Math.abs(x - toNaaf(...honolulu.center)[0]) / meters).toBeLessThan(
          viewport.width * 0.3,
        )
        const atSea = constrainCamera(projection, { center: [170, 5], zoom }, viewport)
        const [left] = toNaaf(...atSea.center)
        expect(left - (meters * viewport.width) / 2).toBeGreaterThan(-6_400_000)
      }
    },
  )

  it.each(PROJECTIONS)('knows which places it cannot show ($id)', (projection) => {
    const viewport = VIEWPORTS[1]!
    const zoom = projection.grid.tileZoomShift + 4.3
    const isLost = (center: readonly [number, number]) => {
      const asked = { center, zoom }
      return isElsewhere(projection, asked, constrainCamera(projection, asked, viewport), viewport)
    }
    expect(isLost([-157.86, 21.31])).toBe(false) // Honolulu
    expect(isLost([-66.1, 18.4])).toBe(false) // San Juan
    expect(isLost([172.9, 52.9])).toBe(false) // Attu
    expect(isLost([0, 90])).toBe(false)
    expect(isLost([144.8, 13.4])).toBe(true) // Guam
    expect(isLost([36.8, -1.3])).toBe(true) // Nairobi
  })

  it('leaves a view inside the bounds alone', () => {
    const camera = { center: [-112.07, 33.45], zoom: 5.5 } as const
    expect(constrainCamera(naaf, camera, VIEWPORTS[1]!)).toEqual(camera)
  })

  it('fits a layer in view, also one that crosses the antimeridian', () => {
    const aleutians = cameraForBbox(naaf, [172, 51, -163, 56], VIEWPORTS[1]!)
    expect(Math.abs(aleutians.center[0])).toBeGreaterThan(160)
    expect(aleutians.zoom).toBeGreaterThan(2.5)
    const world = cameraForBbox(naaf, [-180, -90, 180, 90], VIEWPORTS[1]!)
    expect(world).toEqual(naaf.homeCamera(VIEWPORTS[1]!))
  })

  it('goes deeper on a flat map with what a reader brought, which may be exact to metres', () => {
    for (const projection of PROJECTIONS) {
      const camera = { center: [-99, 45], zoom: 99 } as const
      const usual = constrainCamera(projection, camera, VIEWPORTS[1]!).zoom
      const deeper = constrainCamera(projection, camera, VIEWPORTS[1]!, true).zoom
      expect(deeper - usual).toBeCloseTo(projection.isSphere ? 0 : 3)
    }
    const yard = cameraForBbox(naaf, [-99.001, 45, -99, 45.001], VIEWPORTS[1]!, true)
    expect(yard.zoom).toBeGreaterThan(11)
  })
})
