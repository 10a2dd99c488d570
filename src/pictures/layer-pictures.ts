import { isLabelsOnly, PICTURE_SIZES, type PictureKind } from '../catalog/pictures.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import { SEA_COLOR } from '../catalog/sea-color.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import { drawLayer } from './draw-layer.ts'
import { Drawing } from './drawing.ts'
import { CONTINENT, SQUARE_AND_AROUND, toFrame } from './frame.ts'
import type { LayerLook } from './look.ts'
import type { ProjectedFeature } from './projected-feature.ts'

interface Kind {
  readonly look: Omit<LayerLook, 'language'>
  /** Reference layers beneath the layer and over it. */
  readonly beneath: readonly string[]
  readonly above: readonly string[]
}

const WHOLE_MAP: Kind = {
  look: { zoom: 1, sizeScale: 1 },
  beneath: ['graticule', 'context-land', 'land', 'lakes'],
  above: ['state-boundaries', 'international-boundaries'],
}

const KINDS: Readonly<Record<PictureKind, Kind>> = {
  thumbnail: {
    look: { zoom: 1, sizeScale: 0.5 },
    beneath: ['context-land', 'land'],
    above: [],
  },
  preview: WHOLE_MAP,
  social: WHOLE_MAP,
}

/** The layers of reference that a picture shows beneath its own and over it. */
export function groundOf(kind: PictureKind): readonly string[] {
  const { beneath, above } = KINDS[kind]
  return [...beneath, ...above]
}

/** The places of layers that lie beneath all others, from the lowest up. */
const GROUND = ['bathymetry', 'graticule', 'context-land', 'land', 'lakes']

/** In small, the lines of a layer are drawn so wide that it is they which are seen. */
function toOwnLook({ geometryType, symbology }: CatalogLayer, kind: PictureKind) {
  const areLines = geometryType?.includes('Line') ?? false
  const isNamed = symbology !== undefined && isLabelsOnly(symbology)
  return kind === 'thumbnail' && areLines && !isNamed ? { sizeScale: 1.75 } : {}
}

/** The graticule as it lies under other layers: on the sea alone, so that its own colours are too faint. */
const SEA_GRATICULE: Symbology = {
  kind: 'simple',
  symbol: { line: { light: '#8fb1c8', dark: '#24404f' }, lineWidth: 0.7 },
}

/** The land as it lies beside a layer of the land's own colour, so that the layer is what is seen. */
const QUIET_LAND: Symbology = {
  kind: 'simple',
  symbol: { fill: { light: '#93b0c3', dark: '#1b313e' } },
}

/** So near to one another, of 255, two colours are taken for the same. */
const LIKE_COLOR = 32

/** Whether a layer is areas of one colour that is nearly the land's: the land, what surrounds it, its ice. */
function isColoredAsLand(layer: CatalogLayer, land: CatalogLayer | undefined): boolean {
  const [own, other] = [fillOf(layer), fillOf(land)]
  if (!own || !other) return false
  return [1, 3, 5].every((at) => Math.abs(byteAt(own, at) - byteAt(other, at)) < LIKE_COLOR)
}

const byteAt = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16)

function fillOf(layer: CatalogLayer | undefined): string | undefined {
  const { symbology, geometryType } = layer ?? {}
  const isArea = geometryType?.includes('Polygon') && symbology?.kind === 'simple'
  return isArea ? symbology.symbol.fill?.light : undefined
}

/** A reference layer as it lies under another. */
function asUnder(layer: CatalogLayer, isQuiet: boolean): CatalogLayer {
  if (layer.id === 'graticule') return { ...layer, symbology: SEA_GRATICULE }
  const isLand = layer.id === 'land' || layer.id === 'context-land'
  return isLand && isQuiet ? { ...layer, symbology: QUIET_LAND } : layer
}

/** Draws pictures of layers; what is read of a layer is kept for the next picture. */
export interface LayerPictures {
  /** The picture as an SVG document, over the land of the continent; the same layer, the same bytes. */
  draw(layer: CatalogLayer, kind: PictureKind, language: Language): string
  /** The picture of a map of several layers, from the topmost down, as small as a thumbnail. */
  drawMap(ids: readonly string[]): string
}

/** Gives what is drawn of a layer at a zoom of the Framework's grid. */
export type ReadLayer = (layer: CatalogLayer, zoom: number) => ProjectedFeature[]

/** Makes pictures of these layers, of which each is read once. */
export function createLayerPictures(
  layers: readonly CatalogLayer[],
  readLayer: ReadLayer,
): LayerPictures {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  const read = new Map<string, ProjectedFeature[]>()
  const featuresOf = (layer: CatalogLayer, zoom: number): ProjectedFeature[] => {
    const features = read.get(layer.id) ?? readLayer(layer, zoom)
    read.set(layer.id, features)
    return features
  }
  return {
    draw(layer, kind, language) {
      const { look, beneath, above } = KINDS[kind]
      const isQuiet = isColoredAsLand(layer, byId.get('land'))
      const drawing = new Drawing(
        toFrame(PICTURE_SIZES[kind], isQuiet ? SQUARE_AND_AROUND : CONTINENT),
      )
      drawing.background(SEA_COLOR)
      const isGround = layer.id !== 'graticule' && GROUND.includes(layer.id)
      const ground = GROUND.filter((id) => beneath.includes(id) || (isGround && id === layer.id))
      for (const id of new Set([...ground, ...(isGround ? [] : [layer.id]), ...above])) {
        const drawn = byId.get(id)
        if (!drawn?.files.length) continue
        drawLayer(
          drawing,
          id === layer.id ? drawn : asUnder(drawn, isQuiet),
          featuresOf(drawn, look.zoom),
          { ...look, ...(id === layer.id && toOwnLook(layer, kind)), language },
        )
      }
      return drawing.toSvg(textIn(layer.title, language))
    },
    drawMap(ids) {
      const { look, beneath } = KINDS.thumbnail
      const drawing = new Drawing(toFrame(PICTURE_SIZES.thumbnail))
      drawing.background(SEA_COLOR)
      for (const id of new Set([
        ...GROUND.filter((one) => beneath.includes(one)),
        ...ids.toReversed(),
      ])) {
        const drawn = byId.get(id)
        if (!drawn?.files.length || !drawn.symbology) continue
        // Names would be too small to be read.
        if (isLabelsOnly(drawn.symbology)) continue
        drawLayer(drawing, drawn, featuresOf(drawn, look.zoom), { ...look, language: 'en' })
      }
      return drawing.toSvg('')
    },
  }
}
