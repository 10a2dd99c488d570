import { parseAngle, parseMeters, parsePackedAngle } from '../../geo/parse-angle.ts'
import { parsePair } from '../../geo/parse-pair.ts'
import type { CsvColumns } from '../../model/csv-columns.ts'
import { isHexWkb } from '../wkb/hex.ts'
import { isWkt } from '../wkt/parse.ts'

/** How many rows are looked at to tell what a column holds. */
export const SAMPLE_ROWS = 200

/**
 * Which columns hold the place, from their names (in English, French and Spanish, as registers of the
 * three countries write them) and from a sample of their values. Longitude and latitude come before UTM:
 * they need no datum and no zone to be guessed.
 */
export function findColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): CsvColumns {
  const columns = header.map((name, index) => toColumn(name, index, sample))
  return (
    findWkt(columns) ??
    findDegreeParts(columns) ??
    findDegrees(columns) ??
    findPair(columns) ??
    findUtm(columns) ??
    findPlane(columns) ?? { kind: 'none' }
  )
}

interface Column {
  readonly name: string
  /** The words of its name, without accents, numbering and case. */
  readonly words: readonly string[]
  /** What the sample holds, without empty cells. */
  readonly values: readonly string[]
}

function toColumn(name: string, index: number, sample: readonly (readonly string[])[]): Column {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap(splitWord)
  // Some registers number their columns: “12. LATITUDE”.
  while (words.length > 1 && /^\d+$/.test(words[0]!)) words.shift()
  return {
    name,
    words,
    values: sample.map((row) => (row[index] ?? '').trim()).filter((value) => value !== ''),
  }
}

/** Words that are written together. */
function splitWord(word: string): readonly string[] {
  const match =
    /^(dec|decimal)?(latitude?|longitude?|lat|long?|lng)(dd|dec|decimal|deg|dms|gms|wgs84|wgs|nad83|83|84|27|[nwo])?$/.exec(
      word,
    ) ??
    /^(utm)?([xy])(utm|coord)?$/.exec(word) ??
    /^(utm)(zone|zona|[en])?(\d{1,2}[ns]?)?$/.exec(word)
  return match ? match.slice(1).filter((part) => part !== undefined) : [word]
}

const LON = new Set(['lon', 'long', 'lng', 'longitude', 'longitud'])
const LAT = new Set(['lat', 'latitude', 'latitud'])
const X = new Set(['x'])
const Y = new Set(['y'])
const EAST = new Set(['easting', 'eastings', 'este', 'est', 'east', 'e', 'x'])
const NORTH = new Set(['northing', 'northings', 'norte', 'nord', 'north', 'n', 'y'])
const WEST_WORDS = new Set(['w', 'west', 'oeste', 'ouest', 'o'])
const ZONE = new Set(['zone', 'zona', 'huso', 'fuseau'])
const WKT = new Set(['wkt', 'wkb', 'geom', 'geometry', 'geometria', 'geometrie', 'shape'])

/** Words that say how an angle or coordinate is written, not of what. */
const QUALIFIERS = new Set(
  `decimal decimals decimale decimales dec dd deg degree degrees degre degres grados grado gms dms
   wgs wgs84 84 83 nad nad83 nad27 27 itrf itrf92 itrf2008 s south sur sud n north norte nord w west oeste ouest o e east este est
   coord coords coordinate coordinates coordonnee coordonnees coordenada coordenadas point punto pt
   geo geog geographic geografica geographique x y utm m metres meters metros value valor the of la de`.split(
    /\s+/,
  ),
)
/** Words of columns that are about the place, and are not the place. */
const ABOUT = new Set(
  `accuracy precision precise error datum method metodo methode source fuente min max minimum maximum
   range type uncertainty incertitude ref reference quality calidad qualite code change delta std id`.split(
    /\s+/,
  ),
)

interface Ranked {
  readonly column: Column
  /** 0 for the bare name, 1 with words on how it is written, 2 with others, which pairs must share. */
  readonly rank: number
  readonly others: string
}

function named(columns: readonly Column[], names: ReadonlySet<string>): Ranked[] {
  return columns
    .flatMap((column): Ranked[] => {
      const rest = column.words.filter((word) => !names.has(word))
      if (rest.length === column.words.length || rest.some((word) => ABOUT.has(word))) return []
      const others = rest
        .filter((word) => !QUALIFIERS.has(word) && !/^\d{1,2}[ns]?$/.test(word))
        .join(' ')
      return [{ column, rank: others !== '' ? 2 : rest.length > 0 ? 1 : 0, others }]
    })
    .toSorted((a, b) => a.rank - b.rank)
}

/** The best two columns that belong together: of the same place, in the same notation where that shows. */
function pair(
  firsts: readonly Ranked[],
  seconds: readonly Ranked[],
): readonly [Column, Column] | null {
  let best: readonly [Column, Column] | null = null
  let bestRank = Number.POSITIVE_INFINITY
  for (const first of firsts) {
    for (const second of seconds) {
      const rank = first.rank + second.rank
      if (first.column !== second.column && first.others === second.others && rank < bestRank) {
        best = [first.column, second.column]
        bestRank = rank
      }
    }
  }
  return best
}

function findWkt(columns: readonly Column[]): CsvColumns | null {
  const column = columns.find(({ words, values }) => {
    if (values.length === 0) return false
    const holds = (text: string) => isWkt(text) || isHexWkb(text)
    return words.some((word) => WKT.has(word)) ? values.some(holds) : values.every(holds)
  })
  return column ? { kind: 'wkt', wkt: column.name } : null
}

const MOST_DEGREES = { lon: 360, lat: 90 } as const
type Axis = keyof typeof MOST_DEGREES

/** Whether nine in ten of the values that are angles at all are such as an axis has. */
function hold(
  { values }: Column,
  axis: Axis,
  parse: (text: string, axis: Axis) => number = parseAngle,
): boolean {
  const angles = values.map((text) => parse(text, axis)).filter((angle) => !Number.isNaN(angle))
  const within = angles.filter((angle) => Math.abs(angle) <= MOST_DEGREES[axis])
  return (
    angles.length >= values.length * 0.5 &&
    angles.length > 0 &&
    within.length >= angles.length * 0.9
  )
}

function findDegrees(columns: readonly Column[]): CsvColumns | null {
  const of = (axis: Axis, names: ReadonlySet<string>, parse?: typeof parsePackedAngle) =>
    named(columns, names).filter(({ column }) => hold(column, axis, parse))
  const decimal =
    pair(of('lon', LON), of('lat', LAT)) ??
    pair(of('lon', X).filter(isNoUtm), of('lat', Y).filter(isNoUtm))
  const packed = decimal
    ? null
    : pair(of('lon', LON, parsePackedAngle), of('lat', LAT, parsePackedAngle))
  const found = decimal ?? packed
  if (!found) return null
  const [lon, lat] = found
  return {
    kind: 'degrees',
    lon: lon.name,
    lat: lat.name,
    ...(packed && { isPacked: true }),
    ...(isWestPositive(lon) && { isWestPositive: true }),
  }
}

const isNoUtm = ({ column, rank }: Ranked): boolean => rank < 2 && !column.words.includes('utm')

/** A name that says west, over values that carry no sign of it. */
function isWestPositive({ words, values }: Column): boolean {
  const signed = values.filter((text) => parseAngle(text) < 0)
  return words.some((word) => WEST_WORDS.has(word)) && signed.length < values.length / 2
}

const PART_WORDS: readonly ReadonlySet<string>[] = [
  new Set(['deg', 'degree', 'degrees', 'degre', 'degres', 'grados', 'grado', 'gra', 'd', 'g']),
  new Set(['min', 'minute', 'minutes', 'minuto', 'minutos', 'm']),
  new Set(['sec', 'second', 'seconds', 'seconde', 'secondes', 'seg', 'segundo', 'segundos', 's']),
]

/** Columns such as LAT_DEG, LAT_MIN, LAT_SEC, LON_DEG, LON_MIN, LON_SEC; seconds may be missing. */
function findDegreeParts(columns: readonly Column[]): CsvColumns | null {
  const parts = (names: ReadonlySet<string>): Column[] => {
    const found: Column[] = []
    for (const words of PART_WORDS) {
      const column = columns.find(
        (candidate) =>
          candidate.words.some((word) => names.has(word)) &&
          candidate.words.some((word) => words.has(word)) &&
          candidate.values.length > 0 &&
          candidate.values.every((text) => !Number.isNaN(Number(text.replace(',', '.')))),
      )
      if (!column) break
      found.push(column)
    }
    return found
  }
  const lon = parts(LON)
  const lat = parts(LAT)
  if (lon.length < 2 || lat.length < 2) return null
  return {
    kind: 'degree-parts',
    lon: lon.map(({ name }) => name),
    lat: lat.map(({ name }) => name),
    ...(isWestPositive(lon[0]!) && { isWestPositive: true }),
  }
}

/** Words that name a column of whole places. */
const PAIR = new Set(
  `location localisation emplacement ubicacion localizacion position posicion place lugar lieu latlon latlng lonlat
   lnglat coordinates coordinate coordonnees coordenadas coords coord geopoint geo gps point punto`.split(
    /\s+/,
  ),
)
/** Two numbers with several decimals, or two that say on which side of the Earth they are. */
const EXACT = /\d[.,]\d{2,}\D+\d+[.,]\d{2,}|\d\W*[NS]\W+\d.*\d\W*[EWO]\b/i

/** One column with both degrees: by its name, or by values that can be little else. */
function findPair(columns: readonly Column[]): CsvColumns | null {
  for (const { name, words, values } of columns) {
    const isNamed =
      words.some((word) => PAIR.has(word)) ||
      (words.some((word) => LON.has(word)) && words.some((word) => LAT.has(word)))
    if (values.length === 0 || (!isNamed && !values.every((text) => EXACT.test(text)))) continue
    const firstLon = words.findIndex((word) => LON.has(word) || word.startsWith('lon'))
    const firstLat = words.findIndex((word) => LAT.has(word) || word.startsWith('lat'))
    const isLonFirst = firstLon >= 0 && (firstLat < 0 || firstLon < firstLat)
    // Without a word on it the latitude comes first, as people write places.
    for (const order of isLonFirst ? LON_FIRST : LAT_FIRST) {
      if (values.every((text) => isPlace(parsePair(text, order)))) {
        return { kind: 'pair', column: name, order }
      }
    }
  }
  return null
}

const LAT_FIRST = ['lat-lon', 'lon-lat'] as const
const LON_FIRST = ['lon-lat', 'lat-lon'] as const
const isPlace = (pair: readonly [lon: number, lat: number] | null): boolean =>
  pair !== null && Math.abs(pair[0]) <= MOST_DEGREES.lon && Math.abs(pair[1]) <= MOST_DEGREES.lat

/** Metres of a grid, under a name that says nothing else: “population north” is no northing. */
const areLarge = ({ column, rank }: Ranked): boolean =>
  rank < 2 && column.values.some((text) => Math.abs(parseMeters(text)) > 1000)

function findUtm(columns: readonly Column[]): CsvColumns | null {
  const found = pair(named(columns, EAST).filter(areLarge), named(columns, NORTH).filter(areLarge))
  if (!found) return null
  const [easting, northing] = found
  const zone = columns.find(
    ({ words, values }) =>
      words.some((word) => ZONE.has(word)) && values.length > 0 && values.every(isUtmZone),
  )
  if (zone) {
    return { kind: 'utm', zone: zone.name, easting: easting.name, northing: northing.name }
  }
  const crs = crsOfName(easting)
  return crs ? { kind: 'plane', x: easting.name, y: northing.name, crs } : null
}

/** The number of a zone with its hemisphere or band, as registers write it: `14`, `14N`, `Zona 14 Q`. */
export const UTM_ZONE =
  /^\s*(?:utm|zone|zona|huso|fuseau|[\s:.-])*(-?)(\d{1,2})\s*-?\s*([a-z]*)\s*$/i

function isUtmZone(text: string): boolean {
  const zone = Number(UTM_ZONE.exec(text)?.[2])
  return zone >= 1 && zone <= 60
}

/** “UTM 14N X”, “Este (UTM zona 14, NAD27)”: the system that the name of a column tells. */
function crsOfName({ words }: Column): string | null {
  const at = words.findIndex((word) => word === 'utm' || ZONE.has(word))
  if (at < 0) return null
  const match = words
    .slice(at)
    .join(' ')
    .match(/\b(\d{1,2}) ?([ns])?\b/)
  const zone = Number(match?.[1])
  if (!(zone >= 1 && zone <= 60)) return null
  const text = words.join('')
  const datum = text.includes('nad27') ? 'NAD27' : text.includes('nad83') ? 'NAD83' : 'WGS84'
  return `+proj=utm +zone=${zone}${match![2] === 's' ? ' +south' : ''} +datum=${datum} +units=m +no_defs`
}

function findPlane(columns: readonly Column[]): CsvColumns | null {
  const areNumbers = ({ column, rank }: Ranked) =>
    rank < 2 && column.values.some((text) => !Number.isNaN(parseMeters(text)))
  const found =
    pair(named(columns, X).filter(areNumbers), named(columns, Y).filter(areNumbers)) ??
    pair(named(columns, EAST).filter(areLarge), named(columns, NORTH).filter(areLarge)) ??
    pair(named(columns, LON).filter(areNumbers), named(columns, LAT).filter(areNumbers))
  return found ? { kind: 'plane', x: found[0].name, y: found[1].name } : null
}
