import { type DeviceLayer, deviceLayerSchema } from '../catalog/device-layer.ts'
import { toMarkedTitle } from '../catalog/not-released.ts'
import type { Symbology } from '../catalog/symbology.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { ShortWayBox } from '../geo/short-way.ts'
import { type DrawnLayer, drawLayer } from '../importing/symbology.ts'
import { writeDeviceLayer } from '../importing/write.ts'
import { DATA_LANGUAGES, type Localized } from '../model/schema.ts'
import { giveHeldFiles, type HeldFile } from '../sources/held-files.ts'
import { wordsOf } from '../words/words.ts'
import { toTable } from './release/to-table.ts'
import type { ReviewRows } from './review-rows.ts'

/** The id of the delivery on the map: there is one at a time. */
const DELIVERED_ID = 'device-review'

/** Rows as a layer that can be drawn. */
export function toDrawnLayer(
  rows: ReviewRows,
  format: ImportedLayer['format'],
  limitBytes: number,
): DrawnLayer {
  const features = toTable(rows, rows.fields, limitBytes)
  const types = new Set<ImportedLayer['geometryTypes'][number]>()
  const box = new ShortWayBox()
  for (let row = 0; row < features.length; row++) {
    const geometry = features.isFinite(row) ? features.geometry(row) : null
    if (!geometry) continue
    types.add(geometry.type)
    box.add(geometry)
  }
  const [only, ...others] = types
  return {
    format,
    features,
    geometryTypes: [...types],
    schema: {
      name: '',
      geometryType: only && others.length === 0 ? only : 'Unknown',
      fields: rows.fields,
      featureCount: rows.length,
      bbox: box.bbox(),
    },
  }
}

/** A delivery as the map shows it beside the published edition, and its files. */
export interface DeliveredLayer {
  readonly entry: DeviceLayer
  readonly files: readonly HeldFile[]
}

/**
 * Writes the rows under review, mapped and mended as they are, as a layer that is held for the life of the page. It is
 * drawn as the published edition is where it has the fields for that, else in one colour, and is called a preview
 * wherever it is named. Needs the words `release` in every language of the data.
 */
export async function writeDeliveredLayer(
  rows: ReviewRows,
  layer: ImportedLayer,
  symbology: Symbology | undefined,
  limitBytes: number,
): Promise<DeliveredLayer> {
  const drawn = toDrawnLayer(rows, layer.format, limitBytes)
  const choice = symbology ? ({ kind: 'given', symbology } as const) : ({ kind: 'single' } as const)
  const { kml: _, csv: __, ...read } = layer
  const { entry } = await writeDeviceLayer({
    id: DELIVERED_ID,
    title: layer.path,
    origin: {
      name: layer.path,
      format: layer.format,
      bytes: 0,
      modified: null,
      url: null,
      imported: new Date().toISOString(),
    },
    findSha256: async () => null,
    layer: { ...read, ...drawn },
    drawing: drawLayer(drawn, null, choice, 0),
    isKept: false,
    onProgress: () => undefined,
  })
  const inEach = (toText: (words: ReturnType<typeof wordsOf<'release'>>) => string) =>
    Object.fromEntries(
      DATA_LANGUAGES.map((language) => [language, toText(wordsOf('release', language))]),
    ) as unknown as Localized
  const titles = new Map(rows.fields.map(({ name, title }) => [name, title]))
  const marked = deviceLayerSchema.parse({
    ...entry,
    title: inEach(({ previewMark }) => toMarkedTitle(layer.path, previewMark)),
    abstract: inEach(({ previewLimits }) => previewLimits),
    notReleased: inEach(({ previewMark }) => previewMark),
    fields: entry.fields.map((field) => ({ ...field, title: titles.get(field.name) ?? field.title })), // biome-ignore format: one line
  })
  return { entry: marked, files: giveHeldFiles(DELIVERED_ID) }
}
