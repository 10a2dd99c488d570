import { isDeviceLayer } from '../catalog/device-layer.ts'
import { toLanguage } from '../catalog/in-language.ts'
import { fullFileOf } from '../catalog/layer-files.ts'
import type { Language } from '../model/schema.ts'
import { fill } from '../words/fill.ts'
import { formatDay, formatNumber } from '../words/format.ts'
import { textIn } from '../words/text-in.ts'
import { withUnit } from '../words/unit-text.ts'
import { wordsOf } from '../words/words.ts'
import { isOnSheet, type LayerTally } from './draw-map.ts'
import { type Block, textBlock } from './flow.ts'
import type { Frame } from './frame.ts'
import { IMAGE_DPI } from './ground-images.ts'
import { INK, SOFT_INK } from './ink.ts'
import type { BlockContext } from './legend-blocks.ts'
import { PRINT_LIMIT_MILLIMETERS } from './lines.ts'
import type { TextStyle } from './painter.ts'
import { mostDistortion } from './scale-bar.ts'
import type { SheetLayer } from './sheet-layer.ts'
import type { SheetSpec } from './sheet-spec.ts'

/** The type of notes, of that of the legend. */
export const NOTE_SHARE = 0.8

/**
 * What is said beside the legend: sources, limits, projection, what was left out, how to cite.
 *
 * @param isShort whether the base map is cited by its publishers and licences alone
 */
export function noteBlocks(
  spec: SheetSpec,
  frame: Frame,
  tallies: readonly LayerTally[],
  context: BlockContext,
  isShort: boolean,
): Block[] {
  const { fonts, base, width, order, language } = context
  const words = wordsOf('sheet-text', language)
  const heading: TextStyle = { font: 'semibold', size: base, color: INK }
  const small: TextStyle = { font: 'regular', size: base * NOTE_SHARE, color: SOFT_INK }
  const section = (title: string, texts: readonly string[]): Block[] =>
    texts.length === 0
      ? []
      : [
          textBlock(title, heading, width, fonts, order, {
            role: 'H2',
            after: 0.1,
            keepsNext: true,
          }),
          ...texts.map((text) => textBlock(text, small, width, fonts, order)),
          { height: base * 0.4, draw: () => undefined },
        ]
  const shown = spec.layers.filter(({ entry }) =>
    tallies.some((tally) => tally.id === entry.id && isOnSheet(tally)),
  )
  const date = formatDay(spec.date, language)
  return [
    ...section(words.caveats, toCaveats(shown, language)),
    ...section(
      words.sources,
      isShort ? toShortSources(shown, language) : toSources(shown, language),
    ),
    ...section(words.notes, [
      toProjectionNote(frame, language),
      ...toTallyNotes(spec, tallies, context),
    ]),
    ...section(words.citation, [fill(words.cite, { title: spec.title, date })]),
  ]
}

/** Texts that several layers share are said once, with the layers' titles before. */
function together(
  layers: readonly SheetLayer[],
  language: Language,
  textOf: (layer: SheetLayer) => string | undefined,
): [layers: string, text: string][] {
  const titles = new Map<string, string[]>()
  for (const layer of layers) {
    const text = textOf(layer)
    if (!text) continue
    titles.set(text, [...(titles.get(text) ?? []), textIn(layer.entry.title, language)])
  }
  return [...titles].map(([text, names]) => [names.join(', '), text])
}

/** Where what is shown comes from, with its licence: each source once. Its words are those that the sheet was drawn with. */
export function toSources(layers: readonly SheetLayer[], language: Language): string[] {
  const words = wordsOf('sheet-text', language)
  const pairs = layers.flatMap((layer) => {
    const provenance = layer.entry.provenance && toLanguage(layer.entry.provenance, language)
    return provenance ? [{ layer, provenance }] : []
  })
  const licences = new Map<string, string>(
    pairs.map(({ provenance }) => [provenance.citation, provenance.licence.name]),
  )
  const citationOf = ({ entry }: SheetLayer) =>
    entry.provenance && toLanguage(entry.provenance, language).citation
  return together(layers, language, citationOf).map(([titles, citation]) =>
    fill(words.sourceOf, { layers: titles, citation, licence: licences.get(citation)! }),
  )
}

/** The sources of its themes whole, those of its base map by their publishers and licences. */
function toShortSources(layers: readonly SheetLayer[], language: Language): string[] {
  const isBase = ({ entry }: SheetLayer) => entry.group === 'reference'
  const credits = layers.filter(isBase).flatMap(({ entry }) => {
    const provenance = entry.provenance && toLanguage(entry.provenance, language)
    return provenance ? [`${provenance.publisher} (${provenance.licence.name})`] : []
  })
  const themes = toSources(
    layers.filter((layer) => !isBase(layer)),
    language,
  )
  if (credits.length === 0) return themes
  const words = wordsOf('sheet-text', language)
  return [...themes, fill(words.baseSources, { sources: [...new Set(credits)].join('; ') })]
}

function toCaveats(layers: readonly SheetLayer[], language: Language): string[] {
  const words = wordsOf('sheet-text', language)
  const textOf = ({ entry: { limitations } }: SheetLayer) =>
    limitations && textIn(limitations, language)
  return together(layers, language, textOf).map(([titles, text]) =>
    fill(words.caveatOf, { layers: titles, text }),
  )
}

function toProjectionNote(frame: Frame, language: Language): string {
  const words = wordsOf('sheet-text', language)
  const format = (value: number) => formatNumber(value, language, { maximumFractionDigits: 1 })
  if (frame.rim) return words.projections.globe
  const percent = format(mostDistortion(frame) * 100)
  if (frame.grid.isSheet) {
    return `${words.projections.naaf} ${fill(words.distortion, { percent })}`
  }
  const [, lat] = frame.center
  const { n, s } = wordsOf('page', language).map.directions
  const latitude = `${format(Math.abs(lat))}°\u00a0${lat < 0 ? s : n}`
  return `${words.projections.mercator} ${fill(words.mercatorDistortion, { percent, latitude })}`
}

/** What of the data is not drawn as it is, counted. */
function toTallyNotes(
  { layers }: SheetSpec,
  tallies: readonly LayerTally[],
  { language, fonts }: BlockContext,
): string[] {
  const words = wordsOf('sheet-text', language)
  const format = (value: number) => formatNumber(value, language)
  const limit = format(PRINT_LIMIT_MILLIMETERS)
  const sum = (countOf: (tally: LayerTally) => number) =>
    tallies.reduce((total, tally) => total + countOf(tally), 0)
  const titleOf = (id: string) =>
    textIn(layers.find(({ entry }) => entry.id === id)!.entry.title, language)
  const notes: string[] = []
  const vertices = sum((tally) => tally.vertices)
  if (vertices > 0) {
    const drawn = format(sum(({ drawnVertices }) => drawnVertices))
    notes.push(fill(words.generalised, { limit, drawn, all: format(vertices) }))
  }
  const tooSmall = sum((tally) => tally.tooSmall)
  if (tooSmall > 0) notes.push(fill(words.tooSmall, { limit, count: format(tooSmall) }))
  const namesLeft = sum(({ names, placedNames }) => names - placedNames)
  if (namesLeft > 0) notes.push(fill(words.namesLeft, { count: format(namesLeft) }))
  for (const tally of tallies) {
    const { id, mergedPoints, drawnFeatures, isOfGroups, icons, images, unreadImages } = tally
    const layer = titleOf(id)
    const least = drawnFeatures > 0 ? toLeastNote(layers, tally, language) : null
    if (least) notes.push(least)
    if (isOfGroups && drawnFeatures > 0) notes.push(fill(words.groups, { layer }))
    if (mergedPoints > 0) {
      const counts = { count: format(mergedPoints), all: format(drawnFeatures) }
      notes.push(fill(words.merged, { layer, ...counts }))
    }
    if (icons > 0) notes.push(fill(words.icons, { layer }))
    if (images > 0) {
      const counts = { count: format(images), dpi: format(IMAGE_DPI) }
      notes.push(fill(words.images, { layer, ...counts }))
    }
    if (unreadImages > 0) {
      notes.push(fill(words.imagesUnread, { layer, count: format(unreadImages) }))
    }
  }
  for (const { entry, filter } of layers) {
    const onScreen = isDeviceLayer(entry) ? (entry.screenOverlays?.length ?? 0) : 0
    if (onScreen > 0) {
      const layer = textIn(entry.title, language)
      notes.push(fill(words.screenImages, { layer, count: format(onScreen) }))
    }
    if (filter) notes.push(fill(words.filtered, { layer: textIn(entry.title, language) }))
  }
  const missing = [...fonts.missing].filter((letter) => letter.trim() !== '')
  if (missing.length > 0) {
    const codes = missing.map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase()}`)
    notes.push(fill(words.missingLetters, { letters: codes.join(', ') }))
  }
  return notes
}

/** That of a layer only the largest are drawn at the scale. */
function toLeastNote(
  layers: readonly SheetLayer[],
  { id, leastDrawn, fileFeatures }: LayerTally,
  language: Language,
): string | null {
  const { entry } = layers.find((layer) => layer.entry.id === id)!
  if (leastDrawn === null || entry.symbology?.kind !== 'proportional') return null
  const format = (value: number) => formatNumber(value, language)
  return fill(wordsOf('sheet-text', language).least, {
    layer: textIn(entry.title, language),
    all: format(fullFileOf(entry)?.featureCount ?? 0),
    count: format(fileFeatures),
    value: withUnit(format(leastDrawn), entry.symbology.unit, language),
  })
}
