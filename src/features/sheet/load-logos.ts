import { onceEach } from '../../model/once-each.ts'
import type { Language } from '../../model/schema.ts'
import { type Logo, logosSchema, toLogos } from '../../sheets/logos.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { fetchPatiently } from '../../sources/patient-fetch.ts'

/** The logos of this Atlas's sheets. Rejects where one cannot be had, or cannot be drawn. */
export const loadLogos = onceEach<Language, readonly Logo[]>(async (language) => {
  const folder = new URL('sheets/', document.baseURI)
  const list = logosSchema.parse(await fetchJson(new URL('logos.json', folder).href))
  return toLogos(list, language, async (name) => {
    const response = await fetchPatiently(new URL(`logos/${name}`, folder).href)
    if (!response.ok) throw new Error(`The logo ${name} did not come: status ${response.status}`)
    return response.text()
  })
})
