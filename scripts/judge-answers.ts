/**
 * Has Python with geopandas and R with sf, which must be installed, answer the questions of `JUDGED_QUESTIONS` with the
 * code that the panel offers for them, against the layers' own files, and keeps what each said as
 * `tests/fixtures/judged-answers.json`, which `scripts/ask.test.ts` holds the Atlas's answers to. To be run after the code or a
 * layer has changed:
 *
 *     npx tsx scripts/judge-answers.ts
 */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { LayerEntry } from '../src/catalog/device-layer.ts'
import { fullFileOf } from '../src/catalog/layer-files.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { type CodeTool, toCode } from '../src/features/ask/to-code.ts'
import type { Recipe } from '../src/model/recipe.ts'
import { areaOfDrawing } from '../src/shell/area-of-drawing.ts'

const JUDGED_QUESTIONS: readonly Recipe[] = [
  // Points near lines, near areas, and on both sides of a border.
  { layer: 'ports', near: { layer: 'rivers', relation: 'within', km: 5 } },
  { layer: 'iron-steel-plants', near: { layer: 'lakes', relation: 'nearest', km: 30 } },
  {
    layer: 'airports',
    border: { between: 'CAN-USA', km: 100 },
    by: { field: 'type' },
    sum: 'elevation_m',
  },
  // Areas near points.
  { layer: 'lakes', near: { layer: 'ports', relation: 'within', km: 20 }, sum: 'area_km2' },
  // Points in an area, in a drawing across the Great Lakes, by areas.
  {
    layer: 'power-plants',
    inside: { layer: 'states-provinces', feature: 'MX-SON' },
    sum: 'capacity_mw',
  },
  {
    layer: 'power-plants',
    filter: 'fuel==Hydro*capacity_mw=ge=10',
    inside: { drawing: 'polygon:-92,46;-75,50;-70,44;-84,40' },
    by: { field: 'country' },
  },
  { layer: 'wind-farms', by: { layer: 'states-provinces' } },
  // Areas in and over others.
  {
    layer: 'lakes',
    near: { layer: 'climate-zones', relation: 'contained' },
    by: { field: 'kind' },
  },
  { layer: 'rivers', near: { layer: 'lakes', relation: 'meets' } },
  // Lines near lines, areas near areas, areas by areas, on the southern border, near one feature.
  { layer: 'rivers', near: { layer: 'international-boundaries', relation: 'within', km: 50 } },
  { layer: 'lakes', near: { layer: 'glaciers', relation: 'within', km: 5 } },
  { layer: 'lakes', filter: 'area_km2=ge=1000', by: { layer: 'states-provinces' } },
  { layer: 'airports', border: { between: 'MEX-USA', km: 60 }, by: { field: 'type' } },
  {
    layer: 'wind-farms',
    near: { layer: 'states-provinces', feature: 'CA-ON', relation: 'within', km: 25 },
  },
  {
    layer: 'climate-zones',
    filter: 'main_group==A',
    near: { layer: 'countries', feature: 'MEX', relation: 'overlaps' },
  },
]

/** A question as other programs answered it. */
export interface JudgedAnswer {
  readonly recipe: Recipe
  readonly said: Readonly<
    Record<CodeTool, { readonly code: string; readonly lines: readonly string[] }>
  >
}

const ROOT = resolve(import.meta.dirname, '..')
const FIXTURE = join(ROOT, 'tests/fixtures/judged-answers.json')
/** Stands for the folder of the layers in what is kept. */
const FOLDER = '/layers/'

/** What the programs said. */
export function readJudgedAnswers(): readonly JudgedAnswer[] {
  return existsSync(FIXTURE) ? (JSON.parse(readFileSync(FIXTURE, 'utf8')) as JudgedAnswer[]) : []
}

/** The layers of the catalogue. */
export function readCatalog(): ReadonlyMap<string, LayerEntry> {
  const text = readFileSync(join(ROOT, 'public/layers/catalog.json'), 'utf8')
  return new Map(parseCatalog(JSON.parse(text)).layers.map((entry) => [entry.id, entry]))
}

/** The code that the panel offers, with `/layers/` for where the files are. */
export function toJudgedCode(
  tool: CodeTool,
  recipe: Recipe,
  catalog: ReadonlyMap<string, LayerEntry>,
): string {
  const code = toCode(
    tool,
    recipe,
    { catalog, seenOf: () => null, areaOf: areaOfDrawing },
    (entry) => `${FOLDER}${fullFileOf(entry)!.path}`,
  )
  if (code === null) throw new RangeError(`no code for ${JSON.stringify(recipe)}`)
  return code
}

/** Asks the questions of some numbers, all without; each is kept as it is answered, and what was kept of the others stays. */
async function main(numbers: readonly string[]): Promise<void> {
  const catalog = readCatalog()
  for (const [nth, recipe] of JUDGED_QUESTIONS.entries()) {
    if (numbers.length > 0 && !numbers.includes(String(nth))) continue
    const python = await run('python', toJudgedCode('python', recipe, catalog))
    const r = await run('r', toJudgedCode('r', recipe, catalog))
    keep({ recipe, said: { python, r } })
    process.stderr.write(`${nth}: ${python.lines[0]} and ${r.lines[0]}\n`)
  }
}

function keep(answer: JudgedAnswer): void {
  const all = [...readJudgedAnswers(), answer]
  const kept = new Map(all.map((one) => [JSON.stringify(one.recipe), one]))
  const answers = JUDGED_QUESTIONS.flatMap((recipe) => kept.get(JSON.stringify(recipe)) ?? [])
  writeFileSync(FIXTURE, `${JSON.stringify(answers, null, 2)}\n`)
}

async function run(tool: CodeTool, code: string): Promise<JudgedAnswer['said'][CodeTool]> {
  const local = code.replaceAll(`"${FOLDER}`, `"${ROOT}/public/layers/`)
  const [command, flag] = tool === 'python' ? ['python3', '-c'] : ['Rscript', '-e']
  const { stdout } = await promisify(execFile)(command!, [flag!, local], { maxBuffer: 1e8 })
  return { code, lines: stdout.trimEnd().split('\n') }
}

if (process.argv[1] && resolve(process.argv[1]) === join(import.meta.dirname, 'judge-answers.ts')) {
  await main(process.argv.slice(2))
}
