/**
 * What went wrong, or was changed, as plain data: it crosses worker borders, is shown in the user's
 * language (`src/i18n`, key `problems.<code>` with `values` filled in) and is printed by the command
 * line. Exceptions are for bugs; a reader that meets bad input throws a `ProblemError` at most.
 */
export interface Problem {
  /** kebab-case, stable: tests, translations and reports refer to it. */
  readonly code: string
  /** An English sentence that says what, where and what to do, for logs and the command line. */
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** A problem that did not stop the work: what was skipped, renamed, cut, rounded or guessed. */
export interface Warning extends Problem {
  /** How many features, fields or positions it touches. */
  readonly count: number
}

/** Carries a `Problem` up to the edge that reports it. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The problem that an error stands for; anything but a `ProblemError` is a bug, named as such. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', message: `Unexpected failure: ${message}`, values: { message } }
}
