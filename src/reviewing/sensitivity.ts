import type { Finding } from './finding.ts'
import { FAULTS, type FaultKind, type Planted } from './plant.ts'
import { reviewLayer } from './review-layer.ts'
import type { Subject } from './rule.ts'

/** How well the rules found what was planted in a layer. */
export interface Sensitivity {
  /** Its sentence stands in the words of `review-faults`. */
  readonly fault: FaultKind['name']
  readonly planted: number
  readonly found: number
  /** Rows, or findings about the whole layer, that were told of and are neither planted nor in the layer as it was. */
  readonly falseAlarms: number
}

/** Findings that follow from another fault, and are right where that is: an area at no place has no neighbour. */
const FOLLOWING = new Set([
  'gap',
  'overlap',
  'border-seam',
  'values-missing',
  'completeness-uneven',
  'class-absent',
  'country-absent',
  'country-unknown',
  'key-reused',
  'metadata-count',
  'metadata-extent',
  'field-extra',
  'sliver',
  'shape-repeated',
  'repeated-position',
  'read-with-remarks',
])

/**
 * Plants each kind of fault in a copy of the layer, a few of each, and tells how many of them the rules find. The same
 * random numbers give the same copies.
 */
export async function measureSensitivity(
  subject: Subject,
  random: () => number,
  count = 3,
  onFault?: (nth: number, of: number) => void,
  signal?: AbortSignal,
): Promise<Sensitivity[]> {
  const options = signal ? { signal } : {}
  const clean = toIndex((await reviewLayer(subject, options)).findings, subject)
  const told: Sensitivity[] = []
  for (const [nth, fault] of FAULTS.entries()) {
    onFault?.(nth, FAULTS.length)
    const planted = fault.plant(subject, random, count)
    if (!planted) continue
    const { findings } = await reviewLayer(planted.subject, options)
    told.push({ fault: fault.name, ...judge(planted, findings, clean) })
  }
  return told
}

type Index = ReadonlyMap<string, ReadonlySet<number>>

/** The numbers of the rows that are told of, by code: rows may be other ones in a copy, their numbers are not. */
function toIndex(findings: readonly Finding[], { rows: of }: Subject): Index {
  const index = new Map<string, Set<number>>()
  for (const { code, rows } of findings) {
    const known = index.get(code) ?? new Set()
    index.set(code, known)
    for (const row of rows) known.add(of.rowNumber(row))
    if (rows.length === 0) known.add(-1)
  }
  return index
}

function judge(
  { subject, rows: places, codes }: Planted,
  findings: readonly Finding[],
  clean: Index,
) {
  const rows = places.map((row) => subject.rows.rowNumber(row))
  const now = toIndex(findings, subject)
  const isFound = (row: number) => codes.some((code) => now.get(code)?.has(row))
  const wantedRows = rows.length === 0 ? [-1] : rows
  const wanted = new Set(rows)
  const found = codes.some((code) => isPaired(code))
    ? wantedRows.filter((row) => isFound(row) || isNamedBeside(findings, codes, row)).length
    : wantedRows.filter(isFound).length
  let falseAlarms = 0
  for (const [code, hits] of now) {
    if (codes.includes(code) && rows.length === 0) continue
    if (FOLLOWING.has(code)) continue
    for (const row of hits) {
      if (!wanted.has(row) && !clean.get(code)?.has(row) && row !== -1) falseAlarms++
    }
    if (hits.has(-1) && !codes.includes(code) && !clean.has(code)) falseAlarms++
  }
  return { planted: wantedRows.length, found, falseAlarms }
}

/** Codes of which a finding is between two rows, and names the other beside the first. */
const isPaired = (code: string): boolean => /^(gap|overlap|border-seam)$/.test(code)

function isNamedBeside(
  findings: readonly Finding[],
  codes: readonly string[],
  row: number,
): boolean {
  return findings.some(
    ({ code, details }) =>
      codes.includes(code) &&
      details?.some((detail) => String(detail).split(', ').includes(String(row))),
  )
}
