import { ColumnStores } from '../query/column-stores.ts'
import type { AskContext } from '../query/question.ts'
import { type AnswerOf, type QuestionName, questionOf } from '../query/questions.ts'
import { writeAnswerFile } from './answer-file.ts'
import type { Handlers, Tell } from './channel.ts'
import type { QueryCalls, QueryEvents } from './query-protocol.ts'
import { openForFew, openShared } from './shared-sources.ts'

const PROGRESS_INTERVAL_MILLISECONDS = 100
/** Tiles wait no longer than this for a question. */
const SLICE_MILLISECONDS = 20

const stores = new ColumnStores()

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
    read: async (layer, fields) => stores.read(await open(layer), fields, { signal, pause }),
  }
}

/** Lets others have their turn when a question has had its own, and tells how far it is. */
function pauser(signal: AbortSignal, tell: (share: number | null) => void): AskContext['pause'] {
  let turnSince = performance.now()
  let toldAt = turnSince
  return async (share) => {
    const now = performance.now()
    if (now - toldAt >= PROGRESS_INTERVAL_MILLISECONDS) {
      toldAt = now
      tell(share)
    }
    if (now - turnSince < SLICE_MILLISECONDS) return
    await nextTurn()
    turnSince = performance.now()
    signal.throwIfAborted()
  }
}

/** Lets go until all that waits has had its turn. A timer is held back for 4 ms where one follows the other (HTML, timers). */
function nextTurn(): Promise<void> {
  const { scheduler } = globalThis
  return scheduler
    ? scheduler.postTask(() => undefined)
    : new Promise((resolve) => setTimeout(resolve))
}
