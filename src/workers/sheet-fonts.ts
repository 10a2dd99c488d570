import italic from 'source-sans/WOFF/TTF/SourceSans3-It.ttf.woff?url'
import regular from 'source-sans/WOFF/TTF/SourceSans3-Regular.ttf.woff?url'
import semibold from 'source-sans/WOFF/TTF/SourceSans3-Semibold.ttf.woff?url'
import { readTrueType } from '../formats/font/true-type.ts'
import { onceEach } from '../model/once-each.ts'
import { SheetFonts } from '../sheets/fonts.ts'
import { fetchPatiently, readBytes } from '../sources/patient-fetch.ts'

const fetchFont = onceEach(async (url: string) => {
  const response = await fetchPatiently(new URL(url, import.meta.url).href)
  if (!response.ok) throw new Error(`A font did not come: status ${response.status}`)
  return readTrueType(await readBytes(response))
})

/** The fonts of sheets, fetched when one is first laid out. */
export async function fetchSheetFonts(): Promise<SheetFonts> {
  const [first, second, third] = await Promise.all([regular, italic, semibold].map(fetchFont))
  return new SheetFonts({ regular: first!, italic: second!, semibold: third! })
}
