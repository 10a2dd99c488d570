import type { CatalogLayer } from '../catalog/schema.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
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
    rows = toReviewRows(layer),
    year = new Date().getFullYear(),
  }: SubjectContext,
): Subject {
  return {
    rows,
    roles: findRoles(rows.fields, theme),
    fileName: layer.path,
    crs: layer.crs,
    warnings: layer.warnings,
    theme,
    places,
    published,
    entry,
    companions,
    catalog,
    year,
  }
}
