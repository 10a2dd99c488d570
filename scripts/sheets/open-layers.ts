import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LayerEntry } from '../../src/catalog/device-layer.ts'
import { parseCatalog } from '../../src/catalog/parse-catalog.ts'
import type { OpenFile, SheetLayer } from '../../src/sheets/sheet-layer.ts'
import type { SheetTemplate } from '../../src/sheets/template.ts'
import type { LayerFeatures } from '../../src/sources/feature-source.ts'
import { FlatGeobufSource } from '../../src/sources/flatgeobuf-source.ts'
import { fileSource } from '../file-source.ts'

/** The layers of `public/layers`, by their ids. */
export function readCatalog(publicFolder: string): ReadonlyMap<string, LayerEntry> {
  const text = readFileSync(join(publicFolder, 'layers', 'catalog.json'), 'utf8')
  return new Map(parseCatalog(JSON.parse(text)).layers.map((layer) => [layer.id, layer]))
}

/** Opens files of layers as they lie in `public/layers`, each once. */
export function openFrom(publicFolder: string): OpenFile {
  const opened = new Map<string, Promise<LayerFeatures>>()
  return (_, { path }) => {
    let source = opened.get(path)
    if (!source) {
      source = fileSource(join(publicFolder, 'layers', path)).then((file) =>
        FlatGeobufSource.open(file),
      )
      opened.set(path, source)
    }
    return source
  }
}

/** The layers of a template. Throws where the catalogue lacks one. */
export function toSheetLayers(
  { layers }: Pick<SheetTemplate, 'layers'>,
  catalog: ReadonlyMap<string, LayerEntry>,
): SheetLayer[] {
  return layers.map(({ id, opacity = 1, hiddenClasses = [] }) => {
    const entry = catalog.get(id)
    if (!entry) throw new Error(`The catalogue has no layer ${id}`)
    return { entry, opacity, hiddenClasses, filter: null }
  })
}
