import type { DataLanguage, Localized } from '../../../src/model/schema.ts'
import { note } from '../../pipeline/notes.ts'
import { KOPPEN_CLASSES, type KoppenClass } from './koppen.ts'
import { NALCMS_CLASSES } from './nalcms.ts'

/** From a height above the sea on, up to the next step, the class of the NALCMS legend. */
interface Step {
  readonly fromMeters: number
  readonly code: (typeof NALCMS_CLASSES)[number]['code']
}

interface Rule {
  readonly zones: readonly KoppenClass[]
  /** Ascending; the first has no lower end. */
  readonly steps: readonly [Step, ...Step[]]
}

const LOW = Number.NEGATIVE_INFINITY

/**
 * What would cover the land by its climate and height, if neither people nor water nor soil had a say.
 * `docs/decisions/2026-11-23-potential-land-cover.md` gives the reasons. Classes 14 (wetland), 15
 * (cropland), 16 (barren land), 17 (urban) and 18 (water) do not follow from climate and height, and no
 * rule gives them.
 */
export const RULES: readonly Rule[] = [
  {
    zones: ['Af', 'Am'],
    steps: [
      { fromMeters: LOW, code: 3 },
      { fromMeters: 1_800, code: 6 },
    ],
  },
  {
    zones: ['Aw', 'As'],
    steps: [
      { fromMeters: LOW, code: 4 },
      { fromMeters: 1_800, code: 6 },
    ],
  },
  {
    zones: ['BSh'],
    steps: [
      { fromMeters: LOW, code: 7 },
      { fromMeters: 1_500, code: 9 },
    ],
  },
  {
    zones: ['BSk'],
    steps: [
      { fromMeters: LOW, code: 10 },
      { fromMeters: 1_500, code: 8 },
      { fromMeters: 2_300, code: 1 },
    ],
  },
  {
    zones: ['BWh'],
    steps: [
      { fromMeters: LOW, code: 7 },
      { fromMeters: 1_500, code: 8 },
    ],
  },
  {
    zones: ['BWk'],
    steps: [
      { fromMeters: LOW, code: 8 },
      { fromMeters: 2_300, code: 1 },
    ],
  },
  {
    zones: ['Cfa'],
    steps: [
      { fromMeters: LOW, code: 6 },
      { fromMeters: 100, code: 5 },
      { fromMeters: 1_200, code: 6 },
    ],
  },
  {
    zones: ['Cfb', 'Cfc'],
    steps: [
      { fromMeters: LOW, code: 1 },
      { fromMeters: 1_500, code: 6 },
    ],
  },
  {
    zones: ['Csa'],
    steps: [
      { fromMeters: LOW, code: 8 },
      { fromMeters: 1_200, code: 1 },
    ],
  },
  { zones: ['Csb', 'Csc'], steps: [{ fromMeters: LOW, code: 1 }] },
  {
    zones: ['Cwa'],
    steps: [
      { fromMeters: LOW, code: 4 },
      { fromMeters: 1_500, code: 6 },
    ],
  },
  {
    zones: ['Cwb', 'Cwc'],
    steps: [
      { fromMeters: LOW, code: 6 },
      { fromMeters: 3_500, code: 10 },
    ],
  },
  {
    zones: ['Dfa', 'Dwa'],
    steps: [
      { fromMeters: LOW, code: 5 },
      { fromMeters: 1_500, code: 1 },
    ],
  },
  {
    zones: ['Dsa'],
    steps: [
      { fromMeters: LOW, code: 8 },
      { fromMeters: 1_500, code: 1 },
    ],
  },
  {
    zones: ['Dfb', 'Dwb'],
    steps: [
      { fromMeters: LOW, code: 6 },
      { fromMeters: 1_200, code: 1 },
    ],
  },
  { zones: ['Dsb'], steps: [{ fromMeters: LOW, code: 1 }] },
  {
    zones: ['Dfc'],
    steps: [
      { fromMeters: LOW, code: 1 },
      { fromMeters: 3_300, code: 11 },
    ],
  },
  {
    zones: ['Dsc', 'Dwc', 'Dfd', 'Dsd', 'Dwd'],
    steps: [
      { fromMeters: LOW, code: 2 },
      { fromMeters: 1_500, code: 11 },
    ],
  },
  {
    zones: ['ET'],
    steps: [
      { fromMeters: LOW, code: 12 },
      { fromMeters: 100, code: 11 },
      { fromMeters: 500, code: 13 },
    ],
  },
  { zones: ['EF'], steps: [{ fromMeters: LOW, code: 19 }] },
]

const RULE_OF = new Map(RULES.flatMap((rule) => rule.zones.map((zone) => [zone, rule] as const)))

/** The class of the NALCMS legend for a climate zone at a height. */
export function toPotentialClass(zone: KoppenClass, elevationMeters: number): number {
  const rule = RULE_OF.get(zone)
  if (!rule) throw new Error(`No rule for the climate zone ${zone}`)
  return rule.steps.findLast(({ fromMeters }) => elevationMeters >= fromMeters)!.code
}

/** The classes that some rule gives, ascending. */
export const POTENTIAL_CODES: readonly number[] = [
  ...new Set(RULES.flatMap(({ steps }) => steps.map(({ code }) => code))),
].sort((a, b) => a - b)

const FROM: Localized = { en: 'from {{m}} m', fr: 'dès {{m}} m', es: 'desde {{m}} m' }

/** All rules as one text, made of the table itself, so that what is said is what is done. */
export function describeRules(): Localized {
  const title = new Map<number, Localized>(NALCMS_CLASSES.map((entry) => [entry.code, entry.title]))
  const describe = (language: DataLanguage): string =>
    RULES.map(({ zones, steps }) => {
      const parts = steps.map(({ fromMeters, code }) => {
        const name = `${code} ${title.get(code)![language]}`
        return fromMeters === LOW ? name : `${note(FROM, { m: fromMeters })[language]} ${name}`
      })
      return `${zones.join(', ')}${language === 'fr' ? '\u00a0' : ''}: ${parts.join(', ')}`
    }).join(language === 'fr' ? '\u00a0; ' : '; ')
  return { en: describe('en'), fr: describe('fr'), es: describe('es') }
}

/** Every zone of the scheme has its rule. */
export const ZONES_WITHOUT_RULE: readonly string[] = Object.keys(KOPPEN_CLASSES).filter(
  (zone) => !RULE_OF.has(zone as KoppenClass),
)
