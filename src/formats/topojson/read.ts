import { ProblemError } from '../../model/problem.ts'
import { type ByteSource, baseName } from '../bytes/byte-source.ts'
import { FeatureTable } from '../contract/feature-table.ts'
import { finishLayer, type ImportedLayer } from '../contract/imported-layer.ts'
import { type ReadContext, WarningList } from '../contract/read-context.ts'
import { isJsonObject, type JsonObject, JsonProperties } from '../geojson/json-properties.ts'
import { addTopologyGeometry, type TopologyArcs, TopologyFault } from './topology-geometry.ts'

export function isTopology(value: JsonObject): boolean {
  return value.type === 'Topology' && isJsonObject(value.objects) && Array.isArray(value.arcs)
}

function invalid(name: string, detail: string): ProblemError {
  return new ProblemError({
    code: 'topojson-invalid',
    message: `The TopoJSON file ${name} is not valid: ${detail}.`,
    values: { name, detail },
  })
}

/** A topology without its arcs, which were taken up as they were read. */
export interface Topology {
  readonly value: JsonObject
  readonly arcs: TopologyArcs
}

/** A topology's objects as layers, each of its own name. */
export async function readTopology(
  { value: topology, arcs }: Topology,
  source: ByteSource,
  context: ReadContext,
): Promise<readonly ImportedLayer[]> {
  try {
    arcs.finish(topology.transform)
  } catch (error) {
    if (error instanceof TopologyFault) throw invalid(source.name, error.message)
    throw error
  }
  const layers: ImportedLayer[] = []
  const objects = Object.entries(topology.objects as JsonObject)
  for (const [name, object] of objects) {
    if (!isJsonObject(object))
      throw invalid(source.name, `the object “${name.slice(0, 60)}” is none`)
    const title = objects.length === 1 ? baseName(source.name) : name
    layers.push(await readObject(arcs, object, name || title, source, context))
  }
  context.budget.give(arcs.byteLength)
  if (layers.length === 0) throw invalid(source.name, 'it has no objects')
  return layers
}

async function readObject(
  arcs: TopologyArcs,
  object: JsonObject,
  name: string,
  source: ByteSource,
  context: ReadContext,
): Promise<ImportedLayer> {
  const warnings = new WarningList()
  const table = new FeatureTable(context.budget)
  const properties = new JsonProperties(table)
  const geometries =
    object.type === 'GeometryCollection' && Array.isArray(object.geometries)
      ? (object.geometries as unknown[])
      : [object]
  let index = 0
  for (const geometry of geometries) {
    if (++index % 64 === 0) await context.breathe()
    if (!isJsonObject(geometry)) {
      warnings.add({
        code: 'features-not-features',
        message: 'Elements of the collection that are no features were left out.',
      })
      continue
    }
    properties.add(geometry.properties, geometry.id)
    const isNull = geometry.type === null || geometry.type === undefined
    if (!isNull && !addTopologyGeometry(geometry, arcs, table)) {
      table.dropGeometry()
      warnings.add({
        code: 'geometry-invalid',
        message:
          'Geometries that are not valid TopoJSON (arcs) were left out; the values are kept.',
        values: { detail: 'arcs' },
      })
    }
    table.endFeature()
    context.advance(0, 1)
  }
  return finishLayer(
    {
      name,
      format: 'topojson',
      path: source.name,
      table,
      warnings,
      jsonFields: properties.jsonFields,
      // A topology has no way to say another; the bounds tell if it is not degrees.
      crs: null,
      encoding: null,
    },
    context,
  )
}
