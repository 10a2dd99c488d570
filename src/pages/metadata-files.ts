import { toBibtex, toCitationText, toCslItem, toRis } from '../catalog/metadata/citation.ts'
import { toDataCite, toDataCiteXml } from '../catalog/metadata/datacite.ts'
import { toFgdcText } from '../catalog/metadata/fgdc.ts'
import { toIso19139 } from '../catalog/metadata/iso19139.ts'
import { METADATA_FILES, type Site, toLayerPath } from '../catalog/metadata/site.ts'
import { isCollection, toStacCollection } from '../catalog/metadata/stac.ts'
import type { LayerRecord } from '../catalog/record.ts'

/** A file of the site: its path from the root, one that ends with a slash being a page, and its text. */
export type SiteFile = readonly [path: string, text: string]

/** The metadata of a layer in every form, beside its page. */
export function* toMetadataFiles(record: LayerRecord, site: Site): Generator<SiteFile> {
  const at = (name: string) => toLayerPath(record.id, 'en') + name
  yield [at(METADATA_FILES.iso), toIso19139(record, site)]
  yield [at(METADATA_FILES.fgdc), toFgdcText(record, site)]
  if (isCollection(record)) {
    yield [at(METADATA_FILES.stac), toJson(toStacCollection(record, site))]
  }
  yield [
    at(METADATA_FILES.json),
    toJson({ ...record, citation: toCitationText(record, site, 'en') }),
  ]
  // A layer that is only planned has nothing to cite.
  const csl = toCslItem(record, site)
  if (!csl) return
  yield [at(METADATA_FILES.csl), toJson([csl])]
  yield [at(METADATA_FILES.bibtex), toBibtex(record, site) ?? '']
  yield [at(METADATA_FILES.ris), toRis(record, site) ?? '']
  const datacite = toDataCite(record, site)
  if (!datacite) return
  yield [at(METADATA_FILES.dataciteXml), toDataCiteXml(datacite)]
  yield [at(METADATA_FILES.dataciteJson), toJson(datacite)]
}

export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}
