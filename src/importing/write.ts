import {
  type DeviceFile,
  type DeviceLayer,
  deviceLayerSchema,
  type LayerOrigin,
} from '../catalog/device-layer.ts'
import type { FeatureRows } from '../formats/contract/feature-rows.ts'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { MIN_INDEXED_BYTES } from '../formats/flatgeobuf/key-index.ts'
import type { Bbox } from '../geo/bbox.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { type FeatureKey, keyOfPlace } from '../model/feature-key.ts'
import { STYLE_COLUMN } from '../model/own-columns.ts'
import type { Warning } from '../model/problem.ts'
import type { Field, GeometryType, Localized } from '../model/schema.ts'
import { writeStoredFile } from '../sources/device-files.ts'
import { writeHeldFile } from '../sources/held-files.ts'
import { planLayerOverviews } from './make-overviews.ts'
import { toWholeBox, type WrittenOverlays, writeOverlays } from './overlays.ts'
import { zoomOfWhole } from './overview.ts'
import type { ImportDrawing } from './symbology.ts'
import { countFileBytes, type FileOrder, toAbstract, toKeysPath, writeFile } from './write-file.ts'
import {
  makeOverviews,
  type OnEnough,
  type OverviewPlan,
  type WrittenOverviews,
  writeOverviews,
} from './write-overviews.ts'

/** Of the work, as the reader sees it; overviews are the rest. */
const LAYER_SHARE = 0.8

/** Writes the overviews of a layer as `writeOverviews` does, in another thread, which gets a copy of its table. */
export type WriteBeside = (
  order: FileOrder,
  table: FeatureTable,
  plan: OverviewPlan,
  onProgress: (share: number) => void,
  onEnough: OnEnough,
) => Promise<WrittenBeside>

export interface WrittenBeside extends WrittenOverviews {
  /** Takes the files over; else they are taken away again. */
  readonly take: (isWanted: boolean) => Promise<void>
}

export interface WriteOrder extends FileOrder {
  readonly origin: Omit<LayerOrigin, 'sha256'>
  /** Asked for at the end, as the checksum of a large file takes its time. */
  readonly findSha256: () => Promise<string | null>
  readonly layer: ImportedLayer
  /** Where there is another thread for the overviews of a large layer; else they are written after it. */
  readonly writeBeside?: WriteBeside
  /**
   * Where the overviews of a large layer are there before the layer itself, it is called with an entry by which the layer
   * can be drawn: its own file is marked as being written, images and the checksum of what was brought are still lacking.
   * What it gives holds up what is still to be written, as long as a map of the whole can be drawn without.
   */
  readonly onDrawable?: (entry: DeviceLayer) => void | Promise<void>
  readonly onProgress: (share: number) => void
}

/**
 * Writes an imported layer to this device as indexed FlatGeobuf, with overviews where it is large, and
 * gives its entry and what was changed in writing. Memory beyond the layer's own stays bounded: the
 * writer streams. A feature's key is its place in the file that was brought: the same file brought again
 * gives the same keys. Rejects as `writeStoredFile` and the writer do, once nothing is written any more.
 */
export async function writeDeviceLayer(
  order: WriteOrder,
): Promise<{ readonly entry: DeviceLayer; readonly warnings: readonly Warning[] }> {
  const { id, layer, origin } = order
  const rows = new WrittenRows(layer, order.drawing)
  const { fields: ownFields } = layer.schema
  const progress = { layer: 0, overviews: 0 }
  const noteProgress = (of: keyof typeof progress) => (share: number) => {
    progress[of] = share
    order.onProgress(progress.layer * LAYER_SHARE + progress.overviews * (1 - LAYER_SHARE))
  }
  const features = { features: () => rows.features(), rows }
  /** Settles once the layer is drawn, where that has begun. */
  let standingBack: Promise<void> | undefined
  const foreseen = order.writeBeside && (await foreseeOverviews(order, rows))
  const writeBeside = async ({ plan, bytes }: Foreseen): Promise<WrittenBeside> => {
    let isTold = false
    const tellDrawable = async (overviews: readonly DeviceFile[]) => {
      if (isTold || !order.onDrawable || overviews.length === 0) return
      isTold = true
      const files = [toForeseenFile(order, bytes), ...overviews]
      const drawn = order.onDrawable(toEntry(order, files, ownFields, { ...origin, sha256: null }))
      if (
        overviews.some(({ overviewZooms }) => overviewZooms![1] > zoomOfWhole(layer.schema.bbox))
      ) {
        standingBack = Promise.resolve(drawn)
      }
      await standingBack
    }
    const { features } = layer
    const noteShare = noteProgress('overviews')
    const written = await order.writeBeside!(order, features, plan, noteShare, tellDrawable)
    void tellDrawable(written.files)
    return written
  }
  // What is written in either thread must have ended before it can be taken away.
  const [full, beside] = await Promise.allSettled([
    writeFile(
      `${id}.fgb`,
      ownFields,
      features,
      'once',
      order,
      noteProgress('layer'),
      () => standingBack,
    ),
    foreseen && writeBeside(foreseen),
  ])
  if (full.status === 'rejected') throw full.reason
  if (beside.status === 'rejected') throw beside.reason
  const written = full.value
  const warnings: Warning[] = [...written.warnings]
  const { unplacedCount } = rows
  if (unplacedCount > 0) {
    warnings.push({
      code: 'geometry-not-finite',
      message: `${unplacedCount} features have coordinates that are no numbers; they are kept without geometry.`,
      count: unplacedCount,
    })
  }
  const plan = planOverviews(layer, written.file.bytes)
  const isForeseen = JSON.stringify(plan) === JSON.stringify(foreseen?.plan)
  await beside.value?.take(isForeseen)
  const overviews =
    isForeseen && beside.value
      ? beside.value
      : await writeOverviews(
          order,
          await makeOverviews(order.drawing, layer.features, plan),
          noteProgress('overviews'),
        )
  const files: DeviceFile[] = [written.file, ...overviews.files]
  const { small } = overviews
  if (small > 0) {
    warnings.push({
      code: 'shapes-too-small',
      message: `${small} shapes are too small to be seen on a map of the whole continent. There they are drawn as small marks, one for those that fall together, none beside a larger shape. The data are as they were.`,
      count: small,
    })
  }
  const overlays = await writeOverlays(id, layer, order.isKept ? writeStoredFile : writeHeldFile)
  const wholeOrigin = { ...origin, sha256: await order.findSha256() }
  return { entry: toEntry(order, files, written.fields, wholeOrigin, overlays), warnings }
}

function toEntry(
  order: WriteOrder,
  files: readonly DeviceFile[],
  fields: readonly Field[],
  origin: LayerOrigin,
  { overlays, screenOverlays }: WrittenOverlays = { overlays: [], screenOverlays: [] },
): DeviceLayer {
  const { id, title, layer, drawing } = order
  const { bbox, geometryType } = layer.schema
  const whole = toWholeBox(bbox && toShortWay(bbox, layer), overlays)
  return deviceLayerSchema.parse({
    id,
    state: 'device',
    title: same(title),
    abstract: toAbstract(order),
    geometryType: toDrawnType(geometryType),
    ...(whole && { bbox: [...whole] }),
    files,
    ...(overlays.length > 0 && { overlays }),
    ...(screenOverlays.length > 0 && { screenOverlays }),
    fields: fields.map(({ name, type }) => ({ name, type, title: same(name) })),
    symbology: drawing.symbology,
    origin,
  })
}

/** The layer's own file as it is while it is written. */
function toForeseenFile({ id, layer }: WriteOrder, foreseenBytes: number): DeviceFile {
  const bytes = Math.max(1, Math.round(foreseenBytes))
  return {
    path: `${id}.fgb`,
    bytes,
    featureCount: layer.features.length,
    ...(bytes > MIN_INDEXED_BYTES && { keys: { path: toKeysPath(`${id}.fgb`), bytes } }),
    isBeingWritten: true,
  }
}

const areAllPoints = ({ geometryTypes }: ImportedLayer): boolean =>
  geometryTypes.every((type) => type === 'Point')

function planOverviews(layer: ImportedLayer, bytes: number): OverviewPlan {
  return areAllPoints(layer)
    ? 'groups'
    : planLayerOverviews(bytes, layer.schema.bbox, layer.features)
}

/** Fewer positions are gone through sooner than another thread has begun. */
const LEAST_POSITIONS = 50_000
/** A file is foreseen from so many of its features, and is hardly farther from that than this share of it. */
const FORESEEN_FROM = 1000
const UNSURE = 0.1

/** What is known of a layer's file before it is written. */
interface Foreseen {
  readonly plan: OverviewPlan
  readonly bytes: number
}

/**
 * The overviews that a layer will need, found before its file is written, by whose bytes they are planned; `null` where
 * that cannot be said, or where there is little to make.
 */
export async function foreseeOverviews(
  order: FileOrder & Pick<WriteOrder, 'layer'>,
  rows = new WrittenRows(order.layer, order.drawing),
): Promise<Foreseen | null> {
  const { layer } = order
  const table = layer.features
  if (table.positionCount < LEAST_POSITIONS) return null
  const step = Math.max(1, Math.floor(table.length / FORESEEN_FROM))
  const positionBytes = layer.hasHeights ? 24 : 16
  const features: Feature[] = []
  let positions = 0
  for (let row = 0; row < table.length; row += step) {
    features.push(rows.feature(row))
    table.eachRun(row, (_kind, _start, count) => {
      positions += count
    })
  }
  const taken = await countFileBytes(layer.schema.fields, { features: () => features }, order)
  // Positions are counted; one feature may have as many as all others.
  const besides = ((taken - positions * positionBytes) * table.length) / features.length
  const bytes = Math.max(0, besides) + table.positionCount * positionBytes
  const [plan, other] = [1 - UNSURE, 1 + UNSURE].map((share) => planOverviews(layer, bytes * share))
  const isSure = JSON.stringify(plan) === JSON.stringify(other)
  return isSure && plan!.length > 0 ? { plan: plan!, bytes } : null
}

/** Half of the Earth's turn: a wider box may be shorter the other way round. */
const WIDE_DEGREES = 180

function toShortWay(bbox: Bbox, { features }: Pick<ImportedLayer, 'features'>): Bbox {
  if (bbox[2] - bbox[0] <= WIDE_DEGREES) return bbox
  const box = new ShortWayBox()
  for (const { geometry } of features) if (geometry) box.add(geometry)
  return box.bbox() ?? bbox
}

const same = (text: string): Localized => ({ en: text, fr: text, es: text })

const toDrawnType = (type: GeometryType) => (type === 'GeometryCollection' ? 'Unknown' : type)

/** The features as they are written: those with a coordinate that is no number without geometry. */
class WrittenRows implements FeatureRows {
  readonly table: FeatureTable
  readonly fieldNames: readonly string[]
  readonly #styleOfFeature: ImportDrawing['styleOfFeature']
  readonly #unplaced = new Set<number>()

  constructor({ features: table }: ImportedLayer, { styleOfFeature }: ImportDrawing) {
    this.table = table
    this.#styleOfFeature = styleOfFeature
    this.fieldNames = styleOfFeature ? [...table.fieldNames, STYLE_COLUMN] : table.fieldNames
    for (let row = 0; row < table.length; row++) {
      if (!table.isFinite(row) && table.geometryType(row) !== null) this.#unplaced.add(row)
    }
  }

  get unplacedCount(): number {
    return this.#unplaced.size
  }

  readonly keyOf = (row: number): FeatureKey => keyOfPlace(row).key

  reader(field: string): (row: number) => FieldValue {
    const styles = field === STYLE_COLUMN ? this.#styleOfFeature : null
    return styles ? (row) => styles[row]! : this.table.reader(field)
  }

  hasPlace(row: number): boolean {
    return !this.#unplaced.has(row)
  }

  feature(row: number): Feature {
    const { key, id, geometry, properties } = this.table.feature(row)
    const styles = this.#styleOfFeature
    return {
      key,
      id,
      geometry: this.hasPlace(row) ? geometry : null,
      properties: styles ? { ...properties, [STYLE_COLUMN]: styles[row]! } : properties,
    }
  }

  *features(): Generator<Feature> {
    for (let row = 0; row < this.table.length; row++) yield this.feature(row)
  }
}
