import type { DownloadFormat } from '../../catalog/downloads.ts'
import { READY_FORMATS } from '../../exporting/ready-made.ts'
import type { ByteSource } from '../../formats/bytes/byte-source.ts'
import { WRITERS } from '../../formats/registry/writers.ts'
import { PACKAGE } from './package-files.ts'
import type { ReadPackage } from './read-package.ts'

/** A ready-made file of a package, as it will lie at the address of its edition. */
export interface ReadyFile {
  readonly format: DownloadFormat
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly sha256: string
  readonly source: ByteSource
}

/** The ready-made files of a package. */
export async function readyFilesOf({ manifest, files, sums }: ReadPackage): Promise<ReadyFile[]> {
  const kinds = new Map<string, { format: DownloadFormat; mediaType: string }>()
  for (const format of READY_FORMATS) {
    const { extension, mediaType } = await WRITERS[format]()
    kinds.set(`${manifest.id}.${extension}`, { format, mediaType })
  }
  kinds.set(`${manifest.id}.csv-metadata.json`, {
    format: 'csvw',
    mediaType: 'application/csvm+json',
  })
  return [...kinds].flatMap(([name, kind]) => {
    const path = PACKAGE.downloadFolder + name
    const source = files.get(path)
    if (!source) return []
    return [{ ...kind, name, bytes: source.size, sha256: sums.get(path)!, source }]
  })
}
