import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { addProjection, Map as MapLibreMap, removeProjection, VectorTileSource } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'

/** The version whose sources were read for what stands in this folder. */
const VERSION_READ = '6.17.0'

const library = createRequire(import.meta.url).resolve('maplibre-gl/package.json')
const root = resolve(import.meta.dirname, '../../..')

const sourceOf = (path: string) => readFileSync(resolve(library, '../src', path), 'utf8')

/** Tells what no longer holds, and which file of this folder relied on it. */
function expectHolds(holds: boolean, what: string, reliedOnBy: string): void {
  expect
    .soft(holds, `MapLibre GL no longer holds to this: ${what} (${reliedOnBy} relies on it)`)
    .toBe(true)
}

describe('the map library', () => {
  it('is the version whose inner workings were read, and no other is taken by itself', () => {
    const named = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')).dependencies
    expect(named['maplibre-gl'], 'package.json has to name one version of maplibre-gl').toBe(
      VERSION_READ,
    )
    expect(
      JSON.parse(readFileSync(library, 'utf8')).version,
      'Another version is installed: hold what src/map/internals relies on to its sources, run the browser tests, and then name it here',
    ).toBe(VERSION_READ)
  })

  it('reads tiles as tile-refresh.ts relies on it', async () => {
    const tileRefresh = 'tile-refresh.ts'
    const sent: string[] = []
    const source = Object.assign(Object.create(VectorTileSource.prototype), {
      id: 'land',
      tiles: ['atlas://land/naaf/{z}/{x}/{y}'],
      maxzoom: 8,
      tileSize: 512,
      dispatcher: {
        waitForInitComplete: async () => undefined,
        getReadyActor: () => actor,
      },
      map: {
        getPixelRatio: () => 1,
        style: { projection: { worldCoordinateHelper: {} } },
        _requestManager: { transformRequest: async (url: string) => ({ url }) },
      },
    }) as VectorTileSource
    const actor = {
      sendAsync: async ({ type }: { type: string }) => {
        sent.push(type)
        return null
      },
    }
    const read = async (state: string, hasActor: boolean) => {
      const tile = {
        state,
        actor: hasActor ? actor : undefined,
        tileID: { canonical: { z: 1, url: ([url]: string[]) => url }, overscaleFactor: () => 1 },
        loadVectorData: () => undefined,
      }
      await source.loadTile(tile as never)
      return sent.pop()
    }
    expectHolds(
      (await read('loading', false)) === 'LT' && (await read('expired', true)) === 'LT',
      'a tile is asked for when it is new, and when it is marked as expired',
      tileRefresh,
    )
    expectHolds(
      (await read('reloading', true)) === 'RT' && (await read('loaded', true)) === 'RT',
      'a tile that was read before, and has not expired, is read again without being asked for',
      tileRefresh,
    )
    expectHolds(
      typeof VectorTileSource.prototype.unloadTile === 'function',
      'a source lets go of a tile by its method unloadTile',
      tileRefresh,
    )
    expectHolds(
      typeof MapLibreMap.prototype.refreshTiles === 'function',
      'the map has a method refreshTiles',
      tileRefresh,
    )
    const manager = sourceOf('tile/tile_manager.ts')
    const refreshTiles = /\n {4}refreshTiles\([\s\S]*?\n {4}}/.exec(manager)?.[0] ?? ''
    expectHolds(
      /isIdRenderable\(id\)/.test(refreshTiles) &&
        /_reloadTile\(id, 'expired'\)/.test(refreshTiles),
      'refreshTiles marks those tiles as expired that are drawn, and no others',
      tileRefresh,
    )
    expectHolds(
      /this\._source\.loadTile\(tile\)/.test(manager) &&
        /this\._source\.unloadTile\(tile\)/.test(manager),
      'tiles are read and let go of through the methods of their source, which may be wrapped',
      tileRefresh,
    )
    expectHolds(
      /getTileByID\(id: string\)/.test(manager) && /_inViewTiles\.getTileById\(id\)/.test(manager),
      'a source’s tile manager tells by getTileByID which tile is in view',
      tileRefresh,
    )
    expectHolds(
      /overzoomedTileResultCache/.test(sourceOf('source/vector_tile_worker_source.ts')),
      'what is enlarged from the finest tiles is kept by their address (if no longer so, new addresses are not needed)',
      tileRefresh,
    )
  })

  it('draws a globe as globe.ts relies on it', () => {
    const globe = 'globe.ts'
    const painter = sourceOf('render/painter.ts')
    for (const member of ['programCache', 'setBaseState', 'render']) {
      expectHolds(
        new RegExp(`\\n {4}(async )?${member}\\b`).test(painter),
        `the painter has ${member}`,
        globe,
      )
    }
    expectHolds(/setDirty\(/.test(sourceOf('webgl/context.ts')), 'the context has setDirty', globe)
    expectHolds(
      /projectionShaderVariant/.test(painter),
      'a frame is drawn with the programs of the projection that its data name',
      globe,
    )
    const projection = sourceOf('geo/projection/projection.ts')
    for (const member of [
      'subdivisionGranularity',
      'shaderVariantName',
      'shaderDefine',
      'shaderPreludeCode',
    ]) {
      expectHolds(projection.includes(member), `a projection has ${member}`, globe)
    }
  })

  it('places names as names.ts relies on it', () => {
    const names = 'names.ts'
    const style = sourceOf('style/style.ts')
    const index = sourceOf('symbol/collision_index.ts')
    const placement = sourceOf('symbol/placement.ts')
    expectHolds(
      /this\.pauseablePlacement = new PauseablePlacement\(/.test(style),
      'a style has the placement that it works at in its member pauseablePlacement',
      names,
    )
    expectHolds(
      /placementSettled && \(placementInputsChanged \|\| this\.placement\.stale\)/.test(style),
      'a placement that is marked as stale is followed by another',
      names,
    )
    expectHolds(
      /this\._forceFullPlacement \? false : \(now\(\) - startTime\) > 2/.test(
        sourceOf('style/pauseable_placement.ts'),
      ),
      'a placement goes on to its end in one frame where its _forceFullPlacement is set',
      names,
    )
    for (const method of [
      'placeCollisionBox',
      'placeCollisionCircles',
      'insertCollisionBox',
      'insertCollisionCircles',
    ]) {
      expectHolds(
        index.includes(`\n    ${method}(`) && placement.includes(`collisionIndex.${method}(`),
        `a placement asks its collision index by ${method}`,
        names,
      )
    }
    expectHolds(
      /pointX = projectedPoint\.x \+ \(shift \? shift\.x \* tileToViewport : 0\);[\s\S]*pointX \+ collisionBox\.x1 \* tileToViewport/.test(
        index,
      ),
      'a box stands at its place, moved by the shift of its side, both in the scale of its text',
      names,
    )
    expectHolds(
      /const viewportPadding = 100;/.test(index) || /viewportPadding\b.*= 100/.test(index),
      'boxes count from 100 pixels outside of the canvas',
      names,
    )
    expectHolds(
      /prevPlacement\?\.variableOffsets\[symbolInstance\.crossTileID\]\?\.anchor/.test(placement),
      'the side at which a name was is told by variableOffsets of the placement before',
      names,
    )
    expectHolds(
      /\n {4}commit\(now: number\): void/.test(placement),
      'a placement that is done is taken by its method commit',
      names,
    )
    expectHolds(
      /'cooperative' overlap - can overlap 'always' or 'cooperative' symbol; can't overlap 'never'/.test(
        sourceOf('symbol/grid_index.ts'),
      ),
      'a name of the overlap cooperative stands over what is placed with always, and not over what is with never',
      names,
    )
  })

  it('draws a map that has been moved as slid-picture.ts relies on it', () => {
    expectHolds(
      sourceOf('ui/map.ts').includes("this.on('moveend', () => this._update(false))"),
      'a frame is drawn after the last move',
      'slid-picture.ts',
    )
    expectHolds(
      /this\.fire\(new MapStyleLoadEvent/.test(
        /\n {4}setState\([\s\S]*?\n {4}}/.exec(sourceOf('style/style.ts'))?.[0] ?? '',
      ),
      'a changed style is told as one that is loaded, which held-picture.ts passes over',
      'held-picture.ts',
    )
  })

  it('draws a frame as held-picture.ts relies on it', () => {
    const held = 'held-picture.ts'
    const frame = /\n {4}_render\([\s\S]*?\n {4}}/.exec(sourceOf('ui/map.ts'))?.[0] ?? ''
    expectHolds(
      /_updateSources[\s\S]*_placementDirty = this\.style\?\._updatePlacement\([\s\S]*this\.painter\.render\(/.test(
        frame,
      ),
      'a frame asks for tiles, then places names by _updatePlacement, then is painted by render',
      held,
    )
    expectHolds(
      /_updatePlacement\(transform: \w+, showCollisionBoxes: boolean, fadeDuration: number, crossSourceCollisions: boolean, forceFullPlacement/.test(
        sourceOf('style/style.ts'),
      ),
      'names are placed within the milliseconds for fading in, and all at once where that is forced',
      held,
    )
    expectHolds(
      /hasTransitions\(now: number\): boolean {\s*return this\.stale \|\|/.test(
        sourceOf('symbol/placement.ts'),
      ),
      'a placement that is stale has another frame drawn',
      held,
    )
  })

  it('reads and draws areas at the pole as poles.ts relies on it', () => {
    const poles = 'poles.ts'
    const bucket = sourceOf('data/bucket/fill_bucket.ts')
    for (const member of ['layoutVertexArray', 'indexArray', 'indexArray2', 'segments']) {
      expectHolds(bucket.includes(`\n    ${member}:`), `areas of a tile have ${member}`, poles)
    }
    expectHolds(
      /NORTH_POLE_Y = -32768;/.test(sourceOf('render/subdivision.ts')),
      'a corner at y = -32768 stands for the north pole',
      poles,
    )
    expectHolds(
      /const BITS = 15;/.test(sourceOf('data/load_geometry.ts')),
      'coordinates of a tile are read between -16384 and 16383',
      poles,
    )
    expectHolds(
      /exp\(PI - \(mercator_pos\.y \* PI \* 2\.0\)\)/.test(
        sourceOf('shaders/glsl/_projection_globe.vertex.glsl'),
      ),
      'the globe has what lies above its tiles where Web Mercator has it',
      poles,
    )
    expectHolds(
      /new MapSourceDataEvent\('data', \{tile, coord: tile\.tileID\}\)/.test(
        sourceOf('tile/tile_manager.ts'),
      ),
      'a tile that has been read is told before it is drawn',
      poles,
    )
    expectHolds(
      /this\.map\._zoomLevelsToOverscale !== undefined/.test(sourceOf('tile/tile_manager.ts')),
      'tiles are enlarged whole for so many zooms as zoomLevelsToOverscale says',
      poles,
    )
  })

  it('takes a plane of our own, as register-projections.ts relies on it', () => {
    const crs = {
      name: 'test:plane',
      projection: { forward: (place: number[]) => place, inverse: (place: number[]) => place },
      tileMatrixSet: { origin: [0, 0] as [number, number], extentAtZoom0: 1 },
    }
    const register = () => addProjection(crs as Parameters<typeof addProjection>[0])
    expect(
      register,
      'addProjection no longer takes { name, projection, tileMatrixSet }',
    ).not.toThrow()
    expect(register, 'a name is no longer taken once only: planes need not be remembered').toThrow()
    removeProjection('test:plane')
  })
})
