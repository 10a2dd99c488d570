import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SheetTemplate, templateSchema } from '../../src/sheets/template.ts'

const NOT_TEMPLATES = new Set(['index.json', 'logos.json'])

/** The templates of `public/sheets`, by their names. Throws where one is not as its schema says. */
export function readTemplates(publicFolder: string): SheetTemplate[] {
  const folder = join(publicFolder, 'sheets')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !NOT_TEMPLATES.has(name))
    .toSorted()
    .map((name) => {
      const template = templateSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
      if (`${template.id}.json` !== name) throw new Error(`${name} has the id ${template.id}`)
      return template
    })
}
