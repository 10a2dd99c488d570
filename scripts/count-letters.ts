/**
 * Counts which letters stand beside each other in the languages by which encodings are told apart, in the
 * messages of the programs that are installed (GNU gettext catalogues), and writes what
 * `src/formats/text/letters.json` holds:
 *
 *     npx tsx scripts/count-letters.ts [/usr/share/locale]
 *
 * The names of countries and languages are left out: the test of encodings is made of such names.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ALPHABETIC = ['fr', 'es', 'da', 'pl', 'ru', 'el', 'tr', 'vi'] as const
const IDEOGRAPHIC = ['zh_CN', 'zh_TW', 'ja', 'ko'] as const
/** Names of countries, languages and currencies; of the names, those of provinces stay. */
const LEFT_OUT = /^iso_(?!3166-2)/
const OUTPUT = resolve(import.meta.dirname, '../src/formats/text/letters.json')

/** The rarest pairs are left to chance: together they are four in a thousand. */
const SHARE_KEPT = 0.996
const MOST_IDEOGRAPHS = 700

const folder = process.argv[2] ?? '/usr/share/locale'
const letters = {
  pairs: Object.fromEntries(ALPHABETIC.map((language) => [language, countPairs(language)])),
  ideographs: Object.fromEntries(
    IDEOGRAPHIC.map((language) => [language.replace('_', '-'), countIdeographs(language)]),
  ),
}
writeFileSync(OUTPUT, `${JSON.stringify(letters, null, 2)}\n`)

/** By the rounded natural logarithm of how rare they are: the pairs of letters, one after another. */
function countPairs(language: string): string[] {
  const counts = new Map<string, number>()
  for (const text of messages(language)) {
    const lower = text.toLowerCase()
    const folded = ` ${language === 'vi' ? toSeparateTones(lower) : lower} `.replaceAll(
      /[^\p{L}\p{M}]|[ªº]/gu,
      ' ',
    )
    for (let at = 1; at < folded.length; at++) {
      const pair = folded.slice(at - 1, at + 1)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is meant
      if (!/^[\x00-\x7f]*$/.test(pair)) counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const bands: string[] = []
  let kept = 0
  for (const [pair, count] of [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
    if (kept > total * SHARE_KEPT) break
    kept += count
    const band = Math.round(-Math.log(count / total))
    bands[band] = (bands[band] ?? '') + pair
  }
  return Array.from(bands, (band) => band ?? '')
}

/** The commonest first. */
function countIdeographs(language: string): string {
  const counts = new Map<string, number>()
  for (const text of messages(language)) {
    for (const [letter] of text.matchAll(/[\p{Script=Han}\p{Script=Hangul}]/gu)) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
  }
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_IDEOGRAPHS)
    .map(([letter]) => letter)
    .join('')
}

/** As windows-1258 has Vietnamese: letters with their shape, the tone after them. */
function toSeparateTones(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/(\p{L})([\u0300\u0301\u0303\u0309\u0323]?)([\u0302\u0306\u031b])/gu, '$1$3$2')
    .replaceAll(/\p{L}[\u0302\u0306\u031b]/gu, (letter) => letter.normalize('NFC'))
}

function* messages(language: string): Generator<string> {
  const directory = join(folder, language, 'LC_MESSAGES')
  for (const name of readdirSync(directory).toSorted()) {
    if (!name.endsWith('.mo') || LEFT_OUT.test(name)) continue
    for (const text of readCatalogue(readFileSync(join(directory, name))))
      yield text.normalize('NFC')
  }
}

/** The translations of a `.mo` (GNU gettext manual, section 10.3), little-endian and in UTF-8. */
function readCatalogue(bytes: Buffer): string[] {
  if (bytes.readUInt32LE(0) !== 0x950412de) return []
  const count = bytes.readUInt32LE(8)
  const table = bytes.readUInt32LE(16)
  return Array.from({ length: count }, (_, index) => {
    const length = bytes.readUInt32LE(table + index * 8)
    const offset = bytes.readUInt32LE(table + index * 8 + 4)
    return bytes.toString('utf8', offset, offset + length)
  }).slice(1)
}
