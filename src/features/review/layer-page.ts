import { CATALOGUE_FILES } from '../../catalog/metadata/site.ts'
import { type Project, projectSchema } from '../../catalog/project.ts'
import type { Language } from '../../model/schema.ts'
import { z } from '../../model/zod.ts'
import { toLayerPage } from '../../pages/layer-page.ts'
import { toMetadataFiles } from '../../pages/metadata-files.ts'
import { layersUrl } from '../../shell/layers-url.ts'
import { fetchJson } from '../../sources/fetch-json.ts'
import { loadWords } from '../../words/words.ts'
import { startReviewWorker } from '../../workers/review-client.ts'
import { themesOf } from './session.ts'

/** A page that is not on the site, with what it links to and only this device has. */
export interface ShownPage {
  readonly html: string
  /** Gives back what it holds. */
  release(): void
}

const catalogueSchema = z.object({ projects: z.array(projectSchema) })

/** The projects that the catalogue names; none where this copy of the site has no catalogue file. */
export async function fetchProjects(): Promise<readonly Project[]> {
  const url = new URL(CATALOGUE_FILES.json, document.baseURI).href
  return fetchJson(url).then(
    (json) => catalogueSchema.parse(json).projects,
    () => [],
  )
}

/** Makes the public page of a package's layer as the site would have it; the signal ends the work. */
export async function makeLayerPage(
  file: File,
  language: Language,
  signal: AbortSignal,
): Promise<ShownPage> {
  const worker = startReviewWorker()
  const end = () => worker.end()
  signal.addEventListener('abort', end)
  try {
    const order = { file, language, catalog: themesOf(), layersUrl: layersUrl().href }
    const [{ record, files }, projects] = await Promise.all([
      Promise.race([worker.call('publicPage', order), worker.broken]),
      fetchProjects(),
      ...(['static-pages', 'vocabulary'] as const).map((domain) => loadWords(domain, language)),
    ])
    signal.throwIfAborted()
    const root = new URL('.', document.baseURI).href
    const site = { url: root }
    const addresses = new Map<string, string>()
    const hold = (path: string, blob: Blob) => addresses.set(path, URL.createObjectURL(blob))
    for (const { path, blob } of files) hold(path, blob)
    for (const [path, text] of toMetadataFiles(record, site)) {
      hold(path, new Blob([text], { type: typeOf(path) }))
    }
    const toAddress = (path: string) => addresses.get(path) ?? root + path
    return {
      html: toLayerPage(record, projects, language, site, toAddress),
      release() {
        for (const address of addresses.values()) URL.revokeObjectURL(address)
      },
    }
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}

const typeOf = (path: string): string =>
  path.endsWith('.xml') ? 'application/xml' : path.endsWith('.json') ? 'application/json' : 'text/plain' // biome-ignore format: one line
