import {
  type DeviceFile,
  type DeviceLayer,
  deviceLayerSchema,
  type LayerOrigin,
} from '../catalog/device-layer.ts'
import { drawnFields } from '../catalog/layer-files.ts'
import type { FeatureRows } from '../formats/contract/feature-rows.ts'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { WriteInput, WriteSummary } from '../formats/contract/writer.ts'
import { MIN_INDEXED_BYTES, writeKeyIndex } from '../formats/flatgeobuf/key-index.ts'
import { writeLayer } from '../formats/flatgeobuf/writer.ts'
import type { Bbox } from '../geo/bbox.ts'
import { WGS84 } from '../geo/crs.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import type { Feature, FieldValue } from '../model/feature.ts'
import { type FeatureKey, keyOfPlace } from '../model/feature-key.ts'
import { isOwnColumn, STYLE_COLUMN } from '../model/own-columns.ts'
import type { Warning } from '../model/problem.ts'
import type { Field, GeometryType, Localized } from '../model/schema.ts'
import { writeStoredFile } from '../sources/device-files.ts'
import { writeHeldFile } from '../sources/held-files.ts'
import { OverviewMaker, type OverviewSource, planLayerOverviews } from './make-overviews.ts'
import { toWholeBox, writeOverlays } from './overlays.ts'
import { groupPoints } from './point-groups.ts'
import { groupFields, toOverviewPath } from './point-overviews.ts'
import type { ImportDrawing } from './symbology.ts'

/** Points may be grouped at so many zooms, of which few layers have all. */
const MOST_GROUPED_ZOOMS = 8

/**
 * A file of up to so much is put together in memory: a larger one is made again for each window of that size, which
 * takes longer than all else. It is a third of what the layer itself may take.
 */
const WINDOW_BYTES = 500_000_000

/** Of the work, as the reader sees it; overviews are the rest. */
const LAYER_SHARE = 0.8

export interface WriteOrder {
  readonly id: string
  readonly title: string
  /** Asked for at the end, as the checksum of a large file takes its time. */
  readonly findOrigin: () => Promise<LayerOrigin>
  readonly layer: ImportedLayer
  readonly drawing: ImportDrawing
  /** Whether the device keeps it; else its files are held for the life of the page (`held-files.ts`). */
  readonly isKept: boolean
  readonly onProgress: (share: number) => void
}

/**
 * Writes an imported layer to this device as indexed FlatGeobuf, with overviews where it is large, and
 * gives its entry and what was changed in writing. Memory beyond the layer's own stays bounded: the
 * writer streams. A feature's key is its place in the file that was brought: the same file brought again
 * gives the same keys. Rejects as `writeStoredFile` and the writer do.
 */
export async function writeDeviceLayer(
  order: WriteOrder,
): Promise<{ readonly entry: DeviceLayer; readonly warnings: readonly Warning[] }> {
  const { id, title, findOrigin, layer, drawing } = order
  const rows = new WrittenRows(layer, drawing)
  const { fields: ownFields, bbox } = layer.schema
  const features = { features: () => rows.features(), rows }
  const written = await writeFile(`${id}.fgb`, ownFields, features, 'once', order, (share) =>
    order.onProgress(share * LAYER_SHARE),
  )
  const warnings: Warning[] = [...written.warnings]
  const { unplacedCount } = rows
  if (unplacedCount > 0) {
    warnings.push({
      code: 'geometry-not-finite',
      message: `${unplacedCount} features have coordinates that are no numbers; they are kept without geometry.`,
      count: unplacedCount,
    })
  }
  const files: DeviceFile[] = [written.file]
  const { bytes } = written.file
  const drawn = new Set(drawnFields(drawing.symbology))
  const fields = ownFields.filter(({ name }) => drawn.has(name))
  const arePoints = layer.geometryTypes.every((type) => type === 'Point')
  if (arePoints) files.push(...(await writeGroups(order, fields)))
  const levels = arePoints ? [] : planLayerOverviews(bytes, bbox, layer.features)
  const maker =
    levels.length > 0 ? new OverviewMaker(toSource(order, [...drawn]), drawing.symbology) : null
  let small = 0
  for (const [place, level] of levels.entries()) {
    const { zooms } = level
    const overview = await maker!.make(level)
    const { toleranceMeters } = overview
    const path = toOverviewPath(id, zooms)
    const { file } = await writeFile(path, fields, overview, 'repeated', order, (share) =>
      order.onProgress(LAYER_SHARE + ((place + share) / levels.length) * (1 - LAYER_SHARE)),
    )
    files.push({ ...file, overviewZooms: [...zooms], toleranceMeters })
    small += overview.small
  }
  if (small > 0) {
    warnings.push({
      code: 'shapes-too-small',
      message: `${small} shapes are too small to be seen on a map of the whole continent. There they are drawn as small marks, one for those that fall together, none beside a larger shape. The data are as they were.`,
      count: small,
    })
  }
  const { overlays, screenOverlays } = await writeOverlays(
    id,
    layer,
    order.isKept ? writeStoredFile : writeHeldFile,
  )
  const whole = toWholeBox(bbox && toShortWay(bbox, layer), overlays)
  const entry = {
    id,
    state: 'device',
    title: same(title),
    abstract: toAbstract(order),
    geometryType: toDrawnType(layer.schema.geometryType),
    ...(whole && { bbox: [...whole] }),
    files,
    ...(overlays.length > 0 && { overlays }),
    ...(screenOverlays.length > 0 && { screenOverlays }),
    fields: written.fields.map(({ name, type }) => ({ name, type, title: same(name) })),
    symbology: drawing.symbology,
    origin: await findOrigin(),
  }
  return { entry: deviceLayerSchema.parse(entry), warnings }
}

/** The overviews of a layer of points, where it has too many to be drawn one by one. */
async function writeGroups(order: WriteOrder, fields: readonly Field[]): Promise<DeviceFile[]> {
  const { id, layer, drawing } = order
  const columns = groupFields(fields, drawing.symbology)
  const files: DeviceFile[] = []
  for (const groups of groupPoints(layer.features, drawing.symbology, drawing.styleOfFeature)) {
    const { zooms, largest, cellMeters } = groups
    const from = Math.max(0, zooms[0])
    const path = toOverviewPath(id, zooms)
    const { file } = await writeFile(path, columns, groups, 'repeated', order, (share) =>
      order.onProgress(LAYER_SHARE + ((from + share) / MOST_GROUPED_ZOOMS) * (1 - LAYER_SHARE)),
    )
    files.push({ ...file, overviewZooms: [...zooms], groups: { largest, cellMeters } })
  }
  return files
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

function toAbstract({ layer: { path: name }, isKept }: WriteOrder): Localized {
  if (!isKept) {
    return {
      en: `Imported from ${name}. It is there until this page is closed.`,
      fr: `Importée de ${name}. Elle reste jusqu’à la fermeture de cette page.`,
      es: `Importada de ${name}. Permanece hasta que se cierre esta página.`,
    }
  }
  return {
    en: `Imported from ${name}. It is kept on this device alone.`,
    fr: `Importée de ${name}. Elle n’est conservée que sur cet appareil.`,
    es: `Importada de ${name}. Se guarda solo en este dispositivo.`,
  }
}

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

/** The layer as its overviews are made of it. */
function toSource({ layer, drawing }: WriteOrder, fields: readonly string[]): OverviewSource {
  const { features: table } = layer
  const { styleOfFeature } = drawing
  return {
    table,
    fields,
    value: (row, field) =>
      field === STYLE_COLUMN && styleOfFeature ? styleOfFeature[row]! : table.value(row, field),
    keyOf: (row) => keyOfPlace(row).key,
  }
}

async function writeFile(
  path: string,
  fields: readonly Field[],
  features: Pick<WriteInput, 'features' | 'rows'>,
  keys: 'once' | 'repeated',
  order: WriteOrder,
  onProgress: (share: number) => void,
) {
  const { title, layer, drawing } = order
  const write = order.isKept ? writeStoredFile : writeHeldFile
  const input: WriteInput = {
    schema: {
      ...layer.schema,
      fields: drawing.styleOfFeature
        ? [...fields, { name: STYLE_COLUMN, type: 'integer' }]
        : fields,
    },
    ...features,
    name: layer.name,
    title,
    metadata: { abstract: toAbstract(order).en },
    crs: WGS84,
    language: 'en',
  }
  let summary: WriteSummary | undefined
  let keyHashes: Float64Array | null = null
  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const writing = writeLayer(input, { onProgress, windowBytes: WINDOW_BYTES }, keys)
    for (;;) {
      const step = await writing.next()
      if (step.done) {
        ;({ summary, keyHashes } = step.value)
        return
      }
      yield step.value
    }
  }
  const bytes = await write(path, chunks())
  const [written] = summary!.layers
  const file: DeviceFile = {
    path,
    bytes,
    featureCount: written!.featureCount,
    ...(keys === 'once' && bytes > MIN_INDEXED_BYTES && { keys: await writeKeys(path, bytes) }),
  }
  async function writeKeys(ofPath: string, ofBytes: number): Promise<DeviceFile['keys']> {
    const keysPath = ofPath.replace(/\.fgb$/, '.keys')
    const index = writeKeyIndex(keyHashes!, ofBytes)
    return { path: keysPath, bytes: await write(keysPath, oneChunk(index)) }
  }
  return {
    file,
    fields: written!.fields
      .map(({ written: name, type }) => ({ name, type }))
      .filter(({ name }) => !isOwnColumn(name)),
    warnings: summary!.warnings,
  }
}

async function* oneChunk(bytes: Uint8Array<ArrayBuffer>) {
  yield bytes
}
