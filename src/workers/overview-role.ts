import { FeatureTable } from '../formats/contract/feature-table.ts'
import { writeOverviews } from '../importing/write-overviews.ts'
import { giveHeldFiles } from '../sources/held-files.ts'
import type { Handlers, Tell } from './channel.ts'
import type { OverviewCalls, OverviewEvents } from './overview-protocol.ts'

/** What the worker answers that writes the overviews of a layer while another writes the layer itself. */
export function toOverviewHandlers(tell: Tell<OverviewEvents>): Handlers<OverviewCalls> {
  return {
    async write({ order, table, plan }) {
      const tellProgress = (share: number) => tell('progress', share)
      const written = await writeOverviews(order, FeatureTable.of(table), plan, tellProgress)
      return { ...written, held: giveHeldFiles(order.id) }
    },
  }
}
