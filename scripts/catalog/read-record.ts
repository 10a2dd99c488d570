import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LAYERS_FOLDER } from '../../src/catalog/metadata/site.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import type { LayerRecord } from '../../src/catalog/record.ts'
import { readReleasedRecords } from '../release/released.ts'
import { toRecords } from './records.ts'

const LAYERS = resolve(import.meta.dirname, '../../public', LAYERS_FOLDER)

/** What the catalogue says of a layer now, bundled or released; `undefined` where there is none of this name. */
export async function readRecord(id: string): Promise<LayerRecord | undefined> {
  const { layers } = parseCatalog(JSON.parse(readFileSync(join(LAYERS, 'catalog.json'), 'utf8')))
  const { records } = toRecords(layers, await readReleasedRecords(LAYERS))
  return records.find((record) => record.id === id)
}
