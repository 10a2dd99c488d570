import { fullFileOf } from '../catalog/layer-files.ts'
import type { CatalogLayer } from '../catalog/schema.ts'
import { blobSource } from '../formats/bytes/byte-source.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import { FlatGeobufFile } from '../formats/flatgeobuf/read.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { toCsvColumnsText } from '../model/csv-columns.ts'
import { type Problem, ProblemError, type Warning } from '../model/problem.ts'
import { randomFrom } from '../model/random.ts'
import { DATA_LANGUAGES } from '../model/schema.ts'
import { type Companion, readCompanions, withCompanions } from '../reviewing/companions.ts'
import { type Comparison, changedGroups, compareEditions } from '../reviewing/compare.ts'
import { writeDeliveredLayer } from '../reviewing/delivered-layer.ts'
import { type Finding, toFindingKey } from '../reviewing/finding.ts'
import { applyFix } from '../reviewing/fix.ts'
import { type KeptFile, readKeptReview } from '../reviewing/kept-review.ts'
import {
  applyMapping,
  findMissingSources,
  findUnmappedCodes,
  type Mapping,
  type Reading,
  suggestMapping,
} from '../reviewing/mapping.ts'
import { Places } from '../reviewing/places.ts'
import type {
  ComparedPlaces,
  ComparedRow,
  HowRead,
  OpenRequest,
  ReviewCalls,
  ReviewEvents,
  ReviewState,
  ShownComparison,
  ShownFinding,
} from '../reviewing/protocol.ts'
import type { AcceptedFix } from '../reviewing/release/provenance.ts'
import { toFingerprint, toReportCsv, toReportHtml } from '../reviewing/report.ts'
import { reviewLayer } from '../reviewing/review-layer.ts'
import { type ReviewRows, toReviewRows } from '../reviewing/review-rows.ts'
import type { Subject } from '../reviewing/rule.ts'
import { measureSensitivity, type Sensitivity } from '../reviewing/sensitivity.ts'
import { toSubject } from '../reviewing/subject.ts'
import { findRoles, type Theme, toTheme } from '../reviewing/theme.ts'
import { compareVerdicts, nameOf, toVerdict, type Verdict } from '../reviewing/verdict.ts'
import { removeStoredFile, whileWriting, writeStoredFile } from '../sources/device-files.ts'
import { fetchPatiently, readBytes } from '../sources/patient-fetch.ts'
import { loadWords } from '../words/words.ts'
import type { Handlers, Tell } from './channel.ts'
import { toKeptHandlers } from './kept-handlers.ts'
import { type ReviewedLayer, toReleaseHandlers } from './release-handlers.ts'

/** Reads a file that is to be published, holds it to the rules, and keeps it while it is looked at and mended. */

const PLACES_LAYER = 'states-provinces'
/** So many places of a finding stand out on the map at once. */
const MOST_PLACES = 2000
const MOST_SAMPLES = 3

interface Held {
  readonly layer: ImportedLayer
  readonly read: HowRead
  readonly original: ReviewRows
  readonly theme: Theme | null
  readonly entry: CatalogLayer | null
  readonly request: OpenRequest
  readonly places: Places | null
  readonly published: ReviewRows | null
  readonly companions: readonly Companion[]
  readonly warnings: readonly Warning[]
  /** What was found in the delivery before. */
  readonly before: Verdict | null
}

let tell: Tell<ReviewEvents>
let held: Held
let mapping: Mapping | null = null
/** The rows as they were before each fix that was accepted. */
let history: { readonly rows: ReviewRows; readonly fix: AcceptedFix; readonly key: string }[] = []
let rows: ReviewRows
let subject: Subject
let findings: readonly Finding[] = []
let verdict: Verdict
let broken: readonly string[] = []
let comparison: Comparison | null = null
/** How many of the fixes that were to be made again could not be. */
let lostFixes = 0

/** What a review's worker answers. */
export function toReviewHandlers(teller: Tell<ReviewEvents>): Handlers<ReviewCalls> {
  tell = teller
  return {
    open,
    async fix({ finding }, signal) {
      makeFix(findings[finding]!)
      return check(signal)
    },
    async undo(_, signal) {
      rows = history.pop()?.rows ?? rows
      return check(signal)
    },
    keepFiles: ({ id }) => whileWriting(id, () => keepFiles(id)),
    async map({ mapping: given }, signal) {
      setMapping(given)
      lostFixes = 0
      return check(signal)
    },
    async mappedRows({ mapping: given, from, to }) {
      const { original, theme } = held
      const made = theme && applyMapping(original, given, theme)
      const end = Math.min(to, original.length)
      return Array.from({ length: Math.max(0, made ? end - from : 0) }, (_, nth) => ({
        row: original.rowNumber(from + nth),
        values: made!.fields.map(({ name }) => String(made!.value(from + nth, name) ?? '')),
      }))
    },
    async rows({ finding, from, to }) {
      return (verdict.findings[finding]?.rows ?? [])
        .slice(from, to)
        .map(({ row, key, detail }) => ({ row, key, detail: String(detail ?? '') }))
    },
    async places({ finding }) {
      const { rows: places } = findings[finding]!
      return places.slice(0, MOST_PLACES).flatMap((row) => rows.geometry(row) ?? [])
    },
    ...toReleaseHandlers(toOrder, teller),
    compare,
    comparedPlaces: async () => listPlaces(),
    comparedRows: async ({ from, to }) => listCompared(from, to),
    async delivered() {
      await Promise.all(DATA_LANGUAGES.map((language) => loadWords('release', language)))
      const { layer, entry, request } = held
      return writeDeliveredLayer(rows, layer, entry?.symbology, request.limitBytes)
    },
    ...toKeptHandlers(() => verdict),
    async reply({ form, language, waivers, isMeasured }, signal) {
      await Promise.all(
        (['review-faults', 'review-fields', 'review-findings', 'review-report', 'problems'] as const).map((domain) => loadWords(domain, language)), // biome-ignore format: one line
      )
      const sensitivity = isMeasured ? await measure(signal) : null
      const options = {
        language,
        ...(sensitivity && { sensitivity }),
        waivers: new Map(waivers),
        before: held.before,
        broken,
        command: toCommand(held),
        ...(held.theme && { theme: held.theme.title }),
      }
      return form === 'html' ? toReportHtml(verdict, options) : toReportCsv(verdict, options)
    },
  }
}

const FAULTS_OF_A_KIND = 3

/** The same layer gives the same figures. */
function measure(signal: AbortSignal): Promise<Sensitivity[]> {
  return measureSensitivity(
    subject,
    randomFrom(1),
    FAULTS_OF_A_KIND,
    (done, total) => tell('progress', { phase: 'measuring', done, total }),
    signal,
  )
}

function toOrder(): ReviewedLayer {
  const { layer, places, published, request } = held
  return {
    rows,
    mapping,
    fixes: history.map(({ fix }) => fix),
    delivery: verdict,
    command: toCommand(held),
    format: layer.format,
    files: request.files,
    limitBytes: request.limitBytes,
    catalog: request.catalog,
    layersUrl: request.layersUrl,
    places,
    published,
  }
}

/** The command by which whoever sent the file finds the same; a mapping is the file that the page saves. */
function toCommand({ request, theme, published, read: { chosen } }: Held): string {
  const options = [
    ['theme', theme?.id],
    ['against', published ? theme?.id : undefined],
    // A mapping says how its file is read, too.
    ...(mapping
      ? [['mapping', `${mapping.theme}.mapping.json`]]
      : [
          ['layer', chosen.layer],
          ['encoding', chosen.encoding],
          ['source-crs', chosen.crs],
          ['columns', chosen.columns && toCsvColumnsText(chosen.columns)],
        ]),
  ].flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${toArgument(value)}`]))
  return ['npm run -s review --', toArgument(request.files[0]?.path ?? ''), ...options].join(' ')
}

/** A text as one argument of a command, in the quotation marks that most shells take. */
const toArgument = (text: string): string => {
  if (/^[\w.,:/-]+$/.test(text)) return text
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}

async function open(request: OpenRequest, signal: AbortSignal): Promise<ReviewState> {
  const total = request.files.reduce((sum, { blob }) => sum + blob.size, 0)
  const chosen = request.reading ?? request.mapping?.reading ?? {}
  const { layer: chosenLayer, ...choices } = chosen
  const result = await readFiles(
    request.files.map(({ path, blob }) => blobSource(blob, path)),
    {
      signal,
      maxBytes: request.limitBytes,
      onProgress: ({ bytesRead }) => tell('progress', { phase: 'reading', done: Math.min(bytesRead, total), total }), // biome-ignore format: one line
      choices,
    },
  )
  if (!result.ok) throw new ProblemError(result.problem)
  // Of an archive with several layers the largest is what was sent, unless somebody says.
  const layer =
    result.layers.find(({ name }) => name === chosenLayer) ??
    result.layers.toSorted((a, b) => b.features.length - a.features.length)[0]
  if (!layer) {
    throw new ProblemError({ code: 'review-empty', message: 'The file holds no layer to review.' })
  }
  const entry = request.catalog.find(({ id }) => id === request.theme) ?? null
  const states = request.catalog.find(({ id }) => id === PLACES_LAYER)
  const [stateBytes, publishedBytes, before] = await Promise.all([
    states ? fetchLayer(states, request.layersUrl) : null,
    entry ? fetchLayer(entry, request.layersUrl) : null,
    request.before === null ? null : readKeptReview(request.before),
  ])
  const beside = await readCompanions(request.files.map(({ path, blob }) => blobSource(blob, path))) // biome-ignore format: one line
  held = {
    layer,
    read: toHowRead(layer, chosen, result.layers),
    original: toReviewRows(layer),
    theme: entry && toTheme(entry),
    entry,
    request,
    places: stateBytes && new Places([...new FlatGeobufFile(stateBytes).features()]),
    published: publishedBytes && (await readPublishedRows(publishedBytes)),
    companions: beside.companions,
    warnings: withCompanions(result.warnings, beside),
    before: before?.verdict ?? null,
  }
  setMapping(request.mapping)
  lostFixes = 0
  const state = await check(signal)
  if (request.fixes.length === 0) return state
  for (const key of request.fixes) {
    const finding = findings.find((each) => each.fix && toFindingKey(each) === key)
    if (finding) {
      makeFix(finding)
      await check(signal)
    } else lostFixes++
  }
  return toState()
}

function makeFix(finding: Finding): void {
  const { code, field, count, fix } = finding
  if (!fix) return
  const accepted = { code, count, kind: fix.kind, ...(field !== undefined && { field }) }
  history.push({ rows, fix: accepted, key: toFindingKey(finding) })
  rows = applyFix(rows, finding)
}

/** Writes the files of the review to the device; where it has no room for all of them it keeps none. */
async function keepFiles(id: string): Promise<readonly KeptFile[]> {
  const { files } = held.request
  const kept = files.map(({ path, blob }, nth) => ({ path: `${id}.${nth}`, name: path, bytes: blob.size })) // biome-ignore format: one line
  try {
    for (const [nth, { blob }] of files.entries()) {
      await writeStoredFile(kept[nth]!.path, chunksOf(blob))
    }
  } catch (error) {
    for (const { path } of kept) await removeStoredFile(path)
    throw error
  }
  return kept
}

const CHUNK_BYTES = 8_000_000

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < blob.size; at += CHUNK_BYTES) {
    yield new Uint8Array(await blob.slice(at, at + CHUNK_BYTES).arrayBuffer())
  }
}

/** So much of a text shows how it is read. */
const MOST_SAMPLE_LETTERS = 60

function toHowRead(
  { name, encoding, crs, csv, warnings }: ImportedLayer,
  chosen: Reading,
  layers: readonly ImportedLayer[],
): HowRead {
  return {
    // Of several layers it is always said which: the mapping and the command then find the same.
    chosen: layers.length > 1 ? { ...chosen, layer: name } : chosen,
    layers: layers.map((each) => each.name),
    layer: name,
    encoding: encoding?.name ?? null,
    encodings: (encoding?.candidates ?? []).map(({ name: each, samples }) => ({
      name: each,
      sample: samples[0]?.trim().slice(0, MOST_SAMPLE_LETTERS) ?? '',
    })),
    crs: crs.how === 'unknown' ? null : crs.name,
    candidates: crs.how === 'unknown' ? crs.candidates.map(({ crs: text, name: each }) => ({ crs: text, name: each })) : [], // biome-ignore format: one line
    placeFound: csv?.found ?? null,
    problem: warnings.find(({ code }) => code === 'csv-column-missing') ?? null,
  }
}

async function fetchLayer(
  { files }: CatalogLayer,
  layersUrl: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = fullFileOf({ files })
  if (!file) return null
  return readBytes(await fetchPatiently(new URL(file.path, layersUrl).href))
}

async function readPublishedRows(bytes: Uint8Array<ArrayBuffer>): Promise<ReviewRows | null> {
  const result = await readFiles([blobSource(new Blob([bytes]), 'published.fgb')])
  const [layer] = result.ok ? result.layers : []
  return layer ? toReviewRows(layer) : null
}

function setMapping(given: Mapping | null): void {
  const { theme, original } = held
  mapping = given
  history = []
  rows = theme && mapping ? applyMapping(original, mapping, theme) : original
}

async function check(signal: AbortSignal): Promise<ReviewState> {
  const { layer, theme, places, published, companions, warnings, request } = held
  comparison = null
  const { catalog } = request
  subject = toSubject(layer, { catalog, places, theme, published, companions, warnings, rows })
  const total = rows.length
  const result = await reviewLayer(subject, {
    signal,
    onProgress: (done) => tell('progress', { phase: 'checking', done, total }),
  })
  findings = result.findings
  broken = result.broken.flatMap(({ codes }) => codes)
  verdict = toVerdict(findings, subject)
  return toState()
}

function toState(): ReviewState {
  const { layer, theme, request, original, before } = held
  const change = before && compareVerdicts(before, verdict)
  const known = new Set(before?.findings.map(toFindingKey))
  const sinceOf = (nth: number): ShownFinding['since'] => {
    const { finding, still, fresh } = change!.findings[nth]!
    return known.has(toFindingKey(finding)) ? { still, fresh } : undefined
  }
  return {
    fileName: request.files[0]!.path,
    layerName: layer.name,
    theme: theme?.id ?? null,
    rowCount: rows.length,
    findings: findings.map(
      ({ code, severity, field, count, values, rows: own, details, fix }, nth) => ({
        code,
        severity,
        ...(field !== undefined && { field }),
        count,
        ...(values && { values }),
        rowCount: own.length,
        hasDetails: details !== undefined,
        ...(fix && { fix: fix.kind }),
        fingerprint: toFingerprint(verdict.findings[nth]!),
        ...(change && { since: sinceOf(nth) }),
      }),
    ),
    broken,
    fixes: history.map(({ key }) => key),
    lostFixes,
    fields: original.fields.map(({ name, type }) => ({
      name,
      type,
      samples: samplesOf(original, name),
    })),
    releaseFields: rows.fields.map(({ name, type }) => ({ name, type })),
    geometryType: layer.schema.geometryType,
    read: held.read,
    mapping: withReading(mapping ?? (theme && suggestMapping(original, theme)), held.read.chosen),
    isMapped: mapping !== null,
    unmapped: theme ? findUnmappedCodes(rows, theme) : [],
    missingSources: mapping ? findMissingSources(mapping, original) : [],
  }
}

/** What was chosen of how the file is read is kept with the mapping, for the next edition. */
const withReading = (given: Mapping | null, chosen: Reading): Mapping | null =>
  given && Object.keys(chosen).length > 0 ? { ...given, reading: chosen } : given

function samplesOf(of: ReviewRows, field: string): string[] {
  const samples = new Set<string>()
  for (let row = 0; row < Math.min(of.length, 300) && samples.size < MOST_SAMPLES; row++) {
    const value = of.value(row, field)
    if (value !== null && value !== '' && !(value instanceof Uint8Array)) samples.add(String(value).slice(0, 40)) // biome-ignore format: one line
  }
  return [...samples]
}

async function compare(): Promise<ShownComparison | Problem> {
  const { published, theme } = held
  if (!published) {
    const layer = theme?.id ?? ''
    return {
      code: 'review-unpublished',
      message: `There is no published edition of ${layer}.`,
      values: { layer },
    }
  }
  comparison = compareEditions(published, rows, subject.roles)
  const { changed, added, removed, unchanged } = comparison
  const moved = changed.filter(({ meters }) => meters > 0).length
  return {
    matchedBy: comparison.matchedBy,
    keyField: comparison.keyField,
    unchanged,
    added: added.length,
    removed: removed.length,
    moved,
    changed: changed.filter(({ changes }) => changes.length > 0).length,
    before: published.length,
    after: rows.length,
    fieldsAdded: comparison.fieldsAdded,
    fieldsRemoved: comparison.fieldsRemoved,
    reused: comparison.reused.length,
    typesChanged: comparison.typesChanged,
    shifts: comparison.shifts,
    groups: changedGroups(comparison),
    sums: comparison.sums.filter(({ before, after }) => before !== after),
  }
}

/** Where what is other was in the published edition, and where it is now. */
function listPlaces(): ComparedPlaces {
  const { published } = held
  if (!comparison || !published) return { before: [], after: [], counts: { before: 0, after: 0 } }
  const { changed, removed, added } = comparison
  // What is gone stands first: it is nowhere else to be seen.
  const before = [...removed, ...changed.map((change) => change.before)]
  const after = [...added, ...changed.map(({ row }) => row)]
  const placesOf = (of: ReviewRows, places: readonly number[]) =>
    places.slice(0, MOST_PLACES).flatMap((row) => of.geometry(row) ?? [])
  return {
    before: placesOf(published, before),
    after: placesOf(rows, after),
    counts: { before: before.length, after: after.length },
  }
}

/** The rows of a comparison: those that moved or changed most first, then those that are gone, then new ones. */
function listCompared(from: number, to: number): ComparedRow[] {
  if (!comparison || !held.published) return []
  const { changed, removed, added } = comparison
  const { published, theme } = held
  const { roles } = subject
  const before = findRoles(published.fields, theme)
  const list: ComparedRow[] = []
  for (let nth = from; nth < Math.min(to, changed.length + removed.length + added.length); nth++) {
    const change = changed[nth]
    const gone = removed[nth - changed.length]
    const fresh = added[nth - changed.length - removed.length]
    if (change) {
      const { meters, changes, row } = change
      const moved = meters > 0 && Number.isFinite(meters) ? [`${Math.round(meters)} m`] : []
      list.push({
        action: changes.length > 0 ? 'changed' : 'moved',
        row: rows.rowNumber(row),
        key: nameOf(rows, roles, row),
        what: [...moved, ...changes.map(({ field, before, after }) => `${field}: ${String(before ?? '–')} → ${String(after ?? '–')}`)].join('; '), // biome-ignore format: one line
      })
    } else if (gone !== undefined) {
      list.push({ action: 'removed', row: null, key: nameOf(published, before, gone), what: '' })
    } else if (fresh !== undefined) {
      list.push({ action: 'added', row: rows.rowNumber(fresh), key: nameOf(rows, roles, fresh), what: '' }) // biome-ignore format: one line
    }
  }
  return list
}
