import type { LayerRecord } from '../../src/catalog/record.ts'
import {
  cecDownload,
  cecPage,
  cecService,
  provides,
  published,
  publishedYears,
  localize as t,
  uses,
  words,
  years,
} from './common.ts'

/** The reference layers that the CEC publishes. */

const GENERALISED = t(
  'Generalised for maps at 1:10,000,000: not for measuring, navigating or settling where a boundary runs.',
  'Généralisée pour des cartes au 1/10 000 000 : ne convient ni à la mesure, ni à la navigation, ni à la délimitation de frontières.',
  'Generalizada para mapas a escala 1:10,000,000: no sirve para medir, navegar ni determinar por dónde pasa un límite.',
)

const FRAMEWORK_ONLY = t(
  'Part of the Framework’s first release of 2004. No present address of its files is known to this catalogue: ask the CEC.',
  'Fait partie de la première version du Cadre, en 2004. Ce catalogue ne connaît pas d’adresse actuelle de ses fichiers : adressez-vous à la CCE.',
  'Forma parte de la primera versión del Marco, de 2004. Este catálogo no conoce la dirección actual de sus archivos: consulte a la CCA.',
)

export const publishedReference: readonly LayerRecord[] = [
  published({
    id: 'cec-political-boundaries',
    group: 'reference',
    title: t('Political Boundaries', 'Frontières politiques', 'Límites políticos'),
    abstract: t(
      'International boundaries and the states, provinces and territories of Canada, Mexico and the United States, the frame on which every other layer of the Atlas is laid.',
      'Les frontières internationales ainsi que les États, provinces et territoires du Canada, du Mexique et des États-Unis : le cadre sur lequel reposent toutes les autres couches de l’Atlas.',
      'Los límites internacionales y los estados, provincias y territorios de Canadá, Estados Unidos y México: el marco sobre el que descansan las demás capas del Atlas.',
    ),
    limitations: GENERALISED,
    geometryType: 'MultiPolygon',
    fields: [
      { name: 'COUNTRY', type: 'string', title: t('Country', 'Pays', 'País') },
      {
        name: 'NAME_En',
        type: 'string',
        title: t('Name in English', 'Nom en anglais', 'Nombre en inglés'),
      },
    ],
    // Cited so by its readers: Ed. 3.0 of 2022.
    editions: publishedYears({ issue: 'Ed. 3.0', published: 2022 }, 2021),
    addresses: [
      cecPage('political-boundaries-2021', '2021'),
      cecDownload(
        '0_reference/0_01_political_boundaries/politicalboundaries_shapefile.zip',
        '2021',
      ),
      cecService('NA_Political_Divisions_Polygons', '2021'),
    ],
    projects: provides('1'),
    keywords: words(
      'borders, states, provinces, territories, administrative units',
      'frontières, États, provinces, territoires, unités administratives',
      'fronteras, estados, provincias, territorios, unidades administrativas',
    ),
  }),
  published({
    id: 'cec-elevation',
    group: 'reference',
    title: t('Elevation', 'Altitude', 'Elevación'),
    abstract: t(
      'The height of the land above the sea over the whole continent, as a grid that can be shaded to show its relief.',
      'La hauteur des terres au-dessus de la mer pour tout le continent, sous forme d’une grille que l’on peut ombrer pour en montrer le relief.',
      'La altura del terreno sobre el nivel del mar en todo el continente, como una malla que puede sombrearse para mostrar el relieve.',
    ),
    limitations: t(
      'Made for views of the continent: too coarse for slopes, floods or works on a site.',
      'Conçue pour des vues continentales : trop peu détaillée pour étudier des pentes, des inondations ou des travaux sur un site.',
      'Hecha para vistas continentales: con muy poco detalle para estudiar pendientes, inundaciones u obras en un sitio.',
    ),
    raster: true,
    editions: years(2023, 2007),
    addresses: [
      cecPage('elevation-2023', '2023'),
      cecDownload('0_reference/0_03_elevation/elevation_tif.zip', '2023'),
    ],
    projects: provides('1'),
    keywords: words(
      'altitude, relief, terrain, topography, digital elevation model',
      'altitude, relief, terrain, topographie, modèle numérique d’élévation',
      'altitud, relieve, terreno, topografía, modelo digital de elevación',
    ),
  }),
  published({
    id: 'cec-watersheds',
    group: 'reference',
    title: t('Watersheds', 'Bassins versants', 'Cuencas hidrográficas'),
    abstract: t(
      'The drainage basins of North America at four levels, from the seas that the water reaches at last down to single basins, across the borders of the three countries.',
      'Les bassins versants de l’Amérique du Nord à quatre niveaux, des mers où les eaux aboutissent jusqu’aux bassins individuels, sans s’arrêter aux frontières des trois pays.',
      'Las cuencas hidrográficas de América del Norte en cuatro niveles, desde los mares a los que llega el agua hasta las cuencas individuales, sin detenerse en las fronteras de los tres países.',
    ),
    limitations: GENERALISED,
    geometryType: 'MultiPolygon',
    fields: [
      {
        name: 'NAW1_EN',
        type: 'string',
        title: t(
          'Name of the first level, in English',
          'Nom du premier niveau, en anglais',
          'Nombre del primer nivel, en inglés',
        ),
      },
    ],
    editions: [{ name: 'not stated' }],
    addresses: [
      cecPage('watersheds'),
      cecDownload('0_reference/0_04_watersheds/watersheds_shapefile.zip'),
    ],
    recipe: 'npm run layers -- build cec-watersheds',
    projects: [...provides('1'), ...uses('12')],
    keywords: words(
      'drainage basins, catchments, hydrography, water, rivers',
      'bassins hydrographiques, drainage, hydrographie, eau, rivières',
      'cuencas, drenaje, hidrografía, agua, ríos',
    ),
  }),
  published({
    id: 'cec-lakes-and-rivers',
    group: 'reference',
    title: t('Lakes and Rivers', 'Lacs et rivières', 'Lagos y ríos'),
    abstract: t(
      'The larger lakes, rivers and coastlines of the continent, drawn alike on both sides of each border.',
      'Les principaux lacs, cours d’eau et littoraux du continent, représentés de la même façon des deux côtés de chaque frontière.',
      'Los principales lagos, ríos y costas del continente, trazados de la misma forma a ambos lados de cada frontera.',
    ),
    limitations: GENERALISED,
    geometryType: 'Unknown',
    editions: years(2023, 2009),
    addresses: [
      cecPage('lakes-and-rivers-2023', '2023'),
      cecService('North_America_Lakes_and_Rivers', '2023'),
    ],
    projects: provides('1'),
    keywords: words(
      'hydrography, surface water, coastline, streams, reservoirs',
      'hydrographie, eaux de surface, littoral, cours d’eau, réservoirs',
      'hidrografía, aguas superficiales, costa, corrientes, presas',
    ),
  }),
  published({
    id: 'cec-roads',
    group: 'reference',
    title: t('Roads', 'Routes', 'Carreteras'),
    abstract: t(
      'The main roads that join the three countries, over which most of their trade moves.',
      'Les principales routes qui relient les trois pays et par lesquelles circule la plus grande part de leurs échanges.',
      'Las principales carreteras que unen a los tres países, por las que circula la mayor parte de su comercio.',
    ),
    limitations: GENERALISED,
    geometryType: 'MultiLineString',
    editions: years(2020),
    addresses: [cecService('North_America_Roads_2020', '2020')],
    recipe: 'npm run layers -- build cec-roads',
    projects: [...provides('1'), ...uses('6A')],
    keywords: words(
      'highways, transport, trade corridors, freight',
      'autoroutes, transport, corridors commerciaux, marchandises',
      'autopistas, transporte, corredores comerciales, carga',
    ),
  }),
  published({
    id: 'cec-airports',
    group: 'reference',
    title: t('Airports', 'Aéroports', 'Aeropuertos'),
    abstract: t(
      'The airports of Canada, Mexico and the United States as the CEC published them for 2011.',
      'Les aéroports du Canada, du Mexique et des États-Unis tels que la CCE les a publiés pour 2011.',
      'Los aeropuertos de Canadá, Estados Unidos y México tal como la CCA los publicó para 2011.',
    ),
    limitations: t(
      'As of 2011: airports opened, closed or renamed since are not in it. Not for navigation.',
      'État de 2011 : les aéroports ouverts, fermés ou renommés depuis n’y figurent pas. Ne convient pas à la navigation.',
      'Estado de 2011: no incluye los aeropuertos abiertos, cerrados o renombrados desde entonces. No sirve para navegar.',
    ),
    geometryType: 'Point',
    badge: 'historical',
    editions: years(2011),
    addresses: [cecService('NA_Airports_2011', '2011')],
    projects: [...provides('1'), ...uses('6A')],
    keywords: words(
      'aviation, transport, air traffic, aerodromes',
      'aviation, transport, trafic aérien, aérodromes',
      'aviación, transporte, tráfico aéreo, aeródromos',
    ),
  }),
  published({
    id: 'cec-populated-places',
    group: 'reference',
    title: t('Populated Places', 'Lieux habités', 'Localidades'),
    abstract: t(
      'Cities and towns of the three countries, as points by which to find one’s way on the other layers.',
      'Les villes et localités des trois pays, sous forme de points qui servent de repères sur les autres couches.',
      'Las ciudades y localidades de los tres países, como puntos para orientarse en las demás capas.',
    ),
    limitations: GENERALISED,
    geometryType: 'Point',
    editions: [{ name: 'not stated' }],
    addresses: [cecService('NA_Populated_Places')],
    projects: provides('1'),
    keywords: words(
      'cities, towns, settlements, population',
      'villes, villages, agglomérations, population',
      'ciudades, pueblos, asentamientos, población',
    ),
  }),
  published({
    id: 'cec-railroads',
    group: 'reference',
    title: t('Railroads', 'Chemins de fer', 'Vías férreas'),
    abstract: t(
      'The main railroads of the continent, a base theme of the North American Atlas Framework.',
      'Les principales voies ferrées du continent, un thème de base du Cadre de l’Atlas nord-américain.',
      'Las principales vías férreas del continente, un tema básico del Marco del Atlas de América del Norte.',
    ),
    limitations: FRAMEWORK_ONLY,
    geometryType: 'MultiLineString',
    badge: 'historical',
    editions: years(2004),
    addresses: [],
    projects: [...provides('1'), ...uses('6A')],
    keywords: words(
      'railways, rail, transport, freight, trade corridors',
      'voies ferrées, rail, transport, marchandises, corridors commerciaux',
      'ferrocarriles, tren, transporte, carga, corredores comerciales',
    ),
  }),
  published({
    id: 'cec-bathymetry',
    group: 'reference',
    title: t('Bathymetry', 'Bathymétrie', 'Batimetría'),
    abstract: t(
      'The depth of the seas around North America, a base theme of the North American Atlas Framework.',
      'La profondeur des mers qui entourent l’Amérique du Nord, un thème de base du Cadre de l’Atlas nord-américain.',
      'La profundidad de los mares que rodean América del Norte, un tema básico del Marco del Atlas de América del Norte.',
    ),
    limitations: FRAMEWORK_ONLY,
    geometryType: 'MultiPolygon',
    badge: 'historical',
    editions: years(2004),
    addresses: [],
    projects: provides('1'),
    keywords: words(
      'depth, sea floor, ocean, marine relief',
      'profondeur, fond marin, océan, relief marin',
      'profundidad, fondo marino, océano, relieve marino',
    ),
  }),
  published({
    id: 'cec-glaciers-and-sea-ice',
    group: 'reference',
    title: t('Glaciers and Sea Ice', 'Glaciers et glace de mer', 'Glaciares y hielo marino'),
    abstract: t(
      'Land ice and the ice of the Arctic seas, a base theme of the North American Atlas Framework.',
      'La glace terrestre et celle des mers arctiques, un thème de base du Cadre de l’Atlas nord-américain.',
      'El hielo terrestre y el de los mares árticos, un tema básico del Marco del Atlas de América del Norte.',
    ),
    limitations: FRAMEWORK_ONLY,
    geometryType: 'MultiPolygon',
    countries: ['CAN', 'USA'],
    badge: 'historical',
    editions: years(2004),
    addresses: [],
    recipe:
      'npm run layers -- build cec-glaciers-and-sea-ice --from cec-glaciers-and-sea-ice=<file from the CEC>',
    projects: provides('1'),
    keywords: words(
      'ice caps, Arctic, cryosphere, ice extent',
      'calottes glaciaires, Arctique, cryosphère, étendue des glaces',
      'casquetes de hielo, Ártico, criosfera, extensión del hielo',
    ),
  }),
]
