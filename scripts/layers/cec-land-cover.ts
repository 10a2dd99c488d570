import { localize as t } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { cecSource, describe } from './shared/cec.ts'
import { readLandCover, toClassLayer } from './shared/land-cover-grid.ts'
import { isNalcmsCode, NALCMS_FIELD, nalcmsSymbology } from './shared/nalcms.ts'

/** Cells that 1:10,000,000 can show: 0.4 mm on paper. */
const CELL_METERS = 4_000

/**
 * Land cover from the CEC's grid, as polygons for maps of the continent. The grid itself stays the
 * source for anything closer: what this layer shows of a place is what covers most of 16 km².
 */
function landCover(resolution: '30m' | '250m'): Recipe {
  const id = `cec-land-cover-${resolution}`
  const source = cecSource(id)
  const described = describe(id)
  const { limitations } = described
  return {
    ...described,
    ...(limitations && {
      limitations: t(
        `${limitations.en} Shown here by cells of 4 km, each with the class that covers most of it: areas must be measured on the grid itself.`,
        `${limitations.fr} Représentée ici par cellules de 4 km, chacune portant la classe dominante : les superficies doivent être mesurées sur la grille elle-même.`,
        `${limitations.es} Aquí se muestra en celdas de 4 km, cada una con la clase dominante: las superficies deben medirse en la malla misma.`,
      ),
    }),
    badge: 'generalised',
    geometryType: 'MultiPolygon',
    isCoverage: true,
    fields: [NALCMS_FIELD],
    sources: [source],
    symbology: nalcmsSymbology(),
    async build(context) {
      const placed = await readLandCover(context, source, {
        cellMeters: CELL_METERS,
        isClass: isNalcmsCode,
      })
      return toClassLayer(context, placed, {
        minimumCells: 3,
        bits: 12,
        overviews: [
          { zooms: [0, 2.99], factor: 5, bits: 8 },
          { zooms: [3, 4.99], factor: 2, bits: 10 },
        ],
        toProperties: (value) => ({ class: value }),
      })
    },
  }
}

export const cecLandCover30m = landCover('30m')
export const cecLandCover250m = landCover('250m')
