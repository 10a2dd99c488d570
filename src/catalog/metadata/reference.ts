import type { Language } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import { toLanguage } from '../in-language.ts'
import type { LayerRecord } from '../record.ts'
import { ATLAS_PUBLISHER } from './atlas.ts'
import { type Site, toLayerPath } from './site.ts'

/** What of a layer's description a citation is made of. */
export type Citable = Pick<
  LayerRecord,
  'id' | 'state' | 'title' | 'provenance' | 'modified' | 'address'
>

/**
 * The parts of a citation, all of one house: a layer whose data come with the Atlas is cited as the Atlas
 * publishes it, in its edition and at its address, made from the source that `source` cites; one whose data
 * do not, as its own publisher does, at the publisher's address where that is known.
 */
export interface Reference {
  readonly author: string
  readonly title: string
  /** The year of publication, which is not that of the data; publishers do not always state it. */
  readonly year?: number
  readonly edition: string
  readonly publisher: string
  readonly isInAtlas: boolean
  /** Empty where no address is known. */
  readonly url: string
  /** The citation of the source, or of the layer itself where its data do not come with the Atlas. */
  readonly source: string
}

/**
 * The reference of a layer, or `undefined` for one that is only planned: it has nothing to cite. `site` is
 * `null` where it is not known where this copy of the Atlas is published, as on a command line.
 */
export function toReference(
  record: Citable,
  site: Site | null,
  language: Language,
): Reference | undefined {
  if (!record.provenance) return undefined
  const { publisher, edition, citation } = toLanguage(record.provenance, language)
  const page = site ? new URL(toLayerPath(record.id, language), site.url).href : ''
  const isInAtlas = record.state === 'bundled'
  const year = toPublicationDate(record)?.slice(0, 4)
  return {
    author: publisher,
    title: textIn(record.title, language),
    ...(year && { year: Number(year) }),
    edition: isInAtlas ? (record.modified ?? edition) : edition,
    publisher: isInAtlas ? textIn(ATLAS_PUBLISHER, language) : publisher,
    isInAtlas,
    url: isInAtlas ? page : (record.address ?? page),
    source: citation,
  }
}

/**
 * When the layer was published, a day or a year, which is not when its data were gathered; `undefined`
 * where its publisher does not say, and for a layer that does not exist yet.
 */
export function toPublicationDate({
  state,
  modified,
  provenance,
}: Pick<LayerRecord, 'state' | 'modified' | 'provenance'>): string | undefined {
  return state === 'bundled' ? modified : provenance?.published
}

/** The addresses that a citation names, without the punctuation after them. */
export function toSourceAddresses({ source }: Pick<Reference, 'source'>): string[] {
  return [...new Set(source.match(/https?:\/\/\S*[\w/]/g) ?? [])]
}
