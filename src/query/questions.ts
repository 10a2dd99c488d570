import { along } from './along.ts'
import { answer } from './answer.ts'
import { chart } from './chart.ts'
import { features } from './features.ts'
import { firstRows } from './first-rows.ts'
import { identify } from './identify.ts'
import { page } from './page.ts'
import type { Question } from './question.ts'
import { rowIds, rowPlaces } from './row-places.ts'
import { statistics } from './statistics.ts'
import { stripEdges } from './strip-edges.ts'

/** All that can be asked of layers, by name: a new question is its file and its line here. */
const QUESTIONS = {
  along,
  answer,
  chart,
  features,
  firstRows,
  identify,
  page,
  rowIds,
  rowPlaces,
  statistics,
  stripEdges,
}

export type QuestionName = keyof typeof QUESTIONS
export type RequestOf<Name extends QuestionName> = Parameters<(typeof QUESTIONS)[Name]>[0]
export type AnswerOf<Name extends QuestionName> = Awaited<ReturnType<(typeof QUESTIONS)[Name]>>

/** The question of a name, for requests that come as messages. */
export function questionOf(name: QuestionName): Question<unknown, unknown> {
  return QUESTIONS[name] as Question<unknown, unknown>
}
