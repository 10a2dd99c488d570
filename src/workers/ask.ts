import type { AnswerOf, QuestionName, RequestOf } from '../query/questions.ts'
import type { Channel } from './channel.ts'
import type { QueryCalls, QueryEvents } from './query-protocol.ts'

export type { AnswerOf, QuestionName, RequestOf } from '../query/questions.ts'

let lastId = 0

/**
 * Asks the data worker a question of layers. Rejects with the signal's reason once it is aborted, and with a
 * `ProblemError`.
 *
 * @param client a `DataClient`
 * @param onProgress called with the share that is done, `null` where it is not known
 */
export async function ask<Name extends QuestionName>(
  client: Channel<QueryCalls, QueryEvents>,
  name: Name,
  request: RequestOf<Name>,
  {
    signal,
    onProgress,
  }: { readonly signal?: AbortSignal; readonly onProgress?: (share: number | null) => void } = {},
): Promise<AnswerOf<Name>> {
  const id = ++lastId
  const stop = client.on('asked', (told) => {
    if (told.id === id) onProgress?.(told.share)
  })
  try {
    const answer = await client.call('ask', { id, name, request }, signal ? { signal } : {})
    return answer as AnswerOf<Name>
  } finally {
    stop()
  }
}
