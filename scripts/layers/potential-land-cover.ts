import { toLanguage } from '../../src/catalog/in-language.ts'
import { ATLAS_PUBLISHER } from '../../src/catalog/metadata/atlas.ts'
import { supplement, localize as t, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { KOPPEN_PROVENANCE, KOPPEN_SOURCE } from './shared/koppen.ts'
import {
  CLIMATE_SCALES,
  noteClimateGrid,
  readClimateLand,
  toClimateGrid,
} from './shared/koppen-grid.ts'
import { toClassLayer } from './shared/land-cover-grid.ts'
import { NALCMS_FIELD, nalcmsSymbology } from './shared/nalcms.ts'
import { UNITS_SOURCE } from './shared/natural-earth-units.ts'
import {
  describeRules,
  POTENTIAL_CODES,
  toPotentialClass,
} from './shared/potential-land-cover-rules.ts'
import { ETOPO5, ETOPO5_PROVENANCE, readElevation } from './shared/relief.ts'

const SOURCES_PROVENANCE = [KOPPEN_PROVENANCE, ETOPO5_PROVENANCE]
const SOURCE_DATASETS = SOURCES_PROVENANCE.map(({ dataset }) => toLanguage(dataset, 'en')).join(
  '; ',
)
const SOURCE_CITATIONS = SOURCES_PROVENANCE.map(({ citation }) => toLanguage(citation, 'en')).join(
  ' ',
)

export const potentialLandCover: Recipe = {
  id: 'potential-land-cover',
  group: 'terrestrial-ecosystems',
  state: 'bundled',
  modified: '2026-11-27',
  record: supplement({
    scaleDenominator: undefined,
    editions: [{ name: '2' }],
    comparability: [
      t(
        'Modelled from climate and height: it is no observation and must not be compared with land cover seen from satellites to find change.',
        'Modélisée à partir du climat et de l’altitude : ce n’est pas une observation, et elle ne doit pas être comparée à la couverture terrestre vue par satellite pour déceler des changements.',
        'Modelada a partir del clima y la altitud: no es una observación y no debe compararse con la cobertura del suelo vista por satélite para detectar cambios.',
      ),
    ],
    keywords: words(
      'NALCMS, vegetation, forest, potential natural vegetation, model',
      'NALCMS, végétation, forêt, végétation naturelle potentielle, modèle',
      'NALCMS, vegetación, bosque, vegetación natural potencial, modelo',
    ),
  }),
  title: t(
    'Potential Land Cover (modelled)',
    'Couverture terrestre potentielle (modélisée)',
    'Cobertura potencial del suelo (modelada)',
  ),
  abstract: t(
    'What would cover the land by its climate and its height alone, in the classes and colours of the North American Land Change Monitoring System (NALCMS): a model made of fixed rules, shown until the observed land cover is fetched from the CEC. Each cell of 8 km takes its class from its Köppen-Geiger climate zone and its height above the sea.',
    'Ce qui recouvrirait le sol selon le climat et l’altitude seuls, dans les classes et les couleurs du Système nord-américain de surveillance des changements de la couverture terrestre (NALCMS) : un modèle fait de règles fixes, présenté en attendant que la couverture observée soit obtenue de la CCE. Chaque cellule de 8 km tire sa classe de sa zone climatique de Köppen-Geiger et de son altitude.',
    'Lo que cubriría el suelo solo por su clima y su altitud, en las clases y los colores del Sistema de Monitoreo del Cambio en la Cobertura del Suelo de América del Norte (NALCMS): un modelo de reglas fijas que se muestra mientras no se obtenga de la CCA la cobertura observada. Cada celda de 8 km toma su clase de su zona climática de Köppen-Geiger y de su altitud.',
  ),
  limitations: t(
    'A model, not an observation: nobody has seen this land cover. It knows neither people nor soil nor water, so that cropland, towns, wetlands, barren land and lakes (classes 14 to 18) are never given, and prairies with enough rain for trees come out as forest. Climate zones come in cells of half a degree, about 50 km. Not to be compared with observed land cover to find change, nor measured. The rules stand in the processing notes.',
    'Un modèle, non une observation : personne n’a vu cette couverture. Il ignore les activités humaines, les sols et l’eau, si bien que cultures, villes, milieux humides, terrains dénudés et lacs (classes 14 à 18) n’y figurent jamais, et que les prairies assez arrosées pour porter des arbres y deviennent des forêts. Les zones climatiques sont fournies par cellules d’un demi-degré, soit environ 50 km. Ne pas comparer à la couverture observée pour y déceler des changements, ni mesurer. Les règles figurent dans les notes de traitement.',
    'Un modelo, no una observación: nadie ha visto esta cobertura. Ignora a la gente, los suelos y el agua, por lo que cultivos, ciudades, humedales, suelos desnudos y lagos (clases 14 a 18) nunca aparecen, y las praderas con lluvia suficiente para árboles resultan bosques. Las zonas climáticas vienen en celdas de medio grado, unos 50 km. No debe compararse con la cobertura observada para detectar cambios, ni medirse. Las reglas están en las notas de procesamiento.',
  ),
  badge: 'modelled',
  geometryType: 'MultiPolygon',
  isCoverage: true,
  fields: [NALCMS_FIELD],
  sources: [KOPPEN_SOURCE, ETOPO5, UNITS_SOURCE],
  provenance: {
    publisher: ATLAS_PUBLISHER,
    dataset: t(
      `Rules of the Atlas on: ${SOURCE_DATASETS}`,
      `Règles de l’Atlas appliquées à : ${SOURCE_DATASETS}`,
      `Reglas del Atlas aplicadas a: ${SOURCE_DATASETS}`,
    ),
    edition: '2',
    date: '2026-11-27',
    licence: KOPPEN_PROVENANCE.licence,
    citation: SOURCE_CITATIONS,
  },
  symbology: nalcmsSymbology(POTENTIAL_CODES),
  async build(context) {
    const elevationAt = await readElevation(context)
    const placed = await toClimateGrid(context, (zone, lon, lat) =>
      toPotentialClass(zone, elevationAt(lon, lat)),
    )
    noteClimateGrid(context)
    const rules = describeRules()
    context.log.add(t(`Rules: ${rules.en}.`, `Règles : ${rules.fr}.`, `Reglas: ${rules.es}.`))
    return toClassLayer(context, placed, {
      ...CLIMATE_SCALES,
      minimumCells: 4,
      land: await readClimateLand(context),
      toProperties: (value) => ({ class: value }),
    })
  },
}
