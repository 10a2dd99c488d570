import { looksOf } from '../model/classes.ts'
import type { CatalogLayer } from './schema.ts'
import type { LayerSymbol, ThemedColor } from './symbology.ts'

/**
 * Kinds of sight: of all colours, and without one of the three receptors. The matrices give what such a reader sees
 * of linear RGB (Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", severity 1.0).
 */
const SIGHTS: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Colours nearer to one another than this in OKLab are taken for one in markers of a few pixels. */
const LEAST_DISTANCE = 0.09

type Triple = readonly [number, number, number]

function multiply(matrix: readonly Triple[], [a, b, c]: Triple): Triple {
  const of = ([x, y, z]: Triple) => x * a + y * b + z * c
  return [of(matrix[0]!), of(matrix[1]!), of(matrix[2]!)]
}

function toLinear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** OKLab (Ottosson 2020) of linear sRGB. */
function toOklab(linear: Triple): Triple {
  const clamped = linear.map((value) => Math.max(0, value)) as unknown as Triple
  const cones = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    clamped,
  )
  return multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as unknown as Triple,
  )
}

/** How far apart two colours are to the reader who tells them apart least: distances of OKLab. */
export function colorDistance(a: string, b: string): number {
  const distances = Object.values(SIGHTS).map((sight) => {
    const [first, second] = [a, b].map((hex) => toOklab(multiply(sight, toLinear(hex))))
    return Math.hypot(...first!.map((value, index) => value - second![index]!))
  })
  return Math.min(...distances)
}

/** A marker whose inside is as pale as the paper is a hollow one, of the colour of its line. */
function toMarker({ marker = 'circle', fill, line, icon }: LayerSymbol) {
  if (icon !== undefined || (!fill && !line)) return null
  const ground = { light: '#ffffff', dark: '#161b1a' }
  const themes = ['light', 'dark'] as const
  const isPale = (color: ThemedColor) =>
    themes.every((theme) => colorDistance(color[theme], ground[theme]) < 0.06)
  const isHollow = line !== undefined && !isPale(line) && (!fill || isPale(fill))
  const color = isHollow ? line : (fill ?? line)
  return color ? { form: `${isHollow ? 'hollow ' : ''}${marker}`, color } : null
}

/** A class of a layer of points, by the ids of both. */
export interface MarkedClass {
  readonly layer: string
  readonly id: string
  readonly symbol: LayerSymbol
}

/** The classes of layers of points, each with its symbol. */
export function toMarkedClasses(
  layers: readonly Pick<CatalogLayer, 'id' | 'geometryType' | 'symbology'>[],
): MarkedClass[] {
  return layers.flatMap(({ id: layer, geometryType, symbology }) => {
    if (!symbology || !geometryType?.endsWith('Point')) return []
    if (symbology.kind === 'simple') return [{ layer, id: '', symbol: symbology.symbol }]
    return looksOf(symbology).map(({ id, symbol }) => ({ layer, id, symbol }))
  })
}

/**
 * Pairs of classes of different layers whose markers look alike: of one form, and of colours that some reader does
 * not tell apart on the light or on the dark map.
 */
export function findLookAlikes(
  classes: readonly MarkedClass[],
): (readonly [a: MarkedClass, b: MarkedClass, distance: number])[] {
  const markers = classes.flatMap((marked) => {
    const marker = toMarker(marked.symbol)
    return marker ? [{ marked, ...marker }] : []
  })
  return markers.flatMap((a, index) =>
    markers.slice(index + 1).flatMap((b) => {
      if (a.marked.layer === b.marked.layer || a.form !== b.form) return []
      const distance = Math.min(
        colorDistance(a.color.light, b.color.light),
        colorDistance(a.color.dark, b.color.dark),
      )
      return distance < LEAST_DISTANCE ? [[a.marked, b.marked, distance] as const] : []
    }),
  )
}
