import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { readTrueType } from '../../src/formats/font/true-type.ts'
import { SheetFonts } from '../../src/sheets/fonts.ts'

const require = createRequire(import.meta.url)
const read = (name: string) =>
  readTrueType(readFileSync(require.resolve(`source-sans/WOFF/TTF/SourceSans3-${name}.ttf.woff`)))

/** The fonts of sheets as the package has them. */
export function nodeSheetFonts(): SheetFonts {
  return new SheetFonts({
    regular: read('Regular'),
    italic: read('It'),
    semibold: read('Semibold'),
  })
}
