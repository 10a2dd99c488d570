import {
  type DeviceFile,
  type DeviceLayer,
  deviceLayerSchema,
  type LayerOrigin,
  STYLE_FIELD,
} from '../catalog/device-layer.ts'
import { drawnFields } from '../catalog/layer-files.ts'
import type { Symbology } from '../catalog/symbology.ts'
import { flatgeobufWriter } from '../formats/flatgeobuf-writer.ts'
import type { ImportedLayer } from '../formats/imported-layer.ts'
import type { Warning } from '../formats/problem.ts'
import type { WriteInput, WriteSummary } from '../formats/writer.ts'
import { WGS84 } from '../geo/crs.ts'
import { eachPosition, type Feature } from '../geo/feature.ts'
import type { Field, GeometryType, Localized } from '../geo/layer-schema.ts'
import { OVERVIEW_LEVELS, toOverviewFeature } from './import-overview.ts'
import { writeStoredFile } from './import-storage.ts'
import type { ImportDrawing } from './import-symbology.ts'

/** A layer of at most this many bytes is drawn from its own file at every scale. */
const OVERVIEW_BYTES = 4_000_000

export interface WriteOrder {
  readonly id: string
  readonly title: string
  readonly origin: LayerOrigin
  readonly layer: ImportedLayer
  readonly drawing: ImportDrawing
  readonly onProgress: (share: number) => void
}

/**
 * Writes an imported layer to this device as indexed FlatGeobuf, with overviews where it is large, and
 * gives its entry and what was changed in writing. Memory beyond the layer's own stays bounded: the
 * writer streams. Rejects as `writeStoredFile` and the writer do.
 */
export async function writeDeviceLayer(
  order: WriteOrder,
): Promise<{ readonly entry: DeviceLayer; readonly warnings: readonly Warning[] }> {
  const { id, title, origin, layer, drawing } = order
  const unplaced = findUnplaced(layer)
  const warnings: Warning[] = []
  if (unplaced.size > 0) {
    warnings.push({
      code: 'geometry-not-finite',
      message: `${unplaced.size} features have coordinates that are no numbers; they are kept without geometry.`,
      count: unplaced.size,
    })
  }
  const features = () => featuresOf(layer, drawing, unplaced)
  const written = await writeFile(`${id}.fgb`, layer.schema.fields, features, order, (share) =>
    order.onProgress(share * 0.8),
  )
  warnings.push(...written.warnings)
  const files: DeviceFile[] = [written.file]
  if (written.file.bytes > OVERVIEW_BYTES) {
    for (const [place, { zooms, toleranceMeters }] of OVERVIEW_LEVELS.entries()) {
      const path = `${id}.z${zooms[0]}-${Math.floor(zooms[1])}.fgb`
      const fields = layer.schema.fields.filter(({ name }) =>
        drawnFields(drawing.symbology).includes(name),
      )
      const pass = () => overviewOf(features(), drawing.symbology, toleranceMeters)
      const { file } = await writeFile(path, fields, pass, order, (share) =>
        order.onProgress(0.8 + ((place + share) / OVERVIEW_LEVELS.length) * 0.2),
      )
      files.push({
        ...file,
        // Below the smallest zoom the coarsest file serves, too.
        overviewZooms: place === 0 ? [-99, zooms[1]] : [...zooms],
        toleranceMeters,
      })
    }
  }
  const entry = {
    id,
    state: 'device',
    title: same(title),
    abstract: toAbstract(origin.name),
    geometryType: toDrawnType(layer.schema.geometryType),
    ...(layer.schema.bbox && { bbox: [...layer.schema.bbox] }),
    files,
    fields: written.fields.map(({ name, type }) => ({ name, type, title: same(name) })),
    symbology: drawing.symbology,
    origin,
  }
  return { entry: deviceLayerSchema.parse(entry), warnings }
}

const same = (text: string): Localized => ({ en: text, fr: text, es: text })

function toAbstract(name: string): Localized {
  return {
    en: `Imported from ${name}. It is kept on this device alone.`,
    fr: `Importée de ${name}. Elle n’est conservée que sur cet appareil.`,
    es: `Importada de ${name}. Se guarda solo en este dispositivo.`,
  }
}

const toDrawnType = (type: GeometryType) => (type === 'GeometryCollection' ? 'Unknown' : type)

/** Features with a coordinate that is no number: no file of any format can hold them. */
function findUnplaced({ features: table }: ImportedLayer): ReadonlySet<number> {
  const found = new Set<number>()
  for (let index = 0; index < table.length; index++) {
    const geometry = table.geometry(index)
    if (!geometry) continue
    let isPlaced = true
    eachPosition(geometry, ([x, y]) => {
      // An empty point has no position at all, which FlatGeobuf holds as it is.
      if (x !== undefined && !(Number.isFinite(x) && Number.isFinite(y))) isPlaced = false
    })
    if (!isPlaced) found.add(index)
  }
  return found
}

function* featuresOf(
  { features: table }: ImportedLayer,
  { styleOfFeature }: ImportDrawing,
  unplaced: ReadonlySet<number>,
): Generator<Feature> {
  for (const feature of table) {
    const geometry = unplaced.has(feature.id) ? null : feature.geometry
    const properties = styleOfFeature
      ? { ...feature.properties, [STYLE_FIELD]: styleOfFeature[feature.id]! }
      : feature.properties
    yield { ...feature, geometry, properties }
  }
}

function* overviewOf(
  features: Iterable<Feature>,
  symbology: Symbology,
  toleranceMeters: number,
): Generator<Feature> {
  const taken = new Set<string>()
  const classField = 'field' in symbology ? symbology.field : undefined
  for (const feature of features) {
    const kind = classField === undefined ? '' : String(feature.properties[classField])
    const coarse = toOverviewFeature(feature, toleranceMeters, taken, kind)
    if (coarse) yield coarse
  }
}

async function writeFile(
  path: string,
  fields: readonly Field[],
  features: () => Iterable<Feature>,
  { title, layer, drawing, origin }: WriteOrder,
  onProgress: (share: number) => void,
) {
  const input: WriteInput = {
    schema: {
      ...layer.schema,
      fields: drawing.styleOfFeature ? [...fields, { name: STYLE_FIELD, type: 'integer' }] : fields,
    },
    features,
    name: layer.name,
    title,
    metadata: { abstract: toAbstract(origin.name).en },
    crs: WGS84,
    language: 'en',
  }
  let summary: WriteSummary | undefined
  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const writing = flatgeobufWriter.write(input, { onProgress })
    for (;;) {
      const step = await writing.next()
      if (step.done) {
        summary = step.value
        return
      }
      yield step.value as Uint8Array<ArrayBuffer>
    }
  }
  const bytes = await writeStoredFile(path, chunks())
  const [written] = summary!.layers
  const file: DeviceFile = { path, bytes, featureCount: written!.featureCount }
  return {
    file,
    fields: written!.fields
      .map(({ written: name, type }) => ({ name, type }))
      .filter(({ name }) => name !== STYLE_FIELD),
    warnings: summary!.warnings,
  }
}
