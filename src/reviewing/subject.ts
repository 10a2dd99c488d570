import type { CatalogLayer } from '../catalog/schema.ts'
import type { CrsFound, ImportedLayer } from '../formats/contract/imported-layer.ts'
import { WGS84 } from '../geo/crs.ts'
import { geometryBbox } from '../geo/positions.ts'
import type { Warning } from '../model/problem.ts'
import type { Companion } from './companions.ts'
import type { Places } from './places.ts'
import { type ReviewRows, toReviewRows } from './review-rows.ts'
import type { Subject } from './rule.ts'
import { findRoles, type Theme } from './theme.ts'

/** What a layer is held to. */
export interface SubjectContext {
  /** The layers of the catalogue. */
  readonly catalog: readonly CatalogLayer[]
  readonly places: Places | null
  readonly theme?: Theme | null
  /** The edition that is published, where there is one. */
  readonly published?: ReviewRows | null
  /** What the catalogue is to say of the layer, where that is given. */
  readonly entry?: Partial<CatalogLayer> | null
  readonly companions?: readonly Companion[]
  /** What reading the files as a whole met, beside what the layer's own reader did. */
  readonly warnings?: readonly Warning[]
  /** The rows to be reviewed, where they are no longer those of the file. */
  readonly rows?: ReviewRows
  /** The year in which it is reviewed: this one, unless another is given. */
  readonly year?: number
}

/** A layer as it was read, put together with all that the rules hold it to. */
export function toSubject(
  layer: ImportedLayer,
  {
    catalog,
    places,
    theme = null,
    published = null,
    entry = null,
    companions = [],
    warnings = [],
    rows = toReviewRows(layer),
    year = new Date().getFullYear(),
  }: SubjectContext,
): Subject {
  return {
    rows,
    roles: findRoles(rows.fields, theme),
    fileName: layer.path,
    crs: toCrs(layer.crs, rows),
    warnings: [...layer.warnings, ...warnings],
    theme,
    places,
    published,
    entry,
    companions,
    catalog,
    year,
  }
}

/** So many rows tell whether coordinates are degrees. */
const SAMPLE = 2000

/**
 * The system of the rows. Where the file names none, and some coordinates are no degrees, those may be what is wrong:
 * as long as most are degrees they are taken for such, and the others are found at their rows.
 */
function toCrs(crs: CrsFound, rows: ReviewRows): CrsFound {
  if (crs.how !== 'unknown' || crs.text !== null) return crs
  let [within, beyond] = [0, 0]
  const step = Math.max(1, Math.floor(rows.length / SAMPLE))
  for (let row = 0; row < rows.length; row += step) {
    const geometry = rows.geometry(row)
    if (!geometry) continue
    const [west, south, east, north] = geometryBbox(geometry)
    if (west === 0 && south === 0 && east === 0 && north === 0) continue
    if (west >= -180 && east <= 180 && south >= -90 && north <= 90) within++
    else beyond++
  }
  if (within <= beyond) return crs
  return { how: 'assumed', name: WGS84.name, epsg: 4326, text: null, crs: WGS84 }
}
