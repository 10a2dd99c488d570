import { describe, expect, it } from 'vitest'
import { NAAF_ESRI_WKT, toNaaf } from '../../../src/geo/naaf.ts'
import { parseGeoKeys } from './geotiff-crs.ts'

/** The keys of a Lambert azimuthal equal-area plane without a code, but for its figure of the Earth. */
const LAEA = {
  GTModelTypeGeoKey: 1,
  ProjectedCSTypeGeoKey: 32767,
  ProjectionGeoKey: 32767,
  ProjCoordTransGeoKey: 10,
  ProjLinearUnitsGeoKey: 9001,
  ProjCenterLatGeoKey: 45,
  ProjCenterLongGeoKey: -100,
  ProjFalseEastingGeoKey: 0,
  ProjFalseNorthingGeoKey: 0,
}

describe('the plane of a GeoTIFF', () => {
  it('is the Framework’s where keys spell out its sphere', async () => {
    const crs = await parseGeoKeys(
      { ...LAEA, GeogSemiMajorAxisGeoKey: 6_370_997, GeogSemiMinorAxisGeoKey: 6_370_997 },
      'x.tif',
    )
    const [lon, lat] = crs.toWgs84(...toNaaf(-80, 50))
    expect([lon, lat].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([-80, 50])
  })

  it('is on the ellipsoid where keys name WGS 84, as in the CEC’s grids of land cover', async () => {
    const crs = await parseGeoKeys({ ...LAEA, GeographicTypeGeoKey: 4326 }, 'x.tif')
    // PROJ: echo 1000000 500000 | cs2cs +proj=laea +lat_0=45 +lon_0=-100 +datum=WGS84 +to EPSG:4326
    const [lon, lat] = crs.toWgs84(1_000_000, 500_000)
    expect(lon).toBeCloseTo(-86.331953053, 6)
    expect(lat).toBeCloseTo(48.726310008, 6)
  })

  it('is the one of an EPSG code, or of the text that Esri’s software leaves', async () => {
    expect((await parseGeoKeys({ ProjectedCSTypeGeoKey: 3347 }, 'x.tif')).epsg).toBe(3347)
    const crs = await parseGeoKeys(
      { ProjectedCSTypeGeoKey: 32767, PCSCitationGeoKey: `ESRI PE String = ${NAAF_ESRI_WKT}` },
      'x.tif',
    )
    expect(crs.kind).toBe('projected')
  })

  it('must be named: degrees, feet and unknown projections are refused', async () => {
    for (const keys of [
      {},
      { GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326 },
      { ...LAEA, GeographicTypeGeoKey: 4326, ProjLinearUnitsGeoKey: 9003 },
      { ...LAEA, GeographicTypeGeoKey: 4326, ProjCoordTransGeoKey: 22 },
    ]) {
      await expect(parseGeoKeys(keys, 'x.tif')).rejects.toThrow('names no projection that is known')
    }
  })
})
