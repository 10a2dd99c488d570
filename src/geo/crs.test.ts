import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import answers from '../../tests/fixtures/import/crs.json' with { type: 'json' }
import { type Crs, parseCrs } from './crs.ts'
import { NAAF_ESRI_WKT } from './naaf.ts'

const CORPUS = resolve(import.meta.dirname, '../../../shared/corpus')
const CENTIMETER = 0.01
const METERS_PER_DEGREE = 111_320

async function crsOf(text: string): Promise<Crs> {
  const result = await parseCrs(text)
  if (!result.ok) throw new Error(result.problem.message)
  return result.crs
}

function textOf(crs: string): string | null {
  if (!crs.endsWith('.prj')) return crs
  const path = resolve(CORPUS, crs)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/** How far our positions are from PROJ's, in metres, into the system and out of it. */
function farthest(crs: Crs, places: readonly (readonly number[])[]): number {
  const unit = crs.unitMeters ?? METERS_PER_DEGREE
  return Math.max(
    ...places.flatMap(([lon, lat, x, y]) => {
      const [ownX, ownY] = crs.fromWgs84(lon!, lat!)
      const [ownLon, ownLat] = crs.toWgs84(x!, y!)
      const east = (ownLon - lon!) * Math.cos((lat! * Math.PI) / 180)
      return [
        Math.hypot(ownX - x!, ownY - y!) * unit,
        Math.hypot(east, ownLat - lat!) * METERS_PER_DEGREE,
      ]
    }),
  )
}

describe('positions in a coordinate reference system', () => {
  it.each(answers.map((answer) => [answer.crs, answer.places] as const))(
    'of %s are within a centimetre of PROJ',
    async (definition, places) => {
      const text = textOf(definition)
      if (text === null) return console.warn(`skipped: ${definition} is not here`)
      expect(farthest(await crsOf(text), places)).toBeLessThan(CENTIMETER)
    },
  )

  it.each(answers.map((answer) => [answer.crs, answer.places] as const))(
    'of %s are the same after its definition was written and read again',
    async (definition, places) => {
      const text = textOf(definition)
      if (text === null) return console.warn(`skipped: ${definition} is not here`)
      const crs = await crsOf(text)
      for (const written of [crs.esriWkt, crs.ogcWkt, crs.proj]) {
        if (written !== null) {
          expect(farthest(await crsOf(written), places)).toBeLessThan(CENTIMETER)
        }
      }
    },
  )
})

describe('the definition of a coordinate reference system', () => {
  it('is known by its EPSG code when it bears that system’s name and parameters', async () => {
    expect((await crsOf(readPrj('NAD_1983_UTM_Zone_18N'))).epsg).toBe(26918)
    expect((await crsOf(NAAF_ESRI_WKT)).epsg).toBeNull()
  })

  it('is not taken for the EPSG system whose name it bears when its parameters are others', async () => {
    const other = readPrj('NAD_1983_UTM_Zone_18N').replace('-75.0', '-76.0')
    expect((await crsOf(other)).epsg).toBeNull()
  })

  it.each([
    'EPSG:4326',
    'urn:ogc:def:crs:EPSG::4326',
    'urn:ogc:def:crs:OGC:1.3:CRS84',
    'OGC:CRS84',
    'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    'http://www.opengis.net/def/crs/EPSG/0/4326',
    '+proj=longlat +datum=WGS84 +no_defs',
    '+init=epsg:4326',
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    'GEOGCRS["WGS 84",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["World Geodetic System 1984 (Transit)"],ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ENSEMBLEACCURACY[2.0]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]',
    '{"type":"GeographicCRS","name":"WGS 84","datum":{"type":"GeodeticReferenceFrame","name":"World Geodetic System 1984","ellipsoid":{"name":"WGS 84","semi_major_axis":6378137,"inverse_flattening":298.257223563}},"coordinate_system":{"subtype":"ellipsoidal","axis":[{"name":"Geodetic latitude","direction":"north","unit":"degree"},{"name":"Geodetic longitude","direction":"east","unit":"degree"}]},"id":{"authority":"EPSG","code":4326}}',
  ])('%s is WGS 84: nothing is done to its positions', async (text) => {
    const crs = await crsOf(text)
    expect(crs.isWgs84).toBe(true)
    expect(crs.epsg).toBe(4326)
    expect(crs.toWgs84(-99.5, 19.25)).toEqual([-99.5, 19.25])
  })

  it('says that a shift without its grid is rough, and how rough', async () => {
    const { notes } = await crsOf('EPSG:4267')
    expect(notes).toMatchObject([
      { code: 'crs-shift-approximate', values: { datum: 'NAD27', accuracyMeters: 10 } },
    ])
  })

  it.each([
    ['', 'crs-invalid'],
    ['<!DOCTYPE html><html lang="en">[', 'crs-invalid'],
    ['{"type":', 'crs-invalid'],
    ['EPSG:999999', 'crs-code-unknown'],
    ['EPSG:5714', 'crs-code-unknown'],
    ['+proj=wintri +datum=WGS84', 'crs-method-unsupported'],
    ['LOCAL_CS["arbitrary",UNIT["Meter",1.0]]', 'crs-kind-unsupported'],
    [`${'GEOGCS["x",'.repeat(500)}`, 'crs-invalid'],
  ])('%s is refused with a problem that names what is wrong', async (text, code) => {
    expect(await parseCrs(text)).toMatchObject({ ok: false, problem: { code } })
  })
})

function readPrj(name: string): string {
  return (
    `PROJCS["${name}",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",` +
    'SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",' +
    '0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],' +
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-75.0],PARAMETER["Scale_Factor",' +
    '0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
  )
}
