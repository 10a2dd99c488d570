import { fullFileOf } from '../../src/catalog/layer-files.ts'
import type { ImportedLayer } from '../../src/formats/contract/imported-layer.ts'
import { ReadContext, WarningList } from '../../src/formats/contract/read-context.ts'
import { readFiles } from '../../src/formats/registry/read-files.ts'
import { readZip } from '../../src/formats/zip/read.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { changedGroups, compareEditions } from '../../src/reviewing/compare.ts'
import { PACKAGE } from '../../src/reviewing/release/package-files.ts'
import { readPackage } from '../../src/reviewing/release/read-package.ts'
import { toReviewRows } from '../../src/reviewing/review-rows.ts'
import { findRoles, toTheme } from '../../src/reviewing/theme.ts'
import { nameOf } from '../../src/reviewing/verdict.ts'
import { fileSource } from '../file-source.ts'
import { readLayers, readPublished, readPublishedRows, requireLayer } from './subject.ts'

/** So many of the features that changed most are named. */
const NAMED = 20

/** What a file would change of a layer that is published, in lines: the largest changes first. */
export async function describeDifference(
  folder: string,
  id: string,
  path: string,
): Promise<string[]> {
  const published = await readPublished(folder)
  const entry = requireLayer(published, id)
  const [before, layers] = await Promise.all([
    readPublishedRows(published, entry),
    readDelivered(path),
  ])
  const [layer] = layers.toSorted((a, b) => b.features.length - a.features.length)
  if (!before || !layer) return [`${id} or ${path} has no features to compare.`]
  const rows = toReviewRows(layer)
  const roles = findRoles(rows.fields, toTheme(entry))
  const found = compareEditions(before, rows, roles)
  const { changed, added, removed } = found
  const moved = changed.filter(({ meters }) => meters > 0).length
  const percent = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(1)} %`
  return [
    `${id}: published ${before.length}, now ${rows.length}; unchanged ${found.unchanged}, changed ${changed.filter(({ changes }) => changes.length > 0).length}, moved ${moved}, added ${added.length}, removed ${removed.length}.`,
    found.keyField === null
      ? 'No field names the features: they are told by their places and values.'
      : `Features are told by ${found.keyField}.`,
    ...(found.fieldsAdded.length > 0 ? [`New fields: ${found.fieldsAdded.join(', ')}`] : []),
    ...(found.fieldsRemoved.length > 0
      ? [`Fields that are gone: ${found.fieldsRemoved.join(', ')}`]
      : []),
    ...found.typesChanged.map(
      ({ field, before: old, after }) => `${field}: ${old} is now ${after}`,
    ),
    ...found.shifts.map(
      ({ field, changed: count, of, meanPercent }) =>
        `${field}: ${count} of ${of} changed${meanPercent === null ? '' : `, mean ${percent(meanPercent)}`}`,
    ),
    ...changedGroups(found).flatMap(({ field, value, before: old, after, sums }) => [
      ...(old === after ? [] : [`${field} ${value || '–'}: ${old} → ${after}`]),
      ...sums
        .filter((sum) => sum.before !== sum.after)
        .map((sum) => `${field} ${value || '–'}, sum of ${sum.field}: ${sum.before} → ${sum.after}`), // biome-ignore format: one line
    ]),
    ...found.sums
      .filter(({ before: old, after }) => old !== after)
      .map(({ field, before: old, after }) => `sum of ${field}: ${old} → ${after}`),
    ...changed.slice(0, NAMED).map(({ row, meters, changes }) => {
      const parts = [
        ...(meters > 0 ? [`moved ${Math.round(meters)} m`] : []),
        ...changes.map(
          ({ field, before: old, after }) => `${field} ${String(old)} → ${String(after)}`,
        ),
      ]
      return `  ${nameOf(rows, roles, row)}: ${parts.join('; ')}`
    }),
    ...(changed.length > NAMED ? [`  … and ${changed.length - NAMED} more`] : []),
  ]
}

/** The layers of a file; of a release package the layer that it would publish. */
async function readDelivered(path: string): Promise<readonly ImportedLayer[]> {
  if (!path.endsWith('.zip')) return readLayers(path)
  const source = await fileSource(path)
  const context = new ReadContext({})
  const entries = await readZip(source, context, new WarningList())
  if (!entries.some(({ name }) => name === `${source.name}/${PACKAGE.manifest}`)) {
    return readLayers(path)
  }
  const { record, files } = await readPackage(source)
  const result = await readFiles([files.get(PACKAGE.layerFolder + fullFileOf(record)!.path)!])
  if (!result.ok) throw new ProblemError(result.problem)
  return result.layers
}
