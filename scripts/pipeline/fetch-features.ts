import { open, rename } from 'node:fs/promises'
import { z } from 'zod'

/**
 * Features of an ArcGIS feature service come a page at a time (ArcGIS REST API, "Query (Feature
 * Service/Layer)"): GeoJSON of WGS 84 from a given offset, and a flag that more are to come. A fault is
 * answered with status 200 and an `error`.
 */
const page = z.union([
  z.object({
    error: z.object({ message: z.string() }),
  }),
  z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(z.looseObject({ type: z.literal('Feature') })),
    exceededTransferLimit: z.boolean().optional(),
    properties: z.object({ exceededTransferLimit: z.boolean().optional() }).nullish(),
  }),
])

const PAGE_FEATURES = 1_000

/** A service that never ends would fill the disk. */
const MAX_FEATURES = 5_000_000

/** Puts all features of a layer of a feature service at the path, as one GeoJSON file. */
export async function downloadFeatures(url: string, path: string): Promise<void> {
  const partPath = `${path}.part`
  const file = await open(partPath, 'w')
  try {
    await file.write('{"type":"FeatureCollection","features":[\n')
    let count = 0
    for (let isMore = true; isMore; ) {
      const answer = await fetchPage(url, count)
      for (const feature of answer.features) {
        await file.write(`${count > 0 ? ',\n' : ''}${JSON.stringify(feature)}`)
        count++
      }
      isMore = answer.exceededTransferLimit ?? answer.properties?.exceededTransferLimit ?? false
      if (isMore && answer.features.length === 0) {
        throw new Error('the service says that there are more features, but gives none')
      }
      if (count > MAX_FEATURES)
        throw new Error(`the service has more than ${MAX_FEATURES} features`)
    }
    await file.write('\n]}\n')
  } finally {
    await file.close()
  }
  await rename(partPath, path)
}

async function fetchPage(url: string, offset: number) {
  const query = new URLSearchParams({
    where: '1=1',
    outFields: '*',
    outSR: '4326',
    resultOffset: String(offset),
    resultRecordCount: String(PAGE_FEATURES),
    f: 'geojson',
  })
  const response = await fetch(`${url}/query?${query}`)
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const answer = page.safeParse(await response.json())
  if (!answer.success) throw new Error('the server answered with something else than features')
  if ('error' in answer.data) throw new Error(`the service answered: ${answer.data.error.message}`)
  return answer.data
}
