import { isDeviceLayer, type LayerEntry } from '../catalog/device-layer.ts'
import { toLanguage } from '../catalog/in-language.ts'
import { toCited } from '../catalog/kept-layer.ts'
import { toCitationText } from '../catalog/metadata/citation.ts'
import { type Site, toLayerPath } from '../catalog/metadata/site.ts'
import type { ExportMetadata } from '../formats/contract/writer.ts'
import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'

/** What is said in a file about a layer of the catalogue besides its own description. */
export interface ExportContext {
  readonly language: Language
  /** `null` where it is not known where the Atlas is published: no address of its is named. */
  readonly site: Site | null
  /** What of the layer the file holds, where it is not all of it. */
  readonly selection?: string
  /** The address of the view that the file is of; without it, that of the layer's page. */
  readonly viewUrl?: string
  /** The layer's metadata record (ISO 19139), where there is one. */
  readonly isoXml?: string
}

/** Source, licence, citation and limits of a layer, to travel with its data. */
export function toExportMetadata(entry: LayerEntry, context: ExportContext): ExportMetadata {
  const { language, site, selection, viewUrl, isoXml } = context
  if (isDeviceLayer(entry)) {
    // Of a layer that a reader brought, no more is known than what it was made from.
    const { name, modified, url } = entry.origin
    return {
      edition: name,
      ...(textIn(entry.abstract, language) && { abstract: textIn(entry.abstract, language) }),
      ...(modified && { date: modified.slice(0, 10) }),
      ...(selection && { selection }),
      ...(url && { url }),
    }
  }
  const { limitations } = entry
  const url =
    viewUrl ?? (site ? new URL(toLayerPath(toCited(entry).id, language), site.url).href : null)
  const provenance = entry.provenance && toLanguage(entry.provenance, language)
  return {
    abstract: textIn(entry.abstract, language),
    ...(provenance && {
      publisher: provenance.publisher,
      edition: `${provenance.dataset}, ${provenance.edition}`,
      date: provenance.date,
      licence: provenance.licence,
    }),
    ...(provenance && { citation: toCitationText(toCited(entry), site, language)! }),
    ...(limitations && { limitations: textIn(limitations, language) }),
    ...(selection && { selection }),
    ...(url && { url }),
    ...(isoXml && { isoXml }),
  }
}
