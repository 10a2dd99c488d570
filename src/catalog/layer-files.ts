import type { DeviceFile } from './device-layer.ts'
import type { CatalogFile } from './schema.ts'
import type { Symbology } from './symbology.ts'

/** A file of a layer and the zooms of the Framework's grid in which it is read. */
export interface FileOfZooms<File extends CatalogFile | DeviceFile = CatalogFile> {
  readonly file: File
  readonly zooms: readonly [min: number, max: number]
}

/** The file of a layer that is no overview of it. */
export function fullFileOf<File extends CatalogFile | DeviceFile>({
  files,
}: {
  readonly files: readonly File[]
}): File | undefined {
  return files.find(({ overviewZooms }) => !overviewZooms)
}

/** The overviews of a layer from the smallest scale up, then the layer itself for all that is left. */
export function filesByZoom<File extends CatalogFile | DeviceFile>(layer: {
  readonly files: readonly File[]
}): FileOfZooms<File>[] {
  const overviews = layer.files
    .flatMap((file) => (file.overviewZooms ? [{ file, zooms: file.overviewZooms }] : []))
    .sort((a, b) => a.zooms[0] - b.zooms[0])
  const full = fullFileOf(layer)
  return full ? [...overviews, { file: full, zooms: [Number.NEGATIVE_INFINITY, 99] }] : overviews
}

/**
 * The files that a layer is drawn from as it is filtered: of those that a filter leaves all are drawn, small ones, too,
 * which overviews of the largest do not have.
 */
export function drawnFiles<File extends CatalogFile | DeviceFile>(
  layer: { readonly files: readonly File[] },
  isFiltered: boolean,
): FileOfZooms<File>[] {
  const files = filesByZoom(layer)
  return isFiltered ? files.filter(({ file }) => !isOfLargest(file)) : files
}

/** Whether a file holds only the largest of its layer's features. */
export function isOfLargest(file: CatalogFile | DeviceFile): boolean {
  return 'least' in file && file.least !== undefined
}

/**
 * Whether some features are not in a file of their layer by themselves: it holds only the largest, or groups of points, or
 * areas of a class joined.
 */
export function isPartial(file: CatalogFile | DeviceFile): boolean {
  return (
    isOfLargest(file) || file.groups !== undefined || ('joined' in file && file.joined === true)
  )
}

/** The file that a layer is drawn from at a zoom of the Framework's grid. */
export function fileAtZoom<File extends CatalogFile | DeviceFile>(
  layer: { readonly files: readonly File[] },
  zoom: number,
): File | undefined {
  return filesByZoom(layer).find(({ zooms }) => zoom >= zooms[0] && zoom <= zooms[1])?.file
}

/** The file that a picture of a layer at a zoom of the Framework's grid is drawn from: the coarsest that is enough. */
export function pictureFileOf(
  layer: { readonly files: readonly CatalogFile[] },
  zoom: number,
): CatalogFile {
  const files = filesByZoom(layer)
  return (files.find(({ zooms }) => zoom <= zooms[1]) ?? files.at(-1)!).file
}

/** Whether some overview of a layer has groups of its points. */
export function hasGroups({
  files,
}: {
  readonly files: readonly (CatalogFile | DeviceFile)[]
}): boolean {
  return files.some(({ groups }) => groups !== undefined)
}

/** The fields whose values in groups are what their features come to together, and none that one of them has. */
export function mergedFields(symbology: Symbology): string[] {
  return symbology.kind === 'graduated' || symbology.kind === 'proportional'
    ? [symbology.field]
    : []
}

/** Whether all files of a layer have a field as it is: groups are made of points of one class, whose field they have. */
export function isOfClasses(field: string, symbology: Symbology): boolean {
  return symbology.kind === 'categories'
    ? symbology.field === field
    : symbology.kind === 'proportional' && symbology.categoryField === field
}

/** The fields that drawing a layer needs whatever of it is seen: those of its classes, sizes, labels and thresholds. */
export function drawnFields(symbology: Symbology): string[] {
  const { labels, minZoomField } = symbology
  const fields = [
    'field' in symbology ? symbology.field : undefined,
    symbology.kind === 'proportional' ? symbology.categoryField : undefined,
    minZoomField,
    labels && Object.values(labels.fields),
    labels?.fallback,
    labels?.priorityField,
  ].flat()
  return [...new Set(fields.filter((field) => field !== undefined))]
}

/** Whether a layer has all fields by which a symbology draws and names. */
export function hasFieldsOf(
  { fields }: { readonly fields: readonly { readonly name: string }[] },
  symbology: Symbology,
): boolean {
  const names = new Set(fields.map(({ name }) => name))
  return drawnFields(symbology).every((name) => names.has(name))
}
