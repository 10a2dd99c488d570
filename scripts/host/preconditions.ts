import type { IncomingHttpHeaders } from 'node:http'

/** What tells one edition of a representation from another (RFC 9110 section 8.8). */
export interface Validators {
  /** With its quotes, and `W/` where it is weak. */
  readonly etag: string
  readonly modified: Date
}

/**
 * Whether a GET or HEAD request goes on (`'pass'`) or is answered with 304 or 412 (RFC 9110 section
 * 13.2.2, steps 1 to 4): tags are looked at before dates, which are passed over beside tags.
 */
export function checkPreconditions(
  headers: IncomingHttpHeaders,
  { etag, modified }: Validators,
): 'pass' | 304 | 412 {
  const ifMatch = headers['if-match']
  const ifUnmodifiedSince = parseHttpDate(headers['if-unmodified-since'])
  if (ifMatch !== undefined) {
    if (!includesTag(ifMatch, etag, isSameStrongTag)) return 412
  } else if (ifUnmodifiedSince !== null && toSeconds(modified) > toSeconds(ifUnmodifiedSince)) {
    return 412
  }
  const ifNoneMatch = headers['if-none-match']
  const ifModifiedSince = parseHttpDate(headers['if-modified-since'])
  if (ifNoneMatch !== undefined) return includesTag(ifNoneMatch, etag, isSameTag) ? 304 : 'pass'
  if (ifModifiedSince !== null && toSeconds(modified) <= toSeconds(ifModifiedSince)) return 304
  return 'pass'
}

/**
 * Whether a range may be answered with a part: without `If-Range`, or where it names this very edition by
 * its strong tag or its exact date (RFC 9110 section 13.1.5). Otherwise the whole file is due, or a
 * reader would put parts of two editions together.
 */
export function holdsIfRange(header: string | undefined, { etag, modified }: Validators): boolean {
  if (header === undefined) return true
  const value = header.trim()
  if (/^(?:W\/)?"/.test(value)) return isSameStrongTag(value, etag)
  const date = parseHttpDate(value)
  return date !== null && toSeconds(date) === toSeconds(modified)
}

type Comparison = (one: string, other: string) => boolean

const isSameStrongTag: Comparison = (one, other) => one === other && !one.startsWith('W/')
const isSameTag: Comparison = (one, other) => one.replace(/^W\//, '') === other.replace(/^W\//, '')

/** Whether a list of tags has this one; `*` is any. Tags may hold commas: RFC 9110 section 8.8.3. */
function includesTag(list: string, etag: string, isSame: Comparison): boolean {
  if (list.trim() === '*') return true
  return (list.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => isSame(tag, etag))
}

/** A date of a header; null where there is none, or one that is to be passed over as not valid. */
function parseHttpDate(header: string | undefined): Date | null {
  if (header === undefined || !/GMT$/.test(header.trim())) return null
  const date = new Date(header)
  return Number.isNaN(date.getTime()) ? null : date
}

/** Dates in headers have no parts of a second. */
function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
