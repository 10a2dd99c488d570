import { cecVectorRecipe } from './shared/cec.ts'
import { PALETTE } from './shared/palette.ts'

/**
 * Land ice and the ice of the Arctic seas, of the Framework's first release. No address of its file is
 * known: the CEC gives it on request, and whoever has it names it.
 */
export const cecGlaciersAndSeaIce = cecVectorRecipe({
  id: 'cec-glaciers-and-sea-ice',
  source: {
    kind: 'asked',
    key: 'cec-glaciers-and-sea-ice',
    what: 'the zipped shapefile of glaciers and sea ice, which the CEC gives on request',
  },
  geometryType: 'MultiPolygon',
  fields: [],
  generalise: { kind: 'shared', toleranceMeters: 250 },
  symbology: {
    kind: 'simple',
    symbol: {
      fill: PALETTE.glacier,
      fillOpacity: 0.85,
      line: PALETTE.glacierEdge,
      lineWidth: 0.75,
      lineDash: [4, 2],
    },
  },
})
