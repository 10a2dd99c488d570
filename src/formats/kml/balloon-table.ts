/** Longer texts are no name of a field. */
const MOST_KEY_LENGTH = 80
const LEAST_ROWS = 2

const ROW = /<tr\b[^>]*>((?:(?!<tr\b)[\s\S])*?)<\/tr\s*>/gi
const CELL = /<t[dh]\b[^>]*>([\s\S]*?)<\/t[dh]\s*>/gi

/**
 * The rows of a table of names and values, such as ArcGIS and others write into the balloons of
 * placemarks in place of fields; empty where a text has no such table.
 */
export function parseBalloonTable(
  html: string,
): readonly (readonly [name: string, value: string])[] {
  if (!/<table\b/i.test(html)) return []
  const rows = new Map<string, string>()
  for (const [, row = ''] of html.matchAll(ROW)) {
    const cells = [...row.matchAll(CELL)].map(([, cell = '']) => toText(cell))
    const [name, value] = cells
    if (cells.length !== 2 || !name || name.length > MOST_KEY_LENGTH || rows.has(name)) continue
    rows.set(name.replace(/\s*:$/, ''), value === '<Null>' ? '' : value!)
  }
  return rows.size < LEAST_ROWS ? [] : [...rows]
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function toText(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : Number.NaN
      if (Number.isNaN(code)) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .trim()
}
