import type { MultiPolygon, Polygon } from 'geojson'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import type { ExportTarget } from '../../exporting/protocol.ts'
import type { ExportPart } from '../../exporting/selection.ts'
import type { ExportFormat } from '../../formats/contract/writer.ts'
import type { Bbox } from '../../geo/bbox.ts'
import type { CrsName } from '../../geo/crs-names.ts'
import { type Condition, combine, isSeveral } from '../../model/condition.ts'
import { parseDraft, type TestDraft } from '../../model/condition-draft.ts'
import type { Field } from '../../model/schema.ts'
import type { AskedExport } from '../../state/asked-export.ts'
import type { LayerView } from '../../state/layer-view.ts'
import { toSeenCondition } from '../../state/seen-condition.ts'

/** In the order in which they are offered: what opens everywhere first. */
export const OFFERED_FORMATS: readonly ExportFormat[] = [
  'shapefile',
  'geopackage',
  'kmz',
  'kml',
  'geojson',
  'geojsonseq',
  'flatgeobuf',
  'csv',
]

/** Formats whose specifications allow WGS 84 alone, as their writers say (`Writer.wgs84Only`). */
export const WGS84_FORMATS: ReadonlySet<ExportFormat> = new Set([
  'kml',
  'kmz',
  'geojson',
  'geojsonseq',
])

export const AREAS = ['whole', 'view', 'box', 'polygon'] as const
export type AreaChoice = (typeof AREAS)[number]

/** What the form holds. */
export interface ExportDraft {
  readonly format: ExportFormat
  readonly csvGeometry: 'lon-lat' | 'wkt'
  readonly keepFormulas: boolean
  readonly split: boolean
  readonly area: AreaChoice
  /** West, south, east, north, as typed. */
  readonly box: readonly [string, string, string, string]
  readonly polygon: Polygon | MultiPolygon | null
  /** The ground that the map shows; `null` where it shows none. */
  readonly view: Polygon | MultiPolygon | null
  /** The features that were chosen one by one, as long as they alone are wanted. */
  readonly ids: readonly number[] | null
  readonly hiddenClasses: readonly string[]
  /** The filter of the layer on the map, as long as it is taken over. */
  readonly filter: Condition | null
  readonly tests: readonly (TestDraft & { readonly key: number })[]
  readonly match: 'all' | 'any'
  /** `null` for all fields. */
  readonly fields: readonly string[] | null
  readonly crs: CrsName | 'other'
  readonly crsText: string
}

const NOTHING_ASKED = { view: null, fields: null }

/** At first what is seen on the map is exported, or what another panel shows of it. */
export function toFirstDraft(
  entry: LayerEntry,
  { hiddenClasses, filter }: Pick<LayerView, 'hiddenClasses' | 'filter'>,
  { view, fields, only, ids }: Omit<AskedExport, 'layerId'> = NOTHING_ASKED,
): ExportDraft {
  return {
    format: 'shapefile',
    csvGeometry: entry.geometryType?.includes('Point') ? 'lon-lat' : 'wkt',
    keepFormulas: false,
    split: false,
    area: view ? 'view' : 'whole',
    box: toBoxTexts(entry.bbox ?? [-180, 0, -50, 85]),
    polygon: null,
    view,
    ids: ids ?? null,
    hiddenClasses: only ? [] : hiddenClasses,
    filter: only ? null : filter,
    // Those that the reader adds have keys from 1 up.
    tests: (only ?? []).map((test, at) => ({ ...test, test: '=', key: -at })),
    match: 'all',
    fields,
    crs: 'wgs84',
    crsText: '',
  }
}

export function toBoxTexts(bbox: Bbox): ExportDraft['box'] {
  return bbox.map(String) as unknown as ExportDraft['box']
}

/** The box as typed, or `null` where it is none. A west greater than the east crosses the antimeridian. */
export function parseBox(box: ExportDraft['box']): Bbox | null {
  const [west, south, east, north] = box.map((text) =>
    text.trim() === '' ? Number.NaN : Number(text.replace(',', '.').replace('−', '-')),
  ) as [number, number, number, number]
  const isBox =
    Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south < north
  return isBox && west !== east ? [west, south, east, north] : null
}

/** Why a draft cannot be exported: a key of the page's words. */
export type DraftProblem =
  | 'export.where.boxFault'
  | 'export.where.missing'
  | 'export.where.noGround'
  | 'export.classes.none'
  | 'export.crs.missing'
  | 'export.filter.faults.value-missing'

export type ParsedDraft =
  | { readonly ok: true; readonly part: ExportPart; readonly target: ExportTarget }
  | { readonly ok: false; readonly problem: DraftProblem }

/** What a draft asks for, or what is missing of it. */
export function parseExportDraft(
  draft: ExportDraft,
  entry: LayerEntry,
  fields: readonly Field[],
): ParsedDraft {
  const area = parseArea(draft)
  if (typeof area === 'string') return { ok: false, problem: area }
  const condition = parseCondition(draft, entry, fields)
  if (typeof condition === 'string') return { ok: false, problem: condition }
  const crs = WGS84_FORMATS.has(draft.format)
    ? 'wgs84'
    : draft.crs === 'other'
      ? draft.crsText.trim()
      : draft.crs
  if (crs === '') return { ok: false, problem: 'export.crs.missing' }
  return {
    ok: true,
    part: {
      ...area,
      ...(condition && { condition }),
      ...(draft.ids && { ids: draft.ids }),
      ...(draft.fields && { fields: draft.fields }),
    },
    target: {
      format: draft.format,
      crs,
      ...(draft.format === 'csv' && {
        csv: { geometry: draft.csvGeometry, keepFormulas: draft.keepFormulas },
      }),
      ...(draft.format === 'shapefile' && draft.split && { onLimit: 'split' as const }),
    },
  }
}

function parseArea({ area, box, polygon, view }: ExportDraft): ExportPart | DraftProblem {
  if (area === 'whole') return {}
  if (area === 'box') {
    const bbox = parseBox(box)
    return bbox ? { bbox } : 'export.where.boxFault'
  }
  const drawn = area === 'view' ? view : polygon
  if (drawn) return { area: drawn }
  return area === 'view' ? 'export.where.noGround' : 'export.where.missing'
}

function parseCondition(
  draft: ExportDraft,
  entry: LayerEntry,
  fields: readonly Field[],
): Condition | null | DraftProblem {
  const seen = toSeenCondition(entry, draft, fields)
  if (seen === 'nothing') return 'export.classes.none'
  const parts: Condition[] = []
  for (const test of draft.tests) {
    const parsed = parseDraft(test, fields)
    if (!parsed.ok) return 'export.filter.faults.value-missing'
    parts.push(parsed.condition)
  }
  const filter = isSeveral(parts) ? combine(draft.match, parts) : null
  if (!seen || !filter) return seen ?? filter
  return { kind: 'all', of: [seen, filter] }
}
