import type { LayerEntry } from '../../catalog/device-layer.ts'
import { parseRecipe, type Recipe, toRecipeText } from '../../model/recipe.ts'
import { DATA_LANGUAGES } from '../../model/schema.ts'
import type { AnswerRequest } from '../../query/answer.ts'
import { keepAnswers, setAnswerEntry } from '../../state/answers.ts'
import { layersOf, layersOfAll } from '../../state/comparison.ts'
import type { FollowedAnswer } from '../../state/followed-answers.ts'
import { type AtlasState, type LayerProblem, useAtlas } from '../../state/store.ts'
import { loadWords } from '../../words/words.ts'
import type { AnswerFile } from '../../workers/answer-file.ts'
import { type DataClient, toProblem } from '../../workers/data-client.ts'
import { toAnswerRequest } from '../../workers/to-answer-request.ts'
import { toTitle } from './to-title.ts'
import { toRecipeContext } from './use-ask.ts'

/** A filter that is moved by a pointer changes many times a second. */
const SETTLE_MILLISECONDS = 250

type Prepared =
  | { readonly recipe: Recipe; readonly request: AnswerRequest }
  | { readonly problem: LayerProblem }

interface Looking {
  /** What is asked, as text: the same is asked once. */
  readonly text: string
  readonly controller: AbortController
  /** How often the layer had been read anew when this failed: once more, and it is tried again. */
  failedAt?: number
}

/** Files that were found, each of which has a name of its own. */
let fileCount = 0
/** The answers that have been read: their tiles are made anew. */
const read = new Set<string>()

/**
 * Keeps the answers on the map to what is asked: each is found anew when its recipe changes, or what is seen of the
 * layers that it asks, and what has left the map is let go of. Gives the function that ends it.
 */
export function followAnswers(data: Pick<DataClient, 'call'>): () => void {
  const looking = new Map<string, Looking>()

  const look = () => {
    const state = useAtlas.getState()
    const onMap = new Set(layersOfAll(state).map(({ id }) => id))
    const kept = state.answers.filter(({ id }) => onMap.has(id))
    for (const [id, { controller }] of looking) {
      if (kept.some((answer) => answer.id === id)) continue
      controller.abort()
      looking.delete(id)
    }
    // The state changes with it, and is looked at again.
    if (kept.length < state.answers.length) keepAnswers(onMap)
    else for (const answer of kept) follow(answer, state)
  }

  const follow = (answer: FollowedAnswer, state: AtlasState) => {
    const { id } = answer
    const prepared = prepare(answer, state)
    const text = toText(prepared)
    const before = looking.get(id)
    const { failedAt } = before ?? {}
    const isTriedAgain = failedAt !== undefined && failedAt !== revisionOf(id)
    if (before?.text === text && !isTriedAgain) return
    before?.controller.abort()
    const now: Looking = { text, controller: new AbortController() }
    looking.set(id, now)
    void find(id, prepared, now, before !== undefined)
  }

  const find = async (id: string, prepared: Prepared, now: Looking, isLater: boolean) => {
    const { signal } = now.controller
    const { setStatus, retryLayer } = useAtlas.getState()
    const fail = (problem: LayerProblem) => {
      now.failedAt = revisionOf(id)
      setStatus(id, { kind: 'failed', problem })
    }
    if ('problem' in prepared) {
      fail(prepared.problem)
      return
    }
    setStatus(id, { kind: 'loading', share: null })
    try {
      if (isLater) await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLISECONDS))
      signal.throwIfAborted()
      const [file] = await Promise.all([
        data.call('answerFile', prepared.request, { signal }),
        ...DATA_LANGUAGES.map((language) => loadWords('answer-titles', language)),
      ])
      if (signal.aborted) return
      const entry = withFile(id, prepared.recipe, file)
      if (!entry) return
      setAnswerEntry(id, entry)
      if (read.has(id)) retryLayer(id)
      read.add(id)
      setStatus(id, { kind: 'ready' })
    } catch (error) {
      if (!signal.aborted) fail(toProblem(error))
    }
  }

  look()
  const stop = useAtlas.subscribe((state, before) => {
    const isSame =
      state.answers === before.answers &&
      state.layers === before.layers &&
      state.comparison === before.comparison &&
      state.catalog === before.catalog &&
      state.revisions === before.revisions
    if (!isSame) look()
  })
  return () => {
    stop()
    for (const { controller } of looking.values()) controller.abort()
  }
}

const revisionOf = (id: string): number => useAtlas.getState().revisions.get(id) ?? 0

/** What is asked for a recipe on the map that it is on; of answers nothing is asked, lest they go in circles. */
function prepare({ id, recipe: text }: FollowedAnswer, state: AtlasState): Prepared {
  const parsed = parseRecipe(text)
  if (!parsed.ok) {
    const { fault } = parsed
    return { problem: { code: 'ask-recipe-unreadable', message: fault, values: { fault } } }
  }
  const isOnA = layersOf(state, 'a').some((layer) => layer.id === id)
  const layers = layersOf(state, isOnA ? 'a' : 'b')
  const catalog = new Map([...state.catalog].filter(([, { answer }]) => !answer))
  try {
    const { groups: _, ...request } = toAnswerRequest(
      parsed.recipe,
      { offset: 0, limit: 0 },
      toRecipeContext({ catalog, layers }),
    )
    return { recipe: parsed.recipe, request }
  } catch (error) {
    return { problem: toProblem(error) }
  }
}

function toText(prepared: Prepared): string {
  return JSON.stringify(prepared, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}

/** The entry of an answer with what has been found; `null` where it is no answer any more. */
function withFile(id: string, recipe: Recipe, found: AnswerFile): LayerEntry | null {
  const { catalog } = useAtlas.getState()
  const before = catalog.get(id)
  if (!before?.answer) return null
  const asked = catalog.get(before.answer.of)!
  const { blob, sha256, featureCount, bbox } = found
  return {
    ...before,
    title: toTitle(recipe, asked, catalog),
    ...(bbox && { bbox: [bbox[0], bbox[1], bbox[2], bbox[3]] }),
    files: [{ path: `${id}.${++fileCount}.fgb`, bytes: blob.size, sha256, featureCount }],
    answer: { ...before.answer, recipe: toRecipeText(recipe), blob },
  }
}
