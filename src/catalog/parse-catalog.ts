import { isRecord } from '../model/is-record.ts'
import type { z } from '../model/zod.ts'
import { spreadCodes } from './code-lists.ts'
import { CATALOG_SCHEMA_VERSION, type CatalogLayer, layerSchema } from './schema.ts'

/** One thing that is wrong in a catalogue: in which entry, in which field, and what. */
export interface CatalogFault {
  /** The entry's id, or its place in the list where it has none; empty for the catalogue itself. */
  readonly entry: string
  /** The path inside the entry, as `title.fr`. */
  readonly field: string
  readonly message: string
}

export interface ParsedCatalog {
  readonly layers: readonly CatalogLayer[]
  /** What was left out and why: one broken entry does not take the others away. */
  readonly faults: readonly CatalogFault[]
}

/** Validates a catalogue as fetched, entry by entry. Never throws. */
export function parseCatalog(file: unknown): ParsedCatalog {
  const json = spreadCodes(file)
  if (!isRecord(json) || !Array.isArray(json.layers)) {
    const message = 'The catalogue is not an object with a list of layers'
    return { layers: [], faults: [{ entry: '', field: 'layers', message }] }
  }
  if (json.schemaVersion !== CATALOG_SCHEMA_VERSION) {
    const message = `The catalogue's schema version is ${String(json.schemaVersion)}; this Atlas reads version ${CATALOG_SCHEMA_VERSION}. Reload the page to get its newest version`
    return { layers: [], faults: [{ entry: '', field: 'schemaVersion', message }] }
  }
  const layers: CatalogLayer[] = []
  const faults: CatalogFault[] = []
  const seen = new Set<string>()
  for (const [index, entry] of json.layers.entries()) {
    const name = isRecord(entry) && typeof entry.id === 'string' ? entry.id : `#${index + 1}`
    const parsed = layerSchema.safeParse(entry)
    if (!parsed.success) faults.push(...toFaults(name, parsed.error))
    else if (seen.has(name)) faults.push({ entry: name, field: 'id', message: 'The id is taken' })
    else layers.push(parsed.data)
    seen.add(name)
  }
  return { layers, faults }
}

/** The faults that a schema found in one entry. */
export function toFaults(entry: string, error: z.ZodError): CatalogFault[] {
  return error.issues.map(({ path, message }) => ({ entry, field: path.join('.'), message }))
}
