import { ProblemError } from '../../model/problem.ts'

/** The bytes are not what the format allows; `what` names the part, in English, for logs. */
export function corrupt(what: string): ProblemError {
  return new ProblemError({
    code: 'flatgeobuf-corrupt',
    message: `The FlatGeobuf file is damaged: ${what}. Fetch or write it again.`,
    values: { what },
  })
}

/** The file ends before what its header announces. */
export function truncated(expectedBytes: number, foundBytes: number): ProblemError {
  return new ProblemError({
    code: 'flatgeobuf-truncated',
    message: `The FlatGeobuf file ends after ${foundBytes} bytes; its header and index announce at least ${expectedBytes}. It was not stored or sent whole: fetch or upload it again.`,
    values: { expected: expectedBytes, found: foundBytes },
  })
}
