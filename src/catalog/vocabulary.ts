/** What a layer's features look like to someone who filters by it; `raster` is a grid of cells. */
export const SHAPES = ['point', 'line', 'polygon', 'raster'] as const
export type Shape = (typeof SHAPES)[number]

/** `provides`: the project makes the layer or feeds it. `uses`: the layer serves the project. */
export const RELATIONS = ['provides', 'uses'] as const
export type Relation = (typeof RELATIONS)[number]

/** The areas of work of the CEC's 2009 Operational Plan. */
export const AREAS = ['information', 'trade', 'capacity', 'biodiversity', 'enforcement'] as const
export type Area = (typeof AREAS)[number]
