import { drawnFields, pictureFileOf } from '../../catalog/layer-files.ts'
import type { PictureKind } from '../../catalog/pictures.ts'
import type { CatalogLayer } from '../../catalog/schema.ts'
import { FlatGeobufFile } from '../../formats/flatgeobuf/read.ts'
import type { Language } from '../../model/schema.ts'
import { createLayerPictures, groundOf } from '../../pictures/layer-pictures.ts'
import { toProjectedFeatures } from '../../pictures/projected-feature.ts'

export interface PictureTools {
  /** The layers of the catalogue. */
  readonly catalog: readonly CatalogLayer[]
  /** The bytes of files of the catalogue that pictures of layers show beneath them, by their paths. */
  readGround(path: string): Promise<Uint8Array | null>
}

/** That for which pictures are drawn. */
const PICTURE_ZOOM = 1

/** A picture of a layer that is not in the catalogue yet, over the layers of reference that are there, as SVG. */
export async function drawPicture(
  entry: CatalogLayer,
  kind: PictureKind,
  language: Language,
  { catalog, readGround }: PictureTools,
  readOwn: (path: string) => Promise<Uint8Array>,
): Promise<string> {
  const bytes = new Map<string, Uint8Array>()
  const wanted = groundOf(kind)
  const ground = catalog.filter(
    ({ id, files }) => files.length > 0 && id !== entry.id && wanted.includes(id),
  )
  for (const layer of ground) {
    const { path } = pictureFileOf(layer, PICTURE_ZOOM)
    const read = await readGround(path)
    if (read) bytes.set(path, read)
  }
  const own = pictureFileOf(entry, PICTURE_ZOOM).path
  bytes.set(own, await readOwn(own))
  const drawn = [...ground, entry].filter((layer) =>
    bytes.has(pictureFileOf(layer, PICTURE_ZOOM).path),
  )
  const pictures = createLayerPictures(drawn, (layer, zoom) => {
    const fields = layer.symbology ? drawnFields(layer.symbology) : []
    const file = new FlatGeobufFile(bytes.get(pictureFileOf(layer, zoom).path)!)
    return toProjectedFeatures(file.features(fields), zoom)
  })
  return pictures.draw(entry, kind, language)
}
