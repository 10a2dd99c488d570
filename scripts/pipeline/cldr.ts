import { z } from 'zod'
import { DATA_LANGUAGES, type DataLanguage, type Localized } from '../../src/model/schema.ts'
import type { BuildContext, Source } from './recipe.ts'

/** The locales of the CEC's three languages: Canadian French and Mexican Spanish. */
const LOCALES: Readonly<Record<DataLanguage, string>> = { en: 'en', fr: 'fr-CA', es: 'es-MX' }

const VERSION = '48.2.0'

const territorySource = (language: DataLanguage): Source => ({
  kind: 'npm',
  name: 'cldr-localenames-full',
  version: VERSION,
  integrity:
    'sha512-4o0paYDz0UXhfhChAVFkmVl2CP0YTSEqE6WrC0fNafaSC5u5DAXphxH3SZ1Ujczarikr8DToKZfiok6EqWLdNQ==',
  path: `main/${LOCALES[language]}/territories.json`,
})

const citySource = (language: DataLanguage): Source => ({
  kind: 'npm',
  name: 'cldr-dates-full',
  version: VERSION,
  integrity:
    'sha512-zMrKvjMO414HDftLr6vKH1fNQHakFNe+F1h4S0eg+zmL4WRi9pI41fxB3UrTJDY42MEM87jCuAw/qlqCgYKcAQ==',
  path: `main/${LOCALES[language]}/timeZoneNames.json`,
})

export const CLDR_TERRITORY_SOURCES = DATA_LANGUAGES.map(territorySource)
export const CLDR_CITY_SOURCES = DATA_LANGUAGES.map(citySource)

const territories = z.object({
  main: z.record(
    z.string(),
    z.object({
      localeDisplayNames: z.object({ territories: z.record(z.string(), z.string()) }),
    }),
  ),
})

const zones = z.object({
  main: z.record(
    z.string(),
    z.object({
      dates: z.object({
        timeZoneNames: z.object({
          zone: z.object({
            America: z.record(z.string(), z.unknown()),
          }),
        }),
      }),
    }),
  ),
})

async function readJson(context: BuildContext, source: Source): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await context.read(source)))
}

async function perLanguage<T>(read: (language: DataLanguage) => Promise<T>) {
  const [en, fr, es] = await Promise.all(DATA_LANGUAGES.map(read))
  return { en: en!, fr: fr!, es: es! }
}

/** Names of countries and territories by ISO 3166-1 alpha-2 code, from the Unicode CLDR. */
export async function readTerritoryNames(
  context: BuildContext,
): Promise<(alpha2: string) => Localized | null> {
  const names = await perLanguage(async (language) => {
    const { main } = territories.parse(await readJson(context, territorySource(language)))
    return main[LOCALES[language]]!.localeDisplayNames.territories
  })
  return (alpha2) => {
    const [en, fr, es] = [names.en[alpha2], names.fr[alpha2], names.es[alpha2]]
    return en && fr && es ? { en, fr, es } : null
  }
}

/** Names of the cities that stand for time zones (`Mexico_City`), from the Unicode CLDR. */
export async function readCityNames(
  context: BuildContext,
): Promise<(zone: string) => Localized | null> {
  const names = await perLanguage(async (language) => {
    const { main } = zones.parse(await readJson(context, citySource(language)))
    return main[LOCALES[language]]!.dates.timeZoneNames.zone.America
  })
  const city = (language: DataLanguage, zone: string): string | null => {
    const entry = names[language][zone]
    if (typeof entry !== 'object' || entry === null || !('exemplarCity' in entry)) return null
    return typeof entry.exemplarCity === 'string' ? entry.exemplarCity : null
  }
  return (zone) => {
    const [en, fr, es] = [city('en', zone), city('fr', zone), city('es', zone)]
    // Where a language has no name of its own, the CLDR's rule is the zone's identifier.
    const own = zone.replaceAll('_', ' ')
    return en || fr || es ? { en: en ?? own, fr: fr ?? own, es: es ?? own } : null
  }
}
