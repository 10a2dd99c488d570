import { ProblemError } from '../../src/model/problem.ts'
import type { PipelineFeature } from './recipe.ts'

/** U+0080 to U+009F: no text holds them, but one whose bytes were read in the wrong encoding. */
const C1_CONTROL = /[\u0080-\u009f]/

/**
 * Refuses texts with the control characters that bytes of windows-1252 become when they are taken for
 * ISO 8859-1 (`Lake of the Woods’` with U+0092 in place of the apostrophe).
 *
 * @throws ProblemError `control-characters`, which names the field and the text
 */
export function refuseControlCharacters(
  features: readonly Pick<PipelineFeature, 'properties'>[],
): void {
  for (const { properties } of features) {
    for (const [field, value] of Object.entries(properties)) {
      if (typeof value === 'string' && C1_CONTROL.test(value)) refuse(field, value)
    }
  }
}

/** The same for what the catalogue says of a layer, at any depth. */
export function refuseControlCharactersIn(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (C1_CONTROL.test(value)) refuse(field, value)
  } else if (typeof value === 'object' && value !== null) {
    for (const [part, inner] of Object.entries(value)) {
      refuseControlCharactersIn(inner, field === '' ? part : `${field}.${part}`)
    }
  }
}

function refuse(field: string, text: string): never {
  throw new ProblemError({
    code: 'control-characters',
    message: `${field} holds a control character in ${JSON.stringify(text)}: its bytes were read in the wrong encoding. Read the source in the encoding that it is in.`,
    values: { field, value: text },
  })
}
