import { open, readFile } from 'node:fs/promises'
import { toCitationText } from '../../src/catalog/metadata/citation.ts'
import { type Site, toLayerPath } from '../../src/catalog/metadata/site.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { ZipWriter } from '../../src/formats/zip/write.ts'
import { wordsOf } from '../../src/words/words.ts'

export interface ArchivePart {
  readonly record: LayerRecord
  /** The layer's GeoPackage. */
  readonly path: string
  readonly name: string
  readonly sha256: string
}

/**
 * Writes the archive of all layers: a GeoPackage each, a list of their checksums as `sha256sum --check` reads it, and
 * what each is, its licence and how to cite it.
 */
export async function writeArchive(
  parts: readonly ArchivePart[],
  site: Site,
  date: Date,
  path: string,
): Promise<void> {
  const zip = new ZipWriter(date)
  const file = await open(path, 'w')
  try {
    const flush = async () => {
      for (const chunk of zip.drain()) await file.appendFile(chunk)
    }
    await zip.add('README.txt', toReadme(parts, site))
    await zip.add('SHA256SUMS', parts.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''))
    for (const part of parts) {
      await zip.add(part.name, await readFile(part.path))
      await flush()
    }
    for (const chunk of zip.end()) await file.appendFile(chunk)
  } finally {
    await file.close()
  }
}

function toReadme(parts: readonly ArchivePart[], site: Site): string {
  const layers = parts.map(({ record, name }) =>
    [
      name,
      `  ${record.title.en} / ${record.title.fr} / ${record.title.es}`,
      ...(record.limitations ? [`  ${record.limitations.en}`] : []),
      `  ${new URL(toLayerPath(record.id, 'en'), site.url).href}`,
      `  ${toCitationText(record, site, 'en') ?? ''}`,
    ].join('\n'),
  )
  return `${wordsOf('vocabulary', 'en').atlas}\n${site.url}\n\n${layers.join('\n\n')}\n`
}
