import { pointOnFeature } from '@turf/turf'
import type { Geometry, Polygon, Position } from 'geojson'
import type { CatalogLayer } from '../catalog/schema.ts'
import { NAAF } from '../geo/crs.ts'
import { mapPositions } from '../geo/positions.ts'
import { placeInRing } from '../geo/validity.ts'
import type { FieldValue } from '../model/feature.ts'
import type { Words } from '../words/words.ts'
import { editRows, type RowEdits } from './review-rows.ts'
import type { Subject } from './rule.ts'
import { isKey } from './rules/duplicates.ts'
import { isMostlyOutside } from './rules/positions.ts'
import { isSigned, NO_AMOUNT } from './rules/values.ts'
import { toPlainName } from './theme.ts'

/** A copy of a layer with faults in it that are known. */
export interface Planted {
  readonly subject: Subject
  /** The rows that are at fault in the copy; none where the layer as a whole is. */
  readonly rows: readonly number[]
  /** The codes under which they may be found. */
  readonly codes: readonly string[]
  readonly field?: string
}

/** A kind of fault that can be planted; `null` where a layer has no place for it. */
export interface FaultKind {
  /** Its sentence stands in the words of `review-faults`. */
  readonly name: keyof Words['review-faults']
  plant(subject: Subject, random: () => number, count: number): Planted | null
}

/** `count` of the rows that a test lets through, each once, ascending. */
function pickRows(
  { rows }: Subject,
  random: () => number,
  count: number,
  isFit: (row: number) => boolean,
): number[] {
  const picked = new Set<number>()
  for (let tries = 0; picked.size < count && tries < 400 * count; tries++) {
    const row = Math.floor(random() * rows.length)
    if (isFit(row)) picked.add(row)
  }
  return [...picked].sort((a, b) => a - b)
}

const withRows = (subject: Subject, edits: RowEdits): Subject => ({
  ...subject,
  rows: editRows(subject.rows, edits),
})

function ofGeometry(
  name: FaultKind['name'],
  codes: readonly string[],
  isFit: (geometry: Geometry, subject: Subject, row: number) => boolean,
  change: (
    geometry: Geometry,
    random: () => number,
    subject: Subject,
    row: number,
  ) => Geometry | null,
  amend: (subject: Subject) => Subject = (subject) => subject,
): FaultKind {
  return {
    name,
    plant(subject, random, count) {
      const rows = pickRows(subject, random, count, (row) => {
        const geometry = subject.rows.geometry(row)
        return geometry !== null && isFit(geometry, subject, row)
      })
      if (rows.length === 0) return null
      const changed = new Map(
        rows.map((row) => [row, change(subject.rows.geometry(row)!, random, subject, row)]),
      )
      const geometry = (row: number, own: Geometry | null) =>
        changed.has(row) ? changed.get(row)! : own
      return { subject: amend(withRows(subject, { geometry })), rows, codes }
    },
  }
}

function ofValues(
  name: FaultKind['name'],
  codes: readonly string[],
  fieldsOf: (subject: Subject) => readonly string[],
  change: (value: FieldValue, subject: Subject, field: string) => FieldValue,
  isFit: (value: FieldValue) => boolean = (value) => value !== null && value !== '',
): FaultKind {
  return {
    name,
    plant(subject, random, count) {
      const fields = fieldsOf(subject)
      const field = fields[Math.floor(random() * fields.length)]
      if (field === undefined) return null
      const rows = pickRows(subject, random, count, (row) => isFit(subject.rows.value(row, field)))
      if (rows.length === 0) return null
      const planted = new Map(
        rows.map((row) => [row, change(subject.rows.value(row, field), subject, field)]),
      )
      const value = (row: number, own: string) =>
        own === field && planted.has(row) ? planted.get(row)! : subject.rows.value(row, own)
      return { subject: withRows(subject, { value }), rows, codes, field }
    },
  }
}

function ofEntry(
  name: FaultKind['name'],
  code: string,
  change: (entry: CatalogLayer, subject: Subject) => Partial<CatalogLayer> | null,
): FaultKind {
  return {
    name,
    plant(subject) {
      if (!subject.entry) return null
      const entry = change(subject.entry as CatalogLayer, subject)
      return entry && { subject: { ...subject, entry }, rows: [], codes: [code] }
    },
  }
}

const isPoint = ({ type }: Geometry) => type === 'Point'
const isArea = ({ type }: Geometry) => type === 'Polygon' || type === 'MultiPolygon'
const isLine = ({ type }: Geometry) => type === 'LineString' || type === 'MultiLineString'

const firstOf = (geometry: Geometry): Position => {
  let coordinates = (geometry as Polygon).coordinates as unknown
  while (Array.isArray((coordinates as unknown[])[0])) coordinates = (coordinates as unknown[])[0]
  return coordinates as Position
}

/** Whether the place at which a sign or an order is wrong is one of the three countries, and no other. */
function isAtHome({ places }: Subject, geometry: Geometry): boolean {
  const [lon, lat] = firstOf(geometry)
  return places !== null && lat! < 60 && lon! > -130 && lon! < -65 && places.at(lon!, lat!) !== null
}

const shellOf = (geometry: Geometry): Position[] =>
  geometry.type === 'MultiPolygon'
    ? geometry.coordinates[0]![0]!
    : (geometry as Polygon).coordinates[0]!

function withShell(geometry: Geometry, change: (shell: Position[]) => Position[]): Geometry {
  if (geometry.type === 'MultiPolygon') {
    const [[shell, ...holes], ...parts] = geometry.coordinates as [Position[][], ...Position[][][]]
    return { ...geometry, coordinates: [[change(shell!), ...holes], ...parts] }
  }
  const [shell, ...holes] = (geometry as Polygon).coordinates
  return { ...(geometry as Polygon), coordinates: [change(shell!), ...holes] }
}

function withPart(geometry: Geometry, part: Position[][]): Geometry {
  const parts =
    geometry.type === 'MultiPolygon' ? geometry.coordinates : [(geometry as Polygon).coordinates]
  return { type: 'MultiPolygon', coordinates: [...parts, part] }
}

function withHole(geometry: Geometry, hole: Position[]): Geometry {
  if (geometry.type === 'MultiPolygon') {
    const [first, ...parts] = geometry.coordinates
    return { ...geometry, coordinates: [[...first!, hole], ...parts] }
  }
  return { ...(geometry as Polygon), coordinates: [...(geometry as Polygon).coordinates, hole] }
}

const triangle = ([x, y]: Position, size: number): Position[] => [
  [x!, y!],
  [x! + size, y!],
  [x!, y! + size],
  [x!, y!],
]

/** A place north of all of an area: no two planted parts meet there. */
const above = (geometry: Geometry): Position => {
  const shell = shellOf(geometry)
  const north = shell.reduce((most, position) => (position[1]! > most[1]! ? position : most))
  return [north[0]!, north[1]! + 0.0005]
}

/** A corner of an area that a neighbour shares, moved by so many degrees into the area or out of it. */
const moveSharedCorner =
  (way: 'inside' | 'outside') =>
  (geometry: Geometry, _: () => number, subject: Subject, row: number): Geometry => {
    const corner = findSharedCorner(subject, row)!
    const shell = shellOf(geometry)
    const at = shell.findIndex(([x, y], i) => i >= 2 && x === corner[0] && y === corner[1])
    const [before, after] = [shell[at - 1]!, shell[at + 1]!]
    const along = [after[0]! - before[0]!, after[1]! - before[1]!]
    const length = Math.hypot(along[0]!, along[1]!) / MOVED_DEGREES
    const moved = [1, -1]
      .map(
        (sign): Position => [
          corner[0]! - (sign * along[1]!) / length,
          corner[1]! + (sign * along[0]!) / length,
        ],
      )
      .find((position) => placeInRing(position, shell) === way)
    return mapPositions(geometry, (position) =>
      moved && position[0] === corner[0] && position[1] === corner[1] ? moved : position,
    )
  }

/** A kilometre or two: less than a void that nature makes. */
const MOVED_DEGREES = 0.02

const sharedCorners = new WeakMap<object, ReadonlyMap<string, ReadonlySet<number>>>()

/** A corner of a row's outline that has a neighbour of the same other row on both sides. */
function findSharedCorner({ rows }: Subject, row: number): Position | null {
  let owners = sharedCorners.get(rows) as Map<string, Set<number>> | undefined
  if (!owners) {
    owners = new Map()
    for (let each = 0; each < rows.length; each++) {
      const geometry = rows.geometry(each)
      if (!geometry || !isArea(geometry)) continue
      mapPositions(geometry, (position) => {
        const known = owners!.get(position.join(' '))
        if (known) known.add(each)
        else owners!.set(position.join(' '), new Set([each]))
        return position
      })
    }
    sharedCorners.set(rows, owners)
  }
  const geometry = rows.geometry(row)
  if (!geometry || !isArea(geometry)) return null
  const shell = shellOf(geometry)
  for (let i = 2; i < shell.length - 2; i++) {
    const around = [shell[i - 1]!, shell[i]!, shell[i + 1]!].map((position) => owners!.get(position.join(' '))!) // biome-ignore format: one line
    const isLong = [shell[i - 1]!, shell[i + 1]!].every(
      (position) => Math.hypot(position[0]! - shell[i]![0]!, position[1]! - shell[i]![1]!) > 0.06,
    )
    const isShared = [...around[1]!].some((other) => other !== row && around[0]!.has(other) && around[2]!.has(other)) // biome-ignore format: one line
    if (isLong && isShared && around[1]!.size === 2) return shell[i]!
  }
  return null
}

/** Whether half of a layer's areas have a neighbour: only then do they cover an area together. */
const tiling = new WeakMap<object, boolean>()
function doesTile(subject: Subject): boolean {
  const known = tiling.get(subject.rows)
  if (known !== undefined) return known
  let [shared, count] = [0, 0]
  for (let row = 0; row < subject.rows.length; row++) {
    const geometry = subject.rows.geometry(row)
    if (!geometry || !isArea(geometry)) continue
    count++
    if (findSharedCorner(subject, row)) shared++
  }
  const does = count >= 4 && shared > count * 0.6
  tiling.set(subject.rows, does)
  return does
}

const textFields = ({ rows, theme, roles }: Subject): string[] =>
  rows.fields
    .filter(({ type, name }) => {
      const codes = theme?.fields.find((field) => field.name === name)?.codes
      return type === 'string' && !codes && name !== roles.key && name !== roles.country && name !== roles.state // biome-ignore format: one line
    })
    .map(({ name }) => name)
    .filter((name) => isFilled({ rows }, name))

const nameFields = (subject: Subject): string[] => textFields(subject).filter((field) => isLongText(subject, field)) // biome-ignore format: one line

function isLongText({ rows }: Subject, field: string): boolean {
  let [long, filled] = [0, 0]
  for (let row = 0; row < Math.min(rows.length, 400); row++) {
    const value = rows.value(row, field)
    if (typeof value !== 'string' || value === '') continue
    filled++
    if (value.length > 3) long++
  }
  return long > filled * 0.6
}

function isFilled({ rows }: Pick<Subject, 'rows'>, field: string): boolean {
  for (let row = 0; row < rows.length; row++) {
    const value = rows.value(row, field)
    if (value !== null && value !== '') return true
  }
  return false
}

const numberFields = ({ rows, roles }: Subject): string[] =>
  rows.fields
    .filter(({ type, name }) => /integer|long|double/.test(type) && !roles.years.includes(name))
    .map(({ name }) => name)

/** Fields of amounts: none below nothing, and so many above that they have an order of magnitude. */
const amountFields = (subject: Subject): string[] =>
  numberFields(subject).filter((field) => {
    const { rows, roles } = subject
    let [above, below] = [0, 0]
    for (let row = 0; row < rows.length; row++) {
      const value = Number(rows.value(row, field) ?? 0)
      if (value > 0) above++
      if (value < 0) below++
    }
    return above >= 60 && below === 0 && !NO_AMOUNT.test(toPlainName(field)) && field !== roles.key
  })

const percentFields = (subject: Subject): string[] =>
  subject.rows.fields
    .filter(({ name }) =>
      subject.theme?.fields.some((field) => field.name === name && field.unit === '%'),
    )
    .map(({ name }) => name)

const codeFields = ({ theme, rows }: Subject): string[] =>
  (theme?.fields ?? [])
    .filter(({ codes, name }) => codes && rows.fields.some((field) => field.name === name))
    .map(({ name }) => name)

function largestOf({ rows }: Subject, field: string): number {
  let largest = 0
  for (let row = 0; row < rows.length; row++) {
    largest = Math.max(largest, Number(rows.value(row, field) ?? 0))
  }
  return largest
}

/** Rows that are there once more at the end, with what a change makes of them. */
function repeat(
  name: FaultKind['name'],
  codes: readonly string[],
  isFit: (subject: Subject, row: number) => boolean,
  change: (subject: Subject) => {
    value?(row: number, field: string): FieldValue
    geometry?(row: number): Geometry | null
  },
): FaultKind {
  return {
    name,
    plant(subject, random, count) {
      const { rows } = subject
      const added = pickRows(subject, random, count, (row) => isFit(subject, row))
      if (added.length === 0) return null
      const longer = editRows(rows, { added })
      const { value, geometry } = change(subject)
      const isAdded = (row: number) => row >= rows.length
      const changed = {
        ...longer,
        value: (row: number, field: string) =>
          isAdded(row) && value
            ? value(added[row - rows.length]!, field)
            : longer.value(row, field),
        geometry: (row: number) =>
          isAdded(row) && geometry ? geometry(added[row - rows.length]!) : longer.geometry(row),
      }
      return {
        subject: { ...subject, rows: changed },
        rows: added.map((_, nth) => rows.length + nth),
        codes,
      }
    },
  }
}

const withoutKey = (subject: Subject) => (row: number, field: string) =>
  field === subject.roles.key ? `planted ${row}` : subject.rows.value(row, field)

const isSolePoint = ({ rows }: Subject, row: number) => rows.geometry(row)?.type === 'Point'

/** Every kind of fault that the rules are to find. */
export const FAULTS: readonly FaultKind[] = [
  ofGeometry(
    'place-missing',
    ['geometry-missing'],
    () => true,
    () => null,
  ),
  ofGeometry('at-zero', ['null-island'], isPoint, () => ({ type: 'Point', coordinates: [0, 0] })), // biome-ignore format: one line
  ofGeometry('corner-at-zero', ['null-island'], isArea, (geometry) => withShell(geometry, (shell) => [shell[0]!, [0, 0], ...shell.slice(1)])), // biome-ignore format: one line
  ofGeometry('at-plane-origin', ['plane-origin'], isPoint, () => ({ type: 'Point', coordinates: [...NAAF.toWgs84(0, 0)] }), (subject) => ({ ...subject, crs: { how: 'declared', name: NAAF.name, epsg: null, text: null, crs: NAAF } })), // biome-ignore format: one line
  ofGeometry('longitude-sign', ['longitude-sign'], (geometry, subject) => isPoint(geometry) && isAtHome(subject, geometry), (geometry) => mapPositions(geometry, ([lon, lat]) => [-lon!, lat!])), // biome-ignore format: one line
  ofGeometry('coordinates-swapped', ['coordinates-swapped'], (geometry, subject) => isPoint(geometry) && isAtHome(subject, geometry), (geometry) => mapPositions(geometry, ([lon, lat]) => [lat!, lon!])), // biome-ignore format: one line
  ofGeometry('past-pole', ['beyond-earth'], isPoint, (geometry) => mapPositions(geometry, ([lon, lat]) => [lon! / 2 - 10, 95 + Math.abs(lat!) / 2])), // biome-ignore format: one line
  ofGeometry('other-continent', ['outside-framework'], (_, subject) => !isMostlyOutside(subject), (geometry) => mapPositions(geometry, ([lon, lat]) => [lon! / 40 + 60, lat! / 40 - 35])), // biome-ignore format: one line
  {
    name: 'other-country',
    plant(subject, random, count) {
      const { rows, roles, places } = subject
      if (!places || roles.country === undefined) return null
      const picked = pickRows(subject, random, count, (row) => isSolePoint(subject, row) && places.countryOf(rows.value(row, roles.country!)) !== null) // biome-ignore format: one line
      if (picked.length === 0) return null
      const concerned = new Set(picked)
      const elsewhere = (row: number): Geometry => ({
        type: 'Point',
        // Deep in Kansas and in Saskatchewan.
        coordinates: places.countryOf(rows.value(row, roles.country!)) === 'USA' ? [-105 + row * 1e-4, 53] : [-98 + row * 1e-4, 38.5], // biome-ignore format: one line
      })
      const geometry = (row: number, own: Geometry | null) =>
        concerned.has(row) ? elsewhere(row) : own
      return {
        subject: withRows(subject, { geometry }),
        rows: picked,
        codes: ['far-outside-stated-place'],
      }
    },
  },
  repeat('row-repeated', ['feature-repeated'], ({ rows }, row) => rows.geometry(row) !== null, (subject) => ({ value: withoutKey(subject) })), // biome-ignore format: one line
  repeat(
    'id-repeated',
    ['key-repeated'],
    // Where a field only sounds like an id, and many rows share its values, none is one too many.
    (subject, row) => {
      const { key } = subject.roles
      return key !== undefined && isKey(subject, key) && subject.rows.value(row, key) !== null
    },
    () => ({}),
  ),
  repeat('shape-repeated', ['shape-repeated'], (subject, row) => !isSolePoint(subject, row) && subject.rows.geometry(row) !== null && subject.rows.fields.some(({ name, type }) => name !== subject.roles.key && type === 'string'), (subject) => ({ value: (row, field) => (subject.rows.fields.find(({ name }) => name === field)?.type === 'string' ? `${subject.rows.value(row, field)} II` : subject.rows.value(row, field)) })), // biome-ignore format: one line
  repeat('near-repeated', ['near-repeated'], (subject, row) => isSolePoint(subject, row) && subject.roles.name !== undefined && String(subject.rows.value(row, subject.roles.name) ?? '').length >= 4, (subject) => ({ value: withoutKey(subject), geometry: (row) => mapPositions(subject.rows.geometry(row)!, ([lon, lat]) => [lon! + 0.0005, lat! + 0.0003]) })), // biome-ignore format: one line
  ofGeometry('unclosed-outline', ['unclosed-ring'], isArea, (geometry) => withShell(geometry, (shell) => shell.slice(0, -1))), // biome-ignore format: one line
  ofGeometry('line-without-length', ['degenerate-shape'], isLine, (geometry) => ({ type: 'LineString', coordinates: [firstOf(geometry), firstOf(geometry)] })), // biome-ignore format: one line
  ofGeometry('area-of-two-corners', ['degenerate-shape'], isArea, (geometry) => withShell(geometry, ([a, b]) => [a!, b!, b!, a!])), // biome-ignore format: one line
  ofGeometry('outline-crossing', ['self-intersection'], isArea, (geometry) => withShell(geometry, ([first, ...rest]) => { const [x, y] = first as [number, number]; return [first!, [x + 0.01, y + 0.01], [x + 0.01, y], [x, y + 0.01], first!, ...rest] })), // biome-ignore format: one line
  ofGeometry('hole-outside', ['hole-outside', 'parts-overlap', 'self-intersection'], isArea, (geometry) => withHole(geometry, triangle(above(geometry), 0.05).reverse())), // biome-ignore format: one line
  ofGeometry('part-twice', ['parts-overlap'], isArea, (geometry) => withPart(geometry, [[...shellOf(geometry)]])), // biome-ignore format: one line
  ofGeometry('sliver', ['sliver'], isArea, (geometry) => withPart(geometry, [triangle(above(geometry), 1e-4)])), // biome-ignore format: one line
  ofGeometry('tiny-hole', ['tiny-hole'], isArea, (geometry) => withHole(geometry.type === 'MultiPolygon' ? geometry : geometry, triangle(pointOnFeature({ type: 'Polygon', coordinates: [shellOf(geometry)] }).geometry.coordinates, 1e-5).reverse())), // biome-ignore format: one line
  ofGeometry('corner-repeated', ['repeated-position'], (geometry) => isArea(geometry), (geometry) => withShell(geometry, ([first, ...rest]) => [first!, first!, ...rest])), // biome-ignore format: one line
  ofGeometry('other-kind', ['geometry-type'], (_, { theme }) => theme?.geometryType !== undefined, (geometry) => (isPoint(geometry) ? { type: 'LineString', coordinates: [firstOf(geometry), [firstOf(geometry)[0]! + 0.01, firstOf(geometry)[1]!]] } : { type: 'Point', coordinates: firstOf(geometry) })), // biome-ignore format: one line
  ofGeometry('gap', ['gap', 'border-seam'], (_, subject, row) => doesTile(subject) && findSharedCorner(subject, row) !== null, moveSharedCorner('inside')), // biome-ignore format: one line
  ofGeometry('overlap', ['overlap', 'border-seam'], (_, subject, row) => doesTile(subject) && findSharedCorner(subject, row) !== null, moveSharedCorner('outside')), // biome-ignore format: one line
  ofValues(
    'script-in-text',
    ['script-in-text'],
    textFields,
    (value) => `${value}<script>alert(1)</script>`,
  ),
  ofValues('markup-in-text', ['markup-in-text'], textFields, (value) => `<b>${value}</b>`),
  ofValues('mojibake', ['mojibake'], textFields, (value) => `${value} Ã©tÃ©`),
  ofValues('letters-lost', ['undecodable-text'], textFields, (value) => `${value}\ufffd`),
  ofValues('control-characters', ['control-characters'], textFields, (value) => `${value}\u0092`),
  ofValues('stray-space', ['stray-space'], textFields, (value) => `${value}  `),
  ofValues('word-for-none', ['placeholder'], nameFields, () => 'N/A'),
  ofValues('number-for-none', ['placeholder'], numberFields, () => -9999),
  ofValues(
    'year-impossible',
    ['year-impossible'],
    ({ roles }) => roles.years,
    () => 20155,
  ),
  ofValues(
    'amount-negative',
    ['negative-value'],
    (subject) => amountFields(subject).filter((field) => !isSigned(field)),
    () => -17,
  ),
  ofValues('share-impossible', ['percent-impossible'], percentFields, () => 1200),
  ofValues('amount-thousandfold', ['outlier'], amountFields, (_, subject, field) => largestOf(subject, field) * 1000), // biome-ignore format: one line
  ofValues('code-unknown', ['code-unknown'], codeFields, () => 'zzz-unknown'),
  ofValues('id-missing', ['key-missing'], ({ theme }) => (theme?.keyField ? [theme.keyField] : []), () => null), // biome-ignore format: one line
  ofValues('value-missing', ['values-missing'], (subject) => subject.rows.fields.map(({ name }) => name).filter((name) => subject.theme?.fields.some((field) => field.name === name) && name !== subject.roles.key && countEmpty(subject, name) === 0), () => null), // biome-ignore format: one line
  {
    name: 'other-unit',
    plant(subject) {
      const [field] = amountFields(subject)
      // Where all amounts are so and nothing was published before, nobody could know.
      if (field === undefined || !subject.published) return null
      const rows: number[] = []
      for (let row = 0; row < subject.rows.length; row++) {
        if (Number(subject.rows.value(row, field) ?? 0) > 0) rows.push(row)
      }
      const value = (row: number, own: string) => {
        const known = subject.rows.value(row, own)
        return own === field && typeof known === 'number' ? known * 1000 : known
      }
      // Of a country with few there is too little to tell.
      const { country } = subject.roles
      const counts = new Map<FieldValue, number>()
      const countryOf = (row: number) =>
        country === undefined ? null : subject.rows.value(row, country)
      for (const row of rows) counts.set(countryOf(row), (counts.get(countryOf(row)) ?? 0) + 1)
      return {
        subject: withRows(subject, { value }),
        rows: rows.filter((row) => counts.get(countryOf(row))! >= 30),
        codes: ['unit-mixed'],
        field,
      }
    },
  },
  {
    name: 'country-absent',
    plant(subject) {
      const { rows, roles, places } = subject
      if (!places || roles.country === undefined) return null
      const removed = new Set<number>()
      let kept = 0
      for (let row = 0; row < rows.length; row++) {
        const code = places.countryOf(rows.value(row, roles.country))
        if (code === 'MEX') removed.add(row)
        else if (code !== null) kept++
      }
      if (removed.size === 0 || kept === 0) return null
      return { subject: withRows(subject, { removed }), rows: [], codes: ['country-absent'] }
    },
  },
  {
    name: 'field-renamed',
    plant(subject) {
      const { rows, theme } = subject
      const field = rows.fields.find(({ name }) =>
        theme?.fields.some((known) => known.name === name),
      )
      if (!field) return null
      const fields = rows.fields.map((own) => (own === field ? { ...own, name: 'fld_01' } : own))
      const value = (row: number, name: string) =>
        rows.value(row, name === 'fld_01' ? field.name : name)
      return { subject: withRows(subject, { fields, value }), rows: [], codes: ['field-missing'] }
    },
  },
  {
    name: 'field-type',
    plant(subject) {
      const { rows, theme } = subject
      const field = rows.fields.find(({ name, type }) => theme?.fields.some((known) => known.name === name) && type !== 'string' && isFilled(subject, name)) // biome-ignore format: one line
      if (!field) return null
      const fields = rows.fields.map((own) => (own === field ? { ...own, type: 'string' as const } : own)) // biome-ignore format: one line
      const value = (row: number, name: string) => {
        const known = rows.value(row, name)
        return name === field.name && known !== null ? String(known) : known
      }
      return { subject: withRows(subject, { fields, value }), rows: [], codes: ['field-type'] }
    },
  },
  {
    name: 'ids-anew',
    plant(subject) {
      const { rows, roles } = subject
      if (roles.key === undefined || !subject.published || subject.theme?.keyField === undefined) return null // biome-ignore format: one line
      const value = (row: number, name: string) =>
        name === roles.key ? `new-${row}` : rows.value(row, name)
      return { subject: withRows(subject, { value }), rows: [], codes: ['keys-not-stable'] }
    },
  },
  {
    name: 'crs-unknown',
    plant: (subject) => ({
      subject: { ...subject, crs: { how: 'unknown', text: null, problem: null, candidates: [] } },
      rows: [],
      codes: ['crs-unknown'],
    }),
  },
  ofEntry('title-missing', 'metadata-missing', (entry) => ({ ...entry, title: { ...entry.title, fr: '' } })), // biome-ignore format: one line
  ofEntry('licence-missing', 'metadata-missing', (entry) => ({ ...entry, provenance: { ...entry.provenance!, licence: { name: '', url: '' } } })), // biome-ignore format: one line
  ofEntry('abstract-untranslated', 'metadata-untranslated', (entry) => ({ ...entry, abstract: { ...entry.abstract, es: entry.abstract.en } })), // biome-ignore format: one line
  ofEntry('other-description', 'metadata-other-layer', (entry) => { const title = 'Seagrasses'; return { ...entry, title: { en: title, fr: 'Herbiers marins', es: 'Pastos marinos' } } }), // biome-ignore format: one line
  ofEntry('other-count', 'metadata-count', (entry) => ({ ...entry, files: entry.files.map((file) => (file.overviewZooms ? file : { ...file, featureCount: file.featureCount + 7 })) })), // biome-ignore format: one line
  ofEntry('other-extent', 'metadata-extent', (entry, { rows }) => (entry.bbox && rows.length > 0 ? { ...entry, bbox: [-80, 20, -79, 21] } : null)), // biome-ignore format: one line
  ofEntry('colors-alike', 'colors-alike', (entry) => {
    const { symbology } = entry
    if (symbology?.kind !== 'categories' || symbology.classes.length < 2) return null
    const [first, second, ...rest] = symbology.classes
    return { ...entry, symbology: { ...symbology, classes: [first!, { ...second!, symbol: first!.symbol }, ...rest] } } // biome-ignore format: one line
  }),
]

function countEmpty({ rows }: Subject, field: string): number {
  let count = 0
  for (let row = 0; row < rows.length; row++) {
    const value = rows.value(row, field)
    if (value === null || value === '') count++
  }
  return count
}
