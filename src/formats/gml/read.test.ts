import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import type { ImportedLayer } from '../contract/imported-layer.ts'
import { readFiles } from '../registry/read-files.ts'

/** Files of GML, and what GDAL reads in them (`scripts/judge-gml.ts`). */
const FIXTURES = resolve(import.meta.dirname, '../../../tests/fixtures/import/gml')
const judge = JSON.parse(readFileSync(join(FIXTURES, 'judge.json'), 'utf8')) as Record<
  string,
  readonly { readonly type: string; readonly geometries: readonly (Geometry | null)[] }[]
>
const bytes = (text: string) => new TextEncoder().encode(text)

async function readAll(...files: readonly (readonly [name: string, text: string])[]) {
  const result = await readFiles(files.map(([name, text]) => bytesSource(bytes(text), name)))
  if (!result.ok) throw new Error(result.problem.code)
  return result.layers
}

async function readOne(name: string, text: string): Promise<ImportedLayer> {
  const [layer] = await readAll([name, text])
  return layer!
}

const collection = (members: string, version = 'http://www.opengis.net/gml/3.2') =>
  `<gml:FeatureCollection xmlns:gml="${version}" xmlns:app="http://example.org/app" xmlns:xlink="http://www.w3.org/1999/xlink">${members}</gml:FeatureCollection>`
const member = (content: string, type = 'site') =>
  `<gml:featureMember><app:${type}>${content}</app:${type}></gml:featureMember>`
const codesOf = ({ warnings }: ImportedLayer): string[] => warnings.map(({ code }) => code)

function positionsOf(geometry: Geometry | null): Position[] {
  if (!geometry) return []
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  const flat = (value: unknown[]): Position[] =>
    typeof value[0] === 'number' ? [value as Position] : (value as unknown[][]).flatMap(flat)
  return flat(geometry.coordinates)
}

function boundsOf(geometry: Geometry | null): number[] {
  const positions = positionsOf(geometry)
  return [0, 1].flatMap((axis) => {
    const values = positions.map((position) => position[axis]!)
    return [Math.min(...values), Math.max(...values)]
  })
}

describe('GML', () => {
  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.gml')))(
    'of %s is where and what GDAL reads',
    async (name) => {
      const layers = await readAll([name, readFileSync(join(FIXTURES, name), 'utf8')])
      expect(layers.map(({ features }) => features.length)).toEqual(
        judge[name]!.map(({ geometries }) => geometries.length),
      )
      for (const [index, { geometries }] of judge[name]!.entries()) {
        const layer = layers[index]!
        const isCurved = codesOf(layer).includes('curves-straightened')
        for (const [at, theirs] of geometries.entries()) {
          const ours = layer.features.geometry(at)
          expect(ours?.type).toBe(theirs?.type)
          if (isCurved) {
            // GDAL makes fewer pieces of an arc; both lie within it, by some metres at most.
            const [own, other] = [boundsOf(ours), boundsOf(theirs)]
            for (const [edge, value] of own.entries())
              expect(Math.abs(value - other[edge]!)).toBeLessThan(5e-5)
          } else {
            const [own, other] = [positionsOf(ours), positionsOf(theirs)]
            expect(own.length).toBe(other.length)
            for (const [place, position] of own.entries()) {
              for (const [axis, value] of position.entries())
                expect(value).toBeCloseTo(other[place]![axis]!, 7)
            }
          }
        }
      }
    },
  )

  it('makes an arc of pieces that are off it by less than a six-thousandth of its radius', async () => {
    const layer = await readOne(
      'arc.gml',
      collection(
        member(
          '<app:g><gml:Curve srsName="EPSG:3857"><gml:segments><gml:Arc><gml:posList>0 0 1000 1000 2000 0</gml:posList></gml:Arc></gml:segments></gml:Curve></app:g>',
        ),
      ),
    )
    const { crs } = layer.crs.how === 'unknown' ? expect.fail() : layer.crs
    const line = positionsOf(layer.features.geometry(0)).map(([lon, lat]) =>
      crs.fromWgs84(lon!, lat!),
    )
    for (const [at, [x, y]] of line.entries()) {
      expect(Math.hypot(x - 1000, y)).toBeCloseTo(1000, 3)
      const next = line[at + 1]
      if (!next) continue
      const middle = Math.hypot((x + next[0]) / 2 - 1000, (y + next[1]) / 2)
      expect(1000 - middle).toBeLessThan(1000 / 6000)
    }
  })

  it('takes latitude first where the system is named by URN or URL, and longitude where by code', async () => {
    const point = (srsName: string) =>
      member(`<app:g><gml:Point srsName="${srsName}"><gml:pos>45 -75</gml:pos></gml:Point></app:g>`)
    for (const [srsName, expected] of [
      ['urn:ogc:def:crs:EPSG::4326', [-75, 45]],
      ['urn:ogc:def:crs:EPSG:6.9:4326', [-75, 45]],
      ['urn:x-ogc:def:crs:EPSG:4326', [-75, 45]],
      ['http://www.opengis.net/def/crs/EPSG/0/4326', [-75, 45]],
      ['https://www.opengis.net/def/crs/EPSG/9.9.1/4326', [-75, 45]],
      ['urn:ogc:def:crs,crs:EPSG::4326,crs:EPSG::5773', [-75, 45]],
      ['EPSG:4326', [45, -75]],
      ['http://www.opengis.net/gml/srs/epsg.xml#4326', [45, -75]],
      ['urn:ogc:def:crs:OGC:1.3:CRS84', [45, -75]],
      ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', [45, -75]],
    ] as const) {
      const layer = await readOne('a.gml', collection(point(srsName)))
      expect([srsName, positionsOf(layer.features.geometry(0))[0]]).toEqual([srsName, expected])
      expect(layer.crs).toMatchObject({ how: 'declared', epsg: 4326 })
    }
  })

  it('makes a layer of each type, and of each system of a type', async () => {
    const point = (srsName: string, type: string) =>
      member(
        `<app:g><gml:Point srsName="${srsName}"><gml:pos>-75 45</gml:pos></gml:Point></app:g>`,
        type,
      )
    const layers = await readAll([
      'a.gml',
      collection(
        member('<app:n>1</app:n>', 'well') +
          point('EPSG:4326', 'well') +
          point('EPSG:4269', 'well') +
          point('EPSG:4326', 'lake'),
      ),
    ])
    expect(layers.map(({ name, features }) => [name, features.length])).toEqual([
      ['well (EPSG:4326)', 2],
      ['well (EPSG:4269)', 1],
      ['lake', 1],
    ])
  })

  it('takes elements for fields, those within others by their own names', async () => {
    const layer = await readOne(
      'a.gml',
      collection(
        member(
          '<gml:name>A</gml:name><app:owner><app:Person><app:name>Bo</app:name><app:age uom="a">5</app:age></app:Person></app:owner>' +
            '<app:tag>x</app:tag><app:tag>y</app:tag><app:see xlink:href="#b"/><app:code>007</app:code><app:none/>',
        ),
      ),
    )
    expect(layer.features.feature(0).properties).toEqual({
      name: 'A',
      'owner.Person.name': 'Bo',
      age: 5,
      age_uom: 'a',
      tag: '["x","y"]',
      see_href: '#b',
      code: '007',
    })
    expect(codesOf(layer)).toContain('gml-lists')
  })

  it('takes the types of values from a schema beside it', async () => {
    const xsd =
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="code"><xs:simpleType><xs:restriction base="xs:string"/></xs:simpleType></xs:element>' +
      '<xs:element name="open" type="xs:boolean"/><xs:element name="mass" type="xs:decimal"/></xs:schema>'
    const values = '<app:code>12</app:code><app:open>true</app:open><app:mass>12</app:mass>'
    const [layer] = await readAll(['a.gml', collection(member(values))], ['a.xsd', xsd])
    expect(layer!.features.feature(0).properties).toEqual({ code: '12', open: true, mass: 12 })
  })

  it.each([
    ['<gml:Point><gml:pos>1 x</gml:pos></gml:Point>', 'geometry-unreadable'],
    ['<gml:Solid><gml:exterior/></gml:Solid>', 'geometry-unreadable'],
    [
      '<gml:Curve><gml:segments><gml:CubicSpline><gml:posList>0 0 1 1</gml:posList></gml:CubicSpline></gml:segments></gml:Curve>',
      'geometry-unreadable',
    ],
    ['<gml:MultiCurve><gml:curveMember xlink:href="#c1"/></gml:MultiCurve>', 'gml-references'],
    [
      '<gml:Point><gml:pos>1 2</gml:pos></gml:Point><gml:Point><gml:pos>3 4</gml:pos></gml:Point>',
      'gml-geometries-more',
    ],
  ])('keeps the values and tells where a geometry is not read: %s', async (geometry, code) => {
    const layer = await readOne(
      'a.gml',
      collection(member(`<app:n>1</app:n><app:g>${geometry}</app:g>`)),
    )
    expect(layer.features.value(0, 'n')).toBe(1)
    expect(codesOf(layer)).toContain(code)
  })

  it('takes positions of two numbers for such whatever the box around them says, and heights that are not known for none', async () => {
    const box =
      '<gml:boundedBy><gml:Envelope srsName="EPSG:4326" srsDimension="3"><gml:lowerCorner>0 0 0</gml:lowerCorner></gml:Envelope></gml:boundedBy>'
    const line = (list: string) =>
      member(`<app:g><gml:LineString><gml:posList${list}</gml:posList></gml:LineString></app:g>`)
    const layer = await readOne(
      'a.gml',
      collection(`${box}${line('>1 2 3 4 5 6')}${line(' srsDimension="3">1 2 nan 4 5 6')}`),
    )
    expect(positionsOf(layer.features.geometry(0))).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ])
    expect(positionsOf(layer.features.geometry(1))).toEqual([
      [1, 2],
      [4, 5, 6],
    ])
    expect(layer.crs).toMatchObject({ how: 'declared', epsg: 4326 })
  })

  it('turns a curve round where it is taken backwards, and joins pieces at their ends', async () => {
    const line = (text: string) =>
      `<gml:LineString><gml:posList>${text}</gml:posList></gml:LineString>`
    const layer = await readOne(
      'a.gml',
      collection(
        member(
          `<app:g><gml:CompositeCurve srsName="EPSG:4326"><gml:curveMember>${line('0 0 1 0')}</gml:curveMember>` +
            `<gml:curveMember><gml:OrientableCurve orientation="-"><gml:baseCurve>${line('2 2 1 0')}</gml:baseCurve></gml:OrientableCurve></gml:curveMember></gml:CompositeCurve></app:g>`,
        ),
      ),
    )
    expect(positionsOf(layer.features.geometry(0))).toEqual([
      [0, 0],
      [1, 0],
      [2, 2],
    ])
  })

  it('is refused where it defines entities, nests without end or holds no features', async () => {
    const entity = `<!DOCTYPE x [<!ENTITY a "b">]>${collection(member('<app:n>&a;</app:n>'))}`
    const deep = collection(member('<app:x>'.repeat(2000)))
    const nested = collection(
      member(`<app:g>${'<gml:MultiGeometry><gml:geometryMember>'.repeat(2000)}`),
    )
    for (const [text, code] of [
      [entity, 'xml-entities'],
      [deep, 'xml-invalid'],
      [nested, 'xml-invalid'],
      [collection(''), 'gml-no-features'],
    ] as const) {
      const result = await readFiles([bytesSource(bytes(text), 'a.gml')])
      expect(result).toMatchObject({ ok: false, problem: { code } })
    }
  })
})
