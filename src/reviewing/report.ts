import { escapeXml } from '../catalog/metadata/xml.ts'
import type { Language, Localized } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { localeOf } from '../words/languages.ts'
import { textIn } from '../words/text-in.ts'
import { wordsOf } from '../words/words.ts'
import { toCsvLine } from './csv-line.ts'
import { SEVERITIES, type Severity, toDetailText, toFindingKey } from './finding.ts'
import type { Sensitivity } from './sensitivity.ts'
import { toFindingTexts } from './sentences.ts'
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

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.2rem;border-bottom:2px solid}h3{font-size:1.05rem;line-height:1.35;margin:1.4rem 0 .2rem}p{margin:.3rem 0 .6rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0}caption{text-align:start;font-size:.9rem;opacity:.8}th,td{text-align:start;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #8886;overflow-wrap:anywhere}th:first-child{width:6rem}th:nth-child(2):not(:last-child){width:11rem}
code{overflow-wrap:anywhere}.verdict{font-size:1.15rem;font-weight:600}.code{font-size:.85rem;opacity:.8}
@media print{:root{color-scheme:light}body{margin:0;max-width:none;font-size:10pt}h2,h3,caption,thead{break-after:avoid}h3+p{break-after:avoid}h2,h3,tr,p,li{break-inside:avoid}a{color:inherit;text-decoration:none}}`

/** The report as a page of its own: without scripts, to be read on a screen, on paper and aloud. */
export function toReportHtml(verdict: Verdict, options: ReportOptions): string {
  const { language, waivers, before, broken = [], sensitivity, command, theme } = options
  const words = wordsOf('review-report', language)
  const change = before ? compareVerdicts(before, verdict) : null
  const number = (value: number) => new Intl.NumberFormat(localeOf(language)).format(value)
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
  const items = findings.map((finding, nth) => {
    const { says, todo } = texts[nth]!
    const own = todos.length > 1 ? ` ${todo}` : ''
    return `<li>${escapeXml(says + own)}${toProgress(finding, change, say, ' ')}</li>`
  })
  return `<section><h3 id="${id}">${say('alike', { count: findings.length })}</h3>
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
  const words = wordsOf('review-report', language)
  const shown = finding.rows.slice(0, MOST_ROWS)
  const hasDetails = shown.some(({ detail }) => detail !== undefined)
  const caption =
    shown.length < finding.rows.length
      ? say('cut', { shown: shown.length, count: finding.rows.length })
      : say('rowsOf', { count: finding.rows.length })
  // A list of all rows, with nothing to tell of each, says no more than that.
  const areAll = finding.rows.length === rowCount && !hasDetails
  const table =
    shown.length === 0
      ? ''
      : areAll && rowCount > MOST_LISTED
        ? `<p>${say('allRows', { count: rowCount })}</p>`
        : `<table aria-describedby="${id}"><caption>${caption}</caption><thead><tr><th scope="col">${say('row')}</th><th scope="col">${say('id')}</th>${hasDetails ? `<th scope="col">${say('found')}</th>` : ''}</tr></thead><tbody>
${shown.map(({ row, key, detail }) => `<tr><th scope="row">${row}</th><td>${escapeXml(key)}</td>${hasDetails ? `<td>${escapeXml(toDetailText(finding.code, detail, words.row))}</td>` : ''}</tr>`).join('\n')}
</tbody></table>`
  return `<section><h3 id="${id}">${escapeXml(says)}</h3>
<p><strong>${say('todo')}</strong><br>${escapeXml(todo)}${toProgress(finding, change, say, '<br>')}</p>
${table}
<p class="code">${say('codeOf', { code: finding.code })}</p></section>`
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
      finding.field ?? '',
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
