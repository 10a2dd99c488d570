import type { LayerEntry } from '../catalog/device-layer.ts'
import { drawnFields, drawnFiles } from '../catalog/layer-files.ts'
import { splitsGroups } from '../catalog/split-groups.ts'
import type { LayerSymbol, Symbology } from '../catalog/symbology.ts'
import { classesOf, toClassifier } from '../model/classes.ts'
import { type Condition, fieldsOf } from '../model/condition.ts'
import type { FieldValues } from '../model/feature.ts'
import { toReader } from '../model/field-value.ts'
import { type Predicate, toPredicate } from '../model/predicate.ts'
import type { LayerFeatures } from '../sources/feature-source.ts'

/** A layer of a sheet as it stands on the map. */
export interface SheetLayer {
  readonly entry: LayerEntry
  readonly opacity: number
  readonly hiddenClasses: readonly string[]
  readonly filter: Condition | null
}

/** Opens a file of a layer. */
export type OpenFile = (
  entry: LayerEntry,
  file: LayerEntry['files'][number],
) => Promise<LayerFeatures>

/** A class of a layer, or the whole of it where it has no classes. */
export interface DrawnClass {
  /** `all` for a layer of one symbol. */
  readonly id: string
  readonly symbol: LayerSymbol
  readonly minZoom: number
}

const CLASS_OF_ALL = 'all'

/** The classes of a layer in the order of its legend. */
export function toDrawnClasses(symbology: Symbology): readonly DrawnClass[] {
  if (symbology.kind === 'simple') {
    return [{ id: CLASS_OF_ALL, symbol: symbology.symbol, minZoom: Number.NEGATIVE_INFINITY }]
  }
  return classesOf(symbology).classes.map(({ look: { id, symbol, minZoom } }) => ({
    id,
    symbol,
    minZoom: minZoom ?? Number.NEGATIVE_INFINITY,
  }))
}

/**
 * Finds the place of a feature's class among the drawn ones; −1 for what is not drawn at a zoom of the Framework's
 * grid: features of hidden classes and of none, those that the filter leaves out, and those kept for larger scales.
 */
export function toSelector(
  { hiddenClasses, filter }: SheetLayer,
  symbology: Symbology,
  zoom: number,
  source: LayerFeatures,
): (properties: FieldValues) => number {
  const classes = toDrawnClasses(symbology)
  const classify = symbology.kind === 'simple' ? () => 0 : toClassifier(classesOf(symbology))
  const isSeen = classes.map(({ id, minZoom }) => !hiddenClasses.includes(id) && minZoom <= zoom)
  const passes: Predicate = filter ? toPredicate(filter, source.schema.fields) : () => true
  const readMinZoom = symbology.minZoomField ? toReader(symbology.minZoomField) : () => null
  return (properties) => {
    if (Number(readMinZoom(properties) ?? 0) > zoom || !passes(properties)) return -1
    const place = classify(properties)
    return place >= 0 && isSeen[place] ? place : -1
  }
}

/**
 * The file that is drawn at a zoom of the Framework's grid: the one that is meant for it, or the next finer one that
 * can tell what the filter leaves.
 */
export async function openLevel(
  { entry, filter }: SheetLayer,
  zoom: number,
  open: OpenFile,
): Promise<{ readonly source: LayerFeatures; readonly file: LayerEntry['files'][number] }> {
  const levels = drawnFiles<LayerEntry['files'][number]>(entry, filter !== null)
  const meant = levels.findIndex(({ zooms }) => zoom >= zooms[0] && Math.floor(zoom) <= zooms[1])
  const wanted = filter ? fieldsOf(filter) : []
  let level: Awaited<ReturnType<typeof openLevel>> | null = null
  for (const { file } of levels.slice(Math.max(0, meant))) {
    if (file.groups && filter && splitsGroups(filter, entry.symbology!)) continue
    const source = await open(entry, file)
    level = { source, file }
    const { fields } = source.schema
    if (wanted.every((name) => fields.some((field) => field.name === name))) break
  }
  if (!level) throw new Error(`The layer ${entry.id} has no file`)
  return level
}

/** The fields that drawing the layer reads. */
export function readFields({ filter }: SheetLayer, symbology: Symbology): string[] {
  return [...new Set([...drawnFields(symbology), ...(filter ? fieldsOf(filter) : [])])]
}
