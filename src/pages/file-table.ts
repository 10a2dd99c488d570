import { DOWNLOAD_NAMES, type Download, isData } from '../catalog/downloads.ts'
import type { Language } from '../model/schema.ts'
import { wordsOf } from '../words/words.ts'
import { esc, type Link, toFileSize, toScroll } from './html.ts'

/** A row of a table of files. */
export interface ListedFile {
  /** From the site's root. */
  readonly path: string
  readonly format: string
  /** What is to be known of it before it is taken. */
  readonly note?: string
  readonly bytes: number
  readonly sha256: string
}

/** A ready-made file as a row. */
export function toReadyFile(language: Language): (download: Download) => ListedFile {
  const words = wordsOf('static-pages', language)
  return (download) => ({
    ...download,
    format: DOWNLOAD_NAMES[download.format],
    ...(isData(download) ? {} : { note: words.dictionary }),
  })
}

const toName = (path: string): string => esc(path.slice(path.lastIndexOf('/') + 1))

/** Files with their sizes and checksums, each a link. */
export function toFileTable(
  files: readonly ListedFile[],
  name: string,
  language: Language,
  link: Link,
): string {
  const words = wordsOf('static-pages', language)
  const rows = files.map(
    ({ path, format, note, bytes, sha256 }) =>
      `<tr><td><a href="${link(path)}" download="${toName(path)}">${toName(path)}</a>${note ? `<br><span class="quiet">${note}</span>` : ''}</td><td>${esc(format)}</td><td class="number">${toFileSize(bytes, language)}</td><td><code>${sha256}</code></td></tr>`,
  )
  return toScroll(
    name,
    `<table><thead><tr><th scope="col">${words.file}</th><th scope="col">${words.format}</th><th scope="col">${words.size}</th><th scope="col">SHA-256</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`,
  )
}
