import { METADATA_FILES, type Site, toLayerPath } from '../catalog/metadata/site.ts'
import { fetchPatiently, readBytes } from '../sources/patient-fetch.ts'

const records = new Map<string, Promise<string | null>>()

/**
 * The metadata record (ISO 19139) of a layer, as the site has it beside the layer's page; `null` where it has none, or
 * cannot be reached. What the site has said is kept; what kept it from answering may have passed the next time.
 */
export function fetchIsoXml(id: string, site: Site): Promise<string | null> {
  const url = new URL(`${toLayerPath(id, 'en')}${METADATA_FILES.iso}`, site.url).href
  const known = records.get(url)
  if (known) return known
  const record = readRecord(url).catch(() => {
    records.delete(url)
    return null
  })
  records.set(url, record)
  return record
}

async function readRecord(url: string): Promise<string | null> {
  const response = await fetchPatiently(url)
  if (response.status >= 500) throw new Error(`${url} was answered with status ${response.status}`)
  const body = response.ok ? new TextDecoder().decode(await readBytes(response)) : ''
  // Some hosts answer with their own page for what they do not have.
  return body.startsWith('<?xml') ? body : null
}
