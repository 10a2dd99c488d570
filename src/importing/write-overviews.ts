import type { DeviceFile } from '../catalog/device-layer.ts'
import { drawnFields } from '../catalog/layer-files.ts'
import type { FeatureTable } from '../formats/contract/feature-table.ts'
import { keyOfPlace } from '../model/feature-key.ts'
import { STYLE_COLUMN } from '../model/own-columns.ts'
import type { Field } from '../model/schema.ts'
import { OverviewMaker, type OverviewSource } from './make-overviews.ts'
import type { OverviewLevel } from './overview.ts'
import { groupPoints } from './point-groups.ts'
import { groupFields, toOverviewPath } from './point-overviews.ts'
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

/** Writes the overviews of an imported layer, of whose table the fields that are drawn suffice. */
export function writeOverviews(
  order: FileOrder,
  table: FeatureTable,
  plan: OverviewPlan,
  onProgress: (share: number) => void,
): Promise<WrittenOverviews> {
  return plan === 'groups'
    ? writeGroups(order, table, onProgress)
    : writeLevels(order, table, plan, onProgress)
}

/** The fields of the overviews of areas and lines. */
function overviewFields({ layer, drawing }: FileOrder): readonly Field[] {
  const drawn = new Set(drawnFields(drawing.symbology))
  return layer.schema.fields.filter(({ name }) => drawn.has(name))
}

async function writeLevels(
  order: FileOrder,
  table: FeatureTable,
  levels: readonly OverviewLevel[],
  onProgress: (share: number) => void,
): Promise<WrittenOverviews> {
  const files: DeviceFile[] = []
  let small = 0
  if (levels.length === 0) return { files, small }
  const fields = overviewFields(order)
  const maker = new OverviewMaker(toSource(order, table), order.drawing.symbology)
  for (const [place, level] of levels.entries()) {
    const { zooms } = level
    const overview = await maker.make(level)
    const { toleranceMeters } = overview
    const path = toOverviewPath(order.id, zooms)
    const { file } = await writeFile(path, fields, overview, 'repeated', order, (share) =>
      onProgress((place + share) / levels.length),
    )
    files.push({ ...file, overviewZooms: [...zooms], toleranceMeters })
    small += overview.small
  }
  return { files, small }
}

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
function toSource({ drawing }: FileOrder, table: FeatureTable): OverviewSource {
  const { styleOfFeature, symbology } = drawing
  return {
    table,
    fields: [...new Set(drawnFields(symbology))],
    value: (row, field) =>
      field === STYLE_COLUMN && styleOfFeature ? styleOfFeature[row]! : table.value(row, field),
    keyOf: (row) => keyOfPlace(row).key,
  }
}
