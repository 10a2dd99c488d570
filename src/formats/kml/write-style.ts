import type { Field, Language } from '../../model/schema.ts'
import { textIn } from '../../words/text-in.ts'
import {
  type MarkerShape,
  PLAIN_COLOR,
  PLAIN_RADIUS,
  type StyleSymbol,
} from '../contract/layer-style.ts'
import { toXmlText } from '../xml/write-text.ts'

/** Where a style's icon is found; in a KMZ beside the document, in a KML at Google Earth's own. */
export type IconHref = (symbol: StyleSymbol) => string

/** Icons that Google Earth serves and knows offline, white, to be tinted. */
const PLAIN_ICONS: Readonly<Record<MarkerShape, string>> = {
  circle: 'placemark_circle',
  square: 'placemark_square',
  diamond: 'open-diamond',
  triangle: 'triangle',
  star: 'star',
  cross: 'cross-hairs',
}

export function toPlainIconHref({ marker = 'circle' }: StyleSymbol): string {
  return `http://maps.google.com/mapfiles/kml/shapes/${PLAIN_ICONS[marker]}.png`
}

/** The width in pixels of an icon drawn at scale 1. */
const ICON_PIXELS = 32

export function toIconScale(radius: number | undefined): string {
  return String(Math.round(((2 * (radius ?? PLAIN_RADIUS)) / ICON_PIXELS) * 1000) / 1000)
}

/** A colour as KML has it: opacity, blue, green, red (OGC 07-147r2 section 15.5.1). */
function toKmlColor(color: string, opacity: number): string {
  const alpha = Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')
  return `${alpha}${color.slice(5, 7)}${color.slice(3, 5)}${color.slice(1, 3)}`
}

/**
 * A shared style. Tinted icons take the symbol's colour; icons of our own carry theirs.
 */
export function toStyle(
  id: string,
  symbol: StyleSymbol,
  { iconHref, tinted, balloon }: { iconHref: string; tinted: boolean; balloon: string },
): string {
  const fill = symbol.fill ?? symbol.line ?? PLAIN_COLOR
  const icon =
    '<IconStyle>' +
    `<color>${tinted ? toKmlColor(fill, symbol.fillOpacity ?? 1) : 'ffffffff'}</color>` +
    `<scale>${toIconScale(symbol.markerRadius)}</scale>` +
    `<Icon><href>${toXmlText(iconHref)}</href></Icon>` +
    '<hotSpot x="0.5" y="0.5" xunits="fraction" yunits="fraction"/></IconStyle>'
  const label = '<LabelStyle><scale>0.8</scale></LabelStyle>'
  const line =
    `<LineStyle><color>${toKmlColor(symbol.line ?? fill, 1)}</color>` +
    `<width>${symbol.lineWidth ?? 1}</width></LineStyle>`
  const polygon =
    `<PolyStyle><color>${toKmlColor(fill, symbol.fillOpacity ?? (symbol.fill ? 1 : 0))}</color>` +
    `<fill>${symbol.fill ? 1 : 0}</fill><outline>${symbol.line ? 1 : 0}</outline></PolyStyle>`
  return `<Style id="${id}">${icon}${label}${line}${polygon}<BalloonStyle><text>${toXmlText(balloon)}</text></BalloonStyle></Style>`
}

/** The balloon of a feature: its name over a table of the fields' titles and values. */
export function toBalloon(
  fields: readonly Field[],
  schemaId: string,
  language: Language,
  footer: string | undefined,
): string {
  const rows = fields.map((field) => {
    const title = (field.title && textIn(field.title, language)) ?? field.name
    const unit = field.unit ? ` (${field.unit})` : ''
    return (
      `<tr><th align="left" valign="top">${toXmlText(title + unit)}</th>` +
      `<td>$[${schemaId}/${toXmlText(field.name)}]</td></tr>`
    )
  })
  const source = footer ? `<p><small>${toXmlText(footer)}</small></p>` : ''
  return `<h3>$[name]</h3><table cellspacing="4">${rows.join('')}</table>${source}`
}
