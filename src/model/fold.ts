/** The words of a text: runs of letters and digits; apostrophes and hyphens part words. */
export function toWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

/** A word in lower case without accents: `Protégées` is `protegees`. */
export function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
