import { create } from 'zustand'
import { isDeviceLayer } from '../../catalog/device-layer.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { toFindingKey } from '../../reviewing/finding.ts'
import {
  type KeptFile,
  type KeptWork,
  readKeptFiles,
  toKeptId,
} from '../../reviewing/kept-review.ts'
import type { Mapping, Reading } from '../../reviewing/mapping.ts'
import type {
  HeldPackage,
  Problem,
  ReviewEvents,
  ReviewState,
  ShownReview,
} from '../../reviewing/protocol.ts'
import type { Waiver } from '../../reviewing/report.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAtlas } from '../../state/store.ts'
import {
  importLimitBytes,
  type ReviewClient,
  startReviewWorker,
  toProblem,
} from '../../workers/review-client.ts'
import { type DraftTree, withFields } from './draft.ts'

export type ReviewStage =
  | { readonly kind: 'choose' }
  | { readonly kind: 'working'; readonly progress: ReviewEvents['progress'] | null }
  | { readonly kind: 'reviewed'; readonly state: ReviewState; readonly isBusy: boolean }
  /** A package that was made elsewhere. */
  | { readonly kind: 'package' }
  | { readonly kind: 'failed'; readonly problem: Problem }

interface ReviewSession {
  readonly stage: ReviewStage
  readonly theme: string | null
  /** What was accepted as it is, by the key of the finding. */
  readonly waivers: ReadonlyMap<string, Waiver>
  /** The review of an earlier delivery. */
  readonly before: ShownReview | null
  /** The finding whose rows stand out on the map, and how many of them do. */
  readonly onMap: { readonly finding: number; readonly shown: number } | null
  /** Whether the published edition and this one are shown as two maps. */
  readonly isCompared: boolean
  /** What is written of the layer for its release. */
  readonly draft: DraftTree | null
  /** Before this day it may not be released. */
  readonly embargo: string | null
  readonly package: HeldPackage | null
  /** How far the package is that is being made. */
  readonly making: ReviewEvents['progress'] | null
  /** The files as this device keeps them, or why it does not. */
  readonly keptFiles: readonly KeptFile[] | Problem | null
  /** What went wrong when something was done to the layer under review. */
  readonly problem: Problem | null
}

export const useReview = create<ReviewSession>()(() => ({
  stage: { kind: 'choose' },
  theme: null,
  waivers: new Map(),
  before: null,
  onMap: null,
  isCompared: false,
  draft: null,
  embargo: null,
  package: null,
  making: null,
  keptFiles: null,
  problem: null,
}))

const { setState, getState } = useReview

let client: ReviewClient | null = null
/** The files of the review, to be read again in another way. */
let given: readonly File[] = []
let keptId = ''
/** Raised with every review, so that what is left of one that was ended changes nothing. */
let attempt = 0

export const reviewClient = (): ReviewClient | null => client

/** The layers of the catalogue that have data, by which others are reviewed. */
export function themesOf(): CatalogLayer[] {
  return [...useAtlas.getState().catalog.values()].flatMap((entry) =>
    isDeviceLayer(entry) || entry.answer || entry.state === undefined || !('group' in entry)
      ? []
      : [entry as CatalogLayer],
  )
}

/** Reads files, and holds the layer in them to the rules. */
export async function startReview(files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  keptId = toKeptId()
  setState({ waivers: new Map(getState().before?.waivers) })
  await openFiles(files, NOTHING_DONE)
}

/** Goes on with a review that this device keeps: what was mapped, corrected, accepted and written is as it was. */
export async function resumeReview(
  { id, work, waivers }: ShownReview,
  reviews: readonly ShownReview[],
): Promise<void> {
  if (!work) return
  try {
    const files = await readKeptFiles(work.files)
    const before = reviews.find((each) => each.id === work.before) ?? null
    keptId = id
    setState({ theme: work.theme, waivers: new Map(waivers), before })
    await openFiles(files, { ...work, keptFiles: work.files })
  } catch (error) {
    setState({ stage: { kind: 'failed', problem: toProblem(error) } })
  }
}

/** What was done to the files of a review. */
interface Done extends Omit<KeptWork, 'files' | 'theme' | 'reading' | 'before'> {
  readonly reading: Reading | null
  readonly keptFiles: ReviewSession['keptFiles']
}

const NOTHING_DONE: Done = {
  mapping: null,
  reading: null,
  fixes: [],
  draft: null,
  embargo: null,
  keptFiles: null,
}

async function openFiles(
  files: readonly File[],
  { mapping, reading, fixes, draft, embargo, keptFiles }: Done,
): Promise<void> {
  endReview()
  given = files
  const own = attempt
  client = startReviewWorker()
  setState({ stage: { kind: 'working', progress: null } })
  client.on('progress', (progress) => {
    if (own !== attempt) return
    if (getState().stage.kind === 'working') setState({ stage: { kind: 'working', progress } })
    if (getState().making) setState({ making: progress })
  })
  try {
    const state = await Promise.race([
      client.call('open', {
        files: files.map((file) => ({ path: file.name, blob: file })),
        limitBytes: importLimitBytes(),
        catalog: themesOf(),
        layersUrl: layersUrl().href,
        theme: getState().theme,
        before: getState().before?.id ?? null,
        mapping,
        reading,
        fixes,
      }),
      client.broken,
    ])
    if (own !== attempt) return
    setState({ stage: { kind: 'reviewed', state, isBusy: false }, draft: draft && withFields(draft, state), embargo, keptFiles }) // biome-ignore format: one line
    await keepWork()
    if (keptFiles || own !== attempt) return
    const kept = await client.call('keepFiles', { id: keptId }).catch(toProblem)
    if (own !== attempt) return
    setState({ keptFiles: kept })
    await keepWork()
  } catch (error) {
    if (own !== attempt) return
    endReview()
    setState({ stage: { kind: 'failed', problem: toProblem(error) } })
  }
}

/** Nothing of the layer under review stands out on the map any more. */
export function hideFromMap(): void {
  useAtlas.getState().map?.setHighlight('review', null)
  setState({ onMap: null })
}

/** Ends the review, with all that its worker holds. */
export function endReview(): void {
  const ended = client
  // What was done last is kept before the worker goes.
  const last = keepingLater === undefined ? keeping : keepWork()
  void last.finally(() => ended?.end())
  attempt++
  client = null
  given = []
  hideFromMap()
  setState({ stage: { kind: 'choose' }, problem: null, draft: null, embargo: null, package: null, making: null, keptFiles: null }) // biome-ignore format: one line
}

/** Does something to the layer under review, and shows it as it is then. */
async function change(ask: (client: ReviewClient) => Promise<ReviewState>): Promise<boolean> {
  const { stage } = getState()
  if (!client || stage.kind !== 'reviewed' || stage.isBusy) return false
  const own = attempt
  hideFromMap()
  setState({ stage: { ...stage, isBusy: true }, problem: null, package: null })
  try {
    const state = await Promise.race([ask(client), client.broken])
    if (own !== attempt) return false
    const { draft } = getState()
    setState({ stage: { kind: 'reviewed', state, isBusy: false }, draft: draft && withFields(draft, state) }) // biome-ignore format: one line
    await keepWork()
    return true
  } catch (error) {
    if (own === attempt) setState({ stage: { ...stage, isBusy: false }, problem: toProblem(error) })
    return false
  }
}

/** Reads the files of the review in another way, and holds them to the rules anew: it stays the same review. */
export const readAgain = (reading: Reading, mapping: Mapping | null): Promise<void> =>
  openFiles(given, { ...getState(), mapping: mapping && { ...mapping, reading }, reading, fixes: [] }) // biome-ignore format: one line

export const acceptFix = (finding: number) => change(({ call }) => call('fix', { finding }))
export const undoFix = () => change(({ call }) => call('undo', undefined))
export const mapFields = (mapping: Mapping) => change(({ call }) => call('map', { mapping }))

/** Accepts a finding as it is, or no longer. */
export async function waive(
  finding: ReviewState['findings'][number],
  reason: { readonly reason: string; readonly initials: string } | null,
): Promise<void> {
  const waivers = new Map(getState().waivers)
  if (reason) {
    const date = new Date().toISOString().slice(0, 10)
    waivers.set(toFindingKey(finding), { ...reason, date, fingerprint: finding.fingerprint })
  } else waivers.delete(toFindingKey(finding))
  setState({ waivers })
  await keepWork()
}

/**
 * Keeps on this device what was found and accepted, for the next delivery, and how to go on with it where its files are
 * kept. A device that keeps nothing reviews all the same.
 */
async function keepWork(): Promise<void> {
  clearTimeout(keepingLater)
  keepingLater = undefined
  const { stage, theme, waivers, draft, embargo, keptFiles, before } = getState()
  if (stage.kind !== 'reviewed' || !client) return
  const { mapping, isMapped, read, fixes } = stage.state
  const work = areKept(keptFiles)
    ? {
        files: [...keptFiles],
        theme,
        mapping: isMapped ? mapping : null,
        reading: read.chosen,
        fixes: [...fixes],
        draft,
        embargo,
        before: before?.id ?? null,
      }
    : null
  const { call, broken } = client
  const kept = call('keep', { id: keptId, waivers: [...waivers], work })
  keeping = Promise.race([kept, broken]).catch(() => undefined)
  await keeping
}

/** The last keeping that was begun. */
let keeping: Promise<unknown> = Promise.resolve()

export const areKept = (files: ReviewSession['keptFiles']): files is readonly KeptFile[] =>
  Array.isArray(files)

/** What is written for the release is kept a little after it was written. */
const KEEP_AFTER_MILLISECONDS = 800
let keepingLater: ReturnType<typeof setTimeout> | undefined
useReview.subscribe((now, before) => {
  const isSame = now.draft === before.draft && now.embargo === before.embargo
  if (isSame || now.stage.kind !== 'reviewed' || before.stage.kind !== 'reviewed') return
  clearTimeout(keepingLater)
  keepingLater = setTimeout(() => void keepWork(), KEEP_AFTER_MILLISECONDS)
})

/** Asks a worker for something of reviews that this device keeps, whatever is under review. */
export async function askAside<Value>(
  ask: (client: ReviewClient) => Promise<Value>,
): Promise<Value> {
  const aside = startReviewWorker()
  try {
    return await Promise.race([ask(aside), aside.broken])
  } finally {
    aside.end()
  }
}

/** Asks the review's worker for a package, and shows it or what went wrong. */
export async function takePackage(
  ask: (client: ReviewClient) => Promise<HeldPackage>,
): Promise<void> {
  client ??= startReviewWorker()
  const own = attempt
  setState({ making: { phase: 'packing', done: 0, total: 0 }, problem: null })
  try {
    const made = await Promise.race([ask(client), client.broken])
    if (own === attempt) setState({ package: made, making: null })
  } catch (error) {
    if (own === attempt) setState({ making: null, problem: toProblem(error) })
  }
}

/** Makes the package of the layer as it is reviewed now. */
export const makeRelease = () => {
  const { draft, embargo, waivers } = getState()
  return takePackage(
    ({ call }) =>
    call('release', { draft, embargo, waivers: [...waivers], siteUrl: new URL('.', document.baseURI).href }), // biome-ignore format: one line
  )
}

/** Opens a package that somebody else has made, to look at it and approve it. */
export async function openPackage(file: File): Promise<void> {
  endReview()
  setState({ stage: { kind: 'package' } })
  await takePackage(({ call }) => call('readPackage', { file, name: file.name }))
}
