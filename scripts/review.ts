/**
 * Holds a file to the rules of the Framework, as the page for reviews does.
 *
 *     npm run -s review -- <file> [--theme <id>] [--against <id>] [--json] [--baseline <earlier.json>]
 *         [--html <report.html>] [--csv <report.csv>] [--language en|fr|es] [--layer <name>] [--layers <folder>]
 *         [--package <release.zip>] [--waivers <waivers.json>] [--edition <day>] [--embargo <day>]
 *         [--entry <entry.json>] [--mapping <mapping.json>] [--encoding <name>] [--source-crs <definition>]
 *         [--columns <columns>]
 *
 * `--theme` is the layer of the catalogue whose fields and codes it is to have, `--against` the one whose published
 * edition it follows. `--json` gives all that was found with every row, which `--baseline` takes to tell what is fixed,
 * still there and new: what the earlier delivery had already is then no reason to fail.
 *
 * `--mapping` is what the page saved of how the file's fields and codes become those of the theme.
 *
 * `--columns` says which columns of a table hold the place: `degrees:LON,LAT`, `plane:X,Y`, `utm:ZONE,EASTING,NORTHING`,
 * `wkt:GEOMETRY`, `lat-lon:PLACE`, `lon-lat:PLACE`, or `degree-parts:` with degrees, minutes and perhaps seconds of the
 * longitude and then of the latitude. A name with a comma stands in quotation marks.
 *
 * `--waivers` is what was accepted as it is, which the page saves with its review: it is no reason to fail either, as
 * long as what was found is what it was.
 *
 * `--package` makes the release package of the layer, as the page does: its description is that of the edition before
 * (`--theme`) with what `--entry` says otherwise, `--edition` the day by which it is called. It is made where no error is
 * left that nobody has accepted. `npm run layers -- approve` and `-- add` take it.
 *
 * `--sensitivity` plants faults in copies of the layer, and the report says how many of them the rules found.
 *
 * Exit status 0 where there is no error, 1 where there is, 2 where the file cannot be read or the command is not
 * understood, 3 where a rule broke off, which is a fault of the program.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CatalogLayer } from '../src/catalog/schema.ts'
import { parseCsvColumns } from '../src/model/csv-columns.ts'
import { ProblemError, toProblem } from '../src/model/problem.ts'
import { randomFrom } from '../src/model/random.ts'
import { readCompanions, withCompanions } from '../src/reviewing/companions.ts'
import { toDetailText } from '../src/reviewing/finding.ts'
import { applyMapping, findMissingSources, mappingSchema } from '../src/reviewing/mapping.ts'
import { waiversSchema } from '../src/reviewing/release/package-files.ts'
import { toReportCsv, toReportHtml, type Waivers, waiverOf } from '../src/reviewing/report.ts'
import { countSeverities, reviewLayer } from '../src/reviewing/review-layer.ts'
import { toReviewRows } from '../src/reviewing/review-rows.ts'
import { parseSavedReviews, type SavedReview } from '../src/reviewing/saved-review.ts'
import { measureSensitivity } from '../src/reviewing/sensitivity.ts'
import { toFindingTexts } from '../src/reviewing/sentences.ts'
import { toTheme } from '../src/reviewing/theme.ts'
import { compareVerdicts, toVerdict, type Verdict } from '../src/reviewing/verdict.ts'
import { fill } from '../src/words/fill.ts'
import { LANGUAGES } from '../src/words/languages.ts'
import { wordsOf } from '../src/words/words.ts'
import { allowClosedPipe } from './allow-closed-pipe.ts'
import type { Output } from './convert.ts'
import { fileSources } from './file-source.ts'
import { writePackage } from './release/write-package.ts'
import {
  readDelivery,
  readPublished,
  readPublishedRows,
  requireLayer,
  toReviewed,
} from './review/subject.ts'

const USAGE =
  'usage: npm run -s review -- <file> [--theme <id>] [--against <id>] [--json] [--baseline <earlier.json>] [--html <file>] [--csv <file>] [--sensitivity] [--language en|fr|es] [--layer <name>] [--package <file>] [--waivers <file>] [--edition <day>] [--embargo <day>] [--entry <file>] [--mapping <file>] [--encoding <name>] [--source-crs <definition>] [--columns <columns>]'

const LAYERS = resolve(import.meta.dirname, '../public/layers')
/** Rows of a finding that are named on the screen; `--json` and `--csv` have all. */
const SHOWN_ROWS = 8

function parseArguments(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      theme: { type: 'string' },
      against: { type: 'string' },
      json: { type: 'boolean', default: false },
      baseline: { type: 'string' },
      html: { type: 'string' },
      csv: { type: 'string' },
      sensitivity: { type: 'boolean', default: false },
      language: { type: 'string', default: 'en' },
      layer: { type: 'string' },
      layers: { type: 'string', default: LAYERS },
      entry: { type: 'string' },
      package: { type: 'string' },
      waivers: { type: 'string' },
      edition: { type: 'string' },
      embargo: { type: 'string' },
      mapping: { type: 'string' },
      encoding: { type: 'string' },
      'source-crs': { type: 'string' },
      columns: { type: 'string' },
    },
  })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw usage(USAGE)
  if (!LANGUAGES.includes(values.language)) {
    throw usage(`--language is one of ${LANGUAGES.join(', ')}`)
  }
  const columns = values.columns === undefined ? null : parseCsvColumns(values.columns)
  if (values.columns !== undefined && !columns) {
    throw usage(
      '--columns is one of degrees:LON,LAT  plane:X,Y  utm:ZONE,EASTING,NORTHING  wkt:GEOMETRY  lat-lon:PLACE  lon-lat:PLACE  degree-parts:<2 or 3 columns for each axis, longitude first>',
    )
  }
  return { path, ...values, columns }
}

const usage = (message: string) => new ProblemError({ code: 'usage', message, values: { message } })

/** What was accepted, as a package has it or as the page for reviews saves it with the review. */
async function readWaivers(path: string): Promise<SavedReview['waivers']> {
  const text = await readFile(path, 'utf8')
  const alone = waiversSchema.safeParse(JSON.parse(text))
  return alone.success ? alone.data : oneReview(text, path).waivers
}

/** The review that a file holds. */
function oneReview(text: string, path: string): SavedReview {
  const reviews = parseSavedReviews(text)
  if (reviews.length === 1) return reviews[0]!
  const of = reviews.map(({ verdict, date }) => `${verdict.file} (${date})`).join(', ')
  throw usage(
    `${path} holds ${reviews.length} reviews: ${of}. Save the one that is meant by itself`,
  )
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))

interface ReviewOutput extends Output {
  /** How far it is, in place of what was said before; nothing once it is done. */
  progress?(text: string): void
}

/** Runs the command and gives its exit status. */
export async function review(args: readonly string[], output: ReviewOutput): Promise<number> {
  try {
    return await run(args, output)
  } catch (error) {
    output.report(
      error instanceof TypeError ? `${error.message}\n${USAGE}` : toProblem(error).message,
    )
    return 2
  }
}

async function run(args: readonly string[], output: ReviewOutput): Promise<number> {
  const options = parseArguments(args)
  const { language } = options
  const published = await readPublished(options.layers)
  const theme = options.theme === undefined ? null : toTheme(requireLayer(published, options.theme))
  const against = options.against === undefined ? null : requireLayer(published, options.against)
  const before =
    options.baseline === undefined
      ? null
      : oneReview(await readFile(options.baseline, 'utf8'), options.baseline).verdict
  const waivers = options.waivers === undefined ? [] : await readWaivers(options.waivers)
  const mapping =
    options.mapping === undefined ? null : mappingSchema.parse(await readJson(options.mapping))
  const description =
    options.entry === undefined ? null : ((await readJson(options.entry)) as Partial<CatalogLayer>)
  const { layer: ofMapping, ...read } = mapping?.reading ?? {}
  const chosen = options.layer ?? ofMapping
  const delivery = await readDelivery(options.path, {
    choices: {
      ...read,
      ...(options.encoding !== undefined && { encoding: options.encoding }),
      ...(options['source-crs'] !== undefined && { crs: options['source-crs'] }),
      ...(options.columns && { columns: options.columns }),
    },
  })
  const { layers } = delivery
  const layer = chosen === undefined ? layers[0] : layers.find(({ name }) => name === chosen)
  if (!layer || (layers.length > 1 && chosen === undefined)) {
    throw usage(
      `The file has the layers ${layers.map(({ name }) => name).join(', ')}: choose one with --layer.`,
    )
  }
  const column = layer.warnings.find(({ code }) => code === 'csv-column-missing')?.values?.column
  if (column !== undefined) {
    const names = layer.schema.fields.map(({ name }) => name).join(', ')
    throw usage(`The table has no column “${column}” to hold the place; it has ${names}.`)
  }
  const original = toReviewRows(layer)
  const missing = mapping ? findMissingSources(mapping, original) : []
  if (missing.length > 0) {
    throw usage(
      `The file does not have the fields ${missing.join(', ')} of the mapping: correct it on the page for reviews.`,
    )
  }
  if (mapping && mapping.theme !== theme?.id)
    throw usage(`The mapping is for the theme ${mapping.theme}: give it with --theme.`)
  const beside = await readCompanions(await fileSources(options.path))
  const subject = toReviewed(layer, published, {
    theme,
    rows: mapping && theme ? applyMapping(original, mapping, theme) : original,
    published: against && (await readPublishedRows(published, against)),
    entry: description,
    ...beside,
    warnings: withCompanions(delivery.warnings, beside),
  })
  const { findings, broken } = await reviewLayer(subject, {
    onProgress: (rows) => output.progress?.(`${rows} / ${subject.rows.length}`),
  })
  output.progress?.('')
  const verdict = toVerdict(findings, subject)
  const sensitivity = options.sensitivity ? await measureSensitivity(subject, randomFrom(1)) : null
  const told = { language, waivers: new Map(waivers), ...(sensitivity && { sensitivity }), before, broken: broken.flatMap(({ codes }) => codes), command: ['npm run -s review --', ...args].join(' '), ...(theme && { theme: theme.title }) } // biome-ignore format: one line
  if (options.html !== undefined) await writeFile(options.html, toReportHtml(verdict, told))
  if (options.csv !== undefined) await writeFile(options.csv, toReportCsv(verdict, told))
  for (const { codes, message } of broken) {
    output.report(
      `A rule broke off, which is a fault of the program (${codes.join(', ')}): ${message}`,
    )
  }
  if (options.json) output.print(JSON.stringify(verdict, null, 1))
  else printVerdict(verdict, before, told.waivers, language, output)
  if (broken.length > 0) return 3
  if (options.package !== undefined) {
    const made = await writePackage({
      path: options.package,
      published,
      subject,
      sources: await fileSources(options.path),
      mapping,
      verdict,
      description: { ...description, ...(options.edition && { modified: options.edition }) },
      waivers: told.waivers,
      embargo: options.embargo ?? null,
      command: told.command,
    })
    output.report(`${options.package}: ${made.bytes} bytes, checksum ${made.sha256}`)
    return 0
  }
  const change = before && compareVerdicts(before, verdict)
  const isFailing = verdict.findings.some(
    (finding, nth) =>
      finding.severity === 'error' &&
      !waiverOf(finding, told.waivers) &&
      (!change || change.findings[nth]!.fresh > 0),
  )
  return isFailing ? 1 : 0
}

function printVerdict(
  verdict: Verdict,
  before: Verdict | null,
  waivers: Waivers,
  language: string,
  { print }: Output,
): void {
  const words = wordsOf('review-report', language)
  const change = before && compareVerdicts(before, verdict)
  for (const [nth, finding] of verdict.findings.entries()) {
    const { says, todo } = toFindingTexts(finding as never, language)
    const progress = change?.findings[nth]
    const state = progress
      ? ` (${fill(words.still, { count: progress.still })}, ${fill(words.new, { count: progress.fresh })})`
      : ''
    print(`${words[finding.severity]} ${finding.code}: ${says}${state}`)
    const waiver = waiverOf(finding, waivers)
    if (waiver) {
      print(`    ${words.waivedTitle}: ${fill(words.waived, { ...waiver })}`)
      continue
    }
    const rows = finding.rows
      .slice(0, SHOWN_ROWS)
      .map(
        ({ row, key, detail }) =>
          `${words.row} ${row} ${key}${detail === undefined ? '' : ` → ${toDetailText(finding.code, detail, words.row)}`}`,
      )
    if (rows.length > 0) {
      const more = finding.rows.length - rows.length
      print(`    ${rows.join('; ')}${more > 0 ? ` … +${more}` : ''}`)
    }
    if (finding.severity !== 'note') print(`    ${todo}`)
  }
  for (const { finding, count } of change?.fixed ?? []) {
    print(
      `${words.fixedTitle}: ${fill(words.fixed, { code: finding.code, field: finding.field ?? '', count })}`,
    )
  }
  const { error, warning, note } = countSeverities(verdict.findings)
  print(fill(words.summary, { errors: error, warnings: warning, notes: note }))
}

if (process.argv[1] && resolve(process.argv[1]) === join(import.meta.dirname, 'review.ts')) {
  allowClosedPipe()
  process.exitCode = await review(process.argv.slice(2), {
    print: (text) => process.stdout.write(`${text}\n`),
    report: (text) => process.stderr.write(`${text}\n`),
    // Whoever reads what was written into a file does not want to read how far it was.
    ...(process.stderr.isTTY && { progress: (text) => process.stderr.write(`\r\x1b[K${text}`) }),
  })
}
