import type { AnswerRequest } from '../query/answer.ts'
import type { AnswerOf, QuestionName, RequestOf } from '../query/questions.ts'
import type { AnswerFile } from './answer-file.ts'

/** A question, with the number by which its progress is told. */
export interface AskedQuestion {
  readonly id: number
  readonly name: QuestionName
  readonly request: RequestOf<QuestionName>
}

export type QueryCalls = {
  /** The features of an answer as a layer's file. */
  answerFile: { request: AnswerRequest; response: AnswerFile }
  ask: { request: AskedQuestion; response: AnswerOf<QuestionName> }
}

export type QueryEvents = {
  /** How far the answer to a question is, some ten times a second at most; `null` where that is not known. */
  asked: { readonly id: number; readonly share: number | null }
}
