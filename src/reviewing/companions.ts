import type { ByteSource } from '../formats/bytes/byte-source.ts'
import { ReadContext, WarningList } from '../formats/contract/read-context.ts'
import { readZip } from '../formats/zip/read.ts'

/** What a metadata file says that came beside the data. */
export interface Companion {
  /** The file, as whoever sent it named it. */
  readonly path: string
  readonly title?: string
  /** West, south, east, north in degrees, as it stands there. */
  readonly bbox?: readonly [number, number, number, number]
}

/** A metadata record is some tens of kilobytes; what is larger is no description. */
const MOST_BYTES = 2_000_000
const MOST_FILES = 50
const IS_METADATA = /\.(xml|txt|met)$/i

/**
 * The metadata files among what was sent, in archives too: ISO 19139 (identification, citation, extent) and FGDC
 * CSDGM as XML or as indented text. Other texts say nothing that is understood, and are none.
 */
export async function readCompanions(sources: readonly ByteSource[]): Promise<Companion[]> {
  const files: ByteSource[] = []
  for (const source of sources) {
    if (!/\.zip$/i.test(source.name)) files.push(source)
    // An archive that cannot be read is told of where the layer is read from it.
    else files.push(...(await readZip(source, new ReadContext({ maxBytes: 200_000_000 }), new WarningList()).catch(() => []))) // biome-ignore format: one line
  }
  const companions: Companion[] = []
  for (const file of files) {
    if (!IS_METADATA.test(file.name) || file.size > MOST_BYTES) continue
    if (companions.length === MOST_FILES) break
    const bytes = await file.read(0, file.size).catch(() => new Uint8Array(0))
    const companion = parseCompanion(file.name, new TextDecoder().decode(bytes))
    if (companion) companions.push(companion)
    file.release?.()
  }
  return companions
}

/** What a metadata file says; `null` for any other text. */
export function parseCompanion(path: string, text: string): Companion | null {
  const isXml = text.trimStart().startsWith('<')
  // Of ISO 19139 the identification: systems and thesauri are cited before it.
  const from = isXml ? Math.max(0, text.search(/<(?:\w+:)?(?:identificationInfo|idinfo)\b/)) : 0
  const said = text.slice(from)
  const title = isXml
    ? /<(?:\w+:)?title\b[^>]*>\s*(?:<(?:\w+:)?CharacterString\b[^>]*>)?\s*([^<]{2,500})/.exec(said)
    : /^\s*Title:\s*(\S.{1,500})$/m.exec(said)
  const edge = (iso: string, xml: string, plain: string): number => {
    const found = isXml
      ? new RegExp(`<(?:\\w+:)?(?:${iso}|${xml})\\b[^>]*>\\s*(?:<(?:\\w+:)?Decimal\\b[^>]*>)?\\s*(-?[\\d.]{1,20})`).exec(said) // biome-ignore format: one line
      : new RegExp(`^\\s*${plain}:\\s*(-?[\\d.]{1,20})\\s*$`, 'm').exec(said)
    return found ? Number(found[1]) : Number.NaN
  }
  const bbox = [
    edge('westBoundLongitude', 'westbc', 'West_Bounding_Coordinate'),
    edge('southBoundLatitude', 'southbc', 'South_Bounding_Coordinate'),
    edge('eastBoundLongitude', 'eastbc', 'East_Bounding_Coordinate'),
    edge('northBoundLatitude', 'northbc', 'North_Bounding_Coordinate'),
  ] as const
  const hasBox = bbox.every(Number.isFinite)
  if (!title && !hasBox) return null
  return { path, ...(title && { title: title[1]!.trim() }), ...(hasBox && { bbox }) }
}
