import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LayerRecord } from '../../src/catalog/record.ts'
import type { ByteSource } from '../../src/formats/bytes/byte-source.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { Mapping } from '../../src/reviewing/mapping.ts'
import { checkDescription, describeSource, toDraft } from '../../src/reviewing/release/describe.ts'
import { type MadePackage, makePackage } from '../../src/reviewing/release/make-package.ts'
import type { Waivers } from '../../src/reviewing/report.ts'
import type { Subject } from '../../src/reviewing/rule.ts'
import type { Verdict } from '../../src/reviewing/verdict.ts'
import { toRecords } from '../catalog/records.ts'
import type { Published } from '../review/subject.ts'
import { siteOfBuild } from '../site-of-build.ts'
import { withTemporaryStores } from './file-store.ts'
import { readReleasedRecords } from './released.ts'

export interface PackageCommand {
  readonly path: string
  readonly published: Published
  readonly subject: Subject
  readonly sources: readonly ByteSource[]
  readonly mapping: Mapping | null
  readonly verdict: Verdict
  /** What the layer's description says otherwise than the edition before. */
  readonly description: Readonly<Record<string, unknown>>
  readonly waivers: Waivers
  readonly embargo: string | null
  readonly command: string
}

const LIMIT_BYTES = 6_000_000_000

/**
 * Writes the release package of a layer that was reviewed, as the page for reviews does.
 *
 * @throws ProblemError `description-incomplete` with all that is missing, and as `makePackage` does
 */
export async function writePackage(command: PackageCommand): Promise<MadePackage> {
  const { published, subject, sources, verdict } = command
  const { folder, catalog, places } = published
  const before = await findRecord(published, subject.theme?.id)
  const checked = checkDescription({ ...(before && toDraft(before)), ...command.description })
  if (!checked.ok) {
    throw new ProblemError({
      code: 'description-incomplete',
      message: `The description is not complete:\n${checked.faults.map(({ field, message }) => `  ${field}: ${message}`).join('\n')}`,
    })
  }
  return withTemporaryStores(async (openStore) => {
    const made = await makePackage(
      {
        rows: subject.rows,
        described: checked.described,
        embargo: command.embargo,
        source: await describeSource(sources),
        mapping: command.mapping,
        fixes: [],
        delivery: verdict,
        waivers: command.waivers,
        command: command.command,
      },
      {
        openStore,
        limitBytes: LIMIT_BYTES,
        site: siteOfBuild(),
        catalog,
        places,
        published: subject.published,
        year: subject.year,
        readGround: (path) => readFile(join(folder, path)).catch(() => null),
      },
    )
    await copyFile(made.store.path, command.path)
    return made
  })
}

/** What the catalogue says of the edition before. */
async function findRecord(
  { catalog, folder }: Published,
  id: string | undefined,
): Promise<LayerRecord | undefined> {
  if (id === undefined) return undefined
  const { records } = toRecords(
    catalog.filter((layer) => layer.id === id),
    await readReleasedRecords(folder),
  )
  return records.find((record) => record.id === id)
}
