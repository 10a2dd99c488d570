import { type CatalogFault, toFaults } from '../../catalog/parse-catalog.ts'
import type { LayerRecord } from '../../catalog/record.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import type { ByteSource } from '../../formats/bytes/byte-source.ts'
import { fileName } from '../../formats/bytes/byte-source.ts'
import { Sha256, sha256Of } from '../../formats/bytes/sha256.ts'
import { z } from '../../model/zod.ts'
import { type DescribedLayer, describedSchema, type Manifest } from './package-files.ts'

/** A description that is being written: what is there of it is what it will be. */
export type Draft = Partial<DescribedLayer>

const ofDescription = z.object(describedSchema.shape)

/** What the edition before says, to begin with; what was found of it is found anew. */
export function toDraft(record: LayerRecord | CatalogLayer): Draft {
  const { provenance } = record
  const parsed = ofDescription.partial().parse(record)
  return {
    ...parsed,
    ...(provenance && {
      provenance: { ...withoutCounts(provenance), sources: [], processing: [] },
    }),
  }
}

function withoutCounts(provenance: NonNullable<LayerRecord['provenance']>) {
  const { countsByCountry: _, ...said } = provenance
  return said
}

export type DescriptionCheck =
  | { readonly ok: true; readonly described: DescribedLayer }
  | { readonly ok: false; readonly faults: readonly CatalogFault[] }

/** Holds a description to the schema of the catalogue: what is missing, and where. */
export function checkDescription(draft: unknown): DescriptionCheck {
  const parsed = describedSchema.safeParse(draft)
  if (parsed.success) return { ok: true, described: parsed.data }
  return { ok: false, faults: toFaults('', parsed.error) }
}

const SLICE_BYTES = 1 << 20

/** The file that was sent, or several as one: their checksum is then that of the list of theirs. */
export async function describeSource(sources: readonly ByteSource[]): Promise<Manifest['source']> {
  const hashes: string[] = []
  for (const source of sources) {
    const hash = new Sha256()
    for (let at = 0; at < source.size; at += SLICE_BYTES) {
      hash.update(await source.read(at, Math.min(source.size, at + SLICE_BYTES)))
    }
    hashes.push(hash.toHex())
  }
  const [only, ...more] = hashes
  return {
    name: fileName(sources[0]!.name),
    bytes: sources.reduce((sum, { size }) => sum + size, 0),
    sha256:
      more.length === 0
        ? only!
        : sha256Of(hashes.map((hash, nth) => `${hash}  ${sources[nth]!.name}\n`).join('')),
  }
}
