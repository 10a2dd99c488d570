import type { Geometry } from 'geojson'
import type { CatalogLayer } from '../catalog/schema.ts'
import type { CrsFound } from '../formats/contract/imported-layer.ts'
import type { Warning } from '../model/problem.ts'
import type { Companion } from './companions.ts'
import type { Finding } from './finding.ts'
import type { Places } from './places.ts'
import type { ReviewRows } from './review-rows.ts'
import type { Roles, Theme } from './theme.ts'

/** A layer as it is reviewed, with all that rules hold it to. */
export interface Subject {
  readonly rows: ReviewRows
  readonly roles: Roles
  /** The file, as whoever sent it named it. */
  readonly fileName: string
  readonly crs: CrsFound
  /** What the reader of the file met. */
  readonly warnings: readonly Warning[]
  /** The harmonised schema; `null` where none was named. */
  readonly theme: Theme | null
  /** The states of the continent; `null` where they could not be had. */
  readonly places: Places | null
  /** The edition that is published. */
  readonly published: ReviewRows | null
  /** What the catalogue is to say of it, where that is given. */
  readonly entry: Partial<CatalogLayer> | null
  /** What metadata files say that came beside the data. */
  readonly companions?: readonly Companion[]
  /** The layers of the catalogue, for whom another's title is told by. */
  readonly catalog: readonly CatalogLayer[]
  /** The year in which it is reviewed. */
  readonly year: number
}

/** One rule of the Framework at work on one layer. */
export interface RuleRun {
  /** Called with each row in turn. */
  visit?(row: number, geometry: Geometry | null): void
  /** After the last row. */
  finish(): readonly Finding[]
}

/** A rule of the Framework. */
export interface Rule {
  /** The codes of what it may find. */
  readonly codes: readonly string[]
  /** Makes ready to go over a layer; `null` where the rule has nothing to ask of it. */
  begin(subject: Subject): RuleRun | null
}
