import { PROJECTIONS, type ProjectionName } from '../../geo/projections/all.ts'
import { oneOf, type UrlParameter } from './parameter.ts'

/** The projection of the map. */
export const parameter: UrlParameter<ProjectionName> = {
  name: 'proj',
  place: 2,
  isStep: true,
  ...oneOf<ProjectionName, ProjectionName>(
    PROJECTIONS.map(({ id }) => id),
    'naaf',
  ),
  read: ({ projection }) => projection,
  write: (projection) => ({ projection }),
}
