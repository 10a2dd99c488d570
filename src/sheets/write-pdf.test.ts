import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFrom, readCatalog, toSheetLayers } from '../../scripts/sheets/open-layers.ts'
import { nodeSheetFonts } from '../../scripts/sheets/sheet-fonts.ts'
import { PLAIN_SHEET } from '../../tests/support/plain-sheet.ts'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { PdfReader, type PdfValue, toText } from '../formats/pdf/read-pdf.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { toLevels } from '../tiles/picture-tile.ts'
import { POINTS_PER_MILLIMETER, pageSize } from './paper.ts'
import { problemOfSheet, readSheetReceipt } from './receipt.ts'
import type { OpenFile } from './sheet-layer.ts'
import type { SheetSpec } from './sheet-spec.ts'
import { SvgPainter } from './svg-painter.ts'
import { writePdfSheet } from './write-pdf.ts'
import { drawSheet, toDocumentFacts } from './write-sheet.ts'

const PUBLIC = resolve(import.meta.dirname, '../../public')
const catalog = readCatalog(PUBLIC)
const fonts = nodeSheetFonts()
const ids = (...names: string[]) => ({ layers: names.map((id) => ({ id })) })

const SPEC: SheetSpec = {
  ...PLAIN_SHEET,
  title: 'Cities & rivers',
  layers: toSheetLayers(
    ids('populated-places', 'international-boundaries', 'lakes', 'states-provinces', 'land'),
    catalog,
  ),
  insets: ['hawaii', 'continent'],
  address: 'https://atlas.example.org/?layers=rivers',
  date: new Date('2026-01-02T03:04:05Z'),
}

async function write(spec: SheetSpec, open: OpenFile = openFrom(PUBLIC)) {
  const chunks: Uint8Array[] = []
  const drawn = await writePdfSheet(spec, fonts, (bytes) => chunks.push(bytes.slice()), { open })
  const source = bytesSource(new Uint8Array(Buffer.concat(chunks)), 'sheet.pdf')
  return { drawn, source, reader: await PdfReader.open(source) }
}

async function elementsOf(reader: PdfReader) {
  const root = await reader.dictionary(reader.trailer.get('/Root'))
  const tree = await reader.dictionary(root.get('/StructTreeRoot'))
  const document = await reader.dictionary(tree.get('/K'))
  const kids = document.get('/K') as readonly PdfValue[]
  return { root, elements: await Promise.all(kids.map((kid) => reader.dictionary(kid))) }
}

describe('a sheet as a PDF', () => {
  it('measures what it was asked for: page, scale by its bar and by its place on the ground', async () => {
    const { drawn, source } = await write(SPEC)
    const receipt = await readSheetReceipt(source, SPEC, drawn)
    expect(receipt.page[0]).toBeCloseTo(297, 2)
    expect(receipt.page[1]).toBeCloseTo(210, 2)
    expect(receipt.bar).toEqual({ kilometers: 1000, millimeters: expect.closeTo(100, 2) })
    expect(Math.abs(receipt.scaleError)).toBeLessThan(1e-4)
    expect(receipt.map!.scale / 10_000_000).toBeCloseTo(1, 5)
    const [minX, minY, maxX, maxY] = receipt.map!.neatline
    expect(minX + maxX).toBeCloseTo(0, 0)
    expect(minY + maxY).toBeCloseTo(0, 0)
    expect(problemOfSheet(receipt, SPEC, drawn.layout.page)).toBeNull()
    const other = { ...SPEC, view: { ...SPEC.view, scale: 10_002_000 } }
    expect(problemOfSheet(receipt, other, drawn.layout.page)?.code).toBe('sheet-differs')
    const letter = pageSize('letter', 'landscape')
    expect(problemOfSheet(receipt, SPEC, letter)?.code).toBe('sheet-differs')
  })

  it('has its scale at the middle of the frame in Web Mercator', async () => {
    const spec = {
      ...SPEC,
      view: { projection: 'mercator', center: [-100, 55], scale: 20_000_000 } as const,
    }
    const { drawn, source } = await write({ ...spec, layers: toSheetLayers(ids('land'), catalog) })
    const receipt = await readSheetReceipt(source, spec, drawn)
    expect(receipt.map!.scale / 20_000_000).toBeCloseTo(1, 4)
    expect(problemOfSheet(receipt, spec, drawn.layout.page)).toBeNull()
  })

  it('goes on over the antimeridian in Web Mercator, where it has no place that programs would read', async () => {
    const view = { projection: 'mercator', center: [180, 52], scale: 20_000_000 } as const
    const layers = toSheetLayers(ids('ports'), catalog)
    const places = [-179, 179].map((lon, index) => ({
      ...keyOfPlace(index),
      geometry: { type: 'Point' as const, coordinates: [lon, 52] },
      properties: {},
    }))
    const schema = { name: 'ports', geometryType: 'Point' as const, fields: [] }
    const spec = { ...SPEC, view, layers }
    const { drawn, source } = await write(spec, async () => new MemorySource(schema, places))
    expect(drawn.tallies[0]!.drawnFeatures).toBe(2)
    const receipt = await readSheetReceipt(source, spec, drawn)
    expect(receipt.map).toBeNull()
    expect(problemOfSheet(receipt, spec, drawn.layout.page)).toBeNull()
  })

  it('is read in order: its title, its map in words, its scale, its legend as lists', async () => {
    const { reader } = await write({ ...SPEC, language: 'fr', title: 'Villes' })
    const { root, elements } = await elementsOf(reader)
    expect(toText(root.get('/Lang'))).toBe('fr')
    const roles = elements.map((element) => element.get('/S'))
    expect(roles.slice(0, 2)).toEqual(['/H1', '/Figure'])
    expect(roles.filter((role) => role === '/H1')).toHaveLength(1)
    expect(roles).toContain('/L')
    const figures = elements.filter((element) => element.get('/S') === '/Figure')
    const [map] = figures.map((figure) => toText(figure.get('/Alt')))
    expect(map).toMatch(
      /^Carte à l’échelle 1\/10\s000\s000, .*Lieux habités, Frontières internationales/,
    )
    for (const figure of figures) expect(toText(figure.get('/Alt'))).not.toBe('')
  })

  it('tells in its legend of what is in it alone, and has each layer to be switched off', async () => {
    const view = { ...SPEC.view, center: [-105, 60], scale: 5_000_000 } as const
    const { drawn, source } = await write({ ...SPEC, view })
    const boundaries = drawn.tallies.find(({ id }) => id === 'international-boundaries')!
    expect(boundaries.drawnFeatures).toBe(0)
    const places = drawn.tallies.find(({ id }) => id === 'populated-places')!
    expect([...places.seen]).not.toContain('capital')
    expect(places.placedNames).toBeGreaterThan(0)
    const { layers } = await readSheetReceipt(source, SPEC, drawn)
    expect(layers).toEqual(
      expect.arrayContaining(['Populated Places', 'Lakes', 'Land', 'Graticule']),
    )
  })

  it('leaves out points that lie on others of their look, and says how many', async () => {
    const entry = catalog.get('ports')!
    const places = Array.from({ length: 60_000 }, (_, index) => ({
      ...keyOfPlace(index),
      geometry: {
        type: 'Point' as const,
        coordinates: [-110 + ((index * 0.618) % 20), 40 + ((index * 0.414) % 10)],
      },
      properties: {},
    }))
    const open: OpenFile = async () =>
      new MemorySource({ name: 'points', geometryType: 'Point', fields: [] }, places)
    const spec = { ...SPEC, layers: [{ entry, opacity: 1, hiddenClasses: [], filter: null }] }
    const { drawn } = await write({ ...spec, view: { ...SPEC.view, scale: 40_000_000 } }, open)
    const [tally] = drawn.tallies
    expect(tally!.drawnFeatures).toBe(60_000)
    expect(tally!.mergedPoints).toBeGreaterThan(30_000)
    expect(tally!.mergedPoints + tally!.drawnVertices).toBe(60_000)
  })

  it('draws groups where the map does, and says so, and which images of a file are missing', async () => {
    const ports = catalog.get('ports')!
    const [file] = ports.files
    const overview = {
      ...file!,
      path: 'ports.z0-9.fgb',
      overviewZooms: [0, 9] as [number, number],
      groups: { largest: 40 },
    }
    const image = { path: 'a', bytes: 1, name: 'a', opacity: 1, corners: [] }
    const brought = { ...ports, id: 'device-a', state: 'device', overlays: [image, image] }
    const layers = [{ ...ports, files: [file!, overview] }, brought].map((entry) => ({
      entry: entry as LayerEntry,
      opacity: 1,
      hiddenClasses: [],
      filter: null,
    }))
    const painter = new SvgPainter(fonts)
    const opened: string[] = []
    const { tallies } = await drawSheet({ ...SPEC, insets: [], layers }, painter, fonts, {
      open: async (entry, { path }) => {
        opened.push(path)
        return openFrom(PUBLIC)(entry, file!)
      },
    })
    expect(opened).toEqual(expect.arrayContaining(['ports.z0-9.fgb', 'ports.fgb']))
    expect(tallies.map(({ isOfGroups }) => isOfGroups)).toEqual([true, false])
    const svg = Buffer.concat(painter.end(toDocumentFacts(SPEC))).toString('utf8')
    const told = svg.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(told).toContain('at this scale a symbol may stand for several points of a class.')
    expect(told).toMatch(/images that could not be read are missing: 2\./)
  })

  it('has an image of the ground in its layer beneath what is drawn, with a mask, and tells that it is of pixels', async () => {
    const overlay = {
      path: 'a',
      bytes: 1,
      name: 'a',
      opacity: 1,
      corners: [
        [-102, 44],
        [-98, 44],
        [-98, 46],
        [-102, 46],
      ] as [number, number][],
    }
    const ports = catalog.get('ports')!
    const brought = { ...ports, id: 'device-a', state: 'device', overlays: [overlay] }
    const layers = [{ entry: brought as LayerEntry, opacity: 0.5, hiddenClasses: [], filter: null }]
    const levels = toLevels({ width: 1, height: 1, pixels: Uint8ClampedArray.of(200, 0, 0, 255) })
    const chunks: Uint8Array[] = []
    const drawn = await writePdfSheet(
      { ...SPEC, insets: [], layers },
      fonts,
      (bytes) => chunks.push(bytes.slice()),
      { open: openFrom(PUBLIC), readImage: async (one) => ({ ...one, levels }) },
    )
    expect(drawn.tallies[0]).toMatchObject({ images: 1, unreadImages: 0 })
    const source = bytesSource(new Uint8Array(Buffer.concat(chunks)), 'sheet.pdf')
    const reader = await PdfReader.open(source)
    const root = await reader.dictionary(reader.trailer.get('/Root'))
    const pages = await reader.dictionary(root.get('/Pages'))
    const page = await reader.dictionary((pages.get('/Kids') as readonly PdfValue[])[0]!)
    const resources = await reader.dictionary(page.get('/Resources'))
    const objects = resources.get('/XObject') as ReadonlyMap<string, PdfValue>
    const pixels = await reader.stream(objects.get('/I0'))
    const isRed = (at: number) => pixels.charCodeAt(at) === 200 && pixels.charCodeAt(at + 1) === 0
    expect(isRed(Math.floor(pixels.length / 6) * 3)).toBe(true)
    const receipt = await readSheetReceipt(source, SPEC, drawn)
    expect(problemOfSheet(receipt, SPEC, drawn.layout.page)).toBeNull()
  })

  it('goes on with its notes on more pages where one has no room for them', async () => {
    const all = toSheetLayers(
      ids('populated-places', 'rivers', 'lakes', 'climate-zones', 'potential-land-cover', 'land'),
      catalog,
    )
    const { drawn, reader } = await write({ ...SPEC, paper: 'a5', layers: all })
    expect(drawn.pages).toBeGreaterThan(1)
    const { elements } = await elementsOf(reader)
    const headings = elements.filter((element) => element.get('/S') === '/H2')
    expect(headings.length).toBeGreaterThanOrEqual(5)
  })

  it('brings along how it was made, its sources, and the data that it shows of its themes', async () => {
    const view = { ...SPEC.view, center: [-110, 56], scale: 5_000_000 } as const
    const layers = toSheetLayers(ids('ports', 'power-plants', 'lakes', 'land'), catalog)
    const { drawn, reader } = await write({ ...SPEC, view, layers, attachments: true })
    const root = await reader.dictionary(reader.trailer.get('/Root'))
    const names = root.get('/Names') as ReadonlyMap<string, PdfValue>
    const tree = names.get('/EmbeddedFiles') as ReadonlyMap<string, PdfValue>
    const entries = tree.get('/Names') as readonly PdfValue[]
    const files = new Map<string, string>()
    for (let at = 0; at < entries.length; at += 2) {
      const file = await reader.dictionary(entries[at + 1]!)
      const data = (file.get('/EF') as ReadonlyMap<string, PdfValue>).get('/F')
      const bytes = Uint8Array.from(await reader.stream(data), (letter) => letter.charCodeAt(0))
      files.set(toText(file.get('/UF')), new TextDecoder().decode(bytes))
    }
    expect([...files.keys()]).toEqual([
      'citations.bib',
      'citations.ris',
      'power-plants.csv',
      'recipe.json',
      'sources.txt',
    ])
    // The base map is cited, too.
    expect(files.get('citations.bib')!.match(/@misc\{[\w-]+/g)).toEqual([
      expect.stringMatching(/ports/),
      expect.stringMatching(/power-plants/),
      expect.stringMatching(/lakes/),
      expect.stringMatching(/land/),
    ])
    expect(files.get('citations.ris')!.match(/^TY {2}- DATA/gm)).toHaveLength(4)
    expect(files.get('citations.ris')).toContain(
      'UR  - https://atlas.example.org/layers/power-plants/',
    )
    const plants = drawn.tallies.find(({ id }) => id === 'power-plants')!
    const rows = files.get('power-plants.csv')!.trimEnd().split('\r\n')
    expect(rows).toHaveLength(1 + plants.drawnFeatures)
    expect(rows[0]).toMatch(/^lon,lat,name,capacity_mw,fuel/)
    expect(rows[1]).toMatch(/^-1\d\d\.\d+,5\d\.\d+,/)
    const recipe = JSON.parse(files.get('recipe.json')!)
    expect(recipe).toMatchObject({
      paper: 'a4',
      view,
      layers: [{ id: 'ports' }, { id: 'power-plants' }, {}, {}],
    })
    expect(files.get('sources.txt')).toContain('World Resources Institute')
  })

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController()
    controller.abort()
    const writing = writePdfSheet(SPEC, fonts, () => undefined, {
      open: openFrom(PUBLIC),
      signal: controller.signal,
    })
    await expect(writing).rejects.toThrow('aborted')
  })
})

describe('the sizes of paper', () => {
  it('are those of the standards', () => {
    const millimeters = (paper: Parameters<typeof pageSize>[0]) => {
      const { width, height } = pageSize(paper, 'portrait')
      return [width / POINTS_PER_MILLIMETER, height / POINTS_PER_MILLIMETER].map((side) =>
        Number(side.toFixed(1)),
      )
    }
    expect(millimeters('a0')).toEqual([841, 1189])
    expect(millimeters('ansi-e')).toEqual([863.6, 1117.6])
    expect(millimeters('wall-36x48')).toEqual([914.4, 1219.2])
  })
})
