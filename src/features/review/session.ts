import { create } from 'zustand'
import { isDeviceLayer } from '../../catalog/device-layer.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { toFindingKey } from '../../reviewing/finding.ts'
import type { Mapping } from '../../reviewing/mapping.ts'
import type { Problem, ReviewEvents, ReviewState } from '../../reviewing/protocol.ts'
import type { Waiver } from '../../reviewing/report.ts'
import type { Verdict } from '../../reviewing/verdict.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useAtlas } from '../../state/store.ts'
import {
  importLimitBytes,
  type ReviewClient,
  startReviewWorker,
  toProblem,
} from '../../workers/review-client.ts'
import { type KeptReview, keepReview, toKeptId } from './kept.ts'

export type ReviewStage =
  | { readonly kind: 'choose' }
  | { readonly kind: 'working'; readonly progress: ReviewEvents['progress'] | null }
  | { readonly kind: 'reviewed'; readonly state: ReviewState; readonly isBusy: boolean }
  | { readonly kind: 'failed'; readonly problem: Problem }

interface ReviewSession {
  readonly stage: ReviewStage
  readonly theme: string | null
  /** What was accepted as it is, by the key of the finding. */
  readonly waivers: ReadonlyMap<string, Waiver>
  /** The review of an earlier delivery. */
  readonly before: KeptReview | null
  /** The finding whose rows stand out on the map. */
  readonly onMap: number | null
  /** What was found, with all rows, as it is kept. */
  readonly verdict: Verdict | null
  /** What went wrong when something was done to the layer under review. */
  readonly problem: Problem | null
}

export const useReview = create<ReviewSession>()(() => ({
  stage: { kind: 'choose' },
  theme: null,
  waivers: new Map(),
  before: null,
  onMap: null,
  verdict: null,
  problem: null,
}))

const { setState, getState } = useReview

let client: ReviewClient | null = null
let keptId = ''
/** Raised with every review, so that what is left of one that was ended changes nothing. */
let attempt = 0

export const reviewClient = (): ReviewClient | null => client

/** The layers of the catalogue that have data, by which others are reviewed. */
export function themesOf(): CatalogLayer[] {
  return [...useAtlas.getState().catalog.values()].flatMap((entry) =>
    isDeviceLayer(entry) || entry.state === undefined || !('group' in entry)
      ? []
      : [entry as CatalogLayer],
  )
}

/** Reads files, and holds the layer in them to the rules. */
export async function startReview(
  files: readonly File[],
  mapping: Mapping | null = null,
): Promise<void> {
  if (files.length === 0) return
  endReview()
  const own = attempt
  client = startReviewWorker()
  keptId = toKeptId()
  setState({ stage: { kind: 'working', progress: null }, problem: null, waivers: new Map(getState().before?.waivers) }) // biome-ignore format: one line
  client.on('progress', (progress) => {
    if (own === attempt && getState().stage.kind === 'working') {
      setState({ stage: { kind: 'working', progress } })
    }
  })
  try {
    const state = await Promise.race([
      client.call('open', {
        files: files.map((file) => ({ path: file.name, blob: file })),
        limitBytes: importLimitBytes(),
        catalog: themesOf(),
        layersUrl: layersUrl().href,
        theme: getState().theme,
        mapping,
      }),
      client.broken,
    ])
    if (own !== attempt) return
    setState({ stage: { kind: 'reviewed', state, isBusy: false } })
    await keep()
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
  attempt++
  client?.end()
  client = null
  hideFromMap()
  setState({ stage: { kind: 'choose' }, problem: null })
}

/** Does something to the layer under review, and shows it as it is then. */
async function change(ask: (client: ReviewClient) => Promise<ReviewState>): Promise<boolean> {
  const { stage } = getState()
  if (!client || stage.kind !== 'reviewed' || stage.isBusy) return false
  const own = attempt
  hideFromMap()
  setState({ stage: { ...stage, isBusy: true }, problem: null })
  try {
    const state = await Promise.race([ask(client), client.broken])
    if (own !== attempt) return false
    setState({ stage: { kind: 'reviewed', state, isBusy: false } })
    await keep()
    return true
  } catch (error) {
    if (own === attempt) setState({ stage: { ...stage, isBusy: false }, problem: toProblem(error) })
    return false
  }
}

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
  await keep()
}

/** Keeps what was found and accepted on this device, for the next delivery. */
async function keep(): Promise<void> {
  if (!client) return
  const { waivers } = getState()
  const { verdict } = await client.call('reply', { language: useAtlas.getState().language, waivers: [...waivers], before: null }) // biome-ignore format: one line
  setState({ verdict })
  // A device that keeps nothing reviews all the same.
  await keepReview({ id: keptId, date: new Date().toISOString(), verdict, waivers: [...waivers] }).catch(() => undefined) // biome-ignore format: one line
}
