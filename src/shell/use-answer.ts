import { useEffect, useMemo, useState } from 'react'
import type { LayerProblem } from '../state/store.ts'
import { type AnswerOf, ask, type QuestionName, type RequestOf } from '../workers/ask.ts'
import { toProblem } from '../workers/data-client.ts'
import { useData } from './shell.ts'

/** What has come of a question to the data worker. */
export interface Answered<Answer> {
  /** Of the request before, until that of the present one is there. */
  readonly answer: Answer | null
  readonly isAsking: boolean
  readonly problem: LayerProblem | null
  /** Asks the same once more, as after a problem. */
  askAgain(): void
}

/** Asks a question for as long as what asks it is shown, and anew when its request says something else; `null` asks nothing. */
export function useAnswer<Name extends QuestionName>(
  name: Name,
  request: RequestOf<Name> | null,
): Answered<AnswerOf<Name>> {
  const data = useData()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<Omit<Answered<AnswerOf<Name>>, 'askAgain'>>({
    answer: null,
    isAsking: true,
    problem: null,
  })
  const text = JSON.stringify(request, (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: requests of one text are one
  const same = useMemo(() => request, [text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks anew
  useEffect(() => {
    if (!same) return
    const controller = new AbortController()
    const { signal } = controller
    setState((before) => ({ ...before, isAsking: true, problem: null }))
    ask(data, name, same, { signal }).then(
      (answer) => signal.aborted || setState({ answer, isAsking: false, problem: null }),
      (error: unknown) =>
        signal.aborted || setState({ answer: null, isAsking: false, problem: toProblem(error) }),
    )
    return () => controller.abort()
  }, [data, name, same, attempt])
  return { ...state, askAgain: () => setAttempt((before) => before + 1) }
}
