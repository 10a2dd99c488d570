import { type Finding, SEVERITIES, type Severity } from './finding.ts'
import type { RuleRun, Subject } from './rule.ts'
import { RULES } from './rules.ts'

export interface ReviewOptions {
  readonly signal?: AbortSignal
  /** Called some ten times a second at most, with the rows that have been gone over. */
  readonly onProgress?: (rows: number) => void
}

/** A rule that broke off: a fault of the program, and none of the data. */
export interface BrokenRule {
  readonly codes: readonly string[]
  readonly message: string
}

export interface ReviewResult {
  /** The gravest first. */
  readonly findings: readonly Finding[]
  /** Rules that could not be applied: what they would have found is not known. */
  readonly broken: readonly BrokenRule[]
  readonly rowCount: number
}

const ROWS_PER_LOOK = 512
const PAUSE_EVERY_MILLISECONDS = 50

/**
 * Holds a layer to all rules of the Framework, in one pass over its rows. A rule that breaks off does not keep the
 * others from being applied, and is told. Rejects with the signal's reason once it is aborted.
 */
export async function reviewLayer(
  subject: Subject,
  { signal, onProgress }: ReviewOptions = {},
): Promise<ReviewResult> {
  const broken: BrokenRule[] = []
  const guard = <Value>(codes: readonly string[], work: () => Value): Value | null => {
    try {
      return work()
    } catch (error) {
      broken.push({ codes, message: error instanceof Error ? error.message : String(error) })
      return null
    }
  }
  let runs = RULES.flatMap(({ codes, begin }) => {
    const run = guard(codes, () => begin(subject))
    return run ? [{ codes, run }] : []
  })
  const { rows } = subject
  let visitors = runs.filter(({ run }) => run.visit)
  let pausedAt = performance.now()
  for (let row = 0; row < rows.length; row++) {
    const geometry = rows.geometry(row)
    for (const visitor of visitors) {
      const { codes, run } = visitor
      const before = broken.length
      guard(codes, () => run.visit!(row, geometry))
      if (broken.length === before) continue
      visitors = visitors.filter((each) => each !== visitor)
      runs = runs.filter((each) => each !== visitor)
    }
    if (row % ROWS_PER_LOOK !== 0) continue
    signal?.throwIfAborted()
    if (performance.now() - pausedAt < PAUSE_EVERY_MILLISECONDS) continue
    onProgress?.(row)
    await new Promise((resolve) => setTimeout(resolve))
    pausedAt = performance.now()
  }
  const findings: Finding[] = []
  for (const { codes, run } of runs) {
    signal?.throwIfAborted()
    findings.push(...(guard(codes, () => (run as RuleRun).finish()) ?? []))
    onProgress?.(rows.length)
    await new Promise((resolve) => setTimeout(resolve))
  }
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity)
  return {
    findings: findings.sort((a, b) => rank(a) - rank(b)),
    broken,
    rowCount: rows.length,
  }
}

/** How many findings there are of each severity. */
export function countSeverities(
  findings: readonly Pick<Finding, 'severity'>[],
): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 }
  for (const { severity } of findings) counts[severity]++
  return counts
}
