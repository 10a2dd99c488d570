import type { LayerEntry } from '../../catalog/device-layer.ts'
import { toWkt } from '../../formats/wkt/write.ts'
import { type Condition, combine, isSeveral } from '../../model/condition.ts'
import { parseConditionText } from '../../model/condition-text.ts'
import type { Recipe } from '../../model/recipe.ts'
import { toWhereText } from '../../model/where.ts'
import type { RecipeContext } from '../../workers/to-answer-request.ts'
import { BOUNDARIES, countriesOf } from '../../workers/to-answer-request.ts'

export const CODE_TOOLS = ['python', 'r'] as const
export type CodeTool = (typeof CODE_TOOLS)[number]

/** A layer as another program reads it. */
interface ReadLayer {
  /** A path that GDAL opens. */
  readonly path: string
  /** Its name in the file. */
  readonly name: string
  /** In SQL; empty for all. */
  readonly where: string
}

/** A question in parts that are the same in every program. */
interface CodeParts {
  readonly layer: ReadLayer
  readonly near: (ReadLayer & { readonly relation: string; readonly meters: number }) | null
  readonly inside: ReadLayer | { readonly wkt: string } | null
  readonly by: (ReadLayer & { readonly key: string }) | { readonly field: string } | null
  readonly parts: string | null
  readonly sum: string | null
}

/**
 * Lines of Python with geopandas, or of R with sf, that answer a recipe; `null` where its layers cannot be read elsewhere: files
 * of the reader's own, and features that are told apart by their number alone.
 *
 * @param pathOf where GDAL finds the file of a layer
 */
export function toCode(
  tool: CodeTool,
  recipe: Recipe,
  context: Pick<RecipeContext, 'catalog' | 'seenOf' | 'areaOf'>,
  pathOf: (entry: LayerEntry) => string | null,
): string | null {
  const parts = toParts(recipe, context, pathOf)
  if (!parts) return null
  return tool === 'python' ? toPython(parts) : toR(parts)
}

function toParts(
  recipe: Recipe,
  { catalog, seenOf, areaOf }: Pick<RecipeContext, 'catalog' | 'seenOf' | 'areaOf'>,
  pathOf: (entry: LayerEntry) => string | null,
): CodeParts | null {
  const read = (id: string, filter: string | undefined, key?: string): ReadLayer | null => {
    const entry = catalog.get(id)
    const path = entry && pathOf(entry)
    if (!entry || !path) return null
    const seen = seenOf(entry)
    if (seen === 'nothing') return null
    const own = filter === undefined ? null : (parseConditionText(filter) ?? null)
    const ofKey = key === undefined ? null : toKeyCondition(entry, key)
    if (key !== undefined && !ofKey) return null
    const all = [seen, own, ofKey].filter((part) => part !== null)
    return { path, name: id, where: isSeveral(all) ? toWhereText(combine('all', all)) : '' }
  }
  const layer = read(recipe.layer, recipe.filter)
  if (!layer) return null
  const { near, border, inside, by } = recipe
  const other = near
    ? read(near.layer, near.filter, near.feature)
    : border && read(BOUNDARIES, toBorderFilter(border.between))
  if (other === null) return null
  const area = inside && 'drawing' in inside ? areaOf(inside.drawing) : null
  const place = !inside
    ? undefined
    : 'drawing' in inside
      ? area && { wkt: toWkt(area) }
      : read(inside.layer, undefined, inside.feature)
  if (place === null) return null
  const byLayer = by && 'layer' in by ? read(by.layer, undefined) : undefined
  if (byLayer === null) return null
  const key = by && 'layer' in by ? (catalog.get(by.layer)?.keyField ?? null) : null
  if (byLayer && key === null) return null
  const entry = catalog.get(recipe.layer)!
  const hasCountry = entry.fields.some(({ name }) => name === 'country')
  return {
    layer,
    near: other
      ? {
          ...other,
          relation: near?.relation ?? 'within',
          meters: (near?.km ?? border?.km ?? 0) * 1000,
        }
      : null,
    inside: place ?? null,
    by: byLayer ? { ...byLayer, key: key! } : by && 'field' in by ? by : null,
    parts: border && hasCountry ? 'country' : null,
    sum: recipe.sum ?? null,
  }
}

/** What the one feature of a key meets; `null` where it is called by its number. */
function toKeyCondition({ keyField }: LayerEntry, key: string): Condition | null {
  return keyField === undefined
    ? null
    : { kind: 'compare', field: keyField, operator: '=', value: key }
}

function toBorderFilter(between: NonNullable<Recipe['border']>['between']): string {
  const [a, b] = countriesOf(between).toSorted()
  return `country_a==${a}*country_b==${b}`
}

const toQuoted = (text: string): string => JSON.stringify(text)

function toPython({ layer, near, inside, by, parts, sum }: CodeParts): string {
  const read = ({ path, where }: ReadLayer) =>
    `geopandas.read_file(${toQuoted(path)}${where === '' ? '' : `, where=${toQuoted(where)}`})`
  const lines = ['import geopandas  # 1.0 or newer', `answer = ${read(layer)}`]
  if (inside) {
    lines.push(
      'wkt' in inside
        ? `place = geopandas.GeoSeries.from_wkt([${toQuoted(inside.wkt)}], crs=4326).union_all()`
        : `place = ${read(inside)}.union_all()`,
      'answer = answer[answer.intersects(place)]',
    )
  }
  if (near) {
    lines.push(`others = ${read(near)}`)
    if (near.relation === 'contained') {
      lines.push(
        'inner, _ = others.sindex.query(answer.geometry, predicate="covered_by")',
        'answer = answer.iloc[sorted(set(inner))]',
      )
    } else if (near.meters === 0) {
      lines.push(
        'met, _ = others.sindex.query(answer.geometry, predicate="intersects")',
        'answer = answer.iloc[sorted(set(met))]',
      )
      if (near.relation === 'overlaps') {
        lines.push(
          'common = answer.intersection(others.union_all())',
          'area = lambda shapes: shapes.segmentize(0.01).to_crs(6933).area.sum() / 1e6  # equal-area, on the ellipsoid',
          'print("each by itself:", area(common), "km2")',
          'print("no ground twice:", area(geopandas.GeoSeries([common.union_all()], crs=4326)), "km2")',
        )
      }
    } else {
      lines.push(
        'import math',
        'others["geometry"] = others.segmentize(0.02)  # edges are straight in longitude and latitude',
        `most = ${near.meters}`,
        'def metres(shape):',
        '    # In a plane around the shape, in which distances from its middle are those on the ellipsoid.',
        '    at = shape.representative_point()',
        '    north = 1.01 * most / 110574',
        '    east = min(180, north / max(0.01, math.cos(math.radians(min(89, abs(at.y) + north)))))',
        '    west, south, right, top = shape.bounds',
        '    box = (west - east, south - north, right + east, top + north)',
        '    near = others.iloc[others.sindex.intersection(box)].clip_by_rect(*box)',
        '    plane = f"+proj=aeqd +lat_0={at.y} +lon_0={at.x} +ellps=WGS84"',
        '    own = geopandas.GeoSeries([shape], crs=4326).segmentize(0.02).to_crs(plane).iloc[0]',
        '    return near.to_crs(plane).distance(own).min() if len(near) else math.inf',
        'answer["metres"] = [metres(shape) for shape in answer.geometry]',
        'answer = answer[answer["metres"] <= most]',
      )
    }
  }
  lines.push('print(len(answer))')
  const columns = [parts, by && 'field' in by ? by.field : null].filter((one) => one !== null)
  if (by && 'path' in by) {
    lines.push(
      `areas = ${read(by)}`,
      `answer = answer.sjoin(areas[[${toQuoted(by.key)}, "geometry"]], predicate="intersects", how="left", rsuffix="area")`,
    )
    columns.push(`${by.key}`)
  }
  const groups =
    columns.length > 0
      ? `answer.groupby([${columns.map(toQuoted).join(', ')}], dropna=False)`
      : null
  if (groups) lines.push(`print(${groups}.size().to_string())`)
  if (sum)
    lines.push(
      `print(${groups ?? 'answer'}[${toQuoted(sum)}].sum()${groups ? '.to_string()' : ''})`,
    )
  return `${lines.join('\n')}\n`
}

function toR({ layer, near, inside, by, parts, sum }: CodeParts): string {
  const read = ({ path, name, where }: ReadLayer) =>
    where === ''
      ? `st_read(${toQuoted(path)}, quiet = TRUE)`
      : `st_read(${toQuoted(path)}, query = ${toQuoted(`SELECT * FROM "${name}" WHERE ${where}`)}, quiet = TRUE)`
  const lines = [
    'library(sf)',
    'sf_use_s2(FALSE)  # edges are straight in longitude and latitude',
    `answer <- ${read(layer)}`,
  ]
  if (inside) {
    lines.push(
      'wkt' in inside
        ? `place <- st_as_sfc(${toQuoted(inside.wkt)}, crs = 4326)`
        : `place <- ${read(inside)}`,
      'answer <- answer[lengths(st_intersects(answer, place)) > 0, ]',
    )
  }
  if (near) {
    lines.push(`others <- ${read(near)}`)
    if (near.relation === 'contained') {
      lines.push('answer <- answer[lengths(st_covered_by(answer, others)) > 0, ]')
    } else if (near.meters === 0) {
      lines.push('answer <- answer[lengths(st_intersects(answer, others)) > 0, ]')
      if (near.relation === 'overlaps') {
        lines.push(
          'common <- st_intersection(st_geometry(answer), st_union(others))',
          'area <- function(shapes) sum(as.numeric(st_area(st_transform(shapes, 6933)))) / 1e6  # equal-area, on the ellipsoid',
          'cat("each by itself:", area(common), "km2\\n")',
          'cat("no ground twice:", area(st_union(common)), "km2\\n")',
        )
      }
    } else {
      lines.push(
        '# Edges are straight in longitude and latitude: followed by places 2 km apart.',
        'plain <- st_set_crs(st_geometry(others), NA)',
        'others <- st_set_crs(if (all(st_dimension(plain) == 0)) plain else st_segmentize(plain, 0.02), 4326)',
        'boxes <- do.call(rbind, lapply(others, st_bbox))',
        `most <- ${near.meters}`,
        'metres <- function(shape) {',
        '  # In a plane around the shape, in which distances from its middle are those on the ellipsoid.',
        '  at <- st_coordinates(suppressWarnings(st_point_on_surface(shape)))',
        '  north <- 1.01 * most / 110574',
        '  east <- min(180, north / max(0.01, cos(min(89, abs(at[2]) + north) * pi / 180)))',
        '  box <- st_bbox(shape) + c(-east, -north, east, north)',
        '  near <- others[boxes[, 1] <= box[3] & boxes[, 3] >= box[1] & boxes[, 2] <= box[4] & boxes[, 4] >= box[2]]',
        '  near <- suppressMessages(suppressWarnings(st_crop(near, box)))',
        '  if (length(near) == 0) return(Inf)',
        '  plane <- sprintf("+proj=aeqd +lat_0=%.9f +lon_0=%.9f +ellps=WGS84", at[2], at[1])',
        '  min(as.numeric(st_distance(st_transform(shape, plane), st_transform(near, plane))))',
        '}',
        'answer$metres <- vapply(seq_len(nrow(answer)), function(n) metres(st_geometry(answer)[n]), 0)',
        'answer <- answer[answer$metres <= most, ]',
      )
    }
  }
  lines.push('cat(nrow(answer), "\\n")')
  const columns = [parts, by && 'field' in by ? by.field : null].filter((one) => one !== null)
  if (by && 'path' in by) {
    lines.push(`areas <- ${read(by)}`, `answer <- st_join(answer, areas[${toQuoted(by.key)}])`)
    columns.push(by.key)
  }
  lines.push('answer <- st_drop_geometry(answer)')
  const list = columns.map((name) => `answer[[${toQuoted(name)}]]`).join(', ')
  if (columns.length > 0) lines.push(`print(table(${list}, useNA = "ifany"))`)
  if (sum) {
    const values = `answer[[${toQuoted(sum)}]]`
    lines.push(
      columns.length > 0
        ? `print(tapply(${values}, list(${list}), sum, na.rm = TRUE))`
        : `print(sum(${values}, na.rm = TRUE))`,
    )
  }
  return `${lines.join('\n')}\n`
}
