import type { WarningList } from './read-context.ts'

/**
 * A measure (M) is the fourth number of a position: without a height (Z) as the third there is no place for
 * it. Tells of a geometry whose measures were left out for that.
 */
export function warnMeasuresWithoutHeights(warnings: WarningList): void {
  warnings.add({
    code: 'measures-without-heights',
    message:
      'Geometries have measures (M) without heights (Z); measures are kept beside heights alone, and were left out.',
  })
}
