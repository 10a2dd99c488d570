import type { DeviceFile } from '../catalog/device-layer.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { WriteInput, WriteSummary } from '../formats/contract/writer.ts'
import { MIN_INDEXED_BYTES, writeKeyIndex } from '../formats/flatgeobuf/key-index.ts'
import { writeLayer } from '../formats/flatgeobuf/writer.ts'
import { WGS84 } from '../geo/crs.ts'
import { isOwnColumn, STYLE_COLUMN } from '../model/own-columns.ts'
import type { Field, Localized } from '../model/schema.ts'
import { writeStoredFile } from '../sources/device-files.ts'
import { writeHeldFile } from '../sources/held-files.ts'
import type { ImportDrawing } from './symbology.ts'

/**
 * A file of up to so much is put together in memory: a larger one is made again for each window of that size, which
 * takes longer than all else. It is a third of what the layer itself may take.
 */
const WINDOW_BYTES = 500_000_000

/** What all files of an imported layer say of it, as it goes from one thread to another. */
export interface FileOrder {
  readonly id: string
  readonly title: string
  readonly layer: Pick<ImportedLayer, 'name' | 'path' | 'schema'>
  readonly drawing: ImportDrawing
  /** Whether the device keeps it; else its files are held for the life of the page (`held-files.ts`). */
  readonly isKept: boolean
}

/**
 * Writes a file of an imported layer as indexed FlatGeobuf: the layer itself, whose keys are `once`, with an index of
 * them where it is large, or an overview, in which they may be `repeated`. Rejects as `writeStoredFile` and the writer do.
 *
 * @param holdUp is waited for between pieces of the file
 */
export async function writeFile(
  path: string,
  fields: readonly Field[],
  features: Pick<WriteInput, 'features' | 'rows'>,
  keys: 'once' | 'repeated',
  order: FileOrder,
  onProgress: (share: number) => void,
  holdUp: () => Promise<void> | undefined = () => undefined,
) {
  const write = order.isKept ? writeStoredFile : writeHeldFile
  const input = toWriteInput(fields, features, order)
  let summary: WriteSummary | undefined
  let keyHashes: Float64Array | null = null
  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const writing = writeLayer(input, { onProgress, windowBytes: WINDOW_BYTES }, keys)
    for (;;) {
      const step = await writing.next()
      if (step.done) {
        ;({ summary, keyHashes } = step.value)
        return
      }
      yield step.value
      await holdUp()
    }
  }
  const bytes = await write(path, chunks())
  const [written] = summary!.layers
  const file: DeviceFile = {
    path,
    bytes,
    featureCount: written!.featureCount,
    ...(keys === 'once' && bytes > MIN_INDEXED_BYTES && { keys: await writeKeys(path, bytes) }),
  }
  async function writeKeys(ofPath: string, ofBytes: number): Promise<DeviceFile['keys']> {
    const keysPath = toKeysPath(ofPath)
    const index = writeKeyIndex(keyHashes!, ofBytes)
    return { path: keysPath, bytes: await write(keysPath, oneChunk(index)) }
  }
  return {
    file,
    fields: written!.fields
      .map(({ written: name, type }) => ({ name, type }))
      .filter(({ name }) => !isOwnColumn(name)),
    warnings: summary!.warnings,
  }
}

/** The index of keys beside a file. */
export const toKeysPath = (path: string): string => path.replace(/\.fgb$/, '.keys')

function toWriteInput(
  fields: readonly Field[],
  features: Pick<WriteInput, 'features' | 'rows'>,
  order: FileOrder,
): WriteInput {
  const { title, layer, drawing } = order
  return {
    schema: {
      ...layer.schema,
      fields: drawing.styleOfFeature
        ? [...fields, { name: STYLE_COLUMN, type: 'integer' }]
        : fields,
    },
    ...features,
    name: layer.name,
    title,
    metadata: { abstract: toAbstract(order).en },
    crs: WGS84,
    language: 'en',
  }
}

/** How many bytes a file of these features would have, as `writeFile` writes it. */
export async function countFileBytes(
  fields: readonly Field[],
  features: Pick<WriteInput, 'features'>,
  order: FileOrder,
): Promise<number> {
  let bytes = 0
  const input = toWriteInput(fields, features, order)
  for await (const chunk of writeLayer(input, {}, 'once')) bytes += chunk.length
  return bytes
}

async function* oneChunk(bytes: Uint8Array<ArrayBuffer>) {
  yield bytes
}

/** What a layer that was imported says of itself. */
export function toAbstract({ layer: { path: name }, isKept }: FileOrder): Localized {
  if (!isKept) {
    return {
      en: `Imported from ${name}. It is there until this page is closed.`,
      fr: `Importée de ${name}. Elle reste jusqu’à la fermeture de cette page.`,
      es: `Importada de ${name}. Permanece hasta que se cierre esta página.`,
    }
  }
  return {
    en: `Imported from ${name}. It is kept on this device alone.`,
    fr: `Importée de ${name}. Elle n’est conservée que sur cet appareil.`,
    es: `Importada de ${name}. Se guarda solo en este dispositivo.`,
  }
}
