import type { Language } from '../geo/layer-schema.ts'
import { formatSize } from './format-size.ts'
import { LOCALES } from './index.ts'
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
  const template = problems[problem.code]?.[language]
  if (template === undefined) return problem.message
  const values = { count: problem.count ?? 1, ...problem.values }
  return template.replace(/{{(\w+)}}/g, (_, name: string) =>
    toText(name, (values as Readonly<Record<string, string | number>>)[name], language),
  )
}

/** Codes are numbers that are not counted in. */
const IS_CODE = /^(epsg|status|year|version)$/

function toText(name: string, value: string | number | undefined, language: Language): string {
  if (typeof value !== 'number' || IS_CODE.test(name)) return String(value ?? '')
  if (name === 'bytes' || name.endsWith('Bytes')) return formatSize(value, language)
  return new Intl.NumberFormat(LOCALES[language], { maximumSignificantDigits: 15 }).format(value)
}
