/**
 * Asks the layers of the Atlas a question from the command line, as the page does: the recipe is the text that the page
 * gives for it, and that stands in its address.
 *
 *     npm run -s ask -- '{"layer":"power-plants","near":{"layer":"ports","relation":"within","km":5}}'
 *         [--json] [--rows <n>] [--layers <folder with catalog.json>] [--language en|fr|es]
 *
 * Exit status 0, or 1 where the question cannot be answered, with the problem on standard error.
 */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { LayerEntry } from '../src/catalog/device-layer.ts'
import { nameOf } from '../src/catalog/name-of.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { ProblemError, toProblem } from '../src/model/problem.ts'
import { parseRecipe, type Recipe } from '../src/model/recipe.ts'
import type { Language } from '../src/model/schema.ts'
import { type Answer, answer } from '../src/query/answer.ts'
import type { GroupCell } from '../src/query/answer-groups.ts'
import { ColumnStores } from '../src/query/column-stores.ts'
import type { AskContext, AskedLayer } from '../src/query/question.ts'
import { areaOfDrawing } from '../src/shell/area-of-drawing.ts'
import { FlatGeobufSource } from '../src/sources/flatgeobuf-source.ts'
import { formatNumber, formatSquareKilometers } from '../src/words/format.ts'
import { LANGUAGES } from '../src/words/languages.ts'
import { textIn } from '../src/words/text-in.ts'
import { toAnswerRequest } from '../src/workers/to-answer-request.ts'
import { allowClosedPipe } from './allow-closed-pipe.ts'
import { fileSource } from './file-source.ts'

const LAYERS = resolve(import.meta.dirname, '../public/layers')
const FEW_ROWS = 10

/** What the layers of a folder answer to a recipe. */
export async function askLayers(
  recipe: Recipe,
  { folder = LAYERS, rows = FEW_ROWS }: { readonly folder?: string; readonly rows?: number } = {},
): Promise<{ readonly answer: Answer; readonly catalog: ReadonlyMap<string, LayerEntry> }> {
  const text = await readFile(join(folder, 'catalog.json'), 'utf8')
  const catalog = new Map<string, LayerEntry>(
    parseCatalog(JSON.parse(text)).layers.map((entry) => [entry.id, entry]),
  )
  const request = toAnswerRequest(
    recipe,
    { offset: 0, limit: rows },
    {
      catalog,
      layersUrl: pathToFileURL(`${folder}/`),
      seenOf: () => null,
      areaOf: areaOfDrawing,
    },
  )
  return { answer: await answer(request, toContext()), catalog }
}

/** What answers a question from files. */
function toContext(): AskContext {
  const stores = new ColumnStores()
  const opened = new Map<string, Promise<FlatGeobufSource>>()
  const open = ({ at }: AskedLayer): Promise<FlatGeobufSource> => {
    const url = at.kind === 'url' ? at.url : ''
    const source =
      opened.get(url) ?? fileSource(fileURLToPath(url)).then((file) => FlatGeobufSource.open(file))
    opened.set(url, source)
    return source
  }
  const quietly = { signal: new AbortController().signal, pause: async () => undefined }
  return {
    ...quietly,
    open,
    openForFew: open,
    read: async (layer, fields) => stores.read(await open(layer), fields, quietly),
  }
}

/** The answer in lines of text. */
function toLines(
  recipe: Recipe,
  { answer: given, catalog }: Awaited<ReturnType<typeof askLayers>>,
  language: Language,
): string[] {
  const entry = catalog.get(recipe.layer)!
  const hitEntry = recipe.near && catalog.get(recipe.near.layer)
  const byEntry = recipe.by && 'layer' in recipe.by ? catalog.get(recipe.by.layer) : undefined
  const number = (value: number) => formatNumber(value, language)
  const lines = [
    `${number(given.total)} of ${number(given.asked)} in “${textIn(entry.title, language)}”`,
  ]
  const { margin, groups, overlap } = given
  if (margin) {
    const [within, beyond] = [margin.within.length, margin.beyond.length]
    lines.push(
      `within 1 % of the line: ${number(within)} on this side, ${number(beyond)} beyond it`,
    )
  }
  if (overlap) {
    const area = (squareMeters: number) => `${number(Math.round(squareMeters / 1e6))} km²`
    lines.push(`in common, each shape by itself: ${area(overlap.sharesSquareMeters)}`)
    lines.push(`in common, no ground twice: ${area(overlap.onceSquareMeters)}`)
  }
  for (const { key, properties, hit } of given.rows) {
    const way = hit && ` ${number(Math.round(hit.meters))} m`
    const to = hit && hitEntry && ` ${nameOf(hitEntry, hit.properties, language) ?? hit.key}`
    lines.push(`  ${nameOf(entry, properties, language) ?? key}${way ?? ''}${to ?? ''}`)
  }
  const toCell = ({ count, sum, groundSquareMeters: ground }: GroupCell) => {
    const common = ground === null ? '' : `, ${formatSquareKilometers(ground, language)}`
    return `${number(count)}${sum === null ? '' : ` (${number(sum)})`}${common}`
  }
  for (const { value, all } of groups?.parts ?? []) {
    if (value !== null || recipe.sum) lines.push(`${value ?? 'all'}: ${toCell(all)}`)
  }
  for (const { value, properties, cells } of groups?.groups ?? []) {
    const name = byEntry && properties ? nameOf(byEntry, properties, language) : value
    lines.push(`  ${name ?? '–'}: ${cells.map(toCell).join(' | ')}`)
  }
  return lines
}

async function main(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: String(FEW_ROWS) },
      layers: { type: 'string', default: LAYERS },
      language: { type: 'string', default: 'en' },
    },
  })
  const language = LANGUAGES.find((one) => one === values.language)
  const rows = Number(values.rows)
  const [text] = positionals
  if (text === undefined || positionals.length > 1 || !language || !Number.isInteger(rows)) {
    process.stderr.write("usage: npm run -s ask -- '<recipe>' [--json] [--rows <n>] [--layers <folder>] [--language en|fr|es]\n") // biome-ignore format: one line
    return 1
  }
  try {
    const parsed = parseRecipe(text)
    if (!parsed.ok) {
      const message = `This question cannot be read (${parsed.fault}).`
      throw new ProblemError({
        code: 'ask-recipe-unreadable',
        message,
        values: { fault: parsed.fault },
      })
    }
    const given = await askLayers(parsed.recipe, { folder: resolve(values.layers), rows })
    process.stdout.write(
      values.json
        ? `${JSON.stringify(given.answer, (_, value) => (typeof value === 'bigint' ? String(value) : value), 1)}\n`
        : `${toLines(parsed.recipe, given, language).join('\n')}\n`,
    )
    return 0
  } catch (error) {
    const { code, message } = toProblem(error)
    process.stderr.write(`${code}: ${message}\n`)
    return 1
  }
}

if (process.argv[1] && resolve(process.argv[1]) === join(import.meta.dirname, 'ask.ts')) {
  allowClosedPipe()
  process.exitCode = await main(process.argv.slice(2))
}
