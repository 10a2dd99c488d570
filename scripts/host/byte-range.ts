/** The bytes in `[start, end)`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** One range as it is asked for, before the length of the file is known. */
type AskedRange =
  | { readonly kind: 'from'; readonly first: number; readonly last: number }
  | { readonly kind: 'suffix'; readonly length: number }

/**
 * What a `Range` header asks of a file of `byteLength` bytes (RFC 9110 section 14.1.2):
 *
 * - `null`: the whole file. The header is not valid, has another unit than bytes, or asks for several
 *   ranges, which a server may pass over; a wrong 206 would be worse than more bytes.
 * - `'unsatisfiable'`: the file has no such bytes; the answer is 416.
 * - one range, its end within the file.
 */
export function parseRange(header: string, byteLength: number): ByteRange | 'unsatisfiable' | null {
  const asked = parseRanges(header)
  // An empty file has no byte that `Content-Range` could name.
  if (!asked || byteLength === 0) return null
  const ranges = asked.flatMap((range) => toByteRange(range, byteLength) ?? [])
  if (ranges.length === 0) return 'unsatisfiable'
  return asked.length === 1 ? ranges[0]! : null
}

/** The ranges of a header that is valid throughout; one faulty range makes the whole of it invalid. */
function parseRanges(header: string): AskedRange[] | null {
  const set = /^bytes=(.*)$/is.exec(header.trim())?.[1]
  if (set === undefined) return null
  const ranges: AskedRange[] = []
  // RFC 9110 section 5.6.1.2: a recipient takes empty elements of a list, too.
  for (const text of set.split(',').map((part) => part.trim())) {
    if (text === '') continue
    const range = parseOne(text)
    if (!range) return null
    ranges.push(range)
  }
  return ranges.length > 0 ? ranges : null
}

/** Positions of any number of digits: beyond what a number holds exactly they are past every file's end. */
function parseOne(text: string): AskedRange | null {
  const match = /^(\d*)-(\d*)$/.exec(text)
  if (!match || text === '-') return null
  const [, first = '', last = ''] = match
  if (first === '') return { kind: 'suffix', length: Number(last) }
  if (last === '') return { kind: 'from', first: Number(first), last: Number.POSITIVE_INFINITY }
  return BigInt(first) > BigInt(last)
    ? null
    : { kind: 'from', first: Number(first), last: Number(last) }
}

function toByteRange(range: AskedRange, byteLength: number): ByteRange | null {
  if (range.kind === 'suffix') {
    if (range.length === 0) return null
    return { start: Math.max(0, byteLength - range.length), end: byteLength }
  }
  if (range.first >= byteLength) return null
  return { start: range.first, end: Math.min(range.last + 1, byteLength) }
}
