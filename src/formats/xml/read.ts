import type { ByteSource } from '../bytes/byte-source.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import {
  bomOf,
  findDecoder,
  hasHighByte,
  requireDecoder,
  utf8KindOf,
  WholeCharacters,
} from '../text/decoder.ts'
import { candidatesOf, detectEncoding, type EncodingFound } from '../text/detect-encoding.ts'
import type { XmlScanner } from './xml-scanner.ts'

const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/

/**
 * Feeds a file to a scanner, piece by piece, in the encoding that it declares, or, where the bytes say
 * otherwise, in the one that they are in. The file is gone through twice and never held as a whole.
 */
export async function readXml(
  source: ByteSource,
  scanner: XmlScanner,
  context: ReadContext,
  warnings: WarningList,
): Promise<EncodingFound> {
  context.expect(source.size * 2)
  const encoding = await findEncoding(source, context, warnings)
  const bom = bomOf(await source.read(0, Math.min(4, source.size)))
  const text = requireDecoder(encoding.name).stream()
  let isFirst = true
  for await (const chunk of context.chunks(source)) {
    const bytes = isFirst && bom ? chunk.subarray(bom.length) : chunk
    isFirst = false
    // In steps, so that a cancel arrives while a large piece is worked on.
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      scanner.push(text.push(bytes.subarray(at, at + STEP_BYTES)))
      await context.breathe()
    }
  }
  scanner.push(text.end())
  scanner.end()
  return encoding
}

const STEP_BYTES = 1 << 16

const MOST_SAMPLES = 50
const SAMPLE_BYTES = 200

async function findEncoding(
  source: ByteSource,
  context: ReadContext,
  warnings: WarningList,
): Promise<EncodingFound> {
  const head = await source.read(0, Math.min(source.size, 1024))
  const bom = bomOf(head)
  if (bom && bom.name !== 'utf-8') return { name: bom.name, how: 'format', candidates: [] }
  if (head[0] !== 0 && head[1] === 0) return { name: 'utf-16le', how: 'detected', candidates: [] }
  if (head[0] === 0 && head[1] !== 0) return { name: 'utf-16be', how: 'detected', candidates: [] }
  const label = DECLARED.exec(requireDecoder('latin1').decode(head.subarray(bom?.length ?? 0)))?.[1]
  const declared = label ? findDecoder(label) : null
  const { isUtf8, samples } = await survey(source, context)
  const others = () => detectEncoding(samples)
  if (context.choices.encoding !== undefined) {
    const { name } = requireDecoder(context.choices.encoding)
    return { name, how: 'chosen', candidates: candidatesOf([name, ...names(others())], samples) }
  }
  if (label && !declared) {
    warnings.add({
      code: 'encoding-unknown',
      message: `The file declares the encoding “${label}”, which is not known.`,
      values: { encoding: label },
    })
  }
  // A declared UTF-16 that begins with bytes of ASCII is a lie that Windows programs tell.
  const isLie = declared?.name.startsWith('utf-16') ?? false
  const wanted = declared && !isLie ? declared.name : 'utf-8'
  if (wanted !== 'utf-8' || isUtf8) {
    return {
      name: wanted,
      how: declared && !isLie ? 'declared' : 'format',
      candidates: samples.length > 0 ? candidatesOf([wanted, ...names(others())], samples) : [],
    }
  }
  const found = others()
  warnings.add({
    code: 'encoding-contradicted',
    message: `The texts are not in ${label ?? 'UTF-8'}, as the file declares; their encoding was found from them.`,
    values: { encoding: label ?? 'UTF-8' },
  })
  return { ...found, name: found.name === 'utf-8' ? 'windows-1252' : found.name }
}

const names = ({ candidates }: EncodingFound): string[] => candidates.map(({ name }) => name)

/** Whether all of the file is UTF-8, and pieces of it that are not ASCII. */
async function survey(
  source: ByteSource,
  context: ReadContext,
): Promise<{ readonly isUtf8: boolean; readonly samples: readonly Uint8Array[] }> {
  const characters = new WholeCharacters()
  const samples: Uint8Array[] = []
  let isUtf8 = true
  for await (const chunk of context.chunks(source)) {
    let isAscii = isUtf8
    for (let at = 0; isUtf8 && at < chunk.length; at += STEP_BYTES) {
      const kind = utf8KindOf(characters.push(chunk.subarray(at, at + STEP_BYTES)))
      if (kind !== 'ascii') isAscii = false
      if (kind === null) isUtf8 = false
    }
    if (!isUtf8 || characters.rest.length > 0) isAscii = false
    if (isAscii) continue
    for (let at = 0; at < chunk.length && samples.length < MOST_SAMPLES; at += SAMPLE_BYTES) {
      const end = Math.min(chunk.length, at + SAMPLE_BYTES)
      if (hasHighByte(chunk, at, end)) samples.push(sampleAround(chunk, at, end))
    }
  }
  return { isUtf8, samples }
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
