import type { CatalogLayer } from '../../catalog/schema.ts'
import type { ImportedLayer } from '../../formats/contract/imported-layer.ts'
import { toFindingKey } from '../finding.ts'
import { toFingerprint, type Waiver, type Waivers, waiverOf } from '../report.ts'
import { reviewLayer } from '../review-layer.ts'
import type { ReviewRows } from '../review-rows.ts'
import { type SubjectContext, toSubject } from '../subject.ts'
import { toTheme } from '../theme.ts'
import { type ToldFinding, toVerdict, type Verdict } from '../verdict.ts'

/** What a layer that is to be released is held to. */
export type ReleaseContext = Required<
  Pick<SubjectContext, 'catalog' | 'places' | 'published' | 'year'>
>

export interface ReleaseCheck {
  readonly verdict: Verdict
  /** The codes of rules that broke off. */
  readonly broken: readonly string[]
  readonly rows: ReviewRows
}

/** Holds a layer as it is in its package, with the whole of its entry, to all rules. */
export async function checkRelease(
  layer: ImportedLayer,
  entry: CatalogLayer,
  { catalog, places, published, year }: ReleaseContext,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (rows: number) => void } = {},
): Promise<ReleaseCheck> {
  const theme = toTheme(catalog.find(({ id }) => id === entry.id) ?? entry)
  const subject = toSubject(layer, { catalog, places, published, year, theme, entry })
  const { findings, broken } = await reviewLayer(subject, options)
  return {
    verdict: toVerdict(findings, subject),
    broken: broken.flatMap(({ codes }) => codes),
    rows: subject.rows,
  }
}

/** The errors that nobody has accepted: as long as there is one the layer is not released. */
export function openErrors(verdict: Verdict, waivers: Waivers): readonly ToldFinding[] {
  return verdict.findings.filter(
    (finding) => finding.severity === 'error' && !waiverOf(finding, waivers),
  )
}

/**
 * The waivers of a delivery for the findings of its release. The rows stand in another order there, so what is found
 * has another fingerprint: one and the same finding with one and the same count is accepted still.
 */
export function carryWaivers(
  waivers: Waivers,
  delivery: Verdict,
  release: Verdict,
): ReadonlyMap<string, Waiver> {
  const carried = new Map<string, Waiver>()
  for (const finding of release.findings) {
    const key = toFindingKey(finding)
    const before = delivery.findings.find((each) => toFindingKey(each) === key)
    const waiver = before && waiverOf(before, waivers)
    if (waiver && before.count === finding.count) {
      carried.set(key, { ...waiver, fingerprint: toFingerprint(finding) })
    }
  }
  return carried
}
