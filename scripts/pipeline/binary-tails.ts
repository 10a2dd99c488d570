import { ProblemError } from '../../src/model/problem.ts'
import type { PipelineFeature } from './recipe.ts'

/**
 * No source measures to more digits than these, and a double holds three more: what stands there is left by
 * sums in binary (10.399999999999999 for 10.4).
 */
const SIGNIFICANT_DIGITS = 12

/** A number as its source meant it, without what sums of doubles left at its end. */
export function withoutBinaryTail(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS))
}

/** Whole numbers are exact however long they are: ids have many digits. */
export function hasBinaryTail(value: unknown): value is number {
  return typeof value === 'number' && !Number.isInteger(value) && withoutBinaryTail(value) !== value
}

/** The first number of features that has a binary tail, with its field; `null` where there is none. */
export function findBinaryTail(
  features: Iterable<Pick<PipelineFeature, 'properties'>>,
): { readonly field: string; readonly value: number } | null {
  for (const { properties } of features) {
    for (const [field, value] of Object.entries(properties)) {
      if (hasBinaryTail(value)) return { field, value }
    }
  }
  return null
}

/**
 * Refuses features with numbers that end in what sums in binary left.
 *
 * @throws ProblemError `binary-tail`, which names the field and the number
 */
export function refuseBinaryTails(features: Iterable<Pick<PipelineFeature, 'properties'>>): void {
  const found = findBinaryTail(features)
  if (!found) return
  throw new ProblemError({
    code: 'binary-tail',
    message: `${found.field} holds ${found.value}, which no source measured: round it to the digits that the source gives.`,
    values: { field: found.field, value: found.value },
  })
}
