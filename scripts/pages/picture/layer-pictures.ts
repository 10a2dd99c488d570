import type { CatalogLayer } from '../../../src/catalog/schema.ts'
import { SEA_COLOR } from '../../../src/catalog/sea-color.ts'
import type { Language } from '../../../src/geo/layer-schema.ts'
import { drawLayer, isLabelsOnly, type LayerLook } from './draw-layer.ts'
import { Drawing } from './drawing.ts'
import { toFrame } from './frame.ts'
import { type ProjectedFeature, readLayer } from './read-layer.ts'

/** The pictures of a layer: `thumbnail` in lists, `preview` on its page. */
export type PictureKind = 'thumbnail' | 'preview'

interface Kind {
  readonly widthPixels: number
  readonly look: Omit<LayerLook, 'language'>
  /** Reference layers beneath the layer and over it. */
  readonly beneath: readonly string[]
  readonly above: readonly string[]
}

/** The places of layers that lie beneath all others, from the lowest up. */
const GROUND = ['bathymetry', 'graticule', 'context-land', 'land', 'lakes']

const KINDS: Readonly<Record<PictureKind, Kind>> = {
  thumbnail: {
    widthPixels: 160,
    look: { zoom: 1, sizeScale: 0.5 },
    beneath: ['context-land', 'land'],
    above: [],
  },
  preview: {
    widthPixels: 800,
    look: { zoom: 1, sizeScale: 1 },
    beneath: ['graticule', 'context-land', 'land', 'lakes'],
    above: ['state-boundaries', 'international-boundaries'],
  },
}

/** Draws pictures of layers; what is read of a layer is kept for the next picture. */
export function createLayerPictures(layers: readonly CatalogLayer[], folder: string) {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  const read = new Map<string, ProjectedFeature[]>()
  const featuresOf = (layer: CatalogLayer, zoom: number): ProjectedFeature[] => {
    const features = read.get(layer.id) ?? readLayer(layer, zoom, folder)
    read.set(layer.id, features)
    return features
  }

  return {
    /** Whether the pictures of a layer differ from language to language: those that show names do. */
    isInLanguages: (layer: CatalogLayer) =>
      layer.symbology !== undefined && isLabelsOnly(layer.symbology),

    /** The picture as an SVG document, over the land of the continent; the same layer, the same bytes. */
    draw(layer: CatalogLayer, kind: PictureKind, language: Language): string {
      const { widthPixels, look, beneath, above } = KINDS[kind]
      const drawing = new Drawing(toFrame(widthPixels))
      drawing.background(SEA_COLOR)
      const isBottom = layer.id === 'bathymetry' || beneath.includes(layer.id)
      const ground = GROUND.filter((id) => beneath.includes(id) || (isBottom && id === layer.id))
      const order = [...ground, ...(isBottom ? [] : [layer.id]), ...above]
      for (const id of new Set(order)) {
        const drawn = byId.get(id)
        if (drawn?.files.length) {
          drawLayer(drawing, drawn, featuresOf(drawn, look.zoom), { ...look, language })
        }
      }
      return drawing.toSvg(layer.title[language])
    },
  }
}
