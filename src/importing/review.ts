import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { ImportChoices } from '../formats/contract/read-context.ts'
import { type Bbox, isEmpty } from '../geo/bbox.ts'
import { parseCrs } from '../geo/crs.ts'
import { isOnSheet } from '../geo/naaf.ts'
import type { FieldValue } from '../model/feature.ts'
import type { Warning } from '../model/problem.ts'
import type { FileStyles } from './file-styles.ts'
import { drawPlace, drawPreview, sketch } from './preview.ts'
import type { LayerFacts, LayerReview, PlacedCandidate, TableReview } from './protocol.ts'
import { findDrawOptions } from './symbology.ts'

/** What the card says is cut to this many of each; the counts are of all. */
const MOST_LISTED = 100

/** What is known of a layer without its features, as plain data that is kept with it. */
export function toFacts(layer: ImportedLayer, more: readonly Warning[] = []): LayerFacts {
  const { schema, crs, encoding, kml } = layer
  return {
    name: layer.name,
    format: layer.format,
    path: layer.path,
    featureCount: layer.features.length,
    geometryTypes: [...layer.geometryTypes],
    withoutGeometry: layer.withoutGeometry,
    hasHeights: layer.hasHeights,
    crs:
      crs.how === 'unknown'
        ? { how: crs.how, name: null, epsg: null, text: crs.text }
        : { how: crs.how, name: crs.name, epsg: crs.epsg, text: crs.text },
    encoding: encoding && { name: encoding.name, how: encoding.how },
    bbox: schema.bbox && [...schema.bbox],
    fields: schema.fields.map(({ name, type }) => ({ name, type })),
    warnings: [...layer.warnings, ...more, ...findOffMap(layer)].map((warning) => ({
      ...warning,
      ...(warning.values && { values: { ...warning.values } }),
    })),
    kml: kml
      ? {
          folders: [...new Set(kml.folders.map(({ path }) => path))].slice(0, MOST_LISTED),
          folderCount: new Set(kml.folders.map(({ path }) => path)).size,
          overlays: kml.overlays.slice(0, MOST_LISTED).map((overlay) => ({ ...overlay })),
          networkLinks: kml.networkLinks.slice(0, MOST_LISTED).map((link) => ({ ...link })),
          overlayCount: kml.overlays.length,
          networkLinkCount: kml.networkLinks.length,
          imageCount: Object.keys(kml.images).length,
          styleCount: kml.styles.length,
          balloons: [...new Set(kml.styles.map(({ balloon }) => balloon?.text ?? ''))]
            .filter((text) => text !== '')
            .slice(0, MOST_LISTED),
        }
      : null,
  }
}

/** What the sheet of the Framework does not hold is kept, but never seen: the map does not go there. */
function findOffMap({ crs, features: table }: ImportedLayer): readonly Warning[] {
  if (crs.how === 'unknown') return []
  let count = 0
  for (let index = 0; index < table.length; index++) {
    const bbox = table.bbox(index)
    if (!isEmpty(bbox) && !meetsSheet(bbox)) count++
  }
  if (count === 0) return []
  return [
    {
      code: 'features-off-map',
      message: `${count} features lie off the Atlas's map of North America, where they cannot be seen. They are kept, and exported, all the same.`,
      count,
    },
  ]
}

/** Whether a corner of the box, or its middle, is on the sheet. */
function meetsSheet([west, south, east, north]: Bbox): boolean {
  const places = [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
    [(west + east) / 2, (south + north) / 2],
  ] as const
  return places.some(([lon, lat]) => isOnSheet(lon, lat))
}

/** Pictures of candidates are small and many: where the layer would lie is seen from its largest shapes. */
const MOST_CANDIDATE_POSITIONS = 4000

/** The layer as its card shows it. */
export async function toReview(
  key: string,
  layer: ImportedLayer,
  styles: FileStyles | null,
  choices: ImportChoices,
): Promise<LayerReview> {
  const { crs, encoding, features, schema } = layer
  const isPlaced = crs.how !== 'unknown'
  const sketched = sketch(features)
  const candidates: PlacedCandidate[] = []
  if (!isPlaced) {
    const smaller = sketch(features, MOST_CANDIDATE_POSITIONS)
    for (const { crs: definition, name } of crs.candidates) {
      const parsed = await parseCrs(definition)
      if (!parsed.ok) continue
      const place = drawPlace(smaller, { crs: definition, name, system: parsed.crs })
      if (place) candidates.push(place)
    }
  }
  return {
    key,
    facts: toFacts(layer, styles?.warnings),
    encodings: encoding?.candidates ?? [],
    candidates,
    preview: drawPreview(sketched, isPlaced),
    place: isPlaced ? drawPlace(sketched, { crs: '', name: crs.name, system: null }) : null,
    previewCount: sketched.featureCount,
    samples: schema.fields.map(({ name }) => sampleValues(layer, name)),
    columns: isPlaceOpen(layer, choices) ? schema.fields.map(({ name }) => name) : null,
    table: toTableReview(layer),
    balloon: findBalloon(layer),
    draw: findDrawOptions(layer, styles),
    choices,
  }
}

/** Whether a table's columns of the place are still to be chosen, or were found by what people usually do. */
function isPlaceOpen(layer: ImportedLayer, { columns }: ImportChoices): boolean {
  if (layer.format !== 'csv') return false
  const isGuessed = layer.warnings.some(({ code }) => /^csv-(pair-|places-several$)/.test(code))
  return layer.geometryTypes.length === 0 || isGuessed || columns !== undefined
}

const MOST_CELLS = 12
const MOST_CELL_LENGTH = 40

function toTableReview({ csv }: ImportedLayer): TableReview | null {
  if (!csv) return null
  return {
    dialect: csv.dialect,
    firstRows: csv.firstRows.map((cells) => [
      ...cells.slice(0, MOST_CELLS).map((cell) => cut(cell, MOST_CELL_LENGTH)),
      ...(cells.length > MOST_CELLS ? ['…'] : []),
    ]),
  }
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

const MOST_SAMPLES = 3
const MOST_SAMPLE_LENGTH = 60
const ROWS_FOR_SAMPLES = 200

function sampleValues({ features: table }: ImportedLayer, field: string): string[] {
  const samples = new Set<string>()
  for (let index = 0; index < Math.min(table.length, ROWS_FOR_SAMPLES); index++) {
    const value = table.value(index, field)
    if (value === null || value === '') continue
    samples.add(toSample(value))
    if (samples.size === MOST_SAMPLES) break
  }
  return [...samples]
}

function toSample(value: NonNullable<FieldValue>): string {
  if (value instanceof Uint8Array) return `${value.length} B`
  return cut(String(value), MOST_SAMPLE_LENGTH)
}

const MOST_BALLOON_LENGTH = 20_000
const ROWS_FOR_BALLOON = 500

/**
 * The first balloon of a KML layer as the file means it (12-007r2 section 12.6): the style's text with
 * its `$[field]` filled in, else the description. HTML from the file, to be sanitised before it is shown.
 */
function findBalloon({ kml, features: table }: ImportedLayer): LayerReview['balloon'] {
  if (!kml) return null
  for (let index = 0; index < Math.min(table.length, ROWS_FOR_BALLOON); index++) {
    const text = kml.styles[kml.styleOfFeature[index] ?? -1]?.balloon?.text
    const description = table.value(index, 'description')
    const html =
      text?.replace(/\$\[([^\]]{1,200})\]/g, (_, reference: string) =>
        String(table.value(index, reference.replace(/\/displayName$/, '')) ?? ''),
      ) ?? (typeof description === 'string' && /<[a-z]/i.test(description) ? description : '')
    if (html.trim() === '') continue
    const name = table.value(index, 'name')
    return {
      title: typeof name === 'string' ? name.slice(0, 200) : '',
      html: html.slice(0, MOST_BALLOON_LENGTH),
    }
  }
  return null
}
