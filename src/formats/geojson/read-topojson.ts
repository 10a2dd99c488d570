import type { Geometry } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { type ByteSource, baseName } from '../byte-source.ts'
import { FeatureTable } from '../feature-table.ts'
import { finishLayer, type ImportedLayer } from '../imported-layer.ts'
import { ProblemError } from '../problem.ts'
import { type ReadContext, WarningList } from '../read-context.ts'
import { checkGeometry } from './check-geometry.ts'
import { isJsonObject, type JsonObject, JsonProperties } from './json-properties.ts'

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

/** A topology's objects as layers, each of its own name. */
export async function readTopology(
  topology: JsonObject,
  source: ByteSource,
  context: ReadContext,
): Promise<readonly ImportedLayer[]> {
  checkArcs(topology, source.name)
  const layers: ImportedLayer[] = []
  const objects = Object.entries(topology.objects as JsonObject)
  for (const [name, object] of objects) {
    if (!isJsonObject(object))
      throw invalid(source.name, `the object “${name.slice(0, 60)}” is none`)
    const title = objects.length === 1 ? baseName(source.name) : name
    layers.push(await readObject(topology, object, name || title, source, context))
  }
  if (layers.length === 0) throw invalid(source.name, 'it has no objects')
  return layers
}

/** The library trusts what it is given; so arcs and the transform are looked at before. */
function checkArcs({ arcs, transform }: JsonObject, name: string): void {
  const isPosition = (value: unknown) =>
    Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'
  for (const arc of arcs as unknown[]) {
    if (!Array.isArray(arc) || !arc.every(isPosition))
      throw invalid(name, 'an arc has no positions')
  }
  if (transform === undefined || transform === null) return
  const isTransform =
    isJsonObject(transform) && isPosition(transform.scale) && isPosition(transform.translate)
  if (!isTransform) throw invalid(name, 'its transform is none')
}

async function readObject(
  topology: JsonObject,
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
    const made = toGeoJson(topology, geometry)
    if (made === undefined) {
      warnings.add({
        code: 'geometry-invalid',
        message:
          'Geometries that are not valid TopoJSON (arcs) were left out; the values are kept.',
        values: { detail: 'arcs' },
      })
    } else {
      table.addGeometry(made)
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

/** The geometry in GeoJSON; `undefined` where its arcs are not the topology's. */
function toGeoJson(topology: JsonObject, geometry: JsonObject): Geometry | null | undefined {
  if (geometry.type === null || geometry.type === undefined) return null
  try {
    const collection = {
      type: 'GeometryCollection',
      geometries: [geometry],
    } as unknown as GeometryCollection
    const made = feature(topology as unknown as Topology, collection).features[0]?.geometry ?? null
    return made === null || checkGeometry(made).ok ? made : undefined
  } catch {
    return undefined
  }
}
