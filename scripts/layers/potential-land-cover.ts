import { toLanguage } from '../../src/catalog/in-language.ts'
import { fromNaaf, NAAF_EXTENT } from '../../src/geo/naaf.ts'
import { supplement, localize as t, words } from '../catalog/common.ts'
import type { BuildContext, Recipe } from '../pipeline/recipe.ts'
import { type ClassGrid, findEnclosedEmptyCells } from './shared/class-grid.ts'
import {
  CELL_DEGREES,
  KOPPEN_PROVENANCE,
  KOPPEN_SOURCE,
  type KoppenClass,
  readKoppenCells,
} from './shared/koppen.ts'
import { toClassLayer } from './shared/land-cover-grid.ts'
import { NALCMS_FIELD, nalcmsSymbology } from './shared/nalcms.ts'
import {
  describeRules,
  POTENTIAL_CODES,
  toPotentialClass,
} from './shared/potential-land-cover-rules.ts'
import { ETOPO5, ETOPO5_PROVENANCE, readElevation } from './shared/relief.ts'

const HALF = NAAF_EXTENT[2]
/** About the spacing of the heights at 45° N. */
const CELL_METERS = 8_000
const SIDE = Math.round((2 * HALF) / CELL_METERS)

/** Stands for land of which no climate is known, until it is known which heights below 0 are sea. */
const UNKNOWN = 255

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
  modified: '2026-11-23',
  record: supplement({
    scaleDenominator: undefined,
    editions: [{ name: '1' }],
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
    'Lo que cubriría el suelo sólo por su clima y su altitud, en las clases y los colores del Sistema de Monitoreo del Cambio en la Cobertura del Suelo de América del Norte (NALCMS): un modelo de reglas fijas que se muestra mientras no se obtenga de la CCA la cobertura observada. Cada celda de 8 km toma su clase de su zona climática de Köppen-Geiger y de su altitud.',
  ),
  limitations: t(
    'A model, not an observation: nobody has seen this land cover. It knows neither people nor soil nor water, so that cropland, towns, wetlands, barren land and lakes (classes 14 to 18) are never given, and prairies with enough rain for trees come out as forest. Climate zones come in cells of half a degree, about 50 km. Not to be compared with observed land cover to find change, nor measured. The rules stand in the processing notes.',
    'Un modèle, non une observation : personne n’a vu cette couverture. Il ignore les activités humaines, les sols et l’eau, si bien que cultures, villes, milieux humides, terrains dénudés et lacs (classes 14 à 18) n’y figurent jamais, et que les prairies assez arrosées pour porter des arbres y deviennent des forêts. Les zones climatiques sont fournies par cellules d’un demi-degré, soit environ 50 km. Ne pas comparer à la couverture observée pour y déceler des changements, ni mesurer. Les règles figurent dans les notes de traitement.',
    'Un modelo, no una observación: nadie ha visto esta cobertura. Ignora a la gente, los suelos y el agua, por lo que cultivos, ciudades, humedales, suelos desnudos y lagos (clases 14 a 18) nunca aparecen, y las praderas con lluvia suficiente para árboles resultan bosques. Las zonas climáticas vienen en celdas de medio grado, unos 50 km. No debe compararse con la cobertura observada para detectar cambios, ni medirse. Las reglas están en las notas de procesamiento.',
  ),
  badge: 'modelled',
  geometryType: 'MultiPolygon',
  fields: [NALCMS_FIELD],
  sources: [KOPPEN_SOURCE, ETOPO5],
  provenance: {
    publisher: t(
      'Modelled for the Atlas from data of Vetmeduni Vienna and NOAA',
      'Modélisé pour l’Atlas à partir de données de la Vetmeduni Vienna et de la NOAA',
      'Modelado para el Atlas a partir de datos de la Vetmeduni Vienna y la NOAA',
    ),
    dataset: t(
      `Rules of the Atlas on: ${SOURCE_DATASETS}`,
      `Règles de l’Atlas appliquées à : ${SOURCE_DATASETS}`,
      `Reglas del Atlas aplicadas a: ${SOURCE_DATASETS}`,
    ),
    edition: '1',
    date: '2026-11-23',
    licence: KOPPEN_PROVENANCE.licence,
    citation: t(
      `North American Environmental Atlas. 2026. "Potential Land Cover (modelled)". Ed. 1, from: ${SOURCE_CITATIONS}`,
      `Atlas environnemental de l’Amérique du Nord. 2026. « Couverture terrestre potentielle (modélisée) ». Éd. 1, d’après : ${SOURCE_CITATIONS}`,
      `Atlas Ambiental de América del Norte. 2026. «Cobertura potencial del suelo (modelada)». Ed. 1, a partir de: ${SOURCE_CITATIONS}`,
    ),
  },
  symbology: nalcmsSymbology(POTENTIAL_CODES),
  async build(context) {
    const grid = await modelGrid(context)
    return toClassLayer(
      context,
      {
        grid,
        cellMeters: CELL_METERS,
        toLonLat: (column, row) =>
          fromNaaf(-HALF + column * CELL_METERS, HALF - row * CELL_METERS)!,
      },
      {
        minimumCells: 4,
        bits: 10,
        overviews: [{ zooms: [0, 2.99], factor: 3, bits: 8 }],
        toProperties: (value) => ({ class: value }),
      },
    )
  },
}

/** The class of each cell of the Framework's square; none at sea and where no climate is known. */
async function modelGrid(context: BuildContext): Promise<ClassGrid> {
  const elevationAt = await readElevation(context)
  const zoneAt = toZoneFinder(await readKoppenCells(context))
  const values = new Uint8Array(SIDE * SIDE)
  let unknown = 0
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const [lon, lat] = fromNaaf(
        -HALF + (column + 0.5) * CELL_METERS,
        HALF - (row + 0.5) * CELL_METERS,
      )!
      const elevation = elevationAt(lon, lat)
      const zone = zoneAt(lon, lat)
      const cell = row * SIDE + column
      if (elevation >= 0 && zone) values[cell] = toPotentialClass(zone, elevation)
      else if (elevation >= 0) {
        values[cell] = UNKNOWN
        unknown++
      }
    }
  }
  // Death Valley and the Salton Sea lie below the sea, but not in it.
  const enclosed = findEnclosedEmptyCells({ columns: SIDE, rows: SIDE, values })
  let depressions = 0
  for (const cell of enclosed) {
    const row = Math.floor(cell / SIDE)
    const [lon, lat] = fromNaaf(
      -HALF + ((cell % SIDE) + 0.5) * CELL_METERS,
      HALF - (row + 0.5) * CELL_METERS,
    )!
    const zone = zoneAt(lon, lat)
    if (!zone) continue
    values[cell] = toPotentialClass(zone, elevationAt(lon, lat))
    depressions++
  }
  for (let cell = 0; cell < values.length; cell++) if (values[cell] === UNKNOWN) values[cell] = 0
  context.log.add(
    t(
      'Each cell of 8 km of the Framework’s plane was given the climate zone that weighs most among the four nearest cells of half a degree, its height, and from both a class; {{depressions}} cells below the sea’s level but apart from it count as land; {{unknown}} cells of land without a climate zone nearby, outside the continent or on small islands, were left empty.',
      'Chaque cellule de 8 km du plan du Cadre a reçu la zone climatique de plus grand poids parmi les quatre cellules voisines d’un demi-degré, son altitude, et des deux une classe ; {{depressions}} cellules sous le niveau de la mer mais séparées d’elle comptent comme terre ; {{unknown}} cellules de terre sans zone climatique proche, hors du continent ou sur de petites îles, ont été laissées vides.',
      'A cada celda de 8 km del plano del Marco se le dio la zona climática de mayor peso entre las cuatro celdas vecinas de medio grado, su altitud y, de ambas, una clase; {{depressions}} celdas bajo el nivel del mar pero separadas de él cuentan como tierra; {{unknown}} celdas de tierra sin zona climática cercana, fuera del continente o en islas pequeñas, quedaron vacías.',
    ),
    { depressions, unknown },
  )
  const rules = describeRules()
  context.log.add(t(`Rules: ${rules.en}.`, `Règles : ${rules.fr}.`, `Reglas: ${rules.es}.`))
  return { columns: SIDE, rows: SIDE, values }
}

/**
 * The zone of a place: that with the greatest weight when the four nearest cells are interpolated, which
 * makes edges run aslant instead of along cells. `null` where none of them is land with a climate.
 */
function toZoneFinder(
  cells: readonly { readonly lon: number; readonly lat: number; readonly zone: KoppenClass }[],
): (lon: number, lat: number) => KoppenClass | null {
  const columns = Math.round(360 / CELL_DEGREES)
  const indexOf = (column: number, row: number): number =>
    row * columns + (((column % columns) + columns) % columns)
  const zones = new Map(
    cells.map(({ lon, lat, zone }) => [
      indexOf(Math.floor((lon + 180) / CELL_DEGREES), Math.floor((lat + 90) / CELL_DEGREES)),
      zone,
    ]),
  )
  return (lon, lat) => {
    const x = (lon + 180) / CELL_DEGREES - 0.5
    const y = (lat + 90) / CELL_DEGREES - 0.5
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const [across, up] = [x - column, y - row]
    const weights = new Map<KoppenClass, number>()
    for (const [east, north, weight] of [
      [0, 0, (1 - across) * (1 - up)],
      [1, 0, across * (1 - up)],
      [0, 1, (1 - across) * up],
      [1, 1, across * up],
    ] as const) {
      const zone = zones.get(indexOf(column + east, row + north))
      if (zone) weights.set(zone, (weights.get(zone) ?? 0) + weight)
    }
    const [heaviest] = [...weights].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    return heaviest?.[0] ?? null
  }
}
