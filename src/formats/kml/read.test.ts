import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import { type ImportResult, readFiles } from '../registry/read-files.ts'

const read = (content: string | Uint8Array): Promise<ImportResult> =>
  readFiles([
    bytesSource(
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
      'places.kml',
    ),
  ])

async function layerOf(content: string | Uint8Array) {
  const result = await read(content)
  if (!result.ok) throw new Error(result.problem.message)
  const layer = result.layers[0]!
  return {
    layer,
    features: [...layer.features],
    codes: layer.warnings.map(({ code }) => code),
  }
}

const KML = 'http://www.opengis.net/kml/2.2'
const point =
  '<Placemark><name>Peñón</name><Point><coordinates>-99,19,5</coordinates></Point></Placemark>'
const document = (content: string, attributes = `xmlns="${KML}"`) =>
  `<?xml version="1.0" encoding="UTF-8"?><kml ${attributes}><Document>${content}</Document></kml>`

describe('a KML file', () => {
  it.each([
    ['its namespace', document(point)],
    ['no namespace', document(point, '')],
    ['a namespace of long ago', document(point, 'xmlns="http://earth.google.com/kml/2.0"')],
    ['a namespace that is not KML’s', document(point, 'xmlns="http://example.com/"')],
    ['a prefix', document(point, `xmlns:k="${KML}"`).replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1k:')],
    [
      'a prefix that is not declared',
      document(point, '').replaceAll(/<(\/?)(?=[A-Za-z])/g, '<$1kml:'),
    ],
    ['no root', point],
    [
      'blanks and a comment before it',
      `\n  <!-- made by hand -->${document(point).replace(/^.*?\?>/, '')}`,
    ],
    ['junk after it', `${document(point)}\0\0 <p>Served by a proxy</p>`],
    ['a byte order mark', `\ufeff${document(point)}`],
    ['no end', document(point).replace('</Document></kml>', '')],
  ])('is read with %s', async (_, content) => {
    const { features } = await layerOf(content)
    expect(features).toHaveLength(1)
    expect(features[0]!.geometry).toEqual({ type: 'Point', coordinates: [-99, 19, 5] })
    expect(features[0]!.properties.name).toBe('Peñón')
  })

  it.each([
    [
      'ISO-8859-1',
      (text: string) => Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
      'windows-1252',
    ],
    [
      'UTF-16',
      (text: string) => Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le'),
      'utf-16le',
    ],
    [
      'UTF-16 that it says and is not',
      (text: string) => Buffer.from(text.replace('UTF-8', 'UTF-16')),
      'utf-8',
    ],
    [
      'another encoding than it says',
      (text: string) => Buffer.from(text, 'latin1'),
      'windows-1252',
    ],
  ])('is read in %s', async (_, encode, encoding) => {
    const { layer, features } = await layerOf(new Uint8Array(encode(document(point))))
    expect(layer.encoding?.name).toBe(encoding)
    expect(features[0]!.properties.name).toBe('Peñón')
  })

  it('that defines entities is refused', async () => {
    const bomb = `<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${document('<name>&b;</name>')}`
    const result = await read(bomb)
    expect(result.ok || result.problem.code).toBe('xml-entities')
  })

  it('has geometries of every kind, those of one kind together as a multiple', async () => {
    const ring = (size: number) =>
      `<LinearRing><coordinates>0,0 ${size},0 ${size},${size} 0,${size} 0,0</coordinates></LinearRing>`
    const polygon = `<Polygon><innerBoundaryIs>${ring(1)}</innerBoundaryIs><outerBoundaryIs>${ring(4)}</outerBoundaryIs></Polygon>`
    const line = '<LineString><coordinates>0,0 1,1</coordinates></LineString>'
    const of = (geometry: string) => `<Placemark>${geometry}</Placemark>`
    const track =
      '<gx:Track><when>2020-01-01</when><when>2020-01-02</when><gx:coord>0 0 1</gx:coord><gx:coord>1 1 2</gx:coord></gx:Track>'
    const { features } = await layerOf(
      document(
        [
          of(polygon),
          of(`<MultiGeometry>${line}${line}</MultiGeometry>`),
          of(`<MultiGeometry>${line}<MultiGeometry>${polygon}</MultiGeometry></MultiGeometry>`),
          of(track),
          of(`<gx:MultiTrack>${track}${track}</gx:MultiTrack>`),
          of('<LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing>'),
          of('<Point><coordinates></coordinates></Point>'),
          of(''),
        ].join(''),
        `xmlns="${KML}" xmlns:gx="http://www.google.com/kml/ext/2.2"`,
      ),
    )
    expect(features.map(({ geometry }) => geometry?.type ?? null)).toEqual([
      'Polygon',
      'MultiLineString',
      'GeometryCollection',
      'LineString',
      'MultiLineString',
      'LineString',
      null,
      null,
    ])
    // The outer ring comes first, wherever it stands in the file.
    expect(features[0]!.geometry).toMatchObject({
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
          [0, 0],
        ],
      ],
    })
    expect(features[3]!.properties.times).toBe('["2020-01-01","2020-01-02"]')
  })

  it('keeps data with the types of its schema, folders, times and altitude modes', async () => {
    const { layer, features } = await layerOf(
      document(
        `<Schema id="s"><SimpleField name="depth" type="double"/><SimpleField name="kept" type="bool"/></Schema>
        <Folder><name>Wells</name><Folder><name>Old</name><Placemark id="w1"><name><![CDATA[A & B]]></name>
        <TimeSpan><begin>1990</begin><end>2001-05</end></TimeSpan>
        <ExtendedData><Data name="owner"><value>Ana</value></Data>
        <SchemaData schemaUrl="#s"><SimpleData name="depth">12.5</SimpleData><SimpleData name="kept">1</SimpleData></SchemaData></ExtendedData>
        <Point><altitudeMode>absolute</altitudeMode><coordinates>1,2</coordinates></Point></Placemark></Folder></Folder>`,
      ),
    )
    expect(features[0]!.properties).toMatchObject({
      name: 'A & B',
      folder: 'Wells / Old',
      begin: '1990',
      end: '2001-05',
      owner: 'Ana',
      depth: 12.5,
      kept: true,
      altitudeMode: 'absolute',
      id: 'w1',
    })
    const types = Object.fromEntries(layer.schema.fields.map(({ name, type }) => [name, type]))
    expect(types).toMatchObject({ depth: 'double', kept: 'boolean', owner: 'string' })
  })

  it('keeps styles, shared, mapped and its own, and lists what it does not draw', async () => {
    const { layer, codes } = await layerOf(
      document(
        `<Style id="n"><LineStyle><color>7f0000ff</color><width>3</width></LineStyle></Style>
        <StyleMap id="m"><Pair><key>normal</key><styleUrl>#n</styleUrl></Pair><Pair><key>highlight</key><styleUrl>#x</styleUrl></Pair></StyleMap>
        <Placemark><styleUrl>#m</styleUrl><Point><coordinates>1,2</coordinates></Point></Placemark>
        <GroundOverlay><name>Etna</name><Icon><href>etna.jpg</href></Icon><LatLonBox><north>4</north><south>3</south><east>2</east><west>1</west></LatLonBox></GroundOverlay>
        <NetworkLink><name>More</name><Link><href>http://example.com/more.kml</href></Link></NetworkLink>`,
      ),
    )
    const style = layer.kml!.styles[layer.kml!.styleOfFeature[0]!]
    expect(style).toMatchObject({ line: { color: '#ff0000', width: 3 } })
    expect(style!.line!.opacity).toBeCloseTo(0.5, 2)
    expect(layer.kml!.overlays).toMatchObject([{ kind: 'ground', name: 'Etna', href: 'etna.jpg' }])
    expect(layer.kml!.networkLinks).toMatchObject([{ href: 'http://example.com/more.kml' }])
    expect(codes).toEqual(expect.arrayContaining(['kml-overlays', 'kml-links-not-followed']))
  })

  it('reads lists of a million positions', async () => {
    const coordinates = Array.from(
      { length: 1_000_000 },
      (_, i) => `${(i % 360) - 180},${i % 90},0`,
    )
    const { features } = await layerOf(
      document(
        `<Placemark><LineString><coordinates>${coordinates.join(' ')}</coordinates></LineString></Placemark>`,
      ),
    )
    expect(features[0]!.geometry).toMatchObject({ type: 'LineString' })
    expect((features[0]!.geometry as { coordinates: unknown[] }).coordinates).toHaveLength(
      1_000_000,
    )
  })

  it.each([
    ['blanks around commas', '-99 , 19 , 5   -98 , 20 , 5', 2],
    ['no heights', '-99,19 -98,20', 2],
    ['line breaks and tabs', '-99,19,5\n\t\t-98,20,5\r\n', 2],
    ['positions that are none', '-99,19,5 x,y -98,20,5', 2],
    ['exponents', '-9.9e1,1.9E1,5 -98,20,5', 2],
  ])('reads positions with %s', async (_, coordinates, count) => {
    const { features } = await layerOf(
      document(
        `<Placemark><LineString><coordinates>${coordinates}</coordinates></LineString></Placemark>`,
      ),
    )
    const { geometry } = features[0]!
    expect(geometry?.type === 'LineString' && geometry.coordinates.length).toBe(count)
    expect(geometry?.type === 'LineString' && geometry.coordinates[0]!.slice(0, 2)).toEqual([
      -99, 19,
    ])
  })
})

describe('what programs write into KML in ways of their own', () => {
  const point = '<Point><coordinates>-99,19</coordinates></Point>'

  it.each([
    '<Schema name="Well" parent="Placemark"><SimpleField name="Depth" type="double"/></Schema>',
    '<Schema name="Well"><parent>Placemark</parent><SimpleField name="Depth" type="double"/></Schema>',
  ])('is a placemark that bears the name of a schema, with its fields: %s', async (schema) => {
    const { layer } = await layerOf(
      `<kml><Document>${schema}<Well><name>a</name><Depth>12.5</Depth>${point}</Well></Document></kml>`,
    )
    expect(layer.features.feature(0)).toMatchObject({
      geometry: { type: 'Point' },
      properties: { name: 'a', Depth: 12.5 },
    })
  })

  it.each([
    [
      '-99,19,5,-98,20,6',
      [
        [-99, 19, 5],
        [-98, 20, 6],
      ],
    ],
    [
      '-99,19,-98,20,-97,21,-96,22',
      [
        [-99, 19],
        [-98, 20],
        [-97, 21],
        [-96, 22],
      ],
    ],
    [
      '-112,33,-111,34,-110,35',
      [
        [-112, 33],
        [-111, 34],
        [-110, 35],
      ],
    ],
  ])('are positions that commas alone part: %s', async (text, positions) => {
    const { layer } = await layerOf(
      `<kml><Placemark><LineString><coordinates>${text}</coordinates></LineString></Placemark></kml>`,
    )
    expect(layer.features.geometry(0)).toMatchObject({ coordinates: positions })
    expect(layer.warnings).toMatchObject([{ code: 'kml-commas-only', count: positions.length }])
  })

  it('are tables in balloons: their rows become fields beside the description, and data are not lost to them', async () => {
    const balloon = (id: string, kg: string) =>
      `<description><![CDATA[<table><tr><th colspan="2">Plant</th></tr><tr><td>Code</td><td>0${id}</td></tr><tr><td>Lead &amp; zinc</td><td>${kg}</td></tr><tr><td>owner</td><td>${id}</td></tr></table>]]></description>`
    const data = '<ExtendedData><Data name="owner"><value>CEC</value></Data></ExtendedData>'
    const { layer } = await layerOf(
      `<kml><Document><Placemark>${balloon('1', '2.5')}${data}${point}</Placemark><Placemark>${balloon('2', '&lt;Null&gt;')}${data}${point}</Placemark></Document></kml>`,
    )
    expect(layer.features.feature(0).properties).toMatchObject({
      Code: '01',
      'Lead & zinc': 2.5,
      owner: 'CEC',
    })
    expect(layer.features.feature(0).properties.description).toContain('<table>')
    expect(layer.features.value(1, 'Lead & zinc')).toBeNull()
    expect(layer.warnings).toMatchObject([{ code: 'kml-balloon-fields', count: 2 }])
  })
})
