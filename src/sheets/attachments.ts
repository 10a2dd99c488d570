import { isFormula, toCsvRow } from '../formats/text/csv-text.ts'
import { toConditionText } from '../model/condition-text.ts'
import type { Feature } from '../model/feature.ts'
import { toReader } from '../model/field-value.ts'
import { fill } from '../words/fill.ts'
import { textIn } from '../words/text-in.ts'
import { wordsOf } from '../words/words.ts'
import type { FeatureTaker, LayerTally } from './draw-map.ts'
import { toSources } from './note-blocks.ts'
import type { Attachment } from './pdf-painter.ts'
import type { SheetLayer } from './sheet-layer.ts'
import type { SheetSpec } from './sheet-spec.ts'

/** Rows of a table that come along; how many more there are is said. */
const MOST_ROWS = 20_000

interface Table {
  readonly fields: readonly string[]
  readonly rows: string[]
  total: number
}

/**
 * Makes the files that a sheet brings along: its recipe as JSON, its sources as text, and of each theme that is on it the
 * data that are shown, as CSV. The base map, which is on every sheet, is named in the recipe alone.
 */
export class AttachmentMaker implements FeatureTaker {
  readonly #spec: SheetSpec
  readonly #tables = new Map<string, Table>()

  constructor(spec: SheetSpec) {
    this.#spec = spec
  }

  wants({ entry }: SheetLayer): boolean {
    return entry.group !== 'reference' && (entry.fields ?? []).length > 0
  }

  take({ entry }: SheetLayer, { geometry, properties }: Feature): void {
    let table = this.#tables.get(entry.id)
    if (!table) {
      const fields = (entry.fields ?? []).map(({ name }) => name)
      const isPoint = geometry?.type === 'Point'
      table = { fields, rows: [toCsvRow(isPoint ? ['lon', 'lat', ...fields] : fields)], total: 0 }
      this.#tables.set(entry.id, table)
    }
    if (++table.total > MOST_ROWS) return
    const values = table.fields.map((name) => toCell(toReader(name)(properties)))
    const place = geometry?.type === 'Point' ? geometry.coordinates.slice(0, 2).map(String) : []
    table.rows.push(toCsvRow([...place, ...values]))
  }

  attachments(tallies: readonly LayerTally[]): readonly Attachment[] {
    const { language, layers } = this.#spec
    const words = wordsOf('sheet-text', language).attached
    const titleOf = (id: string) =>
      textIn(layers.find(({ entry }) => entry.id === id)!.entry.title, language)
    const shown = layers.filter(({ entry }) =>
      tallies.some(({ id, drawnFeatures }) => id === entry.id && drawnFeatures > 0),
    )
    const tables = [...this.#tables].map(([id, { rows, total }]) => ({
      name: `${id}.csv`,
      mediaType: 'text/csv',
      description:
        total > MOST_ROWS
          ? fill(words.dataCut, { layer: titleOf(id), count: MOST_ROWS, total })
          : fill(words.data, { layer: titleOf(id), count: total }),
      text: rows.join(''),
    }))
    return [
      {
        name: 'recipe.json',
        mediaType: 'application/json',
        description: words.recipe,
        text: `${JSON.stringify(this.#recipe(), null, 1)}\n`,
      },
      {
        name: 'sources.txt',
        mediaType: 'text/plain',
        description: words.sources,
        text: toSources(shown, language)
          .map((source) => `${source}\n`)
          .join('\n'),
      },
      ...tables,
    ]
  }

  /** All that the sheet was made of, but for the data. */
  #recipe(): object {
    const { layers, date, ...spec } = this.#spec
    return {
      ...spec,
      date: date.toISOString(),
      layers: layers.map(({ entry, opacity, hiddenClasses, filter }) => ({
        id: entry.id,
        title: textIn(entry.title, spec.language),
        edition: entry.modified ?? null,
        opacity,
        hiddenClasses,
        filter: filter && (toConditionText(filter) ?? null),
      })),
    }
  }
}

/** A value as a cell; one that a spreadsheet would run as a formula is marked as text, as spreadsheets do. */
function toCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  return isFormula(text) ? `'${text}` : text
}
