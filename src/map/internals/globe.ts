import type { Map as MapLibreMap } from 'maplibre-gl'

type Painter = MapLibreMap['painter']
type ProgramVariant = Parameters<Painter['programCache']['getProgram']>[0]
type ProjectionShaders = ProgramVariant['projectionShaderVariant']
type Program = Omit<ProgramVariant, 'projectionShaderVariant'>
type Projection = NonNullable<MapLibreMap['style']['projection']>

/** Into how many parts the side of a tile is cut: halved with each zoom from the first on, down to the least. */
type Subdivision = readonly [atZoom0: number, least: number]

/**
 * How finely the globe's shapes are cut to follow its curve. The library cuts a tile of zoom 2 into 32 by 32
 * squares, for each fill and for the mask of each source: most of what a globe of many layers draws. With
 * half of that the middle of a square's side lies below the sphere by 1 - cos(2.8°) of its radius, half a
 * pixel for a whole continent on a screen, and the least numbers keep it so as the map is enlarged.
 */
const SUBDIVISIONS: Readonly<Record<'fill' | 'stencil' | 'tile' | 'line', Subdivision>> = {
  fill: [64, 8],
  // The masks of tiles have to be cut as their fills are, or gaps open between them.
  stencil: [64, 8],
  tile: [64, 8],
  line: [128, 16],
}

/** Programs that draw the globe alone: its sea, and the light around it. */
const GLOBE_ALONE = ['background', 'atmosphere'] as const

/** The pause between two programs, for whatever else the page has to do. */
const PAUSE_MILLISECONDS = 8

/**
 * Has the globe ready before it is chosen. A graphics driver compiles a program when it is linked, and what is
 * left of it when it first draws: for all that draw a globe together, up to a second in which the page stands
 * still. So while nothing is to be drawn, those that draw the map now are linked for the globe too, one at a
 * time, and then draw a frame that is painted over before it is seen.
 *
 * The map library has no option for this, nor for how finely its globe is cut. Both are reached through its
 * style and its painter, as its types declare them.
 */
export class Globe {
  readonly #map: MapLibreMap
  readonly #isIdle: () => boolean
  #shaders: ProjectionShaders | undefined
  /** What has drawn the map, and whether it can draw the globe, by a key. */
  readonly #programs = new Map<string, Program | 'ready'>()
  #painter: Painter | undefined
  #lastFrame: Parameters<Painter['render']> | undefined
  #isPreparing = false
  /** Whether programs have been linked that have not yet drawn. */
  #isUndrawn = false

  /** `isIdle` tells whether nothing is to be drawn. */
  constructor(map: MapLibreMap, isIdle: () => boolean) {
    this.#map = map
    this.#isIdle = isIdle
    map.once('style.load', () => this.#borrow())
    map.on('webglcontextrestored', () => this.#watch())
    this.#watch()
  }

  /** Links and draws what the globe lacks, for as long as nothing else is to be drawn. */
  async prepare(): Promise<void> {
    const shaders = this.#shaders
    if (!shaders || this.#isPreparing) return
    this.#isPreparing = true
    try {
      if (await this.#link(shaders)) this.#drawUnseen(shaders)
    } catch {
      // What a driver cannot do is told when the globe is drawn.
    } finally {
      this.#isPreparing = false
    }
  }

  /** Takes from the globe's projection what is wanted of it, while there is nothing yet to draw with it. */
  #borrow(): void {
    const own = this.#map.getProjection()
    this.#map.setProjection({ type: 'vertical-perspective' })
    const { projection } = this.#map.style
    if (!projection) return
    this.#shaders = {
      name: projection.shaderVariantName,
      define: projection.shaderDefine,
      prelude: projection.shaderPreludeCode,
    }
    setSubdivisions(projection.subdivisionGranularity)
    this.#map.setProjection(own)
  }

  /** Keeps account of what draws each frame. Programs live with a painter, and it with a context. */
  #watch(): void {
    const { painter } = this.#map
    if (painter === this.#painter) return
    this.#painter = painter
    const { programCache } = painter
    this.#programs.clear()
    for (const name of GLOBE_ALONE) {
      this.#remember({ name, showOverdrawInspector: false, useTerrain: false, defines: [] })
    }
    const getProgram = programCache.getProgram.bind(programCache)
    programCache.getProgram = ({ projectionShaderVariant, ...program }) => {
      const linked = getProgram({ projectionShaderVariant, ...program })
      this.#remember(program, projectionShaderVariant)
      return linked
    }
    const render = painter.render.bind(painter)
    painter.render = (...frame) => {
      this.#lastFrame = frame
      render(...frame)
    }
  }

  #remember(program: Program, shaders?: ProjectionShaders): void {
    const { name, programConfiguration, defines } = program
    const key = [name, programConfiguration?.cacheKey, ...defines].join()
    if (shaders && shaders.name === this.#shaders?.name) this.#programs.set(key, 'ready')
    else if (!this.#programs.has(key)) this.#programs.set(key, program)
  }

  /** Links what the globe lacks; whether all is linked, and has to draw. */
  async #link(projectionShaderVariant: ProjectionShaders): Promise<boolean> {
    const missing = [...this.#programs.values()].filter((program) => program !== 'ready')
    for (const program of missing) {
      await pause()
      if (!this.#isIdle()) return false
      // It is remembered as ready on the way.
      this.#map.painter.programCache.getProgram({ ...program, projectionShaderVariant })
      this.#isUndrawn = true
    }
    await pause()
    return this.#isUndrawn && this.#isIdle()
  }

  /** Draws the last frame with the globe's programs, and in the same task again as it was. */
  #drawUnseen(projectionShaderVariant: ProjectionShaders): void {
    if (!this.#lastFrame) return
    const [style, transform, data] = this.#lastFrame
    const { painter } = this.#map
    this.#isUndrawn = false
    try {
      painter.context.setDirty()
      painter.setBaseState()
      painter.render(style, transform, { ...data, projectionShaderVariant, useSubdivision: true })
    } finally {
      this.#map.redraw()
    }
  }
}

function setSubdivisions(settings: Projection['subdivisionGranularity']): void {
  const Expression = settings.fill.constructor as new (
    ...subdivision: Subdivision
  ) => typeof settings.fill
  for (const [name, subdivision] of Object.entries(SUBDIVISIONS)) {
    Object.assign(settings, { [name]: new Expression(...subdivision) })
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS))
}
