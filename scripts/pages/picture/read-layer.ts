import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawnFields, pictureFileOf } from '../../../src/catalog/layer-files.ts'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import type { ReadLayer } from '../../../src/pictures/layer-pictures.ts'
import { toProjectedFeatures } from '../../../src/pictures/projected-feature.ts'

/** Reads layers at a zoom of the Framework's grid, from the files of a folder that are meant for it. */
export function layerReader(folder: string): ReadLayer {
  return (layer, zoom) => {
    const bytes = readFileSync(join(folder, pictureFileOf(layer, zoom).path))
    const fields = layer.symbology ? drawnFields(layer.symbology) : []
    return toProjectedFeatures(new FlatGeobufFile(bytes).features(fields), zoom)
  }
}
