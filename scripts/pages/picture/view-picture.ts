import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { frameworkPixelMeters } from '../../../src/geo/projections/projection.ts'
import { drawMap } from '../../../src/sheets/draw-map.ts'
import { toFrame } from '../../../src/sheets/frame.ts'
import { POINTS_PER_PIXEL } from '../../../src/sheets/paper.ts'
import type { OpenFile } from '../../../src/sheets/sheet-layer.ts'
import { SvgPainter } from '../../../src/sheets/svg-painter.ts'
import { parameter as center } from '../../../src/state/parameters/center.ts'
import { parameter as layersOf } from '../../../src/state/parameters/layers.ts'
import { parameter as zoomOf } from '../../../src/state/parameters/zoom.ts'
import { toLayers } from '../../../src/state/reference-map.ts'
import { nodeSheetFonts } from '../../sheets/sheet-fonts.ts'

/** The whole continent. */
const WHOLE = { center: [-99, 50], zoom: 0.9 } as const

/** CSS pixels: a picture shows as much of the ground as a map of this height does. */
const MAP_HEIGHT = 680

const CSS_PIXELS_PER_METER = 96 / 0.0254

/**
 * Draws what an address shows (`layers=…&at=…&z=…`) as an SVG of so many CSS pixels, by the program that draws sheets:
 * filters and classes hold. Without names, so that it serves every language. Throws where the address names no layers.
 */
export async function drawView(
  map: string,
  layers: readonly CatalogLayer[],
  open: OpenFile,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<string> {
  const catalog = new Map(layers.map((layer) => [layer.id, layer]))
  const address = new URLSearchParams(map)
  const named = layersOf.parse(address.get('layers') ?? '')
  if (!named) throw new Error(`The map ${map} names no layers`)
  const at = center.parse(address.get('at') ?? '')
  const zoom = zoomOf.parse(address.get('z') ?? '') ?? WHOLE.zoom
  const scale = frameworkPixelMeters(zoom) * CSS_PIXELS_PER_METER * (MAP_HEIGHT / height)
  const fonts = nodeSheetFonts()
  const painter = new SvgPainter(fonts)
  const box = { x: 0, y: 0, width: width * POINTS_PER_PIXEL, height: height * POINTS_PER_PIXEL }
  painter.openPage(box)
  await drawMap({
    painter,
    fonts,
    frame: toFrame({ projection: 'naaf', center: at ?? WHOLE.center, scale }, box),
    layers: toLayers(named, catalog).flatMap(({ id, visible, opacity, hiddenClasses, filter }) => {
      const entry = catalog.get(id)
      return entry && visible ? [{ entry, opacity, hiddenClasses, filter }] : []
    }),
    open,
    language: 'en',
    enlarge: 1,
    names: false,
  })
  const facts = { title: '', subject: '', author: '', language: 'en', date: new Date(0) }
  return Buffer.concat(painter.end(facts)).toString('utf8')
}
