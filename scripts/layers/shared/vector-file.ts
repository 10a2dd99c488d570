import type { Position } from 'geojson'
import { readFiles } from '../../../src/formats/registry/read-files.ts'
import { toNaaf } from '../../../src/geo/naaf.ts'
import type { Feature } from '../../../src/model/feature.ts'
import { ProblemError, type Warning } from '../../../src/model/problem.ts'
import type { DataLanguage, Field } from '../../../src/model/schema.ts'
import { wordsOf } from '../../../src/words/words.ts'
import { localize as t } from '../../catalog/common.ts'
import { fileSource } from '../../file-source.ts'
import {
  type Line,
  linesOf,
  polygonsOf,
  type Rings,
  toMultiLineString,
  toMultiPolygon,
} from '../../pipeline/geometry.ts'
import type { ProcessingLog } from '../../pipeline/notes.ts'
import type { BuildContext, PipelineFeature, Source } from '../../pipeline/recipe.ts'
import { toLonLat } from './plane.ts'

/** The most memory that a published file may take once read: CEC's largest shapefile is over 2 GB. */
const MAX_BYTES = 12_000_000_000

/** One layer of a published file, in WGS 84, its features made one by one. */
export interface VectorLayer {
  readonly name: string
  readonly fields: readonly Field[]
  readonly featureCount: number
  features(): Iterable<Feature>
}

const NOTES = {
  crs: t(
    'Brought from {{crs}} to longitude and latitude of WGS 84.',
    'Passage du système {{crs}} aux longitudes et latitudes WGS 84.',
    'Llevada del sistema {{crs}} a longitudes y latitudes WGS 84.',
  ),
}

/**
 * The layers of a published file that a pattern of names picks: a zipped shapefile, as the CEC
 * publishes them, or any other format that the Atlas reads. What the reader met on the way is noted.
 *
 * @throws ProblemError of the readers, and `source-layer-missing`, `source-crs-unknown`
 */
export async function readVectorFile(
  context: BuildContext,
  source: Source,
  { pick = /./ }: { readonly pick?: RegExp } = {},
): Promise<VectorLayer[]> {
  const path = await context.locate(source)
  const result = await readFiles([await fileSource(path)], { maxBytes: MAX_BYTES })
  if (!result.ok) throw new ProblemError(result.problem)
  noteWarnings(context.log, result.warnings)
  const found = result.layers.filter(({ name }) => pick.test(name))
  if (found.length === 0) {
    const names = result.layers.map(({ name }) => name).join(', ')
    throw new ProblemError({
      code: 'source-layer-missing',
      message: `${path} holds no layer like ${pick}, but ${names}: the publisher may have changed it; look into the file and correct the recipe.`,
      values: { source: path, names },
    })
  }
  for (const { name, crs, warnings } of found) {
    if (crs.how === 'unknown') {
      throw new ProblemError({
        code: 'source-crs-unknown',
        message: `${name} in ${path} names no coordinate reference system that is known here: a layer cannot be placed without one.`,
        values: { source: path, name },
      })
    }
    if (!crs.crs.isWgs84) context.log.add(NOTES.crs, { crs: crs.name })
    noteWarnings(context.log, warnings)
  }
  return found.map(({ name, schema, features }) => ({
    name,
    fields: schema.fields,
    featureCount: features.length,
    features: () => features,
  }))
}

/** What a reader skipped, renamed or guessed, as processing notes in the three languages. */
export function noteWarnings(log: ProcessingLog, warnings: readonly Warning[]): void {
  for (const { code, message, values = {}, count } of warnings) {
    // What has no words of its own is told in the reader's, rather than not at all.
    const inLanguage = (language: DataLanguage): string => {
      const told: Readonly<Record<string, string>> = {
        ...wordsOf('connection', language),
        ...wordsOf('problems', language),
      }
      return told[code] ?? message
    }
    log.add(
      { en: inLanguage('en'), fr: inLanguage('fr'), es: inLanguage('es') },
      { ...values, count },
    )
  }
}

/**
 * A feature's geometry as the pipeline's steps take it: a part that crosses the antimeridian or lies
 * around the pole is cut there, which a plane's coordinates know nothing of. Points stay as they are.
 */
export function cutAtAntimeridian(geometry: PipelineFeature['geometry']): typeof geometry {
  const polygons = polygonsOf(geometry)
  if (polygons.length > 0) {
    if (!polygons.some((rings) => rings.some(isSpecial))) return geometry
    return toMultiPolygon(
      polygons.flatMap((rings) => {
        const led = rings.map((ring) => alongPole(onOneSide(ring)))
        return led.some(jumps) ? cutPolygon(rings) : [led]
      }),
    )
  }
  const lines = linesOf(geometry)
  if (!lines.some(jumps)) return geometry
  return toMultiLineString(lines.flatMap((line) => (jumps(line) ? cutLine(line) : [line])))
}

/** No edge of a layer of the continent is half the world long: one that seems so crosses 180°. */
function jumps(line: Line): boolean {
  return line.some(
    ([lon, lat], i) =>
      i > 0 &&
      Math.abs(lon! - line[i - 1]![0]!) > 180 &&
      !(isPolar(lat!) && isPolar(line[i - 1]![1]!)),
  )
}

const isSpecial = (ring: Line): boolean =>
  jumps(ring) || ring.some(([lon, lat]) => isSeam(lon!) || isPolar(lat!))

/** About 10 m from the pole, and at most so far from the antimeridian. */
const isPolar = (lat: number): boolean => Math.abs(lat) > 89.9999
const isSeam = (lon: number): boolean => 180 - Math.abs(lon) < 1e-7

/** Positions on the antimeridian have two longitudes: all of a ring's take that of its other positions. */
function onOneSide(ring: Line): Line {
  const others = ring.filter(([lon, lat]) => !isSeam(lon!) && !isPolar(lat!))
  const side = others.every(([lon]) => lon! > 0) ? 180 : -180
  return ring.map((position) => (isSeam(position[0]!) ? [side, position[1]!] : position))
}

/**
 * In longitude and latitude the pole is a line: a ring that touches it runs along that line from the
 * meridian on which it comes to the one on which it leaves.
 */
function alongPole(ring: Line): Line {
  const open = ring.slice(0, -1)
  const first = open.findIndex(([, lat]) => !isPolar(lat!))
  if (first < 0 || !open.some(([, lat]) => isPolar(lat!))) return ring
  const led: Position[] = []
  const turned = [...open.slice(first), ...open.slice(0, first), open[first]!]
  for (const [i, position] of turned.entries()) {
    if (!isPolar(position[1]!)) led.push(position)
    else {
      // The first of a run of polar positions takes the meridian before it, the last that after it.
      const [before, after] = [turned[i - 1]!, turned[i + 1]!]
      if (!isPolar(before[1]!)) led.push([before[0]!, Math.sign(position[1]!) * 90])
      if (!isPolar(after[1]!)) led.push([after[0]!, Math.sign(position[1]!) * 90])
    }
  }
  return led
}

function cutPolygon(rings: Rings): Rings[] {
  return toLonLat(rings.map((ring) => ring.map(([lon, lat]) => toNaaf(lon!, lat!))))
}

function cutLine(line: Line): Line[] {
  const parts: Position[][] = [[line[0]!]]
  for (const [i, end] of line.entries()) {
    if (i === 0) continue
    const start = line[i - 1]!
    const across = end[0]! - start[0]!
    if (Math.abs(across) > 180) {
      const side = start[0]! < 0 ? -180 : 180
      const whole = across > 0 ? across - 360 : across + 360
      const share = whole === 0 ? 0 : (side - start[0]!) / whole
      const lat = start[1]! + share * (end[1]! - start[1]!)
      parts.at(-1)!.push([side, lat])
      parts.push([[-side, lat]])
    }
    parts.at(-1)!.push(end)
  }
  return parts
}
