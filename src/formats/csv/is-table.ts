import { extensionOf } from '../bytes/byte-source.ts'
import type { Sniff } from '../contract/reader.ts'
import { bomOf } from '../text/decoder.ts'
import { commonWidth, DELIMITERS, findDialect, firstRows } from './dialect.ts'

/** Files by whose name their authors say that they are tables. */
const TABLES = /^(csv|tsv|tab|txt|dat|asc|psv)$/
/** Text with commas in it that is something else: programs, settings, definitions, documents. */
const NO_TABLES =
  /^(py|r|js|ts|mjs|c|h|cpp|hpp|cs|java|rb|pl|php|go|rs|sh|bat|ps1|sql|properties|ini|cfg|conf|toml|yaml|yml|json|xml|html?|css|md|rst|tex|rtf|log|prj|qpj|wkt|wkt2|qml|sld|vrt|mid|mif|tfw|wld|hdr|nmea|ipynb)$/
/** Half of the lines of a table without such a name are as wide as each other. */
const LEAST_SHARE = 0.5
const LEAST_ROWS = 2

/** Whether a file is a table of text: by its content, where its name does not say. */
export function isTable({ head, text, name }: Sniff): boolean {
  if (!isText(head)) return false
  if (text.startsWith('<') || text.startsWith('{') || text.startsWith('[')) return false
  const extension = extensionOf(name)
  if (NO_TABLES.test(extension)) return false
  const plain = text.replaceAll('\0', '')
  if (/^(csv|tsv|tab)$/.test(extension)) return true
  const [first = ''] = plain.split(/\r\n|\r|\n/, 1)
  const dialect = findDialect(plain)
  const rows = firstRows(plain, dialect)
  const { width, share } = commonWidth(rows)
  if (TABLES.test(extension)) return width > 1 || DELIMITERS.some((sign) => first.includes(sign))
  return width > 1 && share >= LEAST_SHARE && rows.length >= LEAST_ROWS
}

/** Text has no control characters but tabs and line breaks; loggers fill cells with zeros. */
function isText(head: Uint8Array): boolean {
  if (bomOf(head)?.name.startsWith('utf-16')) return true
  let zeros = 0
  for (const byte of head) {
    if (byte === 0) zeros++
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 26) return false
  }
  return zeros < head.length / 2
}
