import { type ByteSource, baseName, extensionOf, fileName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import type { ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { readXml } from '../xml/read.ts'
import { XmlScanner } from '../xml/xml-scanner.ts'
import type { KmlExtras, KmlOverlay } from './extras.ts'
import { KmlHandler } from './kml-handler.ts'
import { isElsewhere, withFaults } from './overlays.ts'

const ROOTS =
  /<(?:[\w.-]+:)?(kml|Document|Folder|Placemark|NetworkLink|GroundOverlay|ScreenOverlay)[\s/>]/

/** KML 2.0 to 2.3 (OGC 12-007r2) with Google's extensions, in a file of its own or in a KMZ. */
export const kmlReader: FormatReader = {
  id: 'kml',
  sniff: ({ text, name }) => {
    if (!text.startsWith('<')) return false
    const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(text)?.[1] ?? ''
    // A long comment or junk may stand before the root.
    return (
      ROOTS.test(`<${root} `) ||
      (ROOTS.test(text) && !/^(html|gpx)$/i.test(root)) ||
      (extensionOf(name) === 'kml' && !/^(html|gpx)$/i.test(root))
    )
  },
  read: async (source, context, siblings) => [await readKml(source, context, siblings)],
}

async function readKml(
  source: ByteSource,
  context: ReadContext,
  siblings: readonly ByteSource[],
): Promise<ImportedLayer> {
  const { table, handler, warnings, encoding } = await readXml(source, context, (told) => {
    const features = new FeatureTable(context.budget)
    context.beginLayer(features, null)
    const placemarks = new KmlHandler(features, told, context)
    const scanner = new XmlScanner(placemarks, told, {
      ownNamespace: /kml|earth\.google\.com/i,
      ownPrefixes: ['kml', 'gx'],
      fileName: source.name,
    })
    return { scanner, table: features, handler: placemarks }
  })
  const found = handler.finish()
  const images = await readImages(source, siblings, found.extras, context, warnings)
  const kml: KmlExtras = {
    ...found.extras,
    overlays: withFaults(found.extras.overlays, images),
    images,
  }
  const notDrawn = kml.overlays.filter(({ notDrawn: fault }) => fault).length
  if (notDrawn > 0) {
    warnings.add({
      code: 'kml-overlays',
      message: 'Images laid over the map or the screen (overlays) are listed and not drawn.',
      count: notDrawn,
    })
  }
  return finishLayer(
    {
      name: found.documentName ?? layerName(source.name),
      format: 'kml',
      path: source.name,
      table,
      warnings,
      fields: found.fields,
      crs: 'wgs84',
      encoding,
      kml,
    },
    context,
  )
}

/** The main file of a KMZ is `doc.kml` in all of them: the archive's name says more. */
function layerName(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/'))
  return /^doc\.kml$/i.test(fileName(path)) && /\.kmz$/i.test(folder)
    ? baseName(folder)
    : baseName(path)
}

const MOST_ICON_BYTES = 1 << 20
const MOST_OVERLAY_BYTES = 16 << 20
const MOST_IMAGES_BYTES = 64 << 20

/** The images of icons and overlays that came in the same archive, as far as they are not huge. */
async function readImages(
  source: ByteSource,
  siblings: readonly ByteSource[],
  { styles, overlays }: Pick<KmlExtras, 'styles'> & { readonly overlays: readonly KmlOverlay[] },
  context: ReadContext,
  warnings: WarningList,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const hrefs = new Set([
    ...styles.map(({ icon }) => icon?.href),
    ...overlays.map(({ href }) => href),
  ])
  const folder = source.name.slice(0, source.name.lastIndexOf('/') + 1)
  const byPath = new Map(siblings.map((sibling) => [sibling.name.toLowerCase(), sibling]))
  const images = new Map<string, Uint8Array>()
  let total = 0
  for (const href of hrefs) {
    if (!href || isElsewhere(href)) continue
    const sibling = byPath.get(resolvePath(folder, href).toLowerCase())
    if (!sibling) {
      warnings.add({
        code: 'images-missing',
        message: 'Images that icons or overlays refer to are not there.',
      })
      continue
    }
    const limitBytes = overlays.some((overlay) => overlay.href === href)
      ? MOST_OVERLAY_BYTES
      : MOST_ICON_BYTES
    if (sibling.size > limitBytes || total + sibling.size > MOST_IMAGES_BYTES) {
      warnings.add({
        code: 'images-too-large',
        message: `Images of more than ${limitBytes} bytes were not kept.`,
        values: { limitBytes },
      })
      continue
    }
    total += sibling.size
    context.used.add(sibling)
    images.set(href, (await context.readAll(sibling)).slice())
  }
  return images
}

function resolvePath(folder: string, href: string): string {
  const parts = folder.split('/').filter((part) => part !== '')
  let path = href.replaceAll('\\', '/').replace(/[?#].*$/, '')
  try {
    path = decodeURIComponent(path)
  } catch {}
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
