import { isDeviceLayer } from '../catalog/device-layer.ts'
import { toSizeSamples } from '../catalog/size-samples.ts'
import type { LayerSymbol, Symbology } from '../catalog/symbology.ts'
import { valueAt } from '../catalog/zoomed.ts'
import { looksOf } from '../model/classes.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatNumber } from '../words/format.ts'
import { textIn } from '../words/text-in.ts'
import { withUnit } from '../words/unit-text.ts'
import { wordsOf } from '../words/words.ts'
import { isOnSheet, type LayerTally } from './draw-map.ts'
import {
  drawMarker,
  type SymbolScale,
  toCasing,
  toFill,
  toRadius,
  toStroke,
} from './draw-symbol.ts'
import type { Block } from './flow.ts'
import type { SheetFonts } from './fonts.ts'
import { INK, SOFT_INK } from './ink.ts'
import type { Painter, TextStyle } from './painter.ts'
import { POINTS_PER_PIXEL } from './paper.ts'
import type { SheetLayer } from './sheet-layer.ts'

export interface BlockContext {
  readonly fonts: SheetFonts
  readonly language: Language
  /** The size of the type. */
  readonly base: number
  readonly width: number
  /** Counts what is read, so that it is read in the order in which it is drawn. */
  readonly order: () => number
}

/** What the symbols of a sheet stand for: of each layer the classes that are in it, the topmost layer first. */
export function legendBlocks(
  layers: readonly SheetLayer[],
  tallies: readonly LayerTally[],
  zoom: number,
  enlarge: number,
  context: BlockContext,
): Block[] {
  return layers.flatMap((layer) => {
    const tally = tallies.find(({ id }) => id === layer.entry.id)
    const { symbology } = layer.entry
    if (!tally || !symbology || !isOnSheet(tally)) return []
    if (tally.drawnFeatures === 0) {
      const style: TextStyle = { font: 'semibold', size: context.base, color: INK }
      return [linesBlock(textIn(layer.entry.title, context.language), style, context, 'P')]
    }
    const scale: SymbolScale = { zoom, opacity: layer.opacity, enlarge }
    return layerBlocks(layer, symbology, tally, scale, context)
  })
}

function layerBlocks(
  layer: SheetLayer,
  symbology: Symbology,
  { seen }: LayerTally,
  scale: SymbolScale,
  context: BlockContext,
): Block[] {
  const { language, base } = context
  const title = textIn(layer.entry.title, language)
  const { badge } = isDeviceLayer(layer.entry) ? { badge: undefined } : layer.entry
  const badgeText = badge && wordsOf('vocabulary', language).badge[badge]
  const badgeWord = badgeText?.toLocaleLowerCase(language)
  // Many titles say it themselves.
  const isSaid = badgeWord && title.toLocaleLowerCase(language).includes(badgeWord)
  const heading = badgeWord && !isSaid ? `${title} (${badgeWord})` : title
  if (symbology.kind === 'simple') {
    const { symbol } = symbology
    return isDrawn(symbol) ? [itemBlock(heading, symbol, layer, scale, context, true)] : []
  }
  const ramp = toRamp(layer, symbology, seen)
  if (ramp) {
    const style: TextStyle = { font: 'semibold', size: base, color: INK }
    const head = { ...linesBlock(heading, style, context, 'P'), keepsNext: true }
    return [head, rampBlock(ramp, scale, context)]
  }
  const looks = looksOf(symbology).filter(({ id }) => seen.has(id))
  const style: TextStyle = { font: 'semibold', size: base, color: INK }
  const sizes =
    symbology.kind === 'proportional' ? [sizeBlock(layer, symbology, scale, context)] : []
  return [
    { ...linesBlock(heading, style, context, 'P'), keepsNext: true },
    ...sizes,
    ...looks.map(({ label, symbol }) =>
      itemBlock(textIn(label, language), symbol, layer, scale, context, false),
    ),
    { height: base * 0.5, draw: () => undefined },
  ]
}

type Graduated = Extract<Symbology, { kind: 'graduated' }>

interface Ramp {
  readonly classes: Graduated['classes']
  /** A code of UCUM. */
  readonly unit: string | undefined
}

/** Classes that follow one another without a gap are a row of colours with the values between them. */
const LEAST_OF_RAMP = 4

function toRamp(
  { entry }: SheetLayer,
  symbology: Symbology,
  seen: ReadonlySet<string>,
): Ramp | null {
  const isOfAreas = entry.geometryType?.endsWith('Polygon') === true
  if (symbology.kind !== 'graduated' || !isOfAreas) return null
  const classes = symbology.classes.filter(({ id }) => seen.has(id))
  const isWhole = classes.every(
    ({ from, to, symbol }, place) =>
      symbol.fill !== undefined &&
      from !== undefined &&
      (place + 1 === classes.length || (to !== undefined && to === classes[place + 1]!.from)),
  )
  if (classes.length < LEAST_OF_RAMP || !isWhole) return null
  const field = entry.fields.find(({ name }) => name === symbology.field)
  return { classes, unit: symbology.unit ?? field?.unit }
}

/** The width of a row of colours, in sizes of the type. */
const RAMP_EMS = 24

function rampBlock(
  { classes, unit }: Ramp,
  scale: SymbolScale,
  { fonts, base, width, order, language }: BlockContext,
): Block {
  const format = (value: number) => formatNumber(value, language)
  const style: TextStyle = { font: 'regular', size: base * 0.85, color: INK }
  const last = classes.at(-1)!
  const marks = [
    ...classes.map(({ from }) => format(from!)),
    last.to === undefined ? '' : format(last.to),
  ]
  // The unit stands after the last value that is there.
  const end = marks.findLastIndex((mark) => mark !== '')
  marks[end] = withUnit(marks[end]!, unit, language)
  const left = fonts.measure(marks[0]!, style) / 2
  const right = fonts.measure(marks[end]!, style) / 2
  const step = (Math.min(width, base * RAMP_EMS) - left - right) / classes.length
  const alt = classes.map(({ label }) => textIn(label, language)).join('; ')
  return {
    height: base * 3.1,
    draw(painter, x, y) {
      const top = y + base * 0.2
      const bottom = top + base * 1.1
      painter.openPart({ role: 'Figure', alt, order: order() })
      for (const [place, { symbol }] of classes.entries()) {
        const from = x + left + place * step
        const ring = [from, top, from + step, top, from + step, bottom, from, bottom]
        painter.shape([ring], true, toFill(symbol, scale))
      }
      const whole = x + left + classes.length * step
      const edge = [x + left, top, whole, top, whole, bottom, x + left, bottom]
      painter.shape([edge], true, { stroke: { color: SOFT_INK, width: 0.25 } })
      let taken = Number.NEGATIVE_INFINITY
      for (const [place, mark] of marks.entries()) {
        const length = fonts.measure(mark, style)
        const from = x + left + place * step - length / 2
        // A value without room is left out, but for the last one.
        const isRoom = place === end || from + length < x + left + end * step - right - base * 0.4
        if (mark === '' || from < taken || !isRoom) continue
        painter.text(mark, from, bottom + base, style)
        taken = from + length + base * 0.4
      }
      painter.closePart()
    },
  }
}

function isDrawn({ fill: filled, fillOpacity = 1, line, casing, icon }: LayerSymbol): boolean {
  const isFilled = filled !== undefined && fillOpacity > 0
  return isFilled || line !== undefined || casing !== undefined || icon !== undefined
}

function linesBlock(
  text: string,
  style: TextStyle,
  { fonts, width, order }: BlockContext,
  role: 'P' | 'LI',
): Block {
  const lines = fonts.wrap(text, style, width)
  return {
    height: lines.length * style.size * 1.25 + style.size * 0.15,
    draw(painter, x, y) {
      painter.openPart({ role, order: order() })
      for (const [index, line] of lines.entries()) {
        const end = index + 1 < lines.length ? ' ' : ''
        painter.text(line + end, x, y + style.size * (1 + index * 1.25), style)
      }
      painter.closePart()
    },
  }
}

/** The width of a symbol's place, in sizes of the type. */
const SYMBOL_EMS = 2.6

function itemBlock(
  label: string,
  symbol: LayerSymbol,
  layer: SheetLayer,
  scale: SymbolScale,
  context: BlockContext,
  isWhole: boolean,
): Block {
  const { fonts, base, width, order } = context
  const style: TextStyle = { font: isWhole ? 'semibold' : 'regular', size: base, color: INK }
  const left = SYMBOL_EMS * base + base * 0.6
  const lines = fonts.wrap(label, style, width - left)
  const lineHeight = base * 1.25
  const height = Math.max(lines.length * lineHeight, base * 1.4)
  return {
    height: height + base * (isWhole ? 0.4 : 0.12),
    draw(painter, x, y) {
      painter.openPart({ role: 'Artifact' })
      drawKey(painter, symbol, layer, x, y + base * 0.7, scale, base)
      painter.closePart()
      painter.openPart({ role: isWhole ? 'P' : 'LI', order: order() })
      for (const [index, line] of lines.entries()) {
        const end = index + 1 < lines.length ? ' ' : ''
        painter.text(line + end, x + left, y + base * 1.03 + index * lineHeight, style)
      }
      painter.closePart()
    },
  }
}

function drawKey(
  painter: Painter,
  symbol: LayerSymbol,
  { entry }: SheetLayer,
  x: number,
  middle: number,
  scale: SymbolScale,
  base: number,
): void {
  const width = SYMBOL_EMS * base
  const type = entry.geometryType ?? ''
  if (/Point/.test(type)) {
    const isProportional = entry.symbology?.kind === 'proportional'
    const radius = isProportional ? base * 0.5 : Math.min(toRadius(symbol, scale), base * 0.75)
    drawMarker(painter, symbol, x + width / 2, middle, radius, scale)
    return
  }
  if (/Line/.test(type)) {
    const line = [
      x,
      middle + base * 0.3,
      x + width * 0.35,
      middle - base * 0.3,
      x + width * 0.65,
      middle + base * 0.25,
      x + width,
      middle - base * 0.3,
    ]
    painter.shape([line], false, toCasing(symbol, scale))
    painter.shape([line], false, toStroke(symbol, scale))
    return
  }
  const top = middle - base * 0.55
  const bottom = middle + base * 0.55
  const ring = [x, top, x + width, top, x + width, bottom, x, bottom]
  painter.shape([ring], true, toFill(symbol, scale))
  painter.shape([ring], true, toCasing(symbol, scale))
  painter.shape([ring], true, toStroke(symbol, scale))
  // A colour that is nearly that of the paper has an edge all the same.
  if (!symbol.line) painter.shape([ring], true, { stroke: { color: SOFT_INK, width: 0.25 } })
}

/** Circles of the sizes that they have on the sheet, with their values. */
function sizeBlock(
  { entry }: SheetLayer,
  symbology: Extract<Symbology, { kind: 'proportional' }>,
  scale: SymbolScale,
  context: BlockContext,
): Block {
  const { base, language, order } = context
  const points = POINTS_PER_PIXEL * scale.enlarge
  const largest = valueAt(symbology.maxRadius, scale.zoom) * points
  const samples = toSizeSamples(symbology)
    .map(({ value }) => ({
      value,
      radius: Math.max(
        symbology.minRadius * points,
        largest * Math.sqrt(value / symbology.maxValue),
      ),
    }))
    .filter(({ radius }, index, all) => index === 0 || all[index - 1]!.radius - radius > 0.5)
  const most = samples[0]!.radius
  const lineHeight = base * 1.25
  // Values stand beside the tops of their circles, or one beneath another where those are near.
  const lines: number[] = []
  for (const { radius } of samples) {
    const before = lines.at(-1)
    const top = 2 * (most - radius)
    lines.push(before === undefined ? top : Math.max(top, before + lineHeight))
  }
  const tallest = Math.max(2 * most, lines.at(-1)! + base * 0.5)
  const field = entry.fields.find(({ name }) => name === symbology.field)
  const unit = symbology.unit ?? field?.unit
  const format = (value: number) => formatNumber(value, language, { maximumSignificantDigits: 2 })
  const style: TextStyle = { font: 'regular', size: base, color: INK }
  const words = wordsOf('sheet-text', language)
  const caption = fill(words.size, {
    field: field ? textIn(field.title, language) : symbology.field,
  })
  const head = linesBlock(caption, style, context, 'P')
  return {
    height: head.height + tallest + base * 1.3,
    draw(painter, x, y) {
      head.draw(painter, x, y)
      const upper = y + head.height + base * 0.7
      const bottom = upper + 2 * most
      painter.openPart({ role: 'Artifact' })
      for (const [index, { radius }] of samples.entries()) {
        const top = bottom - 2 * radius
        const middle = x + most
        const line = upper + lines[index]!
        const right = x + 2 * most
        painter.circle(middle, bottom - radius, radius, { stroke: { color: INK, width: 0.5 } })
        const lead = [middle, top, right + base * 0.2, top, right + base * 0.9, line]
        painter.shape([[...lead, right + base * 1.3, line]], false, {
          stroke: { color: SOFT_INK, width: 0.3 },
        })
      }
      painter.closePart()
      for (const [index, { value }] of samples.entries()) {
        painter.openPart({ role: 'LI', order: order() })
        painter.text(
          withUnit(format(value), unit, language),
          x + 2 * most + base * 1.6,
          upper + lines[index]! + base * 0.33,
          style,
        )
        painter.closePart()
      }
    },
  }
}
