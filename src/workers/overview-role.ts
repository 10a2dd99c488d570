import { FeatureTable } from '../formats/contract/feature-table.ts'
import { type MadeOverviews, makeOverviews, writeOverviews } from '../importing/write-overviews.ts'
import { giveHeldFiles } from '../sources/held-files.ts'
import type { Handlers, Tell } from './channel.ts'
import type { OverviewCalls, OverviewEvents } from './overview-protocol.ts'

/** What the worker answers that writes the overviews of a layer while another writes the layer itself. */
export function toOverviewHandlers(tell: Tell<OverviewEvents>): Handlers<OverviewCalls> {
  let making: Promise<MadeOverviews> | null = null
  let goOn: () => void = () => undefined
  const going = new Promise<void>((resolve) => {
    goOn = resolve
  })
  return {
    async make({ drawing, table, plan }) {
      making = makeOverviews(drawing, FeatureTable.of(table), plan)
      await making
      return undefined
    },
    async write({ order }) {
      const written = await writeOverviews(
        order,
        await making!,
        (share) => tell('progress', share),
        (files) => {
          tell('enough', files)
          return going
        },
      )
      return { ...written, held: giveHeldFiles(order.id) }
    },
    async goOn() {
      goOn()
      return undefined
    },
  }
}
