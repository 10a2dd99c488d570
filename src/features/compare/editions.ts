import {
  EDITION_LIST_FILE,
  type EditionList,
  editionListSchema,
  toEditionFolder,
} from '../../catalog/downloads.ts'
import { handOver, type Look } from '../../shell/hand-over.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { statusProblem } from '../../sources/http-problems.ts'
import { fetchPatiently, readBytes } from '../../sources/patient-fetch.ts'
import { useAtlas } from '../../state/store.ts'
import type { OtherEdition } from './other-editions.ts'

/** Every edition that there ever was; none on a copy of the site that has no list of them. */
export async function loadEditions(file: string = EDITION_LIST_FILE): Promise<EditionList> {
  const url = new URL(file, layersUrl()).href
  const parsed = editionListSchema.safeParse(await fetchJson(url))
  return parsed.success ? parsed.data : { layers: [] }
}

/** The ready-made GeoJSON of an edition; `null` where this copy of the site does not keep it. */
export async function fetchEdition(
  { entry: { id }, edition }: OtherEdition,
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

/** An edition as addresses name it. */
export const toEditionName = ({ entry, edition }: OtherEdition): string => `${entry.id}@${edition}`

/**
 * Hands editions to the import, each drawn as its layer on the map, which is hidden once it is added.
 *
 * @param toTitle what an edition is called
 */
export function handOverEditions(
  files: readonly { readonly file: File; readonly of: OtherEdition }[],
  toTitle: (edition: OtherEdition) => string,
): void {
  const { layers } = useAtlas.getState()
  const looks = files.map(({ file, of }) => {
    const { id, symbology } = of.entry
    const view = layers.find((layer) => layer.id === id)
    const look: Look = {
      title: toTitle(of),
      symbology,
      view: view && { ...view, visible: true },
      replaces: id,
      edition: toEditionName(of),
    }
    return [file.name, look] as const
  })
  handOver(
    files.map(({ file }) => file),
    new Map(looks),
  )
}
