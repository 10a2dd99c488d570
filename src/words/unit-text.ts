import type { Language } from '../model/schema.ts'
import { factsOf } from './languages.ts'

/** How units are written that UCUM writes otherwise (SI Brochure, 9th edition, chapters 2 to 5). */
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['m2', 'm²'],
  ['km2', 'km²'],
  ['m3', 'm³'],
  ['km3', 'km³'],
  ['har', 'ha'],
  ['deg', '°'],
  ['Cel', '°C'],
  ['um', 'µm'],
  ['ug', 'µg'],
  ['kW.h', 'kWh'],
  ['MW.h', 'MWh'],
  ['GW.h', 'GWh'],
])

/**
 * A unit as a reader writes it; nothing for annotations such as `{person}`, which are none (UCUM, § 12). What is not
 * known stays as it is.
 *
 * @param unit a code of UCUM, perhaps by the year: `km2`, `kt/a`
 */
export function toUnitText(unit: string | undefined, language: Language): string {
  if (unit === undefined || unit.startsWith('{')) return ''
  const [amount = '', per] = unit.split(/(\/a)$/)
  const text = WRITTEN.get(amount) ?? amount
  return per ? `${text}${factsOf(language).perYear}` : text
}

/** A number that is written already, with its unit. */
export function withUnit(number: string, unit: string | undefined, language: Language): string {
  const text = toUnitText(unit, language)
  if (text === '') return number
  // Degrees of angles stand at their number, all other units apart (SI Brochure, 5.4.3).
  return text === '°' ? `${number}°` : `${number}\u00a0${text}`
}
