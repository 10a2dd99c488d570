import { type DeviceLayer, isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { markOf } from '../catalog/not-released.ts'
import type { FeatureStream } from '../formats/contract/writer.ts'
import type { ExportLayer } from '../formats/registry/write-layer.ts'
import type { Language, LayerSchema } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import { type ExportContext, toExportMetadata } from './metadata.ts'
import { type ExportLook, toLayerStyle } from './style.ts'

/**
 * A layer of the catalogue, or a part of it, as the writers take it: with the titles and units of its
 * fields, its description, and its look. The page and the command line both go this way.
 */
export function toExportLayer(
  entry: LayerEntry,
  held: { readonly schema: LayerSchema; features(): FeatureStream },
  context: ExportContext,
  look: ExportLook,
): ExportLayer {
  const style = toLayerStyle(entry, context.language, look)
  return {
    schema: withTitles(held.schema, entry),
    features: held.features,
    name: toLayerName(entry, context.language),
    title: textIn(entry.title, context.language),
    metadata: toExportMetadata(entry, context),
    ...(style && { style }),
    language: context.language,
    ...(isDeviceLayer(entry) && { imageCount: countImages(entry) }),
  }
}

/** What files of a layer are called, and the layer in them. Its mark stands first, where no limit cuts it off. */
export function toLayerName(entry: LayerEntry, language: Language): string {
  if (isDeviceLayer(entry)) return textIn(entry.title, language)
  const name = entry.answer ? textIn(entry.title, language) : entry.id
  const mark = markOf(entry, language)
  return mark === null ? name : `${mark} ${name}`
}

const countImages = ({ overlays = [], screenOverlays = [] }: DeviceLayer): number =>
  overlays.length + screenOverlays.length

/** The fields as the catalogue names them, where the file itself does not. */
function withTitles(schema: LayerSchema, { fields }: Pick<LayerEntry, 'fields'>): LayerSchema {
  return {
    ...schema,
    fields: schema.fields.map((field) => {
      const described = fields.find(({ name }) => name === field.name)
      if (!described) return field
      const { title, unit } = described
      return { ...field, title, ...(unit && { unit }) }
    }),
  }
}
