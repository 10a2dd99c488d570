import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toCitationText } from '../../src/catalog/metadata/citation.ts'
import { toReference } from '../../src/catalog/metadata/reference.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { catalogSchema } from '../../src/catalog/schema.ts'
import { DATA_LANGUAGES, type Localized } from '../../src/model/schema.ts'
import { toRecords } from './records.ts'

/** What of a citation can be held by rules: an editor reads the rest. */

const CATALOG = resolve(import.meta.dirname, '../../public/layers/catalog.json')
const { records } = toRecords(catalogSchema.parse(JSON.parse(readFileSync(CATALOG, 'utf8'))).layers)
const cited = records.filter(({ provenance }) => provenance)
const site = { url: 'https://example.org/atlas/' } as const

const UNDATED: Localized = {
  en: 'n.d.',
  fr: 's.\u00a0d.',
  es: 's.\u00a0f.',
}
const QUOTES: Localized<RegExp> = { en: /“[^”]+”/, fr: /«\u00a0[^»]+\u00a0»/, es: /“[^”]+”/ } // biome-ignore format: one line

/** Every citation in every language, as a reader is given it, with the layer's id. */
function citations(): {
  id: string
  language: keyof Localized
  text: string
  record: LayerRecord
}[] {
  return cited.flatMap((record) =>
    DATA_LANGUAGES.map((language) => ({
      id: record.id,
      language,
      text: toCitationText(record, site, language) ?? '',
      record,
    })),
  )
}

/** The citations of which something does not hold. */
function faulty(holds: (each: ReturnType<typeof citations>[number]) => boolean): string[] {
  return citations().flatMap((each) =>
    holds(each) ? [] : [`${each.id} (${each.language}): ${each.text}`],
  )
}

describe('the citations', () => {
  it('are there for every layer that exists, in three languages', () => {
    expect(cited.length).toBeGreaterThan(60)
    expect(faulty(({ text }) => text.length > 40)).toEqual([])
  })

  it('name after the author when the layer was published, or that this is not known', () => {
    expect(
      faulty(({ text, language, record }) => {
        const { author } = toReference(record, site, language)!
        // An abbreviation at the end of a name has its stop already.
        const rest = text.slice(author.replace(/\.$/, '').length)
        return (
          text.startsWith(author.replace(/\.$/, '')) &&
          (/^\. \d{4}\. /.test(rest) || rest.startsWith(`. ${UNDATED[language]} `))
        )
      }),
    ).toEqual([])
  })

  it('give the year of publication, not one that data describe, and none that is still to come', () => {
    expect(
      faulty(({ record }) => {
        const { year, isInAtlas } = toReference(record, site, 'en')!
        const published = isInAtlas ? record.modified : record.provenance!.published
        return published === undefined
          ? year === undefined
          : year === Number(published.slice(0, 4)) && year <= new Date().getFullYear()
      }),
    ).toEqual([])
  })

  it('have one stop between their parts, the quotation marks of their language, and no blank too many', () => {
    const wrong =
      /\.\.|\s\.|\.\s\.|["']|\s{2}|https?:\/\/\S*[\w/] (?!Source|Fuente)[A-ZÀ-Ý]|[?!]\.|\s$/
    expect(faulty(({ text }) => !wrong.test(text))).toEqual([])
    expect(faulty(({ text, language }) => QUOTES[language].test(text))).toEqual([])
  })

  it('are of one house: its name, and an address of its own', () => {
    const ownAddress =
      /^https:\/\/(?:www\.cec\.org|services7\.arcgis\.com\/oF9CDB4lUYF7Um9q|example\.org\/atlas)\//
    expect(
      faulty(({ record, language }) => {
        const { publisher, url } = toReference(record, site, language)!
        return /\((?:CEC|CCE|CCA)\)$/.test(publisher) && ownAddress.test(url)
      }),
    ).toEqual([])
  })

  it('of a layer of several editions name the one that is at its address', () => {
    expect(
      faulty(({ record, text }) => {
        const front = record.addresses.find(({ url }) => url === record.address)
        const edition = record.editions.find(({ name }) => name === front?.edition)
        return !edition?.year || record.state === 'bundled' || text.includes(String(edition.year))
      }),
    ).toEqual([])
  })

  it('say of each source of a bundled layer when it was published, but for what the Atlas computes', () => {
    const undated = cited
      .filter(({ state }) => state === 'bundled')
      .flatMap((record) => {
        const { source } = toReference(record, site, 'en')!
        return /\b(?:19|20)\d{2}\b/.test(source) ? [] : [record.id]
      })
    expect(undated).toEqual(['graticule'])
  })
})
