import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../model/random.ts'
import { bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from '../registry/read-files.ts'

/** All that is found in a file, or the code of the problem that it has. */
async function read(text: string | Uint8Array): Promise<unknown> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const result = await readFiles([bytesSource(bytes, 'places.geojson')], {})
  if (!result.ok) return result.problem.code
  return result.layers.map(({ schema, geometryTypes, hasHeights, warnings, features }) => ({
    schema,
    geometryTypes,
    hasHeights,
    warnings,
    features: [...features],
  }))
}

/** A member by which a feature means the same, but is not read from its bytes. */
const parsed = (feature: string): string => feature.replace('{', '{"name":null,')

const collection = (features: readonly string[], between = ','): string =>
  `{"type":"FeatureCollection","features":[${features.join(between)}]}`

const point =
  '{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[-99.13,19.43]}}'

const FEATURES: readonly string[] = [
  point,
  '{"type":"Feature","id":"a","properties":{"name":"Québec","n":-0,"x":[1,{"y":2}]},"geometry":{"type":"Point","coordinates":[-71.2,46.8,12.5]}}',
  '{"type":"Feature","id":12,"properties":{"id":5,"big":12345678901234567890},"geometry":{"type":"Point","coordinates":[1e1,-0,3,4]}}',
  '{"type":"Feature","id":12345678901234567890,"properties":null,"geometry":null}',
  '{ "geometry" : { "coordinates" : [ [ [ 0 , 0 ] , [ 1 , 0 ] , [ 1 , 1 ] , [ 0 , 0 ] ] ] , "type" : "Polygon" } , "type" : "Feature" , "properties" : { } }',
  '{"type":"Feature","bbox":[0,0,1,1],"geometry_name":"g","properties":{"a\\"b":"c\\\\"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]],[[0.2,0.1],[0.3,0.1],[0.3,0.2],[0.2,0.1]]],[[[5,5],[6,5],[6,6],[5,5]]]]}}',
  '{"type":"Feature","properties":{"__proto__":"x","constructor":1},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1,5],[2,2]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0,1],[1,1],[2,2,3,4]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0,1,2],[1,1,3,4],[2,2,3,4]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[0.1,0.2],[1e-7,1E+1]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2,3,4,5]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2,null]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":["1",2]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1e999,2]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[[1,2]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[1,2],[3,4]]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Circle","coordinates":[1,2]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}}',
  '{"type":"Feature","properties":{"a":1},"properties":{"b":2},"geometry":null}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}}',
  '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]},"geometry":null}',
  '{"type":"Point","type":"Feature","properties":{},"geometry":null}',
  '{"type":"Feature","properties":{},"geom\\u0065try":{"type":"Point","coordinates":[1,2]}}',
  '{"type":"Feature","properties":[1,2],"geometry":{"type":"Point","coordinates":[1,2]}}',
  '{"type":"Feature","properties":{"s":"\\ud83c\\udf32 \\ud83c"},"geometry":{"type":"Point","coordinates":[1,2]},"id":null}',
  '{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2],"crs":null}}',
  '{"type":"Feature"}',
  '{"properties":{"a":1}}',
]

describe('features read from their bytes', () => {
  it('are what they are when they are parsed, whatever their members are and in which order', async () => {
    for (const feature of FEATURES) {
      const features = [point, feature, point]
      expect(await read(collection(features)), feature).toEqual(
        await read(collection(features.map(parsed))),
      )
    }
    for (const between of [' ,\r\n\t', ', ']) {
      expect(await read(collection(FEATURES, between))).toEqual(
        await read(collection(FEATURES.map(parsed))),
      )
    }
  })

  it('are the same line by line', async () => {
    const lines = FEATURES.join('\n')
    expect(await read(lines)).toEqual(await read(FEATURES.map(parsed).join('\n')))
  })

  it('are the same where a chunk of the file ends within them', async () => {
    const many = Array.from({ length: 12_000 }, (_, index) => FEATURES[index % 11]!)
    expect(await read(collection(many))).toEqual(await read(collection(many.map(parsed))))
  })

  it('with faults have the fate of those that are parsed', async () => {
    const random = randomFrom(17)
    const any = (length: number) => Math.floor(length * random())
    const marks = '{}[]",:0123456789.-+eE ntfu\\a\u00e9'
    for (let round = 0; round < 1500; round++) {
      let feature = FEATURES[any(FEATURES.length)]!
      for (let change = any(3); change >= 0; change--) {
        const at = 1 + any(feature.length - 1)
        const mark = random() < 0.3 ? '' : marks[any(marks.length)]!
        feature = feature.slice(0, at) + mark + feature.slice(at + any(3))
      }
      expect(await read(collection([feature, point])), feature).toEqual(
        await read(collection([parsed(feature), parsed(point)])),
      )
    }
  })

  it('hold what their bytes mean in UTF-8, and what means nothing is told', async () => {
    const encoder = new TextEncoder()
    const withByte = (feature: string) =>
      encoder.encode(collection([feature])).map((byte) => (byte === 0x40 ? 0xc3 : byte))
    const feature = point.replace('"a":1', '"a":"@","b":"x@y"')
    expect(await read(withByte(feature))).toEqual(await read(withByte(parsed(feature))))
    expect(await read(withByte(feature))).toMatchObject([
      { warnings: [{ code: 'text-undecodable' }, { code: 'text-undecodable' }] },
    ])
  })
})
