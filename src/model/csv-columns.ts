import { z } from './zod.ts'

const column = z.string().min(1)
const columns = z.array(column).min(1).max(3).readonly()

/** Which columns of a table, by name, hold the place. */
export const csvColumnsSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('degrees'),
      lon: column,
      lat: column,
      /** Whether the number has degrees, minutes and seconds side by side: `1021745`. */
      isPacked: z.boolean().optional(),
      /** Whether longitudes are counted westward, as in a column “LONGITUD OESTE”. */
      isWestPositive: z.boolean().optional(),
    })
    .readonly(),
  z
    .strictObject({
      /** Degrees, minutes and seconds in columns of their own, as many as there are. */
      kind: z.literal('degree-parts'),
      lon: columns,
      lat: columns,
      isWestPositive: z.boolean().optional(),
    })
    .readonly(),
  z
    .strictObject({ kind: z.literal('utm'), zone: column, easting: column, northing: column })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('plane'),
      x: column,
      y: column,
      /** What the names of the columns say of the system, as `parseCrs` reads it. */
      crs: z.string().optional(),
    })
    .readonly(),
  z
    .strictObject({
      /** Longitude and latitude in degrees, both in one column. */
      kind: z.literal('pair'),
      column,
      order: z.enum(['lat-lon', 'lon-lat']),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('wkt'), wkt: column }).readonly(),
  z.strictObject({ kind: z.literal('none') }).readonly(),
])

export type CsvColumns = z.infer<typeof csvColumnsSchema>

/** The ways in which a table may give places; both orders of a pair are ways of their own. */
export type PlaceKind =
  | Exclude<CsvColumns['kind'], 'none' | 'pair'>
  | Extract<CsvColumns, { kind: 'pair' }>['order']

/** The columns that are chosen, by the part of the place that they hold. */
export type PlaceParts = ReadonlyMap<string, string>

interface Way {
  /** The parts that are asked, in order. */
  readonly parts: readonly string[]
  /** Those among them that a table may lack. */
  readonly optional?: readonly string[]
  toColumns(of: (part: string) => string): CsvColumns
}

const pairOf = (order: 'lat-lon' | 'lon-lat'): Way => ({
  parts: ['both'],
  toColumns: (of) => ({ kind: 'pair', column: of('both'), order }),
})
const given = (names: readonly string[]) => names.filter((name) => name !== '')

/** What each way of giving a place needs of a table. */
const WAYS: Readonly<Record<PlaceKind, Way>> = {
  degrees: {
    parts: ['lon', 'lat'],
    toColumns: (of) => ({ kind: 'degrees', lon: of('lon'), lat: of('lat') }),
  },
  'lat-lon': pairOf('lat-lon'),
  'lon-lat': pairOf('lon-lat'),
  'degree-parts': {
    parts: ['lon', 'lonMinutes', 'lonSeconds', 'lat', 'latMinutes', 'latSeconds'],
    optional: ['lonSeconds', 'latSeconds'],
    toColumns: (of) => ({
      kind: 'degree-parts',
      lon: given(['lon', 'lonMinutes', 'lonSeconds'].map(of)),
      lat: given(['lat', 'latMinutes', 'latSeconds'].map(of)),
    }),
  },
  plane: {
    parts: ['x', 'y'],
    toColumns: (of) => ({ kind: 'plane', x: of('x'), y: of('y') }),
  },
  utm: {
    parts: ['zone', 'easting', 'northing'],
    toColumns: (of) => ({
      kind: 'utm',
      zone: of('zone'),
      easting: of('easting'),
      northing: of('northing'),
    }),
  },
  wkt: { parts: ['wkt'], toColumns: (of) => ({ kind: 'wkt', wkt: of('wkt') }) },
}

export const PLACE_KINDS = Object.keys(WAYS) as readonly PlaceKind[]

/** The parts of a place that a table of a kind gives, in order. */
export const partsOf = (kind: PlaceKind): readonly string[] => WAYS[kind].parts

/** The columns of a place as they were chosen part by part; `null` while a part is missing. */
export function toCsvColumns(kind: PlaceKind, chosen: PlaceParts): CsvColumns | null {
  const { parts, optional = [], toColumns } = WAYS[kind]
  const of = (part: string) => chosen.get(part) ?? ''
  return parts.every((part) => of(part) !== '' || optional.includes(part)) ? toColumns(of) : null
}

/** The kind of a place, and its columns by part; `null` where no columns hold one. */
export function toPlaceParts(
  columns: CsvColumns,
): { readonly kind: PlaceKind; readonly chosen: PlaceParts } | null {
  if (columns.kind === 'none') return null
  if (columns.kind === 'pair') {
    return { kind: columns.order, chosen: new Map([['both', columns.column]]) }
  }
  const { kind } = columns
  const names =
    kind === 'degree-parts'
      ? [columns.lon, columns.lat].flatMap(([first = '', minutes = '', seconds = '']) => [first, minutes, seconds]) // biome-ignore format: one line
      : columnsOf(columns)
  return { kind, chosen: new Map(WAYS[kind].parts.map((part, nth) => [part, names[nth] ?? ''])) }
}

/** The names of the columns that hold a place, in the order of its parts. */
export function columnsOf(columns: CsvColumns): readonly string[] {
  switch (columns.kind) {
    case 'degrees':
      return [columns.lon, columns.lat]
    case 'degree-parts':
      return [...columns.lon, ...columns.lat]
    case 'plane':
      return [columns.x, columns.y]
    case 'utm':
      return [columns.zone, columns.easting, columns.northing]
    case 'pair':
      return [columns.column]
    case 'wkt':
      return [columns.wkt]
    case 'none':
      return []
  }
}

/**
 * The columns of a place as a command is given them: `degrees:LON,LAT`, `plane:X,Y`, `utm:ZONE,E,N`, `wkt:GEOM`,
 * `lat-lon:PLACE`, `degree-parts:` with two or three columns for each axis, longitude first. A name with a comma
 * stands in quotation marks, doubled within it, as in a table of text. `null` for any other text.
 */
export function parseCsvColumns(text: string): CsvColumns | null {
  const at = text.indexOf(':')
  const kind = PLACE_KINDS.find((each) => each === text.slice(0, at))
  if (!kind) return null
  const names = [...text.slice(at + 1).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim(),
  )
  const { parts, optional = [] } = WAYS[kind]
  const asked = [parts, parts.filter((part) => !optional.includes(part))].find(
    ({ length }) => length === names.length,
  )
  return asked ? toCsvColumns(kind, new Map(asked.map((part, nth) => [part, names[nth]!]))) : null
}

/** The text of columns of a place, as `parseCsvColumns` reads it. */
export function toCsvColumnsText(columns: CsvColumns): string {
  const names = columnsOf(columns).map((name) =>
    /[",]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name,
  )
  return `${columns.kind === 'pair' ? columns.order : columns.kind}:${names.join(',')}`
}
