/**
 * A French text with the no-break spaces of its typography: before tall punctuation and the per cent sign, inside
 * guillemets, between the groups of a number and between a number, or the place of one (`{{km}}`), and its unit.
 */
export function toFrenchSpaces(text: string): string {
  return text
    .replaceAll(/ (?=[:;?!»%])/g, '\u00a0')
    .replaceAll('« ', '«\u00a0')
    .replaceAll(/(?<=\d) (?=\d{3}(?!\d))/g, '\u00a0')
    .replaceAll(
      /(?<=\d|\}\}) (?=(?:k?m|cm|mm|MW|ha|t|kg|ppm|[kMG]?o|ms|s|min|px)(?![\p{L}\d’]))/gu,
      '\u00a0',
    )
}
