import { appendToStoredZip, type FileStore } from '../../exporting/write-to-store.ts'
import type { ByteSource } from '../../formats/bytes/byte-source.ts'
import { ProblemError } from '../../model/problem.ts'
import { type Approval, PACKAGE } from './package-files.ts'
import { type ReadPackageOptions, readPackage } from './read-package.ts'

/**
 * Puts an approval into a package, bound to its bytes: of all that stands in it, none may be another afterwards.
 *
 * @throws ProblemError `package-approved` where it has one, and as `readPackage` does
 */
export async function approvePackage(
  source: ByteSource,
  store: Pick<FileStore, 'writeAt'>,
  given: Pick<Approval, 'initials' | 'date' | 'remarks'>,
  options: ReadPackageOptions = {},
): Promise<Approval> {
  const { sha256, approval, isApprovalLapsed, manifest } = await readPackage(source, options)
  if (approval || isApprovalLapsed) {
    throw new ProblemError({
      code: 'package-approved',
      message: 'The package has an approval already: make it anew to have it approved again.',
    })
  }
  const own: Approval = { version: 1, package: sha256, ...given }
  await appendToStoredZip(
    source,
    store,
    PACKAGE.approval,
    new TextEncoder().encode(`${JSON.stringify(own, null, 1)}\n`),
    new Date(`${manifest.edition}T00:00:00Z`),
  )
  return own
}
