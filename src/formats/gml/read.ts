import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, baseName, extensionOf } from '../bytes/byte-source.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import type { FormatReader } from '../contract/reader.ts'
import { readXml } from '../xml/read.ts'
import { XmlScanner } from '../xml/xml-scanner.ts'
import { GmlHandler, type GmlTable } from './gml-handler.ts'
import { readSchemaTypes } from './schema-types.ts'

/**
 * Features in GML 2.1, 3.1 and 3.2 (OGC 02-069, 03-105r1, 07-036; the simple features of 10-100r3), as files and
 * as Web Feature Services give them.
 */
export const gmlReader: FormatReader = {
  id: 'gml',
  sniff: ({ text, name }) => {
    if (!text.startsWith('<')) return false
    const root = /<(?![?!])(?:[\w.-]+:)?([\w.-]+)/.exec(text)?.[1] ?? ''
    if (/^(html|kml|gpx|schema)$/i.test(root)) return false
    const isGml = text.includes('opengis.net/gml')
    return (
      (isGml && (/Collection$/.test(root) || /<(?:[\w.-]+:)?\w*[mM]embers?[\s>]/.test(text))) ||
      /^(FeatureCollection|SimpleFeatureCollection)$/.test(root) ||
      extensionOf(name) === 'gml'
    )
  },
  read,
}

async function read(
  source: ByteSource,
  context: ReadContext,
  siblings: readonly ByteSource[],
): Promise<readonly ImportedLayer[]> {
  const kinds = await readSchemaTypes(source, siblings, context)
  const { handler, warnings, encoding } = await readXml(source, context, (told) => {
    const members = new GmlHandler(context, told, kinds)
    const scanner = new XmlScanner(members, told, {
      ownNamespace: /opengis\.net\/gml/,
      ownPrefixes: ['gml'],
      fileName: source.name,
    })
    return { scanner, handler: members }
  })
  const tables = handler.finish()
  if (tables.length === 0) {
    throw new ProblemError({
      code: 'gml-no-features',
      message: `${source.name} is GML, but holds no features.`,
      values: { name: source.name },
    })
  }
  const layers: ImportedLayer[] = []
  for (const one of tables) {
    const own = new WarningList()
    own.addAll(warnings.list())
    layers.push(
      await finishLayer(
        {
          name: nameOf(one, tables, source),
          format: 'gml',
          path: source.name,
          table: one.table,
          warnings: own,
          crs: one.system?.crs ?? null,
          encoding,
        },
        context,
      ),
    )
  }
  return layers
}

/** The file's name where there is one layer, else the type, and the system where that alone tells them apart. */
function nameOf({ type, system }: GmlTable, tables: readonly GmlTable[], { name }: ByteSource) {
  if (tables.length === 1) return baseName(name)
  const isOnly = tables.filter((other) => other.type === type).length === 1
  return isOnly || !system ? type : `${type} (${system.crs})`
}
