import { useEffect, useState } from 'react'
import { type Problem, toProblem } from '../model/problem.ts'

/** What is being loaded: the value once it is there, the problem where it did not come. */
export interface Loaded<Value> {
  readonly value: Value | null
  /** Whether the value is that of the key, and not the one before. */
  readonly isCurrent: boolean
  readonly problem: Problem | null
  /** Tries again. */
  retry(): void
}

/**
 * Loads what there is of a key, anew when the key changes; the value before is kept until then. Nothing of `null`.
 *
 * @param load the same function at each call, which loads each key once
 */
export function useLoaded<Key, Value>(
  load: (key: Key) => Promise<Value>,
  key: Key | null,
): Loaded<Value> {
  const [attempt, setAttempt] = useState(0)
  const [last, setLast] = useState<{ readonly key: Key; readonly value: Value } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads anew
  useEffect(() => {
    if (key === null) return
    let isLeft = false
    setProblem(null)
    load(key).then(
      (value) => isLeft || setLast({ key, value }),
      (error: unknown) => isLeft || setProblem(toProblem(error)),
    )
    return () => {
      isLeft = true
    }
  }, [load, key, attempt])
  const isCurrent = last !== null && last.key === key
  return {
    value: last?.value ?? null,
    isCurrent,
    problem,
    retry: () => setAttempt((before) => before + 1),
  }
}
