import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Geometry, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import catalogJson from '../public/layers/catalog.json' with { type: 'json' }
import { fullFileOf } from '../src/catalog/layer-files.ts'
import { parseCatalog } from '../src/catalog/parse-catalog.ts'
import { readFlatGeobuf } from '../src/formats/flatgeobuf/read.ts'
import { isOnSheet } from '../src/geo/naaf.ts'
import { eachPosition } from '../src/geo/positions.ts'
import { PROJECTIONS } from '../src/geo/projections/all.ts'
import { frameworkZoomShift } from '../src/geo/projections/projection.ts'
import { constrainCamera, isElsewhere } from '../src/map/camera.ts'

const PHONE = { width: 360, height: 640 }

/** Of the Framework's grid: near enough to tell a feature from its neighbours. */
const NEAR_ZOOM = 7

/** One of its places that the Framework's sheet has; of a point there is but one. */
function aPlaceOf(geometry: Geometry): readonly [lon: number, lat: number] | null {
  let place: Position | undefined
  eachPosition(geometry, (position) => {
    if (!place && isOnSheet(position[0]!, position[1]!)) place = position
  })
  return place ? [place[0]!, place[1]!] : null
}

/** What lies around the Framework’s sheet, for maps in other projections. */
const BEYOND = 'context-land'

const published = parseCatalog(catalogJson).layers.filter(
  ({ id, files }) => files.length > 0 && id !== BEYOND,
)

describe('the reach of the map', () => {
  it.each(published.map((layer) => [layer.id, layer] as const))(
    'holds every feature of %s on a phone, in every projection',
    (_, layer) => {
      const path = resolve(import.meta.dirname, '../public/layers', fullFileOf(layer)!.path)
      const lost: string[] = []
      const { features } = readFlatGeobuf(readFileSync(path))
      expect(features.length).toBeGreaterThan(0)
      for (const { key, geometry } of features) {
        if (!geometry) continue
        const center = aPlaceOf(geometry)
        if (!center) lost.push(`off the sheet: ${key}`)
        for (const projection of center ? PROJECTIONS : []) {
          const asked = { center: center!, zoom: NEAR_ZOOM + frameworkZoomShift(projection) }
          const kept = constrainCamera(projection, asked, PHONE)
          if (isElsewhere(projection, asked, kept, PHONE)) lost.push(`${projection.id}: ${key}`)
        }
      }
      expect(lost).toEqual([])
    },
  )
})
