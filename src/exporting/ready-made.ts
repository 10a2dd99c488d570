import { toIso19139 } from '../catalog/metadata/iso19139.ts'
import type { Site } from '../catalog/metadata/site.ts'
import type { LayerRecord } from '../catalog/record.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { ExportFormat } from '../formats/contract/writer.ts'
import type { ExportLayer } from '../formats/registry/write-layer.ts'
import { toExportLayer } from './layer-of.ts'
import { PLAIN_LOOK } from './style.ts'

/** The formats in which every layer is made ready for download, whole. */
export const READY_FORMATS = [
  'geopackage',
  'shapefile',
  'kmz',
  'geojson',
  'csv',
] as const satisfies readonly ExportFormat[]

/** What the files say about themselves they say in one language; their fields have names in all three. */
const LANGUAGE = 'en'

/** A layer of the catalogue, as it was read from its own file, as its ready-made files have it. */
export function toReadyLayer(
  record: LayerRecord,
  layer: Pick<ImportedLayer, 'schema' | 'features'>,
  site: Site,
): ExportLayer {
  return toExportLayer(
    record,
    { schema: layer.schema, features: () => layer.features },
    { language: LANGUAGE, site, isoXml: toIso19139(record, site) },
    PLAIN_LOOK,
  )
}
