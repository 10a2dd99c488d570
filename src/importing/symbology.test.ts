import { describe, expect, it } from 'vitest'
import { type Symbology, symbologySchema } from '../catalog/symbology.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { STYLE_COLUMN } from '../model/own-columns.ts'
import { findFileStyles } from './file-styles.ts'
import { drawLayer, findBreaks, findDrawOptions } from './symbology.ts'

async function read(name: string, text: string): Promise<ImportedLayer> {
  const result = await readFiles([bytesSource(new TextEncoder().encode(text), name)])
  if (!result.ok) throw new Error(result.problem.message)
  return result.layers[0]!
}

/** Points with properties, as GeoJSON. */
function points(count: number, toProperties: (index: number) => object): string {
  const features = Array.from({ length: count }, (_, index) => ({
    type: 'Feature',
    properties: toProperties(index),
    geometry: { type: 'Point', coordinates: [-100 + index / 100, 40] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

async function draw(layer: ImportedLayer) {
  const styles = await findFileStyles(layer)
  const options = findDrawOptions(layer, styles)
  const drawing = drawLayer(layer, styles, options.chosen, 0)
  expect(() => symbologySchema.parse(drawing.symbology)).not.toThrow()
  return { options, ...drawing }
}

/** The label of the class that a value falls into, as the map and the legend decide it. */
function classOf(symbology: Symbology, value: unknown): string | undefined {
  if (symbology.kind === 'categories') {
    const found = symbology.classes.find(({ values }) => values.includes(value as string))
    return (found ?? symbology.other)?.label.en
  }
  if (symbology.kind === 'graduated') {
    if (typeof value !== 'number') return symbology.noData?.label.en
    return symbology.classes.find(
      ({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }) =>
        value >= from && value < to,
    )?.label.en
  }
  return 'all'
}

describe('an imported layer without styles', () => {
  it('is not coloured by where its points lie, nor by what numbers them', async () => {
    const rows = (head: string) => `${head}\n1,-100,20,7\n2,-100,21,7\n3,-101,20,8\n4,-101,21,8\n`
    const plain = await draw(await read('a.csv', rows('fid,lon,lat,code')))
    expect(plain.options).toMatchObject({ chosen: { kind: 'single' }, fields: ['code'] })
    const named = await read('a.csv', rows('fid,coord_x,coord_y,code'))
    expect((await draw(named)).options.fields).not.toContain('coord_x')
    // What is a kind by its name stays one.
    const kinds = await draw(await read('a.csv', rows('fid,lon,lat,level')))
    expect(kinds.options.chosen).toEqual({ kind: 'field', field: 'level' })
  })

  it('is coloured by the few-valued text that tells most, every value in a class', async () => {
    const kinds = ['mine', 'mill', 'port']
    const layer = await read(
      'sites.geojson',
      points(60, (index) => ({
        id: index,
        code: `A${index}`,
        type: index === 7 ? null : kinds[index % 3],
        letter: index % 2 ? 'x' : 'y',
      })),
    )
    const { options, symbology } = await draw(layer)
    expect(options.chosen).toEqual({ kind: 'field', field: 'type' })
    expect(options.fields).not.toContain('code')
    expect(options.fields).not.toContain('id')
    for (const kind of kinds) expect(classOf(symbology, kind)).toBe(kind)
    expect(classOf(symbology, null)).toBe('No value')
  })

  it('is coloured neither by addresses, codes of trades nor years unless the reader says so', async () => {
    const layer = await read(
      'plants.geojson',
      points(200, (index) => ({
        source: ['https://a.example/x', 'https://b.example/y'][index % 2],
        mda: `58eba61b03183e970c0c0a${index % 5}0`,
        scian: 210_000 + index * 613,
        last_report: 1994 + (index % 22),
      })),
    )
    const { options } = await draw(layer)
    expect(options.chosen).toEqual({ kind: 'single' })
    expect(options.fields).toEqual(['source', 'mda', 'last_report'])
    const { symbology } = drawLayer(layer, null, { kind: 'field', field: 'last_report' }, 0)
    const labels = symbology.kind === 'graduated' ? symbology.classes.map(({ label }) => label) : []
    expect(labels.length).toBeGreaterThan(2)
    for (const { en, fr, es } of labels)
      for (const text of [en, fr, es]) expect(text).toMatch(/^(< |≥ )?\d{4}( – \d{4})?$/)
  })

  it('is coloured by a measure in classes without gaps where no text tells', async () => {
    const value = (index: number) => (index % 11 === 0 ? null : (index * 37) % 1000)
    const layer = await read(
      'levels.geojson',
      points(500, (index) => ({ station: `S${index}`, level: value(index) })),
    )
    const { options, symbology } = await draw(layer)
    expect(options.chosen).toEqual({ kind: 'field', field: 'level' })
    expect(symbology.kind).toBe('graduated')
    const counts = new Map<string | undefined, number>()
    for (let index = 0; index < 500; index++) {
      const name = classOf(symbology, value(index))
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    expect(counts.has(undefined)).toBe(false)
    expect(counts.get('No value')).toBe(46)
    // Five classes of about as many features each, beside those without a value.
    expect(counts.size).toBe(6)
    for (const [name, count] of counts) if (name !== 'No value') expect(count).toBeGreaterThan(60)
  })

  it('keeps to one colour where nothing tells its features apart', async () => {
    const layer = await read(
      'plain.geojson',
      points(50, (index) => ({ objectid: index + 1, name: `Place ${index}` })),
    )
    const { options, symbology } = await draw(layer)
    expect(options.chosen).toEqual({ kind: 'single' })
    expect(symbology.kind).toBe('simple')
  })

  it('gathers the rarest of many values in one class', async () => {
    const layer = await read(
      'species.geojson',
      points(200, (index) => ({ class: `Kind ${Math.floor(index / 18)}` })),
    )
    const { symbology } = drawLayer(layer, null, { kind: 'field', field: 'class' }, 0)
    expect(symbology.kind === 'categories' && symbology.classes.length).toBe(8)
    expect(classOf(symbology, 'Kind 0')).toBe('Kind 0')
    // The last kind has two features, the others eighteen.
    expect(classOf(symbology, 'Kind 11')).toBe('Other values')
  })

  it('is drawn as before where it has the fields for that, and by itself where it has not', async () => {
    const layer = await read(
      'species.geojson',
      points(30, (index) => ({ class: `Kind ${index % 3}` })),
    )
    const { symbology } = drawLayer(layer, null, { kind: 'field', field: 'class' }, 2)
    expect(drawLayer(layer, null, { kind: 'given', symbology }, 0).symbology).toEqual(symbology)
    const other = await read(
      'other.geojson',
      points(30, () => ({ size: 1 })),
    )
    expect(drawLayer(other, null, { kind: 'given', symbology }, 0).symbology.kind).toBe('simple')
  })
})

describe('the styles of a file', () => {
  it('are drawn as simplestyle says, and named by the field that goes with them', async () => {
    const layer = await read(
      'styled.geojson',
      points(20, (index) => ({
        zone: index % 2 ? 'dry' : 'wet',
        'marker-color': index % 2 ? '#a50' : '#0055aa',
        'marker-size': 'large',
      })),
    )
    const { options, symbology, styleOfFeature } = await draw(layer)
    expect(options.chosen).toEqual({ kind: 'file' })
    expect(symbology).toMatchObject({
      kind: 'categories',
      field: STYLE_COLUMN,
      classes: [
        { label: { en: 'wet' }, symbol: { fill: { light: '#0055aa' }, markerRadius: 8 } },
        { label: { en: 'dry' }, symbol: { fill: { light: '#aa5500', dark: '#aa5500' } } },
      ],
    })
    expect([...styleOfFeature!.slice(0, 4)]).toEqual([0, 1, 0, 1])
  })

  it('are KML’s own colours, widths and opacities, shared or inline', async () => {
    const area = (style: string, at: number) =>
      `<Placemark><name>Area ${at}</name>${style}<Polygon><outerBoundaryIs><LinearRing><coordinates>
        ${at},40 ${at + 1},40 ${at + 1},41 ${at},40</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`
    const layer = await read(
      'areas.kml',
      `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Style id="park"><LineStyle><color>ff00aa00</color><width>3</width></LineStyle><PolyStyle><color>8000ff00</color></PolyStyle></Style>
        ${area('<styleUrl>#park</styleUrl>', -100)}
        ${area('<Style><LineStyle><color>ff0000ff</color></LineStyle><PolyStyle><fill>0</fill></PolyStyle></Style>', -90)}
        ${area('', -80)}</Document></kml>`,
    )
    const { symbology } = await draw(layer)
    expect(symbology).toMatchObject({
      kind: 'categories',
      classes: [
        {
          label: { en: 'Area -100' },
          symbol: {
            fill: { light: '#00ff00' },
            fillOpacity: 0.5,
            line: { light: '#00aa00' },
            lineWidth: 3,
          },
        },
        { label: { en: 'Area -90' }, symbol: { line: { light: '#ff0000' }, fillOpacity: 0 } },
      ],
      other: { label: { fr: 'Sans style propre' } },
    })
  })

  it('do not fetch icons from other hosts: points take the colours of their names', async () => {
    const layer = await read(
      'pins.kml',
      `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Here</name>
        <Style><IconStyle><Icon><href>http://maps.google.com/mapfiles/kml/paddle/grn-circle.png</href></Icon></IconStyle></Style>
        <Point><coordinates>-100,40</coordinates></Point></Placemark></kml>`,
    )
    const styles = await findFileStyles(layer)
    expect(styles?.warnings).toMatchObject([{ code: 'icons-not-fetched', count: 1 }])
    expect(styles?.symbols[0]).toMatchObject({ fill: { light: '#2f9e44' } })
  })
})

describe('the bounds between classes', () => {
  it('ascend, lie inside the values, and are short numbers', () => {
    const numbers = Array.from({ length: 1000 }, (_, index) => index ** 2 / 7)
    const breaks = findBreaks(numbers)
    expect(breaks.length).toBe(4)
    for (const [place, value] of breaks.entries()) {
      expect(value).toBeGreaterThan(place === 0 ? 0 : breaks[place - 1]!)
      expect(value).toBeLessThanOrEqual(numbers.at(-1)!)
      expect(String(value).length).toBeLessThanOrEqual(6)
    }
  })

  it.each([
    [[], []],
    [[5, 5, 5, 5], []],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 9], []],
  ])('of %j are %j: there is nothing to divide', (numbers, breaks) => {
    expect(findBreaks(numbers)).toEqual(breaks)
  })
})
