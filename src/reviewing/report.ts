import { escapeXml } from '../catalog/metadata/xml.ts'
import type { Language, Localized } from '../model/schema.ts'
import { spansOf } from '../model/year-span.ts'
import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { textIn } from '../words/text-in.ts'
import { wordsOf } from '../words/words.ts'
import { toCsvLine } from './csv-line.ts'
import { SEVERITIES, type Severity, toDetailText, toFindingKey } from './finding.ts'
import type { Sensitivity } from './sensitivity.ts'
import { toFindingTexts, toReadNumber } from './sentences.ts'
import { compareVerdicts, type ToldFinding, type Verdict, type VerdictChange } from './verdict.ts'

/** Why a finding is accepted as it is, and by whom. */
export interface Waiver {
  readonly reason: string
  readonly initials: string
  /** ISO 8601. */
  readonly date: string
  /** What was found when it was accepted: when that changes the waiver no longer holds. */
  readonly fingerprint: string
}

/** By the key of the finding. */
export type Waivers = ReadonlyMap<string, Waiver>

export interface ReportOptions {
  readonly language: Language
  readonly waivers?: Waivers
  /** What the delivery before had. */
  readonly before?: Verdict | null
  /** The codes of rules that broke off. */
  readonly broken?: readonly string[]
  /** What the rules find of faults that were planted in copies of the layer, where that was tried. */
  readonly sensitivity?: readonly Sensitivity[]
  /** What to type for the same result. */
  readonly command?: string
  /** The title of the layer to whose schema it was held. */
  readonly theme?: Localized
}

/** What a finding was when it was accepted: its count and its rows. */
export function toFingerprint({ count, rows }: Pick<ToldFinding, 'count' | 'rows'>): string {
  let hash = 0
  for (const { key, detail } of rows) {
    for (const letter of `${key}\u0000${detail ?? ''}\u0001`) {
      hash = (Math.imul(hash, 31) + letter.codePointAt(0)!) | 0
    }
  }
  return `${count}-${(hash >>> 0).toString(16)}`
}

/** The waiver of a finding, as long as it is about what is found now. */
export function waiverOf(finding: ToldFinding, waivers: Waivers | undefined): Waiver | undefined {
  const waiver = waivers?.get(toFindingKey(finding))
  return waiver?.fingerprint === toFingerprint(finding) ? waiver : undefined
}

const HEADINGS = { error: 'errors', warning: 'warnings', note: 'notes' } as const
const MOST_ROWS = 200
/** Where all rows are concerned, more than so many are not listed. */
const MOST_LISTED = 20
/** More rows than that which have so few values are listed by value, with so many ranges of rows a value. */
const MOST_KINDS = 10
const MOST_RANGES = 40

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:2px solid}h3{font-size:1.05rem;line-height:1.35;margin:1.4rem 0 .2rem}p{margin:.3rem 0 .6rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0}caption{text-align:start;font-size:.9rem;opacity:.8}th,td{text-align:start;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #8886;overflow-wrap:anywhere}th:first-child{width:6rem}th:nth-child(2):not(:last-child){width:11rem}@media(width<30rem){th:first-child{width:4.5rem}th:nth-child(2):not(:last-child){width:5.5rem}}
code{overflow-wrap:anywhere}.verdict{font-size:1.15rem;font-weight:600}.code{font-size:.85rem;opacity:.8}
@media print{:root{color-scheme:light}body{margin:0;max-width:none;font-size:10pt}h2,h3,caption,thead{break-after:avoid}h3+p{break-after:avoid}h2,h3,tr,p,li{break-inside:avoid}a{color:inherit;text-decoration:none}}`

/** The report as a page of its own: without scripts, to be read on a screen, on paper and aloud. */
export function toReportHtml(verdict: Verdict, options: ReportOptions): string {
  const { language, waivers, before, broken = [], sensitivity, command, theme } = options
  const words = wordsOf('review-report', language)
  const change = before ? compareVerdicts(before, verdict) : null
  const number = (value: number) => formatNumber(value, language)
  const say = (key: keyof typeof words, values: Readonly<Record<string, string | number>> = {}) =>
    escapeXml(fill(words[key], (name) => toShown(values[name], number)))
  const title = say('title', { file: verdict.file })
  const open = verdict.findings.filter((finding) => !waiverOf(finding, waivers))
  const errors = open.filter(({ severity }) => severity === 'error').length
  const groups = SEVERITIES.map((severity) => ({
    severity,
    some: open.filter((finding) => finding.severity === severity),
  }))
  const parts = [
    `<h1>${title}</h1>`,
    `<p class="verdict">${errors === 0 ? say('ready') : say('notReady', { count: errors })}</p>`,
    `<p>${say('intro')}</p>`,
    `<p>${say('features')}</p>`,
    `<p>${say('rows', { count: verdict.rowCount })}${theme ? `<br>${say('theme', { theme: textIn(theme, language) })}` : ''}</p>`,
    ...(broken.length > 0 ? [`<p>${say('broken', { codes: broken.join(', ') })}</p>`] : []),
    verdict.findings.length === 0
      ? `<p>${say('nothing')}</p>`
      : `<ul>${groups
          .map(({ severity, some }) => {
            const listed = say('listed', { heading: words[HEADINGS[severity]], count: some.length })
            return `<li>${some.length > 0 ? `<a href="#${severity}">${listed}</a>` : listed}</li>`
          })
          .join('')}</ul>`,
    ...groups.flatMap(({ severity, some }) =>
      some.length === 0
        ? []
        : [
            `<h2 id="${severity}">${say(HEADINGS[severity])}</h2>`,
            ...toKinds(some).map((alike, nth) => {
              const id = `${severity}-${nth + 1}`
              return alike.length === 1
                ? toSection(alike[0]!, id, verdict.rowCount, change, language, say)
                : toSectionOfAlike(alike, id, change, language, say)
            }),
          ],
    ),
    ...toWaived(verdict, waivers, language, say),
    ...(change && change.fixed.length > 0
      ? [
          `<h2>${say('fixedTitle')}</h2><ul>`,
          ...change.fixed.map(
            ({ finding, count }) =>
              `<li>${escapeXml(toFindingTexts(finding as never, language).says)} ${say('fixed', { count })}</li>`,
          ),
          '</ul>',
        ]
      : []),
    ...(sensitivity ? toSensitivity(sensitivity, verdict.rowCount, language, say) : []),
    ...(command ? [`<h2>${say('command')}</h2><p><code>${escapeXml(command)}</code></p>`] : []),
  ]
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`
}

type Say = (
  key: keyof ReturnType<typeof wordsOf<'review-report'>>,
  values?: Readonly<Record<string, string | number>>,
) => string

function toShown(value: string | number | undefined, number: (value: number) => string): string {
  return typeof value === 'number' ? number(value) : (value ?? '')
}

/** With fewer rows than this the rules cannot tell what is usual. */
const FEW_ROWS = 100

/** How far a report can be trusted that finds nothing: which faults the rules see in this very layer, and which not. */
function toSensitivity(
  sensitivity: readonly Sensitivity[],
  rowCount: number,
  language: Language,
  say: Say,
): string[] {
  const names = wordsOf('review-faults', language)
  const sum = (of: (one: Sensitivity) => number) =>
    sensitivity.reduce((total, one) => total + of(one), 0)
  const missed = sensitivity.filter(({ planted, found }) => found < planted)
  return [
    `<h2>${say('sensitivityTitle')}</h2>`,
    `<p>${say('sensitivity', { kinds: sensitivity.length, planted: sum(({ planted }) => planted), found: sum(({ found }) => found) })}</p>`,
    ...(missed.length > 0
      ? [
          `<p>${say('sensitivityMissed')}</p><ul>`,
          ...missed.map(
            ({ fault, planted, found }) =>
              `<li>${say('sensitivityOf', { fault: names[fault], planted, found })}</li>`,
          ),
          '</ul>',
          ...(rowCount < FEW_ROWS ? [`<p>${say('sensitivityFew')}</p>`] : []),
        ]
      : []),
  ]
}

/** Findings that say the same of several fields, and name no rows, are told together. */
function toKinds(findings: readonly ToldFinding[]): readonly (readonly ToldFinding[])[] {
  const kinds = new Map<unknown, ToldFinding[]>()
  for (const finding of findings) {
    const kind = finding.rows.length === 0 ? finding.code : finding
    kinds.set(kind, [...(kinds.get(kind) ?? []), finding])
  }
  return [...kinds.values()]
}

function toSectionOfAlike(
  findings: readonly ToldFinding[],
  id: string,
  change: VerdictChange | null,
  language: Language,
  say: Say,
): string {
  const [{ code }] = findings as readonly [ToldFinding]
  const texts = findings.map((finding) => toFindingTexts(finding as never, language))
  const todos = [...new Set(texts.map(({ todo }) => todo))]
  const { alike } = toFindingTexts({ ...findings[0]!, count: findings.length } as never, language)
  const items = findings.map((finding, nth) => {
    const { says, todo, field } = texts[nth]!
    const own = todos.length > 1 ? ` ${todo}` : ''
    const named = alike && String(finding.values?.wanted ?? (field || says))
    return `<li>${escapeXml((named ?? says) + own)}${toProgress(finding, change, say, ' ')}</li>`
  })
  return `<section><h3 id="${id}">${alike === undefined ? say('alike', { count: findings.length }) : escapeXml(alike)}</h3>
<ul>
${items.join('\n')}
</ul>
${todos.length === 1 ? `<p><strong>${say('todo')}</strong><br>${escapeXml(todos[0]!)}</p>` : ''}
<p class="code">${say('codeOf', { code })}</p></section>`
}

function toProgress(
  finding: ToldFinding,
  change: VerdictChange | null,
  say: Say,
  before: string,
): string {
  const progress = change?.findings.find((each) => each.finding === finding)
  if (!progress) return ''
  return `${before}${say('still', { count: progress.still })}, ${say('new', { count: progress.fresh })}`
}

function toSection(
  finding: ToldFinding,
  id: string,
  rowCount: number,
  change: VerdictChange | null,
  language: Language,
  say: Say,
): string {
  const { says, todo } = toFindingTexts(finding as never, language)
  return `<section><h3 id="${id}">${escapeXml(says)}</h3>
<p><strong>${say('todo')}</strong><br>${escapeXml(todo)}${toProgress(finding, change, say, '<br>')}</p>
${toRows(finding, id, rowCount, language, say)}
<p class="code">${say('codeOf', { code: finding.code })}</p></section>`
}

/** The rows of a finding: a line a row, or a line a value where many rows have the same few. */
function toRows(
  finding: ToldFinding,
  id: string,
  rowCount: number,
  language: Language,
  say: Say,
): string {
  const { code, rows } = finding
  const count = rows.length
  const { row: rowWord } = wordsOf('review-report', language)
  const shown = rows.slice(0, MOST_ROWS)
  const found = ({ detail }: ToldRow) => toDetailText(code, detail, rowWord)
  const hasDetails = shown.some(({ detail }) => detail !== undefined)
  if (count === 0) return ''
  // A list of all rows, with nothing to tell of each, says no more than that.
  if (count === rowCount && !hasDetails && count > MOST_LISTED) {
    return `<p>${say('allRows', { count })}</p>`
  }
  const kinds = hasDetails && count > MOST_LISTED ? toCommonValues(rows, found) : null
  if (kinds) {
    const lines = kinds.map(([value, some]) => [escapeXml(value), toReadNumber(some.length, language), toRowNumbers(some, say)] as const) // biome-ignore format: one line
    const titles = [say('found'), say('howMany'), say('rowNumbers')]
    return toTable(id, say('rowsOf', { count }), titles, lines)
  }
  const caption = shown.length < count ? say('cut', { shown: shown.length, count }) : say('rowsOf', { count }) // biome-ignore format: one line
  const hasNames = shown.some(({ row, key }) => key !== `#${row}`)
  const titles = [say('row'), ...(hasNames ? [say('id')] : []), ...(hasDetails ? [say('found')] : [])] // biome-ignore format: one line
  const lines = shown.map((each) => [String(each.row), ...(hasNames ? [escapeXml(each.key)] : []), ...(hasDetails ? [escapeXml(found(each))] : [])]) // biome-ignore format: one line
  return toTable(id, caption, titles, lines)
}

type ToldRow = ToldFinding['rows'][number]

/** What many rows have in common, by how many, where it is at most `MOST_KINDS` values. */
function toCommonValues(
  rows: readonly ToldRow[],
  found: (row: ToldRow) => string,
): readonly (readonly [value: string, rows: readonly ToldRow[]])[] | null {
  const kinds = new Map<string, ToldRow[]>()
  for (const row of rows) {
    const value = found(row)
    const same = kinds.get(value)
    if (same) same.push(row)
    else if (kinds.size === MOST_KINDS) return null
    else kinds.set(value, [row])
  }
  return [...kinds].sort(([, a], [, b]) => b.length - a.length)
}

/** Numbers of rows, those that follow each other told as a range: “3, 7, 9 to 12”. */
function toRowNumbers(rows: readonly ToldRow[], say: Say): string {
  const shown = spansOf(rows.map(({ row }) => row)).slice(0, MOST_RANGES)
  const told = shown.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const texts = shown.flatMap(({ from, to }) => to - from > 1 ? [say('range', { from: String(from), to: String(to) })] : from === to ? [`${from}`] : [`${from}`, `${to}`]) // biome-ignore format: one line
  return `${texts.join(', ')}${told < rows.length ? `, ${say('moreRows', { count: rows.length - told })}` : ''}`
}

/** Everything given as it stands in HTML. */
function toTable(
  id: string,
  caption: string,
  titles: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const toLine = ([first, ...others]: readonly string[]) =>
    `<tr><th scope="row">${first}</th>${others.map((text) => `<td>${text}</td>`).join('')}</tr>`
  return `<table aria-describedby="${id}"><caption>${caption}</caption><thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead><tbody>
${lines.map(toLine).join('\n')}
</tbody></table>`
}

function toWaived(
  { findings }: Verdict,
  waivers: Waivers | undefined,
  language: Language,
  say: Say,
): string[] {
  const waived = findings.flatMap((finding) => {
    const waiver = waiverOf(finding, waivers)
    return waiver ? [{ finding, waiver }] : []
  })
  if (waived.length === 0) return []
  return [
    `<h2>${say('waivedTitle')}</h2><ul>`,
    ...waived.map(
      ({ finding, waiver: { reason, initials, date } }) =>
        `<li>${escapeXml(toFindingTexts(finding as never, language).says)} ${say('waived', { reason, initials, date })}</li>`,
    ),
    '</ul>',
  ]
}

/** The report as a table (RFC 4180, UTF-8 with a mark of its order), a line a row of the file; none is left out. */
export function toReportCsv(
  verdict: Verdict,
  { language, before, waivers }: ReportOptions,
): string {
  const words = wordsOf('review-report', language)
  const change = before ? compareVerdicts(before, verdict) : null
  const { severity, code, field, row, id, found, says, todo, state, waivedTitle } = words
  const titles = [
    severity,
    code,
    field,
    row,
    id,
    found,
    says,
    todo,
    ...(change ? [state] : []),
    ...(waivers?.size ? [waivedTitle] : []),
  ]
  const lines = verdict.findings.flatMap((finding) => {
    const texts = toFindingTexts(finding as never, language)
    const progress = change?.findings.find((each) => each.finding === finding)
    const known = progress && progress.fresh === 0
    const waiver = waiverOf(finding, waivers)
    const rows = finding.rows.length > 0 ? finding.rows : [null]
    return rows.map((each) => [
      words[finding.severity satisfies Severity],
      finding.code,
      texts.field,
      each ? String(each.row) : '',
      each?.key ?? '',
      String(each?.detail ?? ''),
      texts.says,
      texts.todo,
      ...(change ? [fill(known ? words.still : words.new, { count: finding.count })] : []),
      ...(waivers?.size ? [waiver ? fill(words.waived, { ...waiver }) : ''] : []),
    ])
  })
  return `\ufeff${[titles, ...lines].map(toCsvLine).join('')}`
}
