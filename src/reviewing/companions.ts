import type { ByteSource } from '../formats/bytes/byte-source.ts'
import { ReadContext, WarningList } from '../formats/contract/read-context.ts'
import { readZip } from '../formats/zip/read.ts'
import { toProblem, type Warning } from '../model/problem.ts'

/** What a metadata file says that came beside the data. */
export interface Companion {
  /** The file, as whoever sent it named it. */
  readonly path: string
  readonly title?: string
  /** West, south, east, north in degrees, as it stands there. */
  readonly bbox?: readonly [number, number, number, number]
}

export interface CompanionsRead {
  readonly companions: readonly Companion[]
  /** What could not be read, or was not looked at. */
  readonly warnings: readonly Warning[]
}

/** A metadata record is some tens of kilobytes; what is larger is no description. */
const MOST_BYTES = 2_000_000
const MOST_FILES = 50
const MOST_ARCHIVE_BYTES = 200_000_000
const IS_METADATA = /\.(xml|txt|met)$/i

/**
 * The metadata files among what was sent, in archives too: ISO 19139 (identification, citation, extent) and FGDC
 * CSDGM as XML or as indented text. Other texts say nothing that is understood, and are none.
 */
export async function readCompanions(sources: readonly ByteSource[]): Promise<CompanionsRead> {
  const warnings = new WarningList()
  const notRead = ({ name }: ByteSource, error: unknown) => {
    const problem = toProblem(error)
    warnings.add(
      {
        code: 'file-not-read',
        message: `${name} was not read: ${problem.message}`,
        values: { ...problem.values, name, code: problem.code },
      },
      name,
    )
  }
  const files: ByteSource[] = []
  for (const source of sources) {
    if (!/\.zip$/i.test(source.name)) {
      files.push(source)
      continue
    }
    try {
      // What of its names and entries is odd is told where layers are read from it.
      const context = new ReadContext({ maxBytes: MOST_ARCHIVE_BYTES })
      files.push(...(await readZip(source, context, new WarningList())))
    } catch (error) {
      notRead(source, error)
    }
  }
  const companions: Companion[] = []
  const leftOut: string[] = []
  for (const file of files.filter(({ name }) => IS_METADATA.test(name))) {
    if (file.size > MOST_BYTES || companions.length === MOST_FILES) {
      leftOut.push(file.name)
      continue
    }
    try {
      const bytes = await file.read(0, file.size)
      const companion = parseCompanion(file.name, new TextDecoder().decode(bytes))
      if (companion) companions.push(companion)
    } catch (error) {
      notRead(file, error)
    }
    file.release?.()
  }
  if (leftOut.length > 0) {
    const names = leftOut.slice(0, 10).join(', ')
    warnings.add({
      code: 'metadata-left-out',
      message: `Files of text were not looked at for metadata, since they are larger than ${MOST_BYTES} bytes or more than ${MOST_FILES}: ${names}.`,
      values: { names, limitBytes: MOST_BYTES, limit: MOST_FILES },
      count: leftOut.length,
    })
  }
  return { companions, warnings: warnings.list() }
}

/** What reading layers and metadata of the same files met: a file that neither could read is told once. */
export function withCompanions(
  ofLayers: readonly Warning[],
  { warnings }: CompanionsRead,
): readonly Warning[] {
  const isTold = ({ code, values }: Warning) =>
    ofLayers.some((other) => other.code === code && other.values?.name === values?.name)
  return [...ofLayers, ...warnings.filter((warning) => !isTold(warning))]
}

/** What a metadata file says; `null` for any other text. */
function parseCompanion(path: string, text: string): Companion | null {
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
