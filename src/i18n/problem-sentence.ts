import type { Language } from '../model/schema.ts'
import { formatSize } from './format-size.ts'
import { LOCALES } from './index.ts'
import { toDetail } from './problem-details.ts'
import { problems } from './problems.ts'

/** A problem or a warning, as the readers and writers tell it. */
export interface ToldProblem {
  readonly code: string
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
  readonly count?: number
}

/** A problem in the reader's language; one without a translation is told as it was logged. */
export function toSentence(problem: ToldProblem, language: Language): string {
  const known = Object.hasOwn(problems, problem.code) ? problems[problem.code] : undefined
  const template = known?.[language]
  if (template === undefined) return problem.message
  const values: Readonly<Record<string, string | number>> = {
    count: problem.count ?? 1,
    ...problem.values,
  }
  return template.replace(/{{(\w+)}}/g, (_, name: string) =>
    name === 'problem' ? toInnerSentence(problem, language) : toText(name, values[name], language),
  )
}

/** What a problem with one file of several is, which the warning has the code and the values of. */
function toInnerSentence({ values = {}, message }: ToldProblem, language: Language): string {
  const code = String(values.code)
  // A problem does not hold one of its own kind, whatever a file may say.
  if (!Object.hasOwn(problems, code) || code === 'file-not-read') return message
  return toSentence({ code, message, values }, language)
}

/** Codes are numbers that are not counted in. */
const IS_CODE = /^(epsg|status|year|version)$/

function toText(name: string, value: string | number | undefined, language: Language): string {
  if (name === 'detail' && typeof value === 'string') return toDetail(value, language)
  if (typeof value !== 'number' || IS_CODE.test(name)) return String(value ?? '')
  if (name === 'bytes' || name.endsWith('Bytes')) return formatSize(value, language)
  return new Intl.NumberFormat(LOCALES[language], { maximumSignificantDigits: 15 }).format(value)
}
