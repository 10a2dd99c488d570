import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Recipe } from '../../model/recipe.ts'
import type { Answer, AnswerRequest } from '../../query/answer.ts'
import { areaOfDrawing } from '../../shell/area-of-drawing.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { useData } from '../../shell/shell.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'
import { type AtlasState, type LayerProblem, useAtlas } from '../../state/store.ts'
import { ask } from '../../workers/ask.ts'
import { toProblem } from '../../workers/data-client.ts'
import { type RecipeContext, toAnswerRequest } from '../../workers/to-answer-request.ts'

/** What has come of a question. */
export type Asked =
  | { readonly kind: 'asking'; readonly share: number | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: LayerProblem }
  | { readonly kind: 'answered'; readonly answer: Answer; readonly request: AnswerRequest }

export interface Asking {
  readonly asked: Asked
  cancel(): void
  askAgain(): void
}

/** Of each layer what is seen of it on the map; of one that is not there, all. */
export function toRecipeContext({
  catalog,
  layers,
}: Pick<AtlasState, 'catalog' | 'layers'>): RecipeContext {
  return {
    catalog,
    layersUrl: layersUrl(),
    seenOf: (entry) => {
      const view = layers.find(({ id }) => id === entry.id) ?? toLayerView(entry.id)
      return toSeenCondition(entry, view, entry.fields)
    },
    areaOf: areaOfDrawing,
  }
}

/** Asks a question for as long as it stands, and anew when it, or what is seen of its layers, changes. */
export function useAsk(recipe: Recipe, limit: number): Asking {
  const data = useData()
  const catalog = useAtlas((state) => state.catalog)
  const layers = useAtlas((state) => state.layers)
  const [attempt, setAttempt] = useState(0)
  const [asked, setAsked] = useState<Asked>({ kind: 'asking', share: null })
  const [asking, setAsking] = useState<AbortController | null>(null)
  const prepared = useMemo(() => {
    try {
      const context = toRecipeContext({ catalog, layers })
      return { request: toAnswerRequest(recipe, { offset: 0, limit }, context), problem: null }
    } catch (error) {
      return { request: null, problem: toProblem(error) }
    }
  }, [recipe, limit, catalog, layers])
  const text = JSON.stringify(prepared, (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: requests of one text are one, and a new attempt asks anew
  useEffect(() => {
    const { request, problem } = prepared
    if (!request) {
      setAsked({ kind: 'failed', problem })
      return
    }
    const controller = new AbortController()
    const { signal } = controller
    setAsking(controller)
    setAsked({ kind: 'asking', share: null })
    const onProgress = (share: number | null) =>
      signal.aborted || setAsked({ kind: 'asking', share })
    ask(data, 'answer', request, { signal, onProgress }).then(
      (answer) => signal.aborted || setAsked({ kind: 'answered', answer, request }),
      (error: unknown) => signal.aborted || setAsked({ kind: 'failed', problem: toProblem(error) }),
    )
    return () => controller.abort()
  }, [data, text, attempt])
  return {
    asked,
    cancel: useCallback(() => {
      asking?.abort()
      setAsked({ kind: 'cancelled' })
    }, [asking]),
    askAgain: useCallback(() => setAttempt((before) => before + 1), []),
  }
}
