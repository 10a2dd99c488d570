import { useCallback, useEffect, useRef, useState } from 'react'
import type { NearAsked } from '../../state/near.ts'
import { type DataClient, toProblem } from '../../workers/data-client.ts'
import { askNear, type NearAnswer } from './ask-near.ts'
import type { NearLayer } from './to-groups.ts'

/** What has come of a question so far. */
export interface NearState {
  /** By layer. */
  readonly answers: ReadonlyMap<string, NearAnswer>
  readonly isAsking: boolean
  readonly isCancelled: boolean
  cancel(): void
  askAgain(): void
}

const NONE: ReadonlyMap<string, NearAnswer> = new Map()

/** Asks all layers at once, each of whose answers is there as it comes; a new question ends the one before. */
export function useNear(
  data: DataClient,
  near: Pick<NearAsked, 'place' | 'radiusKilometers'> | null,
  layers: readonly NearLayer[],
): NearState {
  const [answers, setAnswers] = useState(NONE)
  const [phase, setPhase] = useState<'asking' | 'cancelled' | 'done'>('done')
  const [attempt, setAttempt] = useState(0)
  const asking = useRef<AbortController | null>(null)
  const [lon, lat] = near?.place ?? []
  const radiusKilometers = near?.radiusKilometers
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks anew
  useEffect(() => {
    setAnswers(NONE)
    if (lon === undefined || lat === undefined || radiusKilometers === undefined) return
    const controller = new AbortController()
    const { signal } = controller
    asking.current = controller
    setPhase('asking')
    const add = (id: string, answer: NearAnswer) => {
      if (!signal.aborted) setAnswers((before) => new Map(before).set(id, answer))
    }
    const all = layers.map(async (layer) => {
      try {
        add(
          layer.entry.id,
          await askNear(data, layer, { place: [lon, lat], radiusKilometers }, signal),
        )
      } catch (error) {
        const problem = toProblem(error)
        add(layer.entry.id, { features: [], total: 0, beyond: null, problem })
      }
    })
    void Promise.all(all).then(() => {
      if (!signal.aborted) setPhase('done')
    })
    return () => controller.abort()
  }, [data, lon, lat, radiusKilometers, layers, attempt])
  return {
    answers,
    isAsking: phase === 'asking',
    isCancelled: phase === 'cancelled',
    cancel: useCallback(() => {
      asking.current?.abort()
      setPhase('cancelled')
    }, []),
    askAgain: useCallback(() => setAttempt((before) => before + 1), []),
  }
}
