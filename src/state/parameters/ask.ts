import type { UrlParameter } from './parameter.ts'

/** What is asked of layers: a recipe in JSON, which the panel reads that answers it. */
export const parameter: UrlParameter<string | null> = {
  name: 'ask',
  place: 15,
  isStep: false,
  default: null,
  parse: (text) => (/^\{.{2,1998}\}$/s.test(text) ? text : undefined),
  format: (question) => question ?? '',
  read: ({ question }) => question,
  write: (question) => ({ question }),
}
