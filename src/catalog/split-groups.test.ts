import { describe, expect, it } from 'vitest'
import { classesOf, toClassifier } from '../model/classes.ts'
import { parseConditionText } from '../model/condition-text.ts'
import type { FieldValue } from '../model/feature.ts'
import { toPredicate } from '../model/predicate.ts'
import { splitsGroups } from './split-groups.ts'
import type { Symbology } from './symbology.ts'

const symbol = { marker: 'circle' as const, markerRadius: 3 }
const label = { en: 'a', fr: 'a', es: 'a' }
const toSymbology = (values: readonly (readonly FieldValue[])[], hasOther: boolean) =>
  ({
    kind: 'categories',
    field: 'kind',
    classes: values.map((of, place) => ({ id: String(place), label, symbol, values: of })),
    ...(hasOther && { other: { id: 'other', label, symbol } }),
  }) as Symbology

const split = (text: string, symbology: Symbology) =>
  splitsGroups(parseConditionText(text)!, symbology)

describe('groups of points under a filter', () => {
  it('can tell what is left by a filter of classes of one value each, and by no other field', () => {
    const symbology = toSymbology([['mine'], ['mill']], false)
    for (const text of ['kind==mine', 'kind!=mine', 'kind=in=(mine/dam)', 'kind=ge=min']) {
      expect([text, split(text, symbology)]).toEqual([text, false])
    }
    expect(split('tonnes=gt=3', symbology)).toBe(true)
    expect(split('kind==mine*tonnes=gt=3', symbology)).toBe(true)
  })

  it('cannot where it tells values of a class apart, among them those that no class names', () => {
    const symbology = toSymbology([['mine', 'mill'], ['dam']], true)
    expect(split('kind==mine', symbology)).toBe(true)
    expect(split('kind=in=(mine/mill)', symbology)).toBe(false)
    expect(split('kind==dam', symbology)).toBe(false)
    expect(split('kind==well', symbology)).toBe(true)
    expect(split('kind!=dam', symbology)).toBe(true)
    expect(split("kind=like='mi%'", symbology)).toBe(true)
  })

  it('are taken for told apart wherever features of one class are judged otherwise', () => {
    const values: FieldValue[] = ['mine', 'mill', 'dam', 'well', null]
    const looks = [
      toSymbology([['mine'], ['mill'], ['dam', 'well']], false),
      toSymbology(
        [
          ['mine', 'mill'],
          ['dam', null],
        ],
        true,
      ),
      toSymbology(
        [
          ['mine', null],
          ['mill', 'dam'],
        ],
        false,
      ),
    ]
    const texts = ['mine', 'dam', 'well', 'reef'].flatMap((value) => [
      `kind==${value}`,
      `kind!=${value}`,
      `kind=lt=${value}`,
      `kind=in=(${value}/mill)`,
      `kind=out=(${value}/dam)`,
      `!(kind==${value}/kind==mine)`,
    ])
    for (const look of looks) {
      const classify = toClassifier(classesOf(look))
      for (const text of texts) {
        const passes = toPredicate(parseConditionText(text)!, [{ name: 'kind', type: 'string' }])
        const judged = new Map<number, Set<boolean>>()
        for (const kind of values) {
          const of = classify({ kind })
          if (of < 0) continue
          judged.set(of, (judged.get(of) ?? new Set()).add(passes({ kind })))
        }
        const isToldApart = [...judged.values()].some(({ size }) => size > 1)
        if (isToldApart) expect([text, split(text, look)]).toEqual([text, true])
      }
    }
  })
})
