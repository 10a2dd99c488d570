import { describe, expect, it } from 'vitest'
import { alongGeodesic, toCircle, toEnclosedArea, toGeodesic, toPlaceAt } from './geodesic.ts'

/**
 * The lines by which GeographicLib's own library for JavaScript is tested (geographiclib-geodesic,
 * test/geodesictest.js; MIT): from, to, azimuth, metres; longitudes are brought to within 180°.
 */
const GEOD_TEST: readonly (readonly [LonLat, LonLat, number, number])[] = [
  [[-139.44815, 35.60777], [-69.95921, -11.17491], 111.09874843, 8935244.5605],
  [[106.05087, 55.52454], [-162.81766, 77.03196], 22.020059881, 4105086.1714],
  [[142.59065, -21.97856], [98.56635, 41.84138], -32.444568764, 8394328.8947],
  [[112.2363, -66.99028], [-74.09656000000001, -12.70631], 173.734912409, 11150344.2312],
  [[173.34268, -17.42761], [5.93557, -15.84784], -159.033557661, 16076603.1631],
  [[48.28919, 32.84994], [-157.70867999999996, -56.28556], 150.492927788, 16727068.9438],
  [[52.74123, 6.96833], [-153.82709, -7.39675], 92.581585386, 17102477.2497],
  [[-16.30485, -50.56724], [-94.97412, -33.56571], -105.439679908, 6455670.5119],
  [[-8.90775, -58.93002], [133.13503, -8.91104], 140.965397903, 11756066.022],
  [[-74.28391, -68.82867], [-8.36685, -50.63005], 93.774347763, 3956936.9261],
  [[-32.0898, -10.62672], [-134.31681, 5.883], -86.426713287, 11470869.3865],
  [[166.90563, -21.76221], [-146.02373, 48.72884], 29.319421207, 9098627.3987],
  [[-174.47484, -19.79938], [-154.35109, -11.99349], 71.16727578, 2319004.8601],
  [[-116.94513, -11.95887], [7.16501, 4.57352], 92.71261983, 13834722.5801],
  [[85.66836, -87.85331], [16.09921, 66.48646], -65.12031304, 17286615.3147],
  [[128.32011, 1.74708], [11.87109, -11.16617], -101.584843631, 12942901.1241],
  [[-144.90758, -25.72959], [90.82121000000001, -57.70581], -153.647468693, 9413446.7452],
  [[122.32875, -41.22777], [130.37946, -7.57291], 14.285113402, 3812686.0351],
  [[138.25278, 11.01307], [-112.94019000000003, 6.62726], 79.436826228, 11911190.819],
  [[95.14681, -29.47124], [-69.15955, -27.46601], -163.779130442, 13487015.8381],
]

type LonLat = readonly [lon: number, lat: number]

/** What GeodSolve and Planimeter of GeographicLib 2.1 answer (`GeodSolve -i -p 4`, `Planimeter -p 3`). */
const BY_GEODSOLVE = [
  ['over the antimeridian', [179, 51.9], [-166.5, 53.8], 997586.5875, 72.060046805],
  [
    'from Tijuana to San Diego',
    [-117.0037, 32.5027],
    [-117.1611, 32.7157],
    27860.9313,
    -31.981849054,
  ],
  ['past the pole', [-94.829, 74.697], [85, 70], 3941828.6089, 0.101194278],
] as const

const AROUND_THE_POLE = [
  [0, 70],
  [90, 70],
  [180, 70],
  [-90, 70],
] as const
const COLORADO = [
  [-109.05, 37],
  [-102.05, 37],
  [-102.05, 41],
  [-109.05, 41],
] as const
const BERING_SEA = [
  [170, 50],
  [-170, 50],
  [-170, 60],
  [170, 60],
] as const

describe('what is measured over the ground agrees with GeographicLib’s own programs', () => {
  it.each(BY_GEODSOLVE)('along a line %s', (_, a, b, meters, bearing) => {
    const line = toGeodesic(a, b)
    expect(line.meters).toBeCloseTo(meters, 3)
    expect(line.bearingDegrees).toBeCloseTo((bearing + 360) % 360, 8)
  })

  it('along every line of its test set', () => {
    for (const [from, to, azimuth, meters] of GEOD_TEST) {
      const line = toGeodesic(from, to)
      expect(line.meters).toBeCloseTo(meters, 3)
      expect(line.bearingDegrees).toBeCloseTo((azimuth + 360) % 360, 8)
      const there = toPlaceAt(from, azimuth, meters)
      expect(toGeodesic(there, to).meters).toBeLessThan(0.01)
    }
  })

  it.each([
    ['around the pole', AROUND_THE_POLE, 10175187229322, 12500710.728],
    ['of a state', COLORADO, 269154549884, 2099854.382],
    ['over the antimeridian', BERING_SEA, 1408364877423, 4767819.376],
  ] as const)('in the area %s, whichever way round it was drawn', (_, corners, area, perimeter) => {
    for (const drawn of [corners, corners.toReversed()]) {
      const enclosed = toEnclosedArea(drawn)
      expect(enclosed.squareMeters).toBeCloseTo(area, -1)
      expect(enclosed.perimeterMeters).toBeCloseTo(perimeter, 2)
    }
  })

  it('on the Framework’s sphere too', () => {
    expect(toGeodesic([179, 51.9], [-166.5, 53.8], 'sphere').meters).toBeCloseTo(994459.0083, 3)
    expect(toEnclosedArea(COLORADO, 'sphere').squareMeters).toBeCloseTo(268930505291, -1)
  })
})

describe('a line over the ground', () => {
  it('goes on over the antimeridian without a jump, in steps that are short enough', () => {
    const places = alongGeodesic([179, 51.9], [-166.5, 53.8], 50_000)
    expect(places).toHaveLength(21)
    expect(places.at(-1)).toEqual([193.5, 53.8])
    for (const [index, place] of places.slice(1).entries()) {
      expect(toGeodesic(places[index]!, place).meters).toBeLessThanOrEqual(50_000)
    }
  })
})

describe('a circle over the ground', () => {
  it('is as far from its middle everywhere, and as large as on the plane where it is small', () => {
    const circle = toCircle([-75, 45], 100_000)
    for (const place of circle) expect(toGeodesic([-75, 45], place).meters).toBeCloseTo(100_000, 4)
    const { squareMeters } = toEnclosedArea(circle)
    expect(squareMeters / (Math.PI * 100_000 ** 2)).toBeCloseTo(1, 3)
    expect(toPlaceAt([-75, 45], 90, 100_000)[1]).toBeCloseTo(44.99295834692, 10)
  })
})
