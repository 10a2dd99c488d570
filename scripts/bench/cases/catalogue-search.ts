import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { toLanguageCatalog } from '../../../src/catalog/language-catalog.ts'
import { parseCatalog } from '../../../src/catalog/parse-catalog.ts'
import type { LayerRecord } from '../../../src/catalog/record.ts'
import { createCatalogSearch } from '../../../src/catalog/search.ts'
import type { Language } from '../../../src/model/schema.ts'
import { LANGUAGES } from '../../../src/words/languages.ts'
import { projects } from '../../catalog/projects.ts'
import { toRecords } from '../../catalog/records.ts'
import { type Bench, median } from '../bench.ts'

/** What someone types, letter by letter; words that nearly all layers have, and one that none has. */
const TYPED: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'mercury',
    'protected areas',
    'project 12',
    'land cover 2020',
    'united states',
    'canada mexico united states maps',
    'xylophone',
  ],
  fr: ['mercure', 'aires protégées', 'projet 12', 'états-unis', 'zoosporange'],
  es: ['plomo', 'áreas protegidas', 'proyecto 12', 'estados unidos', 'mrkurio capa'],
}
const KEYSTROKE_MILLISECONDS = 20
const REPEATS = 9

const CATALOG = resolve(import.meta.dirname, '../../../public/layers/catalog.json')

/** The layers of the Atlas, again and again under other names where more are wanted. */
function toManyRecords(count?: number): LayerRecord[] {
  const { layers } = parseCatalog(JSON.parse(readFileSync(CATALOG, 'utf8')))
  const { records } = toRecords(layers)
  if (count === undefined) return [...records]
  return Array.from({ length: count }, (_, index) => {
    const record = records[index % records.length]!
    return { ...record, id: `${record.id}-${index}` }
  })
}

/** Milliseconds of the processor's time: other programs on the machine do not count. */
function toSlowestKeystroke(records: readonly LayerRecord[], language: Language): number {
  const { search } = createCatalogSearch(toLanguageCatalog(records, projects, language))
  const keystrokes = ['']
  for (const text of TYPED[language] ?? []) {
    for (let length = 1; length <= text.length; length++) keystrokes.push(text.slice(0, length))
  }
  const toMilliseconds = (text: string) => {
    const start = process.cpuUsage()
    search({ text })
    return process.cpuUsage(start).user / 1000
  }
  // The first round is that of a page that was just opened: none of it is thrown away.
  const medians = keystrokes.map((text) => {
    const times = Array.from({ length: REPEATS }, () => toMilliseconds(text))
    return median(times)
  })
  return Math.max(...medians)
}

function toBench(name: string, count?: number): Bench {
  return {
    name: `catalogue-search-${name}`,
    what: `The slowest keystroke of a search over ${count ?? 'all'} layers in three languages, the middle of ${REPEATS}`,
    peer: 'the 20 ms within which typing feels immediate',
    unit: 'ms',
    target: 1,
    run: async () => {
      const records = toManyRecords(count)
      const slowest = LANGUAGES.map((language) => toSlowestKeystroke(records, language))
      return { ours: Math.max(...slowest), peer: KEYSTROKE_MILLISECONDS }
    },
  }
}

const benches: readonly Bench[] = [toBench('real'), toBench('5000', 5_000)]

export default benches
