import type { ByteSource } from '../bytes/byte-source.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import {
  bomOf,
  decodeUtf8,
  findDecoder,
  hasHighByte,
  requireDecoder,
  WholeCharacters,
} from '../text/decoder.ts'
import { candidatesOf, detectEncoding, type EncodingFound } from '../text/detect-encoding.ts'
import type { XmlScanner } from './xml-scanner.ts'

const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/

/** A file that was gone through to its end: what its last reading made of it, and what that had to tell. */
type XmlRead<Reading> = Reading & {
  readonly encoding: EncodingFound
  readonly warnings: WarningList
}

/**
 * Feeds a file to a scanner, piece by piece, in the encoding that it declares, or, where the bytes say
 * otherwise, in the one that they are in. It is never held as a whole, and gone through once: what is not the UTF-8
 * that it was taken for is begun again, and what was counted, told and begun until then is undone.
 *
 * @param begin Makes the scanner, and what it fills, anew for each reading.
 */
export async function readXml<Reading extends { readonly scanner: XmlScanner }>(
  source: ByteSource,
  context: ReadContext,
  begin: (warnings: WarningList) => Reading,
): Promise<XmlRead<Reading>> {
  context.expect(source.size)
  const head = await source.read(0, Math.min(source.size, 1024))
  // What is unpacked to be read stays so.
  const undo = context.mark()
  let warnings = new WarningList()
  const taken = takeFor(head, context, warnings)
  let reading = begin(warnings)
  const samples: Uint8Array[] = []
  const isTaken = await push(source, reading.scanner, context, taken, samples)
  if (isTaken) return { ...reading, warnings, encoding: toEncoding(taken, samples) }
  undo()
  warnings = new WarningList()
  takeFor(head, context, warnings)
  const label = taken.label ?? 'UTF-8'
  warnings.add({
    code: 'encoding-contradicted',
    message: `The texts are not in ${label}, as the file declares; their encoding was found from them.`,
    values: { encoding: label },
  })
  const found = detectEncoding(samples)
  const name = found.name === 'utf-8' ? 'windows-1252' : found.name
  reading = begin(warnings)
  await push(source, reading.scanner, context, { ...taken, name, isDoubted: false }, null)
  return { ...reading, warnings, encoding: { ...found, name } }
}

/** What a file is taken for before it is read. */
interface Taken {
  readonly name: string
  readonly how: EncodingFound['how']
  /** The name that the file declares. */
  readonly label: string | undefined
  readonly bomLength: number
  /** Whether its bytes may say otherwise, as they may of UTF-8 alone. */
  readonly isDoubted: boolean
}

function takeFor(head: Uint8Array, { choices }: ReadContext, warnings: WarningList): Taken {
  const bom = bomOf(head)
  const bomLength = bom?.length ?? 0
  const rest = { label: undefined, bomLength, isDoubted: false }
  if (bom && bom.name !== 'utf-8') return { ...rest, name: bom.name, how: 'format' }
  if (head[0] !== 0 && head[1] === 0) return { ...rest, name: 'utf-16le', how: 'detected' }
  if (head[0] === 0 && head[1] !== 0) return { ...rest, name: 'utf-16be', how: 'detected' }
  if (choices.encoding !== undefined) {
    return { ...rest, name: requireDecoder(choices.encoding).name, how: 'chosen' }
  }
  const label = DECLARED.exec(requireDecoder('latin1').decode(head.subarray(bomLength)))?.[1]
  const declared = label ? findDecoder(label) : null
  if (label && !declared) {
    warnings.add({
      code: 'encoding-unknown',
      message: `The file declares the encoding “${label}”, which is not known.`,
      values: { encoding: label },
    })
  }
  // A declared UTF-16 that begins with bytes of ASCII is a lie that Windows programs tell.
  const isLie = declared?.name.startsWith('utf-16') ?? false
  const name = declared && !isLie ? declared.name : 'utf-8'
  const how = declared && !isLie ? 'declared' : 'format'
  return { label, bomLength, name, how, isDoubted: name === 'utf-8' }
}

/** The encoding of a file that is in the one that it was taken for, with others that its texts may be in. */
function toEncoding({ name, how }: Taken, samples: readonly Uint8Array[]): EncodingFound {
  const isCertain = how === 'detected' || (how === 'format' && name !== 'utf-8')
  // Who has chosen sees the choice again, though nothing shows what it makes of the texts.
  if (isCertain || (samples.length === 0 && how !== 'chosen')) return { name, how, candidates: [] }
  const others = detectEncoding(samples).candidates.map((candidate) => candidate.name)
  return { name, how, candidates: candidatesOf([name, ...others], samples) }
}

const STEP_BYTES = 1 << 16

/**
 * Goes through a file, and takes samples of what is not ASCII in it; `false` where it is not in the encoding that it
 * was taken for. What is wrong with a file is only told once its encoding is certain.
 */
async function push(
  source: ByteSource,
  scanner: XmlScanner,
  context: ReadContext,
  { name, bomLength, isDoubted }: Taken,
  samples: Uint8Array[] | null,
): Promise<boolean> {
  const text = requireDecoder(name).stream()
  const characters = new WholeCharacters()
  let isTaken = true
  let failure: { readonly error: unknown } | null = null
  let start = bomLength
  for await (const chunk of context.chunks(source)) {
    let isAscii = isDoubted && start === 0 && characters.rest.length === 0
    // In steps, so that a cancel arrives while a large piece is worked on.
    for (let at = start; isTaken && at < chunk.length; at += STEP_BYTES) {
      const bytes = chunk.subarray(at, at + STEP_BYTES)
      const whole = isDoubted ? characters.push(bytes) : bytes
      const decoded = isDoubted ? decodeUtf8(whole) : text.push(whole)
      if (decoded === null) {
        isTaken = false
        break
      }
      // Any other character takes more bytes than it has places in a text.
      if (decoded.length < whole.length) isAscii = false
      try {
        if (!failure) scanner.push(decoded)
      } catch (error) {
        if (!isDoubted) throw error
        failure = { error }
      }
      await context.breathe()
    }
    start = 0
    if (samples && (!isTaken || !isAscii || characters.rest.length > 0)) addSamples(chunk, samples)
    if (!isTaken && samples?.length === MOST_SAMPLES) return false
  }
  if (!isTaken) return false
  if (failure) throw failure.error
  scanner.push(text.push(characters.rest) + text.end())
  scanner.end()
  return true
}

const MOST_SAMPLES = 50
const SAMPLE_BYTES = 200

/** Pieces of a chunk that are not ASCII, as long as there are not enough of them. */
function addSamples(chunk: Uint8Array, samples: Uint8Array[]): void {
  for (let at = 0; at < chunk.length && samples.length < MOST_SAMPLES; at += SAMPLE_BYTES) {
    const end = Math.min(chunk.length, at + SAMPLE_BYTES)
    if (hasHighByte(chunk, at, end)) samples.push(sampleAround(chunk, at, end))
  }
}

/** The text between the tags around the first byte that is not ASCII. */
function sampleAround(chunk: Uint8Array, start: number, end: number): Uint8Array {
  let high = start
  while (high < end && chunk[high]! < 128) high++
  let from = high
  while (from > 0 && high - from < 60 && chunk[from - 1] !== 0x3e && chunk[from - 1] !== 10) from--
  let to = high
  while (to < chunk.length && to - high < 60 && chunk[to] !== 0x3c && chunk[to] !== 10) to++
  // Not within a character of several bytes.
  while (from < high && (chunk[from]! & 0xc0) === 0x80) from++
  while (to > high && to < chunk.length && (chunk[to]! & 0xc0) === 0x80) to--
  return chunk.slice(from, to)
}
