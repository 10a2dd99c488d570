import type { AskContext } from '../query/question.ts'
import { type AnswerOf, type QuestionName, questionOf } from '../query/questions.ts'
import { writeAnswerFile } from './answer-file.ts'
import type { Handlers, Tell } from './channel.ts'
import type { QueryCalls, QueryEvents } from './query-protocol.ts'
import { pauser, sharedColumns } from './shared-columns.ts'
import { openForFew, openShared } from './shared-sources.ts'

/** What is asked of layers themselves: rows, statistics, places. */
export function toQueryHandlers(tell: Tell<QueryEvents>): Handlers<QueryCalls> {
  return {
    async ask({ id, name, request }, signal) {
      const context = toContext(signal, (share) => tell('asked', { id, share }))
      return (await questionOf(name)(request, context)) as AnswerOf<QuestionName>
    },
    answerFile: (request, signal) =>
      writeAnswerFile(
        request,
        toContext(signal, () => undefined),
      ),
  }
}

function toContext(signal: AbortSignal, tell: (share: number | null) => void): AskContext {
  const pause = pauser(signal, tell)
  const open: AskContext['open'] = ({ at, byteLength }) => openShared(at, byteLength)
  return {
    signal,
    pause,
    open,
    openForFew: ({ at, byteLength }) => openForFew(at, byteLength),
    read: async (layer, fields) => sharedColumns.read(await open(layer), fields, { signal, pause }),
  }
}
