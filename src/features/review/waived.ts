import { toFindingKey } from '../../reviewing/finding.ts'
import type { ShownFinding } from '../../reviewing/protocol.ts'
import type { Waivers } from '../../reviewing/report.ts'

/** Whether a finding is accepted as it is: it has to be what it was when it was accepted. */
export function isWaived(finding: ShownFinding, waivers: Waivers): boolean {
  return waivers.get(toFindingKey(finding))?.fingerprint === finding.fingerprint
}
