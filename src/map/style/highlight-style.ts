import type { LayerSpecification } from 'maplibre-gl'
import type { Highlight } from '../../state/map-commands.ts'
import { toTileLayerName } from '../../workers/tile-protocol.ts'

/** All that is to stand out on a map, by the names under which it was asked for. */
export interface Highlights {
  /** Raised with every change. */
  readonly revision: number
  readonly byName: ReadonlyMap<string, Highlight>
}

/** What is drawn of a highlight as of a layer: its tile layers' name, and which of its features. */
export interface HighlightedLayer {
  readonly id: string
  /** All, where it is left out. */
  readonly ids?: readonly number[]
  readonly look?: 'sample'
}

/** The layers of the highlights: one for each layer whose features stand out, one for each group of geometries. */
export function toHighlightedLayers(byName: Highlights['byName']): HighlightedLayer[] {
  const idsOf = new Map<string, number[]>()
  const others: HighlightedLayer[] = []
  for (const [name, highlight] of byName) {
    if ('geometries' in highlight) {
      const { look } = highlight
      others.push({ id: toGeometriesId(name), ...(look && { look }) })
    } else idsOf.set(highlight.layerId, [...(idsOf.get(highlight.layerId) ?? []), ...highlight.ids])
  }
  return [...[...idsOf].map(([id, ids]) => ({ id, ids })), ...others]
}

/** How the data worker calls the geometries of a highlight: as no layer of the catalogue is called. */
export function toGeometriesId(name: string): string {
  return `~${name}`
}

const COLORS = {
  light: { line: '#c4550a', halo: '#ffffff' },
  dark: { line: '#ffb066', halo: '#10181c' },
} as const

/** Twice as wide as the line on each side of it, so that it stands out from whatever lies beneath. */
const LINE_PIXELS = 2.5
const HALO_PIXELS = 6
const RING_RADIUS_PIXELS = 9
/** Rings around more features than these would hide them and the map beneath. */
const MOST_RINGED = 200

/** The style layers of what stands out: areas tinted and outlined, lines, and rings around points. */
export function toHighlightStyle(
  layer: HighlightedLayer,
  { source, theme }: { readonly source: string; readonly theme: 'light' | 'dark' },
): LayerSpecification[] {
  const isOfMany = (layer.ids?.length ?? 0) > MOST_RINGED
  if (layer.look === 'sample' || isOfMany) return toSampleStyle(layer, { source, theme })
  const { id } = layer
  const { line, halo } = COLORS[theme]
  const features = { source, 'source-layer': toTileLayerName(id, 'features') }
  const outlines = { source, 'source-layer': toTileLayerName(id, 'outlines') }
  const layout = { 'line-join': 'round', 'line-cap': 'round' } as const
  const ofType = (type: string) => ({
    filter: ['==', ['geometry-type'], type] as ['==', unknown[], string],
  })
  const toLines = (color: string, width: number, name: string): LayerSpecification[] => [
    {
      id: `highlight/${id}/outline-${name}`,
      type: 'line',
      ...outlines,
      layout,
      paint: { 'line-color': color, 'line-width': width },
    },
    {
      id: `highlight/${id}/${name}`,
      type: 'line',
      ...features,
      ...(ofType('LineString') as object),
      layout,
      paint: { 'line-color': color, 'line-width': width },
    },
  ]
  const toRing = (color: string, width: number, name: string): LayerSpecification => ({
    id: `highlight/${id}/ring-${name}`,
    type: 'circle',
    ...features,
    ...(ofType('Point') as object),
    paint: {
      'circle-color': 'rgba(0,0,0,0)',
      'circle-radius': RING_RADIUS_PIXELS - width / 2,
      'circle-stroke-color': color,
      'circle-stroke-width': width,
    },
  })
  return [
    {
      id: `highlight/${id}/fill`,
      type: 'fill',
      ...features,
      ...(ofType('Polygon') as object),
      paint: { 'fill-color': line, 'fill-opacity': 0.18, 'fill-antialias': false },
    },
    ...toLines(halo, HALO_PIXELS, 'halo'),
    ...toLines(line, LINE_PIXELS, 'line'),
    toRing(halo, HALO_PIXELS, 'halo'),
    toRing(line, LINE_PIXELS, 'line'),
  ]
}

const SAMPLE_RADIUS_PIXELS = 2.5

/** Of many features at once: areas tinted and finely outlined, thin lines, small dots. */
function toSampleStyle(
  { id }: HighlightedLayer,
  { source, theme }: { readonly source: string; readonly theme: 'light' | 'dark' },
): LayerSpecification[] {
  const { line, halo } = COLORS[theme]
  const features = { source, 'source-layer': toTileLayerName(id, 'features') }
  const outlines = { source, 'source-layer': toTileLayerName(id, 'outlines') }
  return [
    {
      id: `highlight/${id}/fill`,
      type: 'fill',
      ...features,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': line, 'fill-opacity': 0.25, 'fill-antialias': false },
    },
    {
      id: `highlight/${id}/outline-line`,
      type: 'line',
      ...outlines,
      paint: { 'line-color': line, 'line-width': 0.75 },
    },
    {
      id: `highlight/${id}/line`,
      type: 'line',
      ...features,
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': line, 'line-width': 1.25 },
    },
    {
      id: `highlight/${id}/point`,
      type: 'circle',
      ...features,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': line,
        'circle-radius': SAMPLE_RADIUS_PIXELS,
        'circle-stroke-color': halo,
        'circle-stroke-width': 0.5,
      },
    },
  ]
}
