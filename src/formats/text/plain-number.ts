const WITH_COMMA = /^-?(0|[1-9]\d{0,14})(,\d+)?$/
const WITH_POINT = /^-?(0|[1-9]\d{0,14})?(\.\d+)?([eE][+-]?\d{1,3})?$/

/**
 * A number of a text that is nothing else, or `null`. Codes that begin with a zero are no numbers: `01234`
 * is not 1234.
 */
export function parsePlainNumber(text: string, decimalSign: '.' | ',' = '.'): number | null {
  const pattern = decimalSign === ',' ? WITH_COMMA : WITH_POINT
  if (!pattern.test(text) || text === '-' || text === '') return null
  const number = Number(text.replace(',', '.'))
  return Number.isFinite(number) ? number : null
}
