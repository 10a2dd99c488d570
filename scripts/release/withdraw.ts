import { ProblemError } from '../../src/model/problem.ts'
import type { Localized } from '../../src/model/schema.ts'
import { markWithdrawn, readEditions } from '../downloads/editions.ts'
import { readCatalogLayers } from '../pipeline/build.ts'
import { putEdition, readKeptEdition, removeLayer } from './editions-kept.ts'

export interface WithdrawalOptions {
  readonly output: string
  readonly shelf: string
  /** The newest that is offered, where none is named. */
  readonly edition?: string | undefined
  readonly reason: Localized
  readonly report: (line: string) => void
}

/**
 * Withdraws an edition of a layer. Its address stays, says why, and offers what is to be taken instead: where it was
 * the one that the catalogue has, the newest of those before that was kept is in its place again.
 *
 * @throws ProblemError `edition-unknown`
 */
export async function withdrawEdition(id: string, options: WithdrawalOptions): Promise<void> {
  const { output, shelf, reason, report } = options
  const offered = ((await readEditions(output)).get(id) ?? []).filter(({ withdrawn }) => !withdrawn)
  const edition = options.edition ?? offered[0]?.edition
  if (edition === undefined || !offered.some((each) => each.edition === edition)) {
    throw new ProblemError({
      code: 'edition-unknown',
      message: `The layer ${id} has no edition ${options.edition === undefined ? '' : `${options.edition} `}that could be withdrawn; offered are: ${offered.map((each) => each.edition).join(', ') || 'none'}.`,
      values: { layer: id },
    })
  }
  await markWithdrawn(output, id, edition, reason)
  const current = (await readCatalogLayers(output)).find((layer) => layer.id === id)
  if (current?.modified !== edition) {
    report(`${id}: the edition ${edition} is withdrawn, ${current?.modified ?? 'none'} is offered.`)
    return
  }
  for (const older of offered.filter((each) => each.edition < edition)) {
    const kept = await readKeptEdition(shelf, id, older.edition)
    if (!kept) continue
    await putEdition(kept, kept.folder, output)
    report(`${id}: the edition ${edition} is withdrawn, ${older.edition} is in its place again.`)
    return
  }
  await removeLayer(id, output)
  report(
    `${id}: the edition ${edition} is withdrawn, and none before it is kept: the catalogue has the layer no more.`,
  )
}
