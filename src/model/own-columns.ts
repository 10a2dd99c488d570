/**
 * Columns that files of the Atlas have beyond the fields of their layer. They are for the Atlas alone: no
 * list of fields, no table and no exported file has them.
 */

/** The features' keys, of layers whose own fields name no feature. Readers give it as `Feature.key`. */
export const KEY_COLUMN = 'atlas:key'

/**
 * The number of the class that an imported file's own styles put a feature in. Readers give it among the
 * features' values, for drawing.
 */
export const STYLE_COLUMN = 'atlas:style'

/** How many features one of an overview of groups stands for. Tiles have it, for drawing. */
export const COUNT_COLUMN = 'atlas:count'

/**
 * Of which filter a point, or a group of points, is what is left, where it was drawn from the rows that a filter leaves:
 * what `toFilterMark` gives. Tiles have it, no file does.
 */
export const FILTER_COLUMN = 'atlas:filter'

/**
 * A column that is true where a feature meets a filter which the map cannot tell by itself. Tiles have it, no file does.
 *
 * @param mark the filter's (`toFilterMark`)
 */
export const toMeetsColumn = (mark: string): string => `atlas:meets ${mark}`

const OWN_COLUMNS: ReadonlySet<string> = new Set([
  KEY_COLUMN,
  STYLE_COLUMN,
  COUNT_COLUMN,
  FILTER_COLUMN,
])

/** Whether a column is the Atlas's, and none of the fields of a layer. */
export const isOwnColumn = (name: string): boolean => OWN_COLUMNS.has(name)
