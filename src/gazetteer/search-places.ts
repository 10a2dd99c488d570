import { fold, toWords } from '../model/fold.ts'
import type { Language } from '../model/schema.ts'
import { textIn } from '../words/text-in.ts'
import type { NamedPlace } from './gazetteer-file.ts'

export interface PlaceSearch {
  /** All that it looks through. */
  readonly places: readonly NamedPlace[]
  /**
   * The places that a text names, the likeliest first: each of its words begins a word of a name of the place,
   * or of the regions that it lies in (“Portland Maine”, “Springfield IL”). Letters are taken with and without
   * accents alike, in whatever language; a name is not guessed from one that is written otherwise.
   *
   * @param near the middle of what the map shows: of two places of one rank the nearer comes first
   */
  search(text: string, options: SearchPlacesOptions): readonly FoundPlace[]
}

export interface FoundPlace {
  readonly place: NamedPlace
  /** How likely it is meant, to be held against finds of other searches. */
  readonly worth: number
}

export interface SearchPlacesOptions {
  readonly near?: readonly [lon: number, lat: number] | undefined
  readonly limit: number
}

interface Indexed {
  readonly place: NamedPlace
  /** Each name folded, in spaces: ` saint john s `. */
  readonly names: readonly string[]
  /** All words of its names and codes, then those of its regions, each after a space. */
  readonly words: string
  readonly regionWords: string
}

/** What a find is worth beside the weight of the place, which goes from 0 to 100. */
const WHOLE_NAME = 60
const WHOLE_OTHER_NAME = 50
const BEGINNING = 25
/** How much nearness adds at most, and at how many degrees half of it is left. */
const NEARNESS = 12
const HALF_NEAR_DEGREES = 5

/** Makes places ready to be looked for by name; some tens of thousands are gone through in milliseconds. */
export function createPlaceSearch(places: Iterable<NamedPlace>): PlaceSearch {
  // Places of one region share its words.
  const regionWords = new Map<NamedPlace['regions'], string>()
  const all = [...places]
  const indexed = all.map((place) => {
    const words = regionWords.get(place.regions) ?? toRegionWords(place.regions)
    regionWords.set(place.regions, words)
    return toIndexed(place, words)
  })
  return {
    places: all,
    search(text, { near, limit }) {
      const words = toFolded(text).trim().split(' ')
      if (words[0] === '') return []
      const whole = ` ${words.join(' ')} `
      const parts = words.map((word) => ` ${word}`)
      const found: FoundPlace[] = []
      for (const entry of indexed) {
        if (!parts.some((part) => entry.words.includes(part))) continue
        if (
          !parts.every((part) => entry.words.includes(part) || entry.regionWords.includes(part))
        ) {
          continue
        }
        found.push({ place: entry.place, worth: worthOf(entry, whole, parts, near) })
      }
      return found.toSorted((a, b) => b.worth - a.worth).slice(0, limit)
    },
  }
}

function toIndexed(place: NamedPlace, regionWords: string): Indexed {
  const own = [...new Set(Object.values(place.names).map(toFolded))]
  const others = place.otherNames.map(toFolded)
  return {
    place,
    names: [...own, ...others],
    words: [...own, ...others].join(''),
    regionWords,
  }
}

function toRegionWords(regions: NamedPlace['regions']): string {
  const texts = regions.flatMap(({ code, names }) => [
    ...Object.values(names),
    // `US-NY` is written NY.
    code.slice(code.indexOf('-') + 1),
  ])
  return [...new Set(texts.map(toFolded))].join('')
}

/** The words of a text in lower case, without accents and ligatures, each between spaces. */
function toFolded(text: string): string {
  const plain = fold(text).replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ø', 'o')
  return ` ${toWords(plain).join(' ')} `
}

function worthOf(
  { place, names }: Indexed,
  whole: string,
  parts: readonly string[],
  near: readonly [number, number] | undefined,
): number {
  let worth = place.weight
  const at = names.indexOf(whole)
  if (at >= 0) worth += at < 3 ? WHOLE_NAME : WHOLE_OTHER_NAME
  else if (names.some((name) => name.startsWith(whole.trimEnd()))) worth += BEGINNING
  // A name whose first word is among those that were typed: “Portland” of “Portland Maine”.
  else if (parts.some((part) => names.includes(`${part} `))) worth += WHOLE_OTHER_NAME
  return worth + (near ? toNearness(place.place, near) : 0)
}

function toNearness(
  [lon, lat]: readonly [number, number],
  [nearLon, nearLat]: readonly [number, number],
): number {
  const across = Math.abs(((lon - nearLon + 540) % 360) - 180) * Math.cos((nearLat * Math.PI) / 180)
  const degrees = Math.hypot(across, lat - nearLat)
  return NEARNESS / (1 + degrees / HALF_NEAR_DEGREES)
}

/** A place's name in a language, and the regions that it lies in: `Portland` and `Oregon, United States`. */
export function toPlaceText(
  { names, regions }: NamedPlace,
  language: Language,
): { readonly name: string; readonly where: string } {
  const name = textIn(names, language)
  const where = regions.map((region) => textIn(region.names, language)).filter((of) => of !== name)
  return { name, where: [...new Set(where)].join(', ') }
}
