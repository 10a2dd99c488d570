import { toLanguageCatalog } from '../../../src/catalog/language-catalog.ts'
import { createCatalogSearch } from '../../../src/catalog/search.ts'
import { projects } from '../../catalog/projects.ts'
import { unbundledLayers } from '../../catalog/unbundled.ts'
import type { Bench } from '../bench.ts'

/** What someone types, letter by letter. */
const TYPED = ['mercury', 'protected areas', 'project 12', 'land cover 2020']
const KEYSTROKE_MILLISECONDS = 20

function toBench(name: string, count: number): Bench {
  return {
    name: `catalogue-search-${name}`,
    what: `The slowest keystroke of a search over ${count} layers, median of seven`,
    peer: 'the 20 ms within which typing feels immediate',
    unit: 'ms',
    target: 1,
    run: async () => {
      const records = Array.from({ length: count }, (_, i) => {
        const record = unbundledLayers[i % unbundledLayers.length]!
        return { ...record, id: `${record.id}-${i}` }
      })
      const { search } = createCatalogSearch(toLanguageCatalog(records, projects, 'en'))
      const keystrokes = TYPED.flatMap((text) =>
        Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1)),
      )
      const medians = keystrokes.map((text) => {
        const times = Array.from({ length: 7 }, () => {
          const start = performance.now()
          search({ text })
          return performance.now() - start
        })
        return times.sort((a, b) => a - b)[3]!
      })
      return { ours: Math.max(...medians), peer: KEYSTROKE_MILLISECONDS }
    },
  }
}

const benches: readonly Bench[] = [toBench('real', unbundledLayers.length), toBench('5000', 5_000)]

export default benches
