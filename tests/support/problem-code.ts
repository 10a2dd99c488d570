import { ProblemError } from '../../src/model/problem.ts'

/** The code of the problem that an action throws, `none` where it throws none. */
export function problemCodeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
  return 'none'
}
