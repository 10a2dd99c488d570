import { isDeviceLayer } from '../catalog/device-layer.ts'
import { toCited } from '../catalog/kept-layer.ts'
import { toBibtex, toRis } from '../catalog/metadata/citation.ts'
import { isFormula, toCsvRow } from '../formats/text/csv-text.ts'
import { toConditionText } from '../model/condition-text.ts'
import type { Feature } from '../model/feature.ts'
import type { FeatureKey } from '../model/feature-key.ts'
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
  /** The features of the rows: one may be on a sheet and in its inset, or on several sheets. */
  readonly keys: Set<FeatureKey>
  total: number
}

/**
 * Makes the files that a sheet brings along: its recipe as JSON, its sources as text, as BibTeX and as RIS, and of each
 * theme that is on it the data that are shown, as CSV. The base map, which is on every sheet, is named in the recipe alone.
 */
export class AttachmentMaker implements FeatureTaker {
  readonly #spec: SheetSpec
  readonly #specs: readonly SheetSpec[]
  readonly #tables = new Map<string, Table>()

  /** @param specs the sheets of the file, of the same layers */
  constructor(specs: readonly SheetSpec[]) {
    this.#specs = specs
    this.#spec = specs[0]!
  }

  wants({ entry }: SheetLayer): boolean {
    return entry.group !== 'reference' && (entry.fields ?? []).length > 0
  }

  take({ entry }: SheetLayer, { key, geometry, properties }: Feature): void {
    let table = this.#tables.get(entry.id)
    if (!table) {
      const fields = (entry.fields ?? []).map(({ name }) => name)
      const isPoint = geometry?.type === 'Point'
      const head = toCsvRow(isPoint ? ['lon', 'lat', ...fields] : fields)
      table = { fields, rows: [head], keys: new Set(), total: 0 }
      this.#tables.set(entry.id, table)
    }
    if (table.keys.has(key)) return
    if (++table.total > MOST_ROWS) return
    table.keys.add(key)
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
      ...this.#citations(shown),
      ...tables,
    ]
  }

  /** The citations of the layers for reference managers. */
  #citations(shown: readonly SheetLayer[]): Attachment[] {
    const { language, address } = this.#spec
    const site = address === null ? null : { url: new URL('.', address).href }
    const words = wordsOf('sheet-text', language).attached
    const published = new Map(
      shown.flatMap(({ entry }) => {
        if (isDeviceLayer(entry)) return []
        const cited = toCited(entry)
        return [[cited.id, cited]]
      }),
    )
    const forms = [
      { name: 'citations.bib', mediaType: 'application/x-bibtex', to: toBibtex, end: '\n' },
      {
        name: 'citations.ris',
        mediaType: 'application/x-research-info-systems',
        to: toRis,
        end: '',
      },
    ]
    return forms.flatMap(({ name, mediaType, to, end }) => {
      const text = [...published.values()].flatMap((entry) => to(entry, site) ?? []).join(end)
      return text === '' ? [] : [{ name, mediaType, description: words.citations, text }]
    })
  }

  /** All that the sheets were made of, but for the data. */
  #recipe(): object {
    const recipes = this.#specs.map(toRecipe)
    return recipes.length === 1 ? recipes[0]! : { sheets: recipes }
  }
}

function toRecipe({ layers, logos, place, date, ...spec }: SheetSpec): object {
  return {
    ...spec,
    ...(place && { place: place.name, figures: place.figures }),
    logos: logos.map((logo) => (logo.kind === 'name' ? logo.text : logo.alt)),
    date: date.toISOString(),
    layers: layers.map(({ entry, opacity, hiddenClasses, filter }) => ({
      id: entry.id,
      title: textIn(entry.title, spec.language),
      edition: entry.modified ?? null,
      ...(entry.answer && { question: JSON.parse(entry.answer.recipe) as unknown }),
      opacity,
      hiddenClasses,
      filter: filter && (toConditionText(filter) ?? null),
    })),
  }
}

/** A value as a cell; one that a spreadsheet would run as a formula is marked as text, as spreadsheets do. */
function toCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  return isFormula(text) ? `'${text}` : text
}
