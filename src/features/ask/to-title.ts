import type { LayerEntry } from '../../catalog/device-layer.ts'
import type { Recipe } from '../../model/recipe.ts'
import { fill } from '../../words/fill.ts'
import { formatNumber } from '../../words/format.ts'
import { inDataLanguages, textIn } from '../../words/text-in.ts'
import { wordsOf } from '../../words/words.ts'

/**
 * What an answer is called as a layer: in short what was asked. The words `answer-titles` are to be there in each
 * language.
 */
export function toTitle(
  { near, border }: Recipe,
  asked: LayerEntry,
  catalog: ReadonlyMap<string, LayerEntry>,
): LayerEntry['title'] {
  const other = near && catalog.get(near.layer)
  return inDataLanguages((language) => {
    const { answers, borders } = wordsOf('answer-titles', language)
    const layer = textIn(asked.title, language)
    const toKilometers = (km: number) => formatNumber(km, language)
    if (border) {
      const { between, km } = border
      return fill(answers.border, { layer, km: toKilometers(km), border: borders[between] })
    }
    if (!near || !other) return fill(answers.chosen, { layer })
    return fill(answers[near.relation], {
      layer,
      other: textIn(other.title, language),
      km: toKilometers(near.km ?? 0),
    })
  })
}
