import { toCitationText } from '../catalog/metadata/citation.ts'
import { METADATA_FILES, type Site, toLayerPath } from '../catalog/metadata/site.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import type { ExportMetadata } from '../formats/writer.ts'
import type { Language } from '../geo/layer-schema.ts'

/** What is said in a file about a layer of the catalogue besides its own description. */
export interface ExportContext {
  readonly language: Language
  readonly site: Site
  /** What of the layer the file holds, where it is not all of it. */
  readonly selection?: string
  /** The address of the view that the file is of; without it, that of the layer's page. */
  readonly viewUrl?: string
  /** The layer's metadata record (ISO 19139), where there is one. */
  readonly isoXml?: string
}

/** Source, licence, citation and limits of a layer, to travel with its data. */
export function toExportMetadata(entry: CatalogLayer, context: ExportContext): ExportMetadata {
  const { language, site, selection, viewUrl, isoXml } = context
  const { provenance, limitations } = entry
  return {
    abstract: entry.abstract[language],
    ...(provenance && {
      publisher: provenance.publisher,
      edition: `${provenance.dataset}, ${provenance.edition}`,
      date: provenance.date,
      licence: provenance.licence,
    }),
    ...(provenance && { citation: toCitationText(entry, site)! }),
    ...(limitations && { limitations: limitations[language] }),
    ...(selection && { selection }),
    url: viewUrl ?? new URL(toLayerPath(entry.id, language), site.url).href,
    ...(isoXml && { isoXml }),
  }
}

/** Where a layer's metadata record lies on a site. */
export function toIsoUrl(id: string, site: Site): string {
  return new URL(`${toLayerPath(id, 'en')}${METADATA_FILES.iso}`, site.url).href
}
