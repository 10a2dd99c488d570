import { type LayerSymbol, MOST_ICON_LENGTH, type ThemedColor } from '../catalog/symbology.ts'
import type { ImportedLayer } from '../formats/contract/imported-layer.ts'
import type { KmlExtras, KmlStyle } from '../formats/kml/extras.ts'
import { toLookupTable } from '../geo/lookup-table.ts'
import type { Warning } from '../model/problem.ts'

/** How a file says that its features look: KML's styles, or simplestyle's properties in GeoJSON. */
export interface FileStyles {
  readonly symbols: readonly LayerSymbol[]
  /** For each feature the number of its symbol, or −1. */
  readonly ofFeature: Int32Array
  readonly warnings: readonly Warning[]
}

/** The styles of a layer's own file; `null` where it has none. */
export async function findFileStyles(layer: ImportedLayer): Promise<FileStyles | null> {
  const found = layer.kml ? await fromKml(layer.kml) : fromSimplestyle(layer)
  if (!found) return null
  return merge(found)
}

/** Styles that look the same are one, in the order of their first features. */
function merge({ symbols, ofFeature, warnings }: FileStyles): FileStyles | null {
  const placeOfLook = new Map<string, number>()
  const merged: LayerSymbol[] = []
  const placeOf = new Map<number, number>()
  const result = new Int32Array(ofFeature.length).fill(-1)
  for (let index = 0; index < ofFeature.length; index++) {
    const style = ofFeature[index]!
    if (style < 0) continue
    let place = placeOf.get(style)
    if (place === undefined) {
      const look = JSON.stringify(symbols[style])
      if (look === '{}') place = -1
      else {
        place = placeOfLook.get(look) ?? merged.length
        if (place === merged.length) merged.push(symbols[style]!)
        placeOfLook.set(look, place)
      }
      placeOf.set(style, place)
    }
    result[index] = place
  }
  return merged.length > 0 ? { symbols: merged, ofFeature: result, warnings } : null
}

const both = (color: string): ThemedColor => ({ light: color, dark: color })

const round = (value: number): number => Math.round(value * 100) / 100

/** KML's icons are 32 pixels wide at scale 1 in Google Earth; ours are drawn a little smaller. */
const ICON_RADIUS = 12

async function fromKml({ styles, styleOfFeature, images }: KmlExtras): Promise<FileStyles | null> {
  if (styles.length === 0) return null
  let notFetched = 0
  let unreadable = 0
  const symbols: LayerSymbol[] = []
  for (const style of styles) {
    const { icon } = style
    let picture: string | null = null
    if (icon?.href) {
      const bytes = images.get(icon.href)
      if (!bytes) notFetched++
      else {
        picture = await toIcon(bytes, icon)
        if (!picture) unreadable++
      }
    }
    symbols.push(toSymbol(style, picture))
  }
  const warnings: Warning[] = []
  if (notFetched > 0) {
    warnings.push({
      code: 'icons-not-fetched',
      message: `${notFetched} icons lie on other hosts or are missing; nothing is fetched, and points are drawn in the icons' colours.`,
      count: notFetched,
    })
  }
  if (unreadable > 0) {
    warnings.push({
      code: 'icons-unreadable',
      message: `${unreadable} icons are no images that can be drawn; points stand in their places.`,
      count: unreadable,
    })
  }
  return { symbols, ofFeature: styleOfFeature, warnings }
}

function toSymbol({ icon, line, polygon }: KmlStyle, picture: string | null): LayerSymbol {
  const fill = polygon?.fill !== false ? polygon?.color : undefined
  const outline = polygon?.outline !== false ? line?.color : undefined
  const point = icon ? (pushpinColor(icon.href) ?? icon.color) : undefined
  return {
    ...(fill && { fill: both(fill), fillOpacity: round(polygon?.opacity ?? 1) }),
    ...(!fill && point && { fill: both(point) }),
    ...(outline && { line: both(outline), lineWidth: clamp(line?.width ?? 1, 0.5, 12) }),
    ...(icon && {
      markerRadius: round(clamp(icon.scale ?? 1, 0.3, 3) * (picture ? ICON_RADIUS : 5)),
    }),
    ...(picture && { icon: picture }),
  }
}

/** KML's own width of 0 hides a line; thinner lines than half a pixel cannot be seen. */
const clamp = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, value))

const PUSHPIN_COLORS = toLookupTable<string>({
  red: '#e5352b',
  blu: '#3461d1',
  blue: '#3461d1',
  ltblu: '#5fb8e8',
  lightblue: '#5fb8e8',
  grn: '#2f9e44',
  green: '#2f9e44',
  ylw: '#e9c22b',
  yellow: '#e9c22b',
  orange: '#ee8722',
  pink: '#e25fa4',
  purple: '#8e4bb8',
  wht: '#ffffff',
  white: '#ffffff',
})

/** The colour in the name of one of Google's own icons, such as `paddle/red-circle.png`. */
function pushpinColor(href: string | undefined): string | undefined {
  const name =
    /\/mapfiles\/(?:kml\/)?(?:paddle|pushpin|ms\/micons|ms\/icons)?\/?([a-z]+)[^/]*\.png/i
  const color = name.exec(href ?? '')?.[1]?.toLowerCase()
  return color === undefined ? undefined : PUSHPIN_COLORS[color]
}

/** As wide as the map's own marker images, so that the two are scaled alike. */
const ICON_PIXELS = 72

/**
 * An image of a file as a small PNG in a data address, multiplied by the style's colour as KML says
 * (12-007r2 section 12.1); `null` where it is no image. What an image format can carry besides pixels
 * does not come along.
 */
async function toIcon(
  bytes: Uint8Array,
  { color, opacity = 1 }: NonNullable<KmlStyle['icon']>,
): Promise<string | null> {
  try {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
    const canvas = new OffscreenCanvas(ICON_PIXELS, ICON_PIXELS)
    const context = canvas.getContext('2d')!
    const scale = ICON_PIXELS / Math.max(image.width, image.height)
    const [width, height] = [image.width * scale, image.height * scale]
    const [x, y] = [(ICON_PIXELS - width) / 2, (ICON_PIXELS - height) / 2]
    context.globalAlpha = opacity
    context.drawImage(image, x, y, width, height)
    context.globalAlpha = 1
    if (color && color !== '#ffffff') {
      context.globalCompositeOperation = 'multiply'
      context.fillStyle = color
      context.fillRect(0, 0, ICON_PIXELS, ICON_PIXELS)
      context.globalCompositeOperation = 'destination-in'
      context.drawImage(image, x, y, width, height)
    }
    image.close()
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    const png = new Uint8Array(await blob.arrayBuffer())
    let text = ''
    for (const byte of png) text += String.fromCharCode(byte)
    const address = `data:image/png;base64,${btoa(text)}`
    return address.length <= MOST_ICON_LENGTH ? address : null
  } catch {
    return null
  }
}

/** https://github.com/mapbox/simplestyle-spec, version 1.1.0. */
const SIMPLESTYLE_FIELDS = [
  'marker-color',
  'marker-size',
  'stroke',
  'stroke-width',
  'fill',
  'fill-opacity',
] as const

const MARKER_RADII = toLookupTable<number>({ small: 4, medium: 6, large: 8 })

function fromSimplestyle({ features: table, format }: ImportedLayer): FileStyles | null {
  const fields = SIMPLESTYLE_FIELDS.filter((field) => table.fieldNames.includes(field))
  if ((format !== 'geojson' && format !== 'topojson') || fields.length === 0) return null
  const symbols: LayerSymbol[] = []
  const placeOfLook = new Map<string, number>()
  const ofFeature = new Int32Array(table.length).fill(-1)
  for (let index = 0; index < table.length; index++) {
    const values = fields.map((field) => table.value(index, field))
    const key = values.join('\n')
    let place = placeOfLook.get(key)
    if (place === undefined) {
      const properties = Object.fromEntries(fields.map((field, at) => [field, values[at]]))
      place = symbols.length
      symbols.push(fromProperties(properties))
      placeOfLook.set(key, place)
      // A colour of its own for each of thousands of features is no legend.
      if (symbols.length > 1000) return null
    }
    ofFeature[index] = place
  }
  return { symbols, ofFeature, warnings: [] }
}

function fromProperties(values: Readonly<Record<string, unknown>>): LayerSymbol {
  const fill = toHexColor(values.fill) ?? toHexColor(values['marker-color'])
  const line = toHexColor(values.stroke)
  const opacity = toNumber(values['fill-opacity'])
  const width = toNumber(values['stroke-width'])
  const radius = MARKER_RADII[String(values['marker-size'])]
  return {
    ...(fill && { fill: both(fill), fillOpacity: clamp(opacity ?? (values.fill ? 0.6 : 1), 0, 1) }),
    ...(line && { line: both(line), lineWidth: clamp(width ?? 2, 0.5, 12) }),
    ...((radius || fill) && { markerRadius: radius ?? 6 }),
  }
}

function toHexColor(value: unknown): string | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(String(value ?? ''))?.[1]?.toLowerCase()
  if (!digits) return undefined
  return digits.length === 6 ? `#${digits}` : `#${digits.replace(/./g, '$&$&')}`
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number.parseFloat(String(value ?? ''))
  return Number.isFinite(number) ? number : undefined
}
