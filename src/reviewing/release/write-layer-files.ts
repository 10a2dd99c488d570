import { toHeaderTexts } from '../../catalog/header-texts.ts'
import type { CatalogFile } from '../../catalog/schema.ts'
import type { FileStore } from '../../exporting/write-to-store.ts'
import { Sha256, sha256Of } from '../../formats/bytes/sha256.ts'
import type { FeatureTable } from '../../formats/contract/feature-table.ts'
import { MIN_INDEXED_BYTES, writeKeyIndex } from '../../formats/flatgeobuf/key-index.ts'
import { writeFlatGeobufChunks } from '../../formats/flatgeobuf/write.ts'
import type { Bbox } from '../../geo/bbox.ts'
import { ShortWayBox } from '../../geo/short-way.ts'
import { OverviewMaker, planLayerOverviews } from '../../importing/make-overviews.ts'
import { groupFields, planPointOverviews, toOverviewPath } from '../../importing/point-overviews.ts'
import type { Feature } from '../../model/feature.ts'
import { toFeatureId } from '../../model/feature-key.ts'
import { KEY_COLUMN } from '../../model/own-columns.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Field } from '../../model/schema.ts'
import type { ReviewRows } from '../review-rows.ts'
import type { DescribedLayer } from './package-files.ts'
import { toTable } from './to-table.ts'

/** Where a file of a package is while the package is made. */
export interface PackageStore extends FileStore {
  discard(): Promise<void>
}

export interface WrittenFile {
  readonly path: string
  readonly store: PackageStore
  readonly bytes: number
}

export interface WrittenLayer {
  /** As the catalogue lists them. */
  readonly files: readonly CatalogFile[]
  readonly stored: readonly WrittenFile[]
  readonly bbox: Bbox | null
}

export interface WritingTools {
  openStore(): Promise<PackageStore>
  readonly limitBytes: number
  readonly signal?: AbortSignal
}

/** What of a layer's description its files are made of. */
type WrittenDescription = Parameters<typeof toHeaderTexts>[0] &
  Pick<DescribedLayer, 'id' | 'fields' | 'symbology' | 'keyField' | 'geometryType'>

/**
 * Writes a layer as it lies beside the catalogue: indexed FlatGeobuf with its keys, its overviews where it is large,
 * and the index of its keys. Positions are longitude, latitude of WGS 84.
 *
 * @throws ProblemError `feature-key-missing`, `release-fields`, and what the writer refuses
 */
export async function writeLayerFiles(
  rows: ReviewRows,
  described: WrittenDescription,
  tools: WritingTools,
): Promise<WrittenLayer> {
  const { id, fields, symbology, keyField = KEY_COLUMN } = described
  refuseOtherFields(rows, described)
  const table = toTable(rows, fields, tools.limitBytes)
  const box = new ShortWayBox()
  for (let row = 0; row < table.length; row++) {
    const geometry = table.geometry(row)
    if (geometry) box.add(geometry)
  }
  const bbox = box.bbox()
  const keyOf = (row: number) => {
    const value = keyField === KEY_COLUMN ? row + 1 : table.value(row, keyField)
    if (value !== null) return String(value)
    throw new ProblemError({
      code: 'feature-key-missing',
      message: `Row ${row} of ${id} has no value in ${keyField}, which names the features.`,
      values: { layer: id, field: keyField, feature: row },
    })
  }
  function* features(): Generator<Feature> {
    for (const feature of table) yield named(feature, keyOf(feature.id))
  }

  const files: CatalogFile[] = []
  const stored: WrittenFile[] = []
  const write = async (
    path: string,
    of: () => Iterable<Feature>,
    ofFields: readonly Field[],
    overview: Pick<CatalogFile, 'overviewZooms' | 'toleranceMeters' | 'groups' | 'least'> = {},
  ): Promise<number> => {
    const store = await tools.openStore()
    const hash = new Sha256()
    const isOverview = overview.overviewZooms !== undefined
    const writing = writeFlatGeobufChunks(
      {
        name: id,
        ...toHeaderTexts(described),
        fields: ofFields,
        ...(described.geometryType && { geometryType: described.geometryType }),
        // Groups carry no field but those that are drawn.
        keyField: overview.groups ? KEY_COLUMN : keyField,
        keysRepeat: isOverview && keyField === KEY_COLUMN,
      },
      of,
      { ...(tools.signal && { signal: tools.signal }) },
    )
    let bytes = 0
    let step = await writing.next()
    for (; !step.done; step = await writing.next()) {
      hash.update(step.value)
      bytes += step.value.byteLength
      await store.append(step.value)
    }
    stored.push({ path, store, bytes })
    const { order, keyHashes } = step.value
    let keys: CatalogFile['keys']
    if (!isOverview && keyHashes && bytes > MIN_INDEXED_BYTES) {
      const index = writeKeyIndex(keyHashes, bytes)
      const keysPath = path.replace(/\.fgb$/, '.keys')
      const keysStore = await tools.openStore()
      await keysStore.append(index)
      stored.push({ path: keysPath, store: keysStore, bytes: index.length })
      keys = { path: keysPath, bytes: index.length, sha256: sha256Of(index) }
    }
    files.push({
      path,
      bytes,
      sha256: hash.toHex(),
      featureCount: order.length,
      ...(keys && { keys }),
      ...overview,
    })
    return bytes
  }

  const bytes = await write(`${id}.fgb`, features, fields)
  const arePoints = areAllPoints(table)
  if (arePoints) {
    for (const overview of planPointOverviews(table, symbology)) {
      const { listed, kind } = overview
      const path = toOverviewPath(id, listed.overviewZooms!)
      if (kind === 'groups') {
        const ofGroups = () => renamed(overview.features(), keyOf)
        await write(path, ofGroups, groupFields(fields, symbology), listed)
      } else {
        await write(path, () => rowsOf(table, overview.rows, keyOf), fields, listed)
      }
    }
  } else {
    const names = fields.map(({ name }) => name)
    const value = (row: number, field: string) => table.value(row, field)
    const levels = planLayerOverviews(bytes, bbox, table)
    const source = { table, fields: names, value, keyOf }
    const maker = levels.length > 0 ? new OverviewMaker(source, symbology) : null
    for (const level of levels) {
      const { zooms } = level
      const { features: coarse, toleranceMeters } = await maker!.make(level)
      await write(toOverviewPath(id, zooms), coarse, fields, {
        overviewZooms: [...zooms],
        toleranceMeters,
      })
    }
  }
  return { files, stored, bbox }
}

const named = (feature: Feature, key: string): Feature => ({
  ...feature,
  key,
  id: toFeatureId(key),
})

/** Groups are called by the row of the one at whose place they stand. */
function* renamed(groups: Iterable<Feature>, keyOf: (row: number) => string): Generator<Feature> {
  for (const feature of groups) yield named(feature, keyOf(feature.id))
}

function* rowsOf(
  table: FeatureTable,
  rows: Uint32Array,
  keyOf: (row: number) => string,
): Generator<Feature> {
  for (const row of rows) yield named(table.feature(row), keyOf(row))
}

/** The fields that the layer has and its description does not name, or the other way round. */
function refuseOtherFields(rows: ReviewRows, { fields }: Pick<DescribedLayer, 'fields'>): void {
  const own = rows.fields.map(({ name }) => name)
  const said = fields.map(({ name }) => name)
  const others = [
    ...own.filter((name) => !said.includes(name)),
    ...said.filter((name) => !own.includes(name)),
  ]
  if (others.length === 0) return
  throw new ProblemError({
    code: 'release-fields',
    message: `The fields of the layer and those of its description are not the same: ${others.join(', ')}.`,
    values: { fields: others.join(', ') },
  })
}

function areAllPoints(table: FeatureTable): boolean {
  for (let row = 0; row < table.length; row++) {
    if (table.geometryType(row) !== 'Point') return false
  }
  return table.length > 0
}
