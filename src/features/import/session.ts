import { create } from 'zustand'
import { type DeviceLayer, type EditionOf, isDeviceLayer } from '../../catalog/device-layer.ts'
import { hasFieldsOf } from '../../catalog/layer-files.ts'
import { ShortWayBox } from '../../geo/short-way.ts'
import type {
  DrawChoice,
  Given,
  ImportChoices,
  ImportProgress,
  LayerReview,
  Warning,
} from '../../importing/protocol.ts'
import type { Looks } from '../../shell/hand-over.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { askToKeep } from '../../sources/ask-to-keep.ts'
import { removeLeftFiles, removeStoredLayer } from '../../sources/device-files.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import type { DataClient } from '../../workers/data-client.ts'
import {
  type ImportClient,
  importLimitBytes,
  type Problem,
  startImportWorker,
  toProblem,
} from '../../workers/import-client.ts'
import { tellChange, useDeviceLayers } from './device-layers.ts'
import {
  giveSampleWay,
  leaveSample,
  type SampleCount,
  showSample,
  takeSampleOff,
} from './sample-on-map.ts'

/** Where an import is: nothing chosen, being read, being looked at, or refused. */
export type ImportStage =
  | { readonly kind: 'choose'; readonly isCancelled?: true }
  | { readonly kind: 'working'; readonly progress: ImportProgress | null }
  | {
      readonly kind: 'review'
      readonly layers: readonly ReviewedLayer[]
      readonly warnings: readonly Warning[]
      readonly land: string
      /** What went wrong when a layer was added. */
      readonly problem: Problem | null
    }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** A layer on its card, with what the reader has decided of it. */
export interface ReviewedLayer {
  readonly review: LayerReview
  readonly isChosen: boolean
  readonly title: string
  readonly draw: DrawChoice
  /** How it was drawn before, where what brings it says so. */
  readonly before: DrawChoice | null
  /** Its settings on the map then, under another id. */
  readonly viewBefore: LayerView | null
  /** The id of the layer that is hidden in its favour. */
  readonly replaces: string | null
  /** Set where it is an edition of a layer of the catalogue. */
  readonly editionOf: EditionOf | null
  /** Whether the reader has decided before the file was read. */
  readonly isSure: boolean
  /** While it is read anew after a decision. */
  readonly isBusy: boolean
  /** Why a decision could not be followed; the layer is as it was before. */
  readonly problem: Problem | null
}

interface ImportState {
  readonly stage: ImportStage
  /** What of a large import is on the map before it is added. */
  readonly sample: SampleCount | null
  /** The layer that is drawn whole while it is still being written. */
  readonly early: DeviceLayer | null
}

export const useImport = create<ImportState>()(() => ({
  stage: { kind: 'choose' },
  sample: null,
  early: null,
}))

const { setState, getState } = useImport

let client: ImportClient | null = null
/** Raised with every import, so that what is left of one that was ended changes nothing. */
let attempt = 0

function endWorker(): void {
  attempt++
  if (client) {
    client.end()
    client = null
    // The files of a layer that was being written are locked until its workers are gone.
    for (const milliseconds of WORKERS_GONE_MILLISECONDS) {
      setTimeout(() => void removeLeftFiles().catch(() => undefined), milliseconds)
    }
  }
  takeSampleOff()
  takeEarlyOff()
  setState({ sample: null })
}

/** With the dialog it ends: what was being read is given up, with its memory. */
export function endImport(): void {
  endWorker()
  setState({ stage: { kind: 'choose' } })
}

/** What was drawn of a layer that was not written to its end. */
function takeEarlyOff(): void {
  const { early } = getState()
  if (early) useAtlas.getState().forgetDeviceLayer(early.id)
  setState({ early: null })
}

function closeDialog(): void {
  useAtlas.getState().closePanel('import')
}

/** Ends what is under way at once and goes back to choosing. */
export function cancelImport(): void {
  const isCancelled = getState().stage.kind === 'working'
  endWorker()
  setState({ stage: { kind: 'choose', ...(isCancelled && { isCancelled }) } })
}

/** Most workers are gone by the first; browsers give those that are busy some seconds. */
const WORKERS_GONE_MILLISECONDS = [500, 4000]

/** More often would be seen no better, and cost the page time. */
const PROGRESS_MILLISECONDS = 250

/** Reads what the reader brought, and opens the dialog to show what is in it. */
export async function startImport(given: Given, looks: Looks = new Map()): Promise<void> {
  endWorker()
  const own = attempt
  setState({ stage: { kind: 'working', progress: null } })
  useAtlas.getState().openPanel('import')
  client = startImportWorker()
  let lastPhase = ''
  let lastShown = 0
  client.on('progress', (progress) => {
    if (own !== attempt || getState().stage.kind !== 'working') return
    const now = performance.now()
    if (progress.phase === lastPhase && now - lastShown < PROGRESS_MILLISECONDS) return
    lastPhase = progress.phase
    lastShown = now
    setState({ stage: { kind: 'working', progress } })
  })
  client.on('sample', (sample) => {
    if (own !== attempt) return
    showSample(sample, () => setState({ sample }))
  })
  try {
    const request = { given, limitBytes: importLimitBytes(), landUrl: findLandUrl() }
    const reading = await Promise.race([client.call('read', request), client.broken])
    if (own !== attempt) return
    setState({
      stage: {
        kind: 'review',
        warnings: reading.warnings,
        land: reading.land,
        problem: null,
        layers: reading.layers.map((review) => {
          const look = looks.get(review.facts.path)
          const symbology = look?.symbology
          const isFit = symbology !== undefined && hasFieldsOf(review.facts, symbology)
          const before: DrawChoice | null = isFit ? { kind: 'given', symbology } : null
          return {
            review,
            isChosen: canBeAdded(review),
            title: look?.title ?? review.facts.name,
            draw: before ?? review.draw.chosen,
            before,
            viewBefore: look?.view ?? null,
            replaces: look?.replaces ?? null,
            editionOf: look?.editionOf ?? null,
            isSure: look?.isSure ?? false,
            isBusy: false,
            problem: null,
          }
        }),
      },
    })
  } catch (error) {
    if (own !== attempt) return
    endWorker()
    setState({ stage: { kind: 'failed', problem: toProblem(error) } })
  }
}

/** A layer without a place cannot be drawn, and one in an unknown system has none yet. */
export function canBeAdded({ facts }: LayerReview): boolean {
  const hasImage = facts.kml?.overlays.some(({ notDrawn }) => !notDrawn) ?? false
  return facts.crs.how !== 'unknown' && (facts.geometryTypes.length > 0 || hasImage)
}

/** The states of the continent, as coarse as the Atlas has them, behind the places of layers. */
function findLandUrl(): string | null {
  const entry = useAtlas.getState().catalog.get('states-provinces')
  if (!entry || isDeviceLayer(entry)) return null
  const file = entry.files.find(({ overviewZooms }) => overviewZooms?.[0] === 0)
  return file ? new URL(file.path, layersUrl()).href : null
}

/** Changes what the reader has decided of one layer. */
export function changeLayer(key: string, change: Partial<Omit<ReviewedLayer, 'review'>>): void {
  setLayer(key, (layer) => ({ ...layer, ...change }))
}

function setLayer(key: string, toChanged: (layer: ReviewedLayer) => ReviewedLayer): void {
  const { stage } = getState()
  if (stage.kind !== 'review') return
  const layers = stage.layers.map((layer) => (layer.review.key === key ? toChanged(layer) : layer))
  setState({ stage: { ...stage, layers } })
}

/** Reads a layer anew with another encoding, system or columns. */
export async function chooseForLayer(key: string, choices: ImportChoices): Promise<void> {
  if (!client) return
  const own = attempt
  changeLayer(key, { isBusy: true, problem: null })
  try {
    const review = await Promise.race([client.call('choose', { key, choices }), client.broken])
    if (own !== attempt) return
    setLayer(key, (layer) => ({
      ...layer,
      review,
      draw: isOffered(layer.draw, review) ? layer.draw : review.draw.chosen,
      isChosen: canBeAdded(review),
      isBusy: false,
    }))
  } catch (error) {
    if (own === attempt) changeLayer(key, { isBusy: false, problem: toProblem(error) })
  }
}

function isOffered(choice: DrawChoice, { draw }: LayerReview): boolean {
  if (choice.kind === 'file') return draw.hasFileStyles
  return choice.kind === 'single' || choice.kind === 'given' || draw.fields.includes(choice.field)
}

/**
 * Lets the page draw and answer between changes that each take it a moment: together they would hold
 * it up.
 */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** Writes the chosen layers to this device and puts them on the map. */
export async function addChosenLayers(data: DataClient): Promise<void> {
  const { stage } = getState()
  if (stage.kind !== 'review' || !client) return
  const own = attempt
  const chosen = stage.layers.filter(({ isChosen, review }) => isChosen && canBeAdded(review))
  const rest = new Set(stage.layers)
  const offMap: string[] = []
  let isHeld = false
  const box = new ShortWayBox()
  let stopListening: () => void = () => undefined
  setState({ stage: { kind: 'working', progress: null } })
  askToKeep()
  try {
    for (const layer of chosen) {
      const { review, title, draw } = layer
      const { catalog, addDeviceLayer } = useAtlas.getState()
      const colorIndex = [...catalog.values()].filter(isDeviceLayer).length
      const id = `device-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
      stopListening = client.on('drawable', (early) => {
        const goOn = () => void client?.call('drawn', undefined).catch(() => undefined)
        if (own !== attempt || early.id !== id) return
        if (chosen.length === 1) drawEarly(early, layer, goOn)
        else goOn()
      })
      const { entry, report, held } = await Promise.race([
        client.call('add', {
          key: review.key,
          id,
          title: title.trim() || review.facts.name,
          draw,
          colorIndex,
          editionOf: layer.editionOf,
        }),
        client.broken,
      ])
      if (own !== attempt) return
      if (held.length > 0) {
        await data.call('hold', held)
        useDeviceLayers.setState(({ heldIds }) => ({ heldIds: new Set(heldIds).add(id) }))
        isHeld = true
      }
      useDeviceLayers.setState(({ reports }) => ({ reports: new Map(reports).set(id, report) }))
      stopListening()
      if (getState().early) putInPlace(entry)
      else {
        addDeviceLayer(entry)
        takeOverView(id, layer)
      }
      tellChange()
      rest.delete(layer)
      await nextTask()
      if (own !== attempt) return
      if (isOffMap(review)) offMap.push(title)
      else if (entry.bbox && !layer.isSure) box.addBox(entry.bbox)
    }
  } catch (error) {
    if (own !== attempt) return
    stopListening()
    takeEarlyOff()
    setState({ stage: { ...stage, layers: [...rest], problem: toProblem(error) } })
    return
  }
  leaveSample()
  closeDialog()
  const { map, notify } = useAtlas.getState()
  await nextTask()
  const bbox = box.bbox()
  if (bbox) map?.fitBbox(bbox)
  await nextTask()
  notify(isHeld ? 'import.addedHeld' : 'import.added', {
    count: chosen.length,
    layers: chosen.map(({ title }) => title).join(', '),
  })
  if (offMap.length > 0) {
    notify('import.offMap', { count: offMap.length, layers: offMap.join(', ') })
  }
}

/** Draws a layer from its overviews, in place of its sample, while it is still being written. */
function drawEarly(early: DeviceLayer, layer: ReviewedLayer, onDrawn: () => void): void {
  // Given up, the map is to be as it was before, and no other layer hidden.
  if (!getState().sample || layer.replaces !== null) {
    onDrawn()
    return
  }
  setState({ early })
  // The map is where the sample is.
  useAtlas.getState().addDeviceLayer(early)
  takeOverView(early.id, layer)
  giveSampleWay(onDrawn)
}

/** Puts the entry of a layer that is written in the place of the one by which it was drawn meanwhile. */
function putInPlace(entry: DeviceLayer): void {
  const { early } = getState()
  useAtlas.setState(({ catalog }) => ({ catalog: new Map(catalog).set(entry.id, entry) }))
  setState({ early: null })
  const overviewsOf = ({ files }: DeviceLayer) =>
    JSON.stringify(files.slice(1).map(({ path, toleranceMeters }) => [path, toleranceMeters]))
  // They had to be made anew: those that are drawn are gone.
  if (early && overviewsOf(early) !== overviewsOf(entry)) useAtlas.getState().retryLayer(entry.id)
}

/** Has a layer seen as it was before; classes that are chosen anew are all shown. */
function takeOverView(id: string, { before, draw, viewBefore, replaces }: ReviewedLayer): void {
  if (replaces !== null) useAtlas.getState().setLayer(replaces, { visible: false })
  if (!viewBefore) return
  const hasItsClasses = before !== null && draw === before
  const view = { ...viewBefore, id, ...(!hasItsClasses && { hiddenClasses: [] }) }
  useAtlas.setState(({ layers }) => ({
    layers: layers.map((one) => (one.id === id ? view : one)),
  }))
}

/** Whether all of a layer lies where the map does not go. */
function isOffMap({ facts: { warnings, featureCount, withoutGeometry } }: LayerReview): boolean {
  const off = warnings.find(({ code }) => code === 'features-off-map')?.count ?? 0
  return off > 0 && off >= featureCount - withoutGeometry
}

/** Takes a layer off the map and off this device. */
export async function deleteDeviceLayer(data: DataClient, id: string): Promise<void> {
  const { forgetDeviceLayer, notify } = useAtlas.getState()
  try {
    if (useDeviceLayers.getState().heldIds.has(id)) await data.call('release', { id })
    else await removeStoredLayer(id)
  } catch (error) {
    notify('import.deleteFailed', { reason: error instanceof Error ? error.message : '' })
    return
  }
  forgetDeviceLayer(id)
  tellChange()
  useDeviceLayers.setState(({ reports }) => {
    const left = new Map(reports)
    left.delete(id)
    return { reports: left }
  })
}
