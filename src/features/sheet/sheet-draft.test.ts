import { describe, expect, it } from 'vitest'
import { openFrom, readCatalog } from '../../../scripts/sheets/open-layers.ts'
import { readTemplates } from '../../../scripts/sheets/read-templates.ts'
import { nodeSheetFonts } from '../../../scripts/sheets/sheet-fonts.ts'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { bytesSource } from '../../formats/bytes/byte-source.ts'
import { WEB_MERCATOR } from '../../geo/crs.ts'
import { toNaaf } from '../../geo/naaf.ts'
import { PROJECTIONS } from '../../geo/projections/all.ts'
import { naafGrid } from '../../geo/projections/naaf.ts'
import { POINTS_PER_MILLIMETER } from '../../sheets/paper.ts'
import { readSheetReceipt } from '../../sheets/receipt.ts'
import { writePdfSheet } from '../../sheets/write-pdf.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { toFrameEdge } from './frame-on-map.tsx'
import {
  dpiOf,
  draftOf,
  firstDraft,
  scaleOf,
  scaleOfGlobe,
  scaleToShow,
  toSpec,
} from './sheet-draft.ts'

const PUBLIC = new URL('../../../public', import.meta.url).pathname
const catalog = readCatalog(PUBLIC)
const layers = [toLayerView('rivers', { opacity: 0.4 }), toLayerView('land', { visible: false })]
const given = {
  language: 'en',
  address: 'https://atlas.example.org/',
  date: new Date(0),
  logos: [],
}

describe('a sheet that is composed', () => {
  it('has the paper of the reader’s part of the world', () => {
    expect(firstDraft('North America', 'fr-CA').paper).toBe('letter')
    expect(firstDraft('North America', 'es-MX').paper).toBe('letter')
    expect(firstDraft('North America', 'de').paper).toBe('a4')
  })

  it('understands a scale however its digits are grouped, and no other text', () => {
    const typed = (typedScale: string) => scaleOf({ scale: null, typedScale })
    expect(['12,500,000', '12 500 000', '12.500.000', '12\u202f500\u202f000'].map(typed)).toEqual([
      12_500_000, 12_500_000, 12_500_000, 12_500_000,
    ])
    expect(['', '-5', '1e7', '100', '999999999999', 'ten'].map(typed)).toEqual(Array(6).fill(null))
    expect(scaleOf({ scale: 5_000_000, typedScale: 'ten' })).toBe(5_000_000)
  })

  it('has the scale at which all that the map shows is on its paper', () => {
    const size = { width: 200 * POINTS_PER_MILLIMETER, height: 100 * POINTS_PER_MILLIMETER }
    const view = { projection: 'naaf', center: [-100, 45], scale: 40_000_000 } as const
    const corner = toFrameEdge({ ...view, scale: 12_000_000 }, size)
    // The middles of the sides of a frame at 1:12,000,000.
    const [top, right, bottom, left] = [16, 48, 80, 112].map((index) => corner[index]!)
    const sides = { top: top!, right: right!, bottom: bottom!, left: left! }
    expect(scaleToShow(view, size, sides)).toBe(12_000_000)
    const wide = { ...size, width: size.width / 2 }
    expect(scaleToShow(view, wide, sides)).toBe(24_000_000)
  })

  it('understands dots an inch within what a picture may have', () => {
    expect(['96', ' 300 ', '600'].map((dpi) => dpiOf({ dpi }))).toEqual([96, 300, 600])
    expect(['', '12', '601', '1e2', '9.6'].map((dpi) => dpiOf({ dpi }))).toEqual(
      Array(5).fill(null),
    )
  })

  it('shows the layers that the map shows, as it shows them', () => {
    const draft = firstDraft('Rivers', 'en-CA')
    const map = { layers, catalog, projection: 'globe' }
    const spec = toSpec(draft, map, [-100, 50], given)!
    expect(spec.layers.map(({ entry, opacity }) => [entry.id, opacity])).toEqual([['rivers', 0.4]])
    expect(spec.view).toEqual({ projection: 'globe', center: [-100, 50], scale: 40_000_000 })
    expect(spec.address).toBe('https://atlas.example.org/')
    expect(toSpec({ ...draft, title: ' ' }, map, [-100, 50], given)).toBeNull()
    // What is not released says so on paper, whatever the reader calls the sheet.
    const notReleased = { en: 'not released', fr: 'non publié', es: 'sin publicar' }
    const preview = new Map(catalog).set('rivers', { ...catalog.get('rivers')!, notReleased } as LayerEntry) // biome-ignore format: one line
    const unreleased = toSpec(
      { ...draft, language: 'fr' },
      { ...map, catalog: preview },
      [-100, 50],
      given,
    )!
    expect(unreleased.title).toBe('Rivers [non publié]')
    expect(toSpec(draft, { ...map, layers: [] }, [-100, 50], given)).toBeNull()
  })

  it('is in the projection of the map, the globe among them; a book of places is of a plane', () => {
    const draft = { ...firstDraft('Rivers', 'en'), scale: 40_000_000 }
    const projectionIn = (id: string, book: typeof draft.book) =>
      toSpec({ ...draft, book }, { layers, catalog, projection: id }, [-100, 45], given)?.view
        .projection
    const ids = PROJECTIONS.map(({ id }) => id)
    expect(ids.map((id) => projectionIn(id, null))).toEqual(ids)
    const book = { layerId: 'states-provinces', keys: null }
    expect(projectionIn('globe', book)).toBe('naaf')
    expect(projectionIn('mercator', book)).toBe('mercator')
  })

  it('shows a globe whole at a scale that its paper has room for', () => {
    const size = { width: 200 * POINTS_PER_MILLIMETER, height: 150 * POINTS_PER_MILLIMETER }
    const view = { projection: 'globe', center: [-100, 45], scale: 10_000_000 } as const
    const scale = scaleOfGlobe(view, size)!
    // 12,742 km, and a little air.
    expect(((12_742e6 / scale) * 100) / 150).toBeGreaterThan(95)
    expect(12_742e6 / scale).toBeLessThan(150)
    expect(scaleOfGlobe({ ...view, projection: 'naaf' }, size)).toBeNull()
  })

  it('has a frame on the map that is the ground of its paper', () => {
    const size = { width: 200 * POINTS_PER_MILLIMETER, height: 100 * POINTS_PER_MILLIMETER }
    const view = { projection: 'naaf', center: [-80, 60], scale: 10_000_000 } as const
    const edge = toFrameEdge(view, size).map(([lon, lat]) => toNaaf(lon, lat))
    const xs = edge.map(([x]) => x)
    const ys = edge.map(([, y]) => y)
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(2_000_000, 0)
    expect(Math.max(...ys) - Math.min(...ys)).toBeCloseTo(1_000_000, 0)
    const [u, v] = naafGrid.toUnit(-80, 60)
    expect((Math.max(...xs) + Math.min(...xs)) / 2).toBeCloseTo(u * 12e6 - 6e6, 0)
    expect((Math.max(...ys) + Math.min(...ys)) / 2).toBeCloseTo(6e6 - v * 12e6, 0)
  })
})

/** Square metres of a sphere under a box of so many points that looks straight down on its middle from infinitely far. */
function toGroundOfGlobe(width: number, height: number, scale: number): number {
  const radius = 6_370_997
  const meters = scale / (POINTS_PER_MILLIMETER * 1000)
  const steps = 200
  const [dx, dy] = [(width * meters) / steps, (height * meters) / steps]
  let area = 0
  for (let column = 0; column < steps; column++) {
    for (let row = 0; row < steps; row++) {
      const x = (column + 0.5 - steps / 2) * dx
      const y = (row + 0.5 - steps / 2) * dy
      area += (dx * dy) / Math.sqrt(1 - (x * x + y * y) / radius ** 2)
    }
  }
  return area
}

describe('the frame on the map', () => {
  it.each(['naaf', 'mercator', 'globe'])(
    'is the ground of the paper where the map is in %s',
    async (projection) => {
      const draft = { ...firstDraft('Land', 'fr'), scale: 20_000_000, insets: [] }
      const map = { layers: [toLayerView('land')], catalog, projection }
      const spec = toSpec(draft, map, [-95, 52], given)!
      const chunks: Uint8Array[] = []
      const sink = (bytes: Uint8Array) => chunks.push(bytes.slice())
      const drawn = await writePdfSheet(spec, nodeSheetFonts(), sink, { open: openFrom(PUBLIC) })
      const file = bytesSource(new Uint8Array(Buffer.concat(chunks)), 'sheet.pdf')
      const receipt = await readSheetReceipt(file, spec, drawn)
      // On the map the frame is a ring of places; in the file its sides are said in the sheet's own plane.
      const edge = toFrameEdge(spec.view, drawn.layout.frame.box)
      const crs = spec.view.projection === 'mercator' ? WEB_MERCATOR : null
      const plane = edge.map(([lon, lat]) => (crs ? crs.fromWgs84(lon, lat) : toNaaf(lon, lat)))
      const area = plane.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = plane[(index + 1) % plane.length]!
        return sum + (x * nextY - nextX * y) / 2
      }, 0)
      if (projection === 'globe') {
        // A globe is in no plane; how much ground its frame has is measured in the Framework's, which keeps areas.
        expect(receipt.map).toBeNull()
        expect(Math.abs(receipt.scaleError)).toBeLessThan(1e-4)
        const { width, height } = drawn.layout.frame.box
        expect(Math.abs(area) / toGroundOfGlobe(width, height, 20_000_000)).toBeCloseTo(1, 3)
        return
      }
      const [minX, minY, maxX, maxY] = receipt.map!.neatline
      expect(Math.abs(area) / ((maxX - minX) * (maxY - minY))).toBeCloseTo(1, 4)
      expect(receipt.map!.scale / 20_000_000).toBeCloseTo(1, 3)
    },
  )
})

describe('the sheets made ready', () => {
  const templates = readTemplates(PUBLIC)

  it.each(templates.map((template) => [template.id, template] as const))(
    '%s names layers that there are, in a scale that is understood',
    (_, template) => {
      expect(template.layers.filter(({ id }) => !catalog.get(id)?.files.length)).toEqual([])
      const draft = { ...firstDraft('', 'en'), ...draftOf(template, 'fr') }
      expect(draft.title).toBe(template.title.fr)
      expect(scaleOf(draft)).toBe(template.scale)
    },
  )
})
