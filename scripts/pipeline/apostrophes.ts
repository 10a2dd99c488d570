import type { Tally } from './geometry.ts'
import type { PipelineFeature } from './recipe.ts'

/** Fields that hold names, as the recipes call them. */
const NAMES = /^(name(_\w+)?|municipality|admin1|owner)$/

/**
 * Writes the apostrophes of names as the typographic one, which some sources use, some do not and some do now
 * and then: one name is one text. A word between two of them was quoted. Blanks that stand twice are one. Tallies
 * `apostrophes` and `blanks` by name.
 */
export function withOneApostrophe(
  features: readonly PipelineFeature[],
  tally: Tally,
): PipelineFeature[] {
  return features.map((feature) => {
    let changed = false
    const properties = Object.fromEntries(
      Object.entries(feature.properties).map(([field, value]) => {
        if (typeof value !== 'string' || !/'|\s{2}/.test(value) || !NAMES.test(field)) {
          return [field, value]
        }
        if (value.includes("'")) tally.add('apostrophes')
        if (/\s{2}/.test(value)) tally.add('blanks')
        changed = true
        return [field, toOneApostrophe(value).replaceAll(/\s{2,}/g, ' ')]
      }),
    )
    return changed ? { ...feature, properties } : feature
  })
}

export function toOneApostrophe(name: string): string {
  return name.replaceAll(/(^|[\s(])'([^']+)'(?=[\s),]|$)/g, '$1“$2”').replaceAll("'", '’')
}
