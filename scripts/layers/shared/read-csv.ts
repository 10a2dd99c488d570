import Papa from 'papaparse'
import type { z } from 'zod'
import { requireDecoder } from '../../../src/formats/text/decoder.ts'

/**
 * The rows of a delimited text, each held to a schema: a row that does not fit stops the recipe, since
 * its source is not what it was written for.
 */
export function readCsv<Row>(
  bytes: Uint8Array,
  row: z.ZodType<Row>,
  options: { readonly delimiter?: string; readonly encoding?: string } = {},
): Row[] {
  const text = requireDecoder(options.encoding ?? 'utf-8')
    .decode(bytes)
    .replace(/^\uFEFF/, '')
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
    // Publishers break lines inside headers and leave spaces around them.
    transformHeader: (header) => header.replace(/\s+/g, ' ').trim(),
    ...(options.delimiter ? { delimiter: options.delimiter } : {}),
  })
  const [error] = errors
  if (error) throw new Error(`Row ${error.row}: ${error.message}`)
  return data.map((values, index) => {
    const parsed = row.safeParse(values)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new Error(`Row ${index + 2}, ${issue?.path.join('.')}: ${issue?.message}`)
  })
}
