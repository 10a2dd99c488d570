import type { DeviceFile } from '../catalog/device-layer.ts'
import { drawnFields } from '../catalog/layer-files.ts'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { STYLE_COLUMN } from '../model/own-columns.ts'
import type { Field } from '../model/schema.ts'
import { type Overview, OverviewMaker, type OverviewSource } from './make-overviews.ts'
import { type OverviewLevel, zoomOfWhole } from './overview.ts'
import { groupPoints } from './point-groups.ts'
import { groupFields, toOverviewPath } from './point-overviews.ts'
import type { ImportDrawing } from './symbology.ts'
import { type FileOrder, writeFile } from './write-file.ts'

/** Points may be grouped at so many zooms, of which few layers have all. */
const MOST_GROUPED_ZOOMS = 8

/** What overviews are made of: groups where all are points, else these levels, from the finest on. */
export type OverviewPlan = 'groups' | readonly OverviewLevel[]

export interface WrittenOverviews {
  readonly files: readonly DeviceFile[]
  /** How many shapes are too small to be seen at one scale or another. */
  readonly small: number
}

/** Is told the files by which a layer can be drawn; what it gives holds up those that come after. */
export type OnEnough = (files: readonly DeviceFile[]) => void | Promise<void>

/** Overviews before they are written: groups are made as they are, what areas and lines need is there. */
export interface MadeOverviews {
  readonly table: FeatureTable
  /** From the finest on. */
  readonly levels: 'groups' | readonly MadeLevel[]
}

interface MadeLevel extends OverviewLevel {
  readonly overview: Overview
}

/** Makes the overviews of an imported layer, of whose table the fields that are drawn suffice. */
export async function makeOverviews(
  drawing: ImportDrawing,
  table: FeatureTable,
  plan: OverviewPlan,
): Promise<MadeOverviews> {
  if (plan === 'groups') return { table, levels: plan }
  const levels: MadeLevel[] = []
  if (plan.length === 0) return { table, levels }
  const maker = new OverviewMaker(toSource(drawing, table), drawing.symbology)
  for (const level of plan) levels.push({ ...level, overview: await maker.make(level) })
  return { table, levels }
}

/**
 * Writes overviews, the coarsest first.
 *
 * @param onEnough where there are several levels it is called once those are written that a map of the whole layer needs,
 *   with their files as the result has them; finer ones, of which there is one at least, are marked as being written, and are
 *   begun once what it gives has settled
 */
export function writeOverviews(
  order: FileOrder,
  { table, levels }: MadeOverviews,
  onProgress: (share: number) => void,
  onEnough: OnEnough = () => undefined,
): Promise<WrittenOverviews> {
  return levels === 'groups'
    ? writeGroups(order, table, onProgress)
    : writeLevels(order, table, levels, onProgress, onEnough)
}

/** The fields of the overviews of areas and lines. */
function overviewFields({ layer, drawing }: FileOrder): readonly Field[] {
  const drawn = new Set(drawnFields(drawing.symbology))
  return layer.schema.fields.filter(({ name }) => drawn.has(name))
}

async function writeLevels(
  order: FileOrder,
  table: FeatureTable,
  levels: readonly MadeLevel[],
  onProgress: (share: number) => void,
  onEnough: OnEnough,
): Promise<WrittenOverviews> {
  const zoom = zoomOfWhole(order.layer.schema.bbox)
  const needed = levels.filter(({ zooms }) => zooms[0] <= zoom).length
  const enough = Math.min(Math.max(1, needed), levels.length - 1)
  let files: readonly DeviceFile[] = []
  let small = 0
  const fields = overviewFields(order)
  for (const level of levels.toReversed()) {
    const { overview } = level
    const { path, ...drawn } = toLevelFile(order.id, level)
    if (files.length === enough && files.length > 0) {
      const finer = levels.slice(0, levels.length - files.length)
      const foreseen = finer.map((one, place) => ({
        ...toLevelFile(order.id, one),
        bytes: files[0]!.bytes * LEVEL_GROWTH ** (finer.length - place),
        featureCount: table.length,
        isBeingWritten: true as const,
      }))
      await onEnough([...foreseen, ...files])
    }
    const done = files.length
    const { file } = await writeFile(path, fields, overview, 'repeated', order, (share) =>
      onProgress((done + share) / levels.length),
    )
    files = [{ ...file, ...drawn }, ...files]
    small += overview.small
  }
  return { files, small }
}

const toLevelFile = (id: string, { zooms, overview: { toleranceMeters } }: MadeLevel) => ({
  path: toOverviewPath(id, zooms),
  overviewZooms: [...zooms] as [number, number],
  toleranceMeters,
})

/** A finer overview has at most about so many times the bytes. */
const LEVEL_GROWTH = 4

/** The overviews of a layer of points, where it has too many to be drawn one by one. */
async function writeGroups(
  order: FileOrder,
  table: FeatureTable,
  onProgress: (share: number) => void,
): Promise<WrittenOverviews> {
  const { symbology, styleOfFeature } = order.drawing
  const columns = groupFields(overviewFields(order), symbology)
  const files: DeviceFile[] = []
  for (const groups of groupPoints(table, symbology, styleOfFeature)) {
    const { zooms, largest, cellMeters } = groups
    const from = Math.max(0, zooms[0])
    const path = toOverviewPath(order.id, zooms)
    const { file } = await writeFile(path, columns, groups, 'repeated', order, (share) =>
      onProgress((from + share) / MOST_GROUPED_ZOOMS),
    )
    files.push({ ...file, overviewZooms: [...zooms], groups: { largest, cellMeters } })
  }
  return { files, small: 0 }
}

/** The layer as its overviews are made of it. */
function toSource(
  { styleOfFeature, symbology }: ImportDrawing,
  table: FeatureTable,
): OverviewSource {
  return {
    table,
    fields: [...new Set(drawnFields(symbology))],
    value: (row, field) =>
      field === STYLE_COLUMN && styleOfFeature ? styleOfFeature[row]! : table.value(row, field),
    keyOf: (row) => keyOfPlace(row).key,
  }
}
