import type { ReviewCalls, ReviewEvents } from '../reviewing/protocol.ts'
import { type OwnWorker, startOwnWorker } from './own-worker.ts'

export { type Problem, toProblem } from '../model/problem.ts'
export { importLimitBytes } from './import-client.ts'

export type ReviewClient = OwnWorker<ReviewCalls, ReviewEvents>

/** Starts a worker for one review: with it goes all that it holds. */
export function startReviewWorker(): ReviewClient {
  return startOwnWorker('review', (detail) => ({
    code: 'review-broken-off',
    message: `The review broke off: ${detail || 'there was no more memory'}.`,
    values: { detail },
  }))
}
