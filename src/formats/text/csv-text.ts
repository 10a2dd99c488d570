/** What a spreadsheet may take for a formula at the start of a cell (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r]/

/** A cell of a CSV file, quoted where RFC 4180 section 2 asks for it. */
export function toCsvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Whether a spreadsheet would run the text; a plain number with its sign is not a formula. */
export function isFormula(text: string): boolean {
  return FORMULA_START.test(text) && (text.trim() === '' || Number.isNaN(Number(text)))
}

/** A row of cells with the line break of RFC 4180. */
export function toCsvRow(cells: readonly string[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`
}
