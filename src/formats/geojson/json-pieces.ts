import { ProblemError } from '../../model/problem.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import type { ReadContext } from '../contract/read-context.ts'
import { bomOf, requireDecoder, type TextStream } from '../text/decoder.ts'
import { parseJson } from './json-properties.ts'
import { type JsonPiece, JsonScanner, type TakeElement } from './json-scanner.ts'

const PIECES_PER_BREATH = 128

/** Who takes up the pieces of a file of JSON. */
export interface PieceTaker {
  /** Is shown where elements begin, as the scanner shows them. */
  readonly takeElement?: TakeElement
  /** @param scanner the one that is at this piece */
  add(piece: JsonPiece, scanner: JsonScanner): void
}

/**
 * Gives the pieces of a file in order (`json-scanner.ts`), whose bytes are UTF-8, or UTF-16 with a byte order mark.
 * Rejects with `json-invalid` where brackets do not match, with `memory-limit`, and as the context does.
 */
export async function takeJsonPieces(
  source: ByteSource,
  context: ReadContext,
  taker: PieceTaker,
): Promise<void> {
  context.expect(source.size)
  let held = 0
  try {
    const scanner = new JsonScanner(taker.takeElement)
    for await (const chunk of utf8Chunks(source, context)) {
      let count = 0
      for (const piece of scanner.push(chunk)) {
        taker.add(piece, scanner)
        if (++count % PIECES_PER_BREATH === 0) await context.breathe()
      }
      if (scanner.pendingBytes > held) {
        context.budget.take(scanner.pendingBytes - held, source.name)
        held = scanner.pendingBytes
      }
    }
    for (const piece of scanner.end()) taker.add(piece, scanner)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidJson(source.name, error.message)
    throw error
  }
}

export function invalidJson(name: string, detail: string): ProblemError {
  return new ProblemError({
    code: 'json-invalid',
    message: `${name} is not valid JSON: ${detail}.`,
    values: { name, detail },
  })
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The value of a piece of the file of a name. Throws `json-invalid`. */
export function parsePiece(
  { bytes, byteOffset }: Pick<JsonPiece, 'bytes' | 'byteOffset'>,
  name: string,
): unknown {
  try {
    return parseJson(decoder.decode(bytes))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw invalidJson(name, `${detail.slice(0, 120)}, from byte ${byteOffset + 1}`)
  }
}

/** The bytes without a byte order mark; UTF-16 is brought into UTF-8. */
async function* utf8Chunks(source: ByteSource, context: ReadContext): AsyncGenerator<Uint8Array> {
  let text: TextStream | null = null
  const encoder = new TextEncoder()
  let isFirst = true
  for await (const chunk of context.chunks(source)) {
    const bom = isFirst ? bomOf(chunk) : null
    isFirst = false
    const bytes = bom ? chunk.subarray(bom.length) : chunk
    if (bom && bom.name !== 'utf-8') text = requireDecoder(bom.name).stream()
    yield text ? encoder.encode(text.push(bytes)) : bytes
  }
}
