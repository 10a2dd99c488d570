import { create } from 'zustand'
import { frameworkPixelMeters } from '../../geo/projections/projection.ts'
import type { IdentifiedFeature, IdentifiedLayer, IdentifyRequest } from '../../query/identify.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import type { Pixel } from '../../state/map-commands.ts'
import { withPanel } from '../../state/panels.ts'
import { usePointer } from '../../state/pointer.ts'
import { type LayerProblem, type SelectedFeature, useAtlas } from '../../state/store.ts'
import { ask } from '../../workers/ask.ts'
import { toAskedLayer } from '../../workers/asked-layer.ts'
import { type DataClient, toProblem } from '../../workers/data-client.ts'
import { toReach } from './to-reach.ts'
import { toAskedLayers, toFrameworkZoom } from './to-request.ts'
import { type MapPlaces, toToleranceMeters } from './to-tolerance.ts'

export const PANEL_ID = 'identify'
/** More of one layer than anybody goes through; how many there are is told all the same. */
const MOST_OF_A_LAYER = 100

export interface FoundFeature extends IdentifiedFeature {
  readonly layerId: string
}

/** What was last asked, and what came of it. */
export interface Identified {
  /** `null` where a feature was asked for by an address. */
  readonly place: readonly [lon: number, lat: number] | null
  readonly isAsking: boolean
  /** The feature that was asked for by its key. */
  readonly asked: SelectedFeature | null
  /** What is smallest to be pointed at first: points, lines, areas; of each the topmost layer, the nearest. */
  readonly features: readonly FoundFeature[]
  /** How many there are, with those past what is listed. */
  readonly total: number
  readonly failed: readonly { readonly layerId: string; readonly problem: LayerProblem }[]
}

const NOTHING: Identified = {
  place: null,
  isAsking: false,
  asked: null,
  features: [],
  total: 0,
  failed: [],
}

export const useIdentified = create<Identified>()(() => NOTHING)

let asking: AbortController | null = null

/** Forgets what was asked, and what of it is still under way. */
export function forget(): void {
  asking?.abort()
  asking = null
  useIdentified.setState(NOTHING)
}

/**
 * Asks what of the seen layers is at a pixel of the map, and opens the panel that says it.
 *
 * @param scale by how much markers are larger than usual
 */
export async function identifyAt(
  data: DataClient,
  map: MapPlaces,
  pixel: Pixel,
  tolerancePixels: number,
  scale: number,
): Promise<void> {
  const place = map.unproject(pixel)
  if (!place) return
  const { layers, catalog } = useAtlas.getState()
  useAtlas.setState(({ panels }) => ({
    selected: null,
    panels: withPanel(panels, { id: PANEL_ID, subject: null }),
  }))
  const mapPixelMeters = usePointer.getState().pixelMeters ?? 1
  const toleranceMeters = toToleranceMeters(map, pixel, tolerancePixels)
  const pixelMeters = toleranceMeters / tolerancePixels
  await request(
    data,
    { place, asked: null },
    {
      layers: toAskedLayers(layers, catalog, toFrameworkZoom(mapPixelMeters), layersUrl()).map(
        (layer) => {
          const { symbology } = catalog.get(layer.id) ?? {}
          if (!symbology) return layer
          const zoom = Math.log2(frameworkPixelMeters(0) / mapPixelMeters)
          return { ...layer, reach: toReach(symbology, zoom, pixelMeters * scale) }
        },
      ),
      where: { kind: 'place', place, toleranceMeters },
      limit: MOST_OF_A_LAYER,
    },
  )
}

/** Asks for a feature that an address, or another part of the page, names. */
export async function identifySelected(data: DataClient, selected: SelectedFeature): Promise<void> {
  const { layerId, key } = selected
  const entry = useAtlas.getState().catalog.get(layerId)
  const asked = entry && toAskedLayer(entry, layersUrl())
  if (!asked) return
  const where = { kind: 'keys', keys: [key] } as const
  await request(data, { place: null, asked: selected }, { layers: [asked], where, limit: 1 })
}

async function request(
  data: DataClient,
  of: Pick<Identified, 'place' | 'asked'>,
  question: IdentifyRequest,
): Promise<void> {
  asking?.abort()
  const controller = new AbortController()
  asking = controller
  useIdentified.setState({ ...NOTHING, ...of, isAsking: true })
  try {
    const answer = await ask(data, 'identify', question, { signal: controller.signal })
    if (controller.signal.aborted) return
    show(toFound(answer))
  } catch (error) {
    if (controller.signal.aborted) return
    const problem = toProblem(error)
    show({ ...NOTHING, failed: question.layers.map(({ id }) => ({ layerId: id, problem })) })
  }
}

function show({
  features,
  total,
  failed,
}: Pick<Identified, 'features' | 'total' | 'failed'>): void {
  useIdentified.setState({ features, total, failed, isAsking: false })
  const [first] = features
  useAtlas.setState({ selected: first ? { layerId: first.layerId, key: first.key } : null })
}

const KINDS = ['point', 'line', 'area'] as const

/** All that was found, in the order in which it is gone through. */
export function toFound(
  answer: readonly IdentifiedLayer[],
): Pick<Identified, 'features' | 'total' | 'failed'> {
  const features = answer.flatMap((layer) =>
    layer.ok ? layer.features.map((feature) => ({ ...feature, layerId: layer.id })) : [],
  )
  return {
    // Layers stay in their order: sorting is stable.
    features: features.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)),
    total: answer.reduce((sum, layer) => sum + (layer.ok ? layer.total : 0), 0),
    failed: answer.flatMap((layer) =>
      layer.ok ? [] : [{ layerId: layer.id, problem: layer.problem }],
    ),
  }
}
