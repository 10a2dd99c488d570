import {
  EDITION_LIST_FILE,
  type EditionList,
  editionListSchema,
  toEditionFolder,
} from '../../catalog/downloads.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { statusProblem } from '../../sources/http-problems.ts'
import { fetchPatiently, readBytes } from '../../sources/patient-fetch.ts'

/** Every edition that there ever was; none on a copy of the site that has no list of them. */
export async function loadEditions(): Promise<EditionList> {
  const list = await fetchJson(new URL(EDITION_LIST_FILE, layersUrl()).href)
  const parsed = editionListSchema.safeParse(list)
  return parsed.success ? parsed.data : { layers: [] }
}

/** The ready-made GeoJSON of an edition; `null` where this copy of the site does not keep it. */
export async function fetchEdition(
  id: string,
  edition: string,
  signal: AbortSignal,
): Promise<File | null> {
  const name = `${id}.geojson`
  const url = new URL(toEditionFolder(id, edition) + name, document.baseURI).href
  const response = await fetchPatiently(url, { signal })
  // Hosts that give their own page for what is not there say with its type that it is a page.
  const isPage = /html/.test(response.headers.get('content-type') ?? '')
  if (response.status === 404 || response.status === 410 || isPage) return null
  if (!response.ok) throw statusProblem(url, response.status)
  return new File([await readBytes(response)], name, { type: 'application/geo+json' })
}
