import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/model/schema.ts'
import { type Logo, logosSchema, toLogos } from '../../src/sheets/logos.ts'

/** The logos of `public/sheets/logos.json` in a language. Rejects where one is missing or cannot be drawn. */
export async function readLogos(publicFolder: string, language: Language): Promise<Logo[]> {
  const folder = join(publicFolder, 'sheets')
  const list = logosSchema.parse(JSON.parse(readFileSync(join(folder, 'logos.json'), 'utf8')))
  return toLogos(list, language, async (name) => readFileSync(join(folder, 'logos', name), 'utf8'))
}
