import type { LayerAddress, LayerRecord } from '../../src/catalog/record.ts'
import type { Localized } from '../../src/model/schema.ts'
import {
  cecDownload,
  cecMetadata,
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

/** The layers on terrestrial and marine ecosystems that the CEC publishes. */

const LAND_COVER_MEXICO = t(
  'The CEC states that Mexico’s land cover of 2010 and of 2015 must not be compared to find change.',
  'La CCE précise que les couvertures terrestres du Mexique de 2010 et de 2015 ne doivent pas être comparées pour déceler des changements.',
  'La CCA señala que las coberturas del suelo de México de 2010 y de 2015 no deben compararse para detectar cambios.',
)

const LEVEL_LIMITS = t(
  'Its edges are gradual in nature: a line on the map stands for a belt on the ground. Generalised for 1:10,000,000.',
  'Ses limites sont graduelles dans la nature : un trait sur la carte représente une bande de transition sur le terrain. Généralisée au 1/10 000 000.',
  'Sus límites son graduales en la naturaleza: una línea en el mapa representa una franja en el terreno. Generalizada a 1:10,000,000.',
)

const RANGE_LIMITS = t(
  'Ranges are drawn by experts and generalised: inside one a species may be absent, outside it present.',
  'Les aires de répartition sont tracées par des experts et généralisées : une espèce peut être absente à l’intérieur et présente à l’extérieur.',
  'Las áreas de distribución las trazan expertos y están generalizadas: una especie puede faltar dentro de ellas o hallarse fuera.',
)

const BLUE_CARBON_LIMITS = t(
  'Compiled from national maps of different years and methods; what no one has surveyed is missing, so an empty coast is not proof of absence.',
  'Compilée à partir de cartes nationales d’années et de méthodes différentes ; ce qui n’a pas été relevé manque : une côte vide ne prouve pas l’absence.',
  'Compilada a partir de mapas nacionales de distintos años y métodos; lo que nadie ha levantado falta, por lo que una costa vacía no prueba ausencia.',
)

const PRIORITY_LIMITS = t(
  'Areas that experts agreed on as priorities: they carry no legal protection by being on the map.',
  'Aires retenues d’un commun accord par des experts : leur présence sur la carte ne leur confère aucune protection juridique.',
  'Áreas acordadas por expertos como prioritarias: figurar en el mapa no les confiere protección legal.',
)

const BLUE_CARBON_PAGE = cecPage('north-american-blue-carbon-2021', '2021')

/** One of the coastal habitats whose carbon the CEC maps; all have the same editions and page. */
function blueCarbon(
  habitat: Pick<LayerRecord, 'id' | 'title' | 'abstract' | 'keywords'> &
    Partial<Pick<LayerRecord, 'countries' | 'limitations' | 'addresses'>>,
): LayerRecord {
  return published({
    group: 'marine-ecosystems',
    limitations: BLUE_CARBON_LIMITS,
    geometryType: 'MultiPolygon',
    editions: years(2021, 2017),
    addresses: [BLUE_CARBON_PAGE],
    projects: [...provides('1'), ...uses('13')],
    ...habitat,
  })
}

/** One of the three nested levels of the ecological regions of the land. */
function ecoregions(
  digit: '1' | '2' | '3',
  level: string,
  abstract: Localized,
  ...addresses: LayerAddress[]
): LayerRecord {
  return published({
    id: `cec-terrestrial-ecoregions-${digit}`,
    group: 'terrestrial-ecosystems',
    title: t(
      `Terrestrial Ecoregions, Level ${level}`,
      `Écorégions terrestres, niveau ${level}`,
      `Ecorregiones terrestres, nivel ${level}`,
    ),
    abstract,
    limitations: LEVEL_LIMITS,
    geometryType: 'MultiPolygon',
    // The service states with the layer that Ed. 2.0 is of 2021.
    editions: [{ name: 'Ed. 2.0', published: 2021 }],
    addresses,
    ...(addresses.length > 0
      ? { recipe: `npm run layers -- build cec-terrestrial-ecoregions-${digit}` }
      : {}),
    projects: [...provides('1'), ...uses('5A')],
    keywords: words(
      'ecological regions, ecozones, bioregions, biodiversity, habitats',
      'régions écologiques, écozones, biorégions, biodiversité, habitats',
      'regiones ecológicas, ecozonas, biorregiones, biodiversidad, hábitats',
    ),
  })
}

export const publishedEcosystems: readonly LayerRecord[] = [
  published({
    id: 'cec-land-cover-30m',
    group: 'terrestrial-ecosystems',
    title: t('Land Cover 30 m', 'Couverture terrestre 30 m', 'Cobertura del suelo 30 m'),
    abstract: t(
      'What covers the land, from tropical forest to snow and ice, in the 19 classes that the three countries agreed on in the North American Land Change Monitoring System (NALCMS), in cells of 30 metres.',
      'Ce qui recouvre le sol, de la forêt tropicale à la neige et à la glace, selon les 19 classes convenues par les trois pays dans le Système nord-américain de surveillance des changements de la couverture terrestre (NALCMS), en cellules de 30 mètres.',
      'Lo que cubre el suelo, de la selva tropical a la nieve y el hielo, en las 19 clases que acordaron los tres países en el Sistema de Monitoreo del Cambio en la Cobertura del Suelo de América del Norte (NALCMS), en celdas de 30 metros.',
    ),
    limitations: t(
      'Classified from satellite images: single cells may be wrong. The 2020 edition is 2.67 GB compressed.',
      'Classée à partir d’images satellitaires : des cellules isolées peuvent être erronées. L’édition de 2020 pèse 2,67 Go compressée.',
      'Clasificada a partir de imágenes de satélite: puede haber celdas aisladas erróneas. La edición de 2020 pesa 2.67 GB comprimida.',
    ),
    raster: true,
    cellMeters: 30,
    // The second issue of the map, as its file name and those who cite it say.
    editions: publishedYears({ issue: 'Ed. 2.0', published: 2024 }, 2020, 2015, 2010),
    addresses: [
      cecPage('land-cover-30m-2020', '2020'),
      cecDownload(
        '1_terrestrial_ecosystems/1_01_0_land_cover_2020_30m/land_cover_2020v2_30m_tif.zip',
        '2020',
      ),
    ],
    recipe: 'npm run layers -- build cec-land-cover-30m',
    comparability: [LAND_COVER_MEXICO],
    projects: provides('1'),
    keywords: words(
      'NALCMS, vegetation, forest, cropland, urban, Landsat, land use',
      'NALCMS, végétation, forêt, terres cultivées, zones urbaines, Landsat, utilisation du sol',
      'NALCMS, vegetación, bosque, tierras de cultivo, zonas urbanas, Landsat, uso del suelo',
    ),
  }),
  published({
    id: 'cec-land-cover-250m',
    group: 'terrestrial-ecosystems',
    title: t('Land Cover 250 m', 'Couverture terrestre 250 m', 'Cobertura del suelo 250 m'),
    abstract: t(
      'The land cover of the continent in the 19 classes of the NALCMS, in cells of 250 metres from the MODIS satellite sensor: the first map of the three countries in one legend.',
      'La couverture terrestre du continent selon les 19 classes du NALCMS, en cellules de 250 mètres issues du capteur satellitaire MODIS : la première carte des trois pays sous une même légende.',
      'La cobertura del suelo del continente en las 19 clases del NALCMS, en celdas de 250 metros obtenidas con el sensor satelital MODIS: el primer mapa de los tres países con una sola leyenda.',
    ),
    limitations: t(
      'A cell of 250 metres holds one class only, so that towns, wetlands and rivers narrower than that are lost.',
      'Une cellule de 250 mètres ne porte qu’une seule classe : les villes, milieux humides et cours d’eau plus étroits y disparaissent.',
      'Una celda de 250 metros tiene una sola clase, por lo que se pierden poblados, humedales y ríos más angostos.',
    ),
    raster: true,
    cellMeters: 250,
    badge: 'historical',
    editions: [
      { name: '2010', year: 2010 },
      { name: '2005 Ed. 2', year: 2005, published: 2013 },
    ],
    addresses: [
      cecDownload(
        '1_terrestrial_ecosystems/1_01_4_land_cover_2010_250m/land_cover_2010v2_250m_tif.zip',
        '2010',
      ),
      cecPage('land-cover-2005-modis-250m', '2005 Ed. 2'),
    ],
    recipe: 'npm run layers -- build cec-land-cover-250m',
    comparability: [
      t(
        'Not to be compared cell by cell with the land cover of 30 metres: sensor, method and size of cell differ.',
        'À ne pas comparer cellule par cellule avec la couverture terrestre de 30 mètres : le capteur, la méthode et la taille des cellules diffèrent.',
        'No debe compararse celda por celda con la cobertura del suelo de 30 metros: difieren el sensor, el método y el tamaño de celda.',
      ),
    ],
    projects: provides('1'),
    keywords: words(
      'NALCMS, MODIS, vegetation, forest, cropland, land use',
      'NALCMS, MODIS, végétation, forêt, terres cultivées, utilisation du sol',
      'NALCMS, MODIS, vegetación, bosque, tierras de cultivo, uso del suelo',
    ),
  }),
  published({
    id: 'cec-land-cover-change',
    group: 'terrestrial-ecosystems',
    title: t(
      'Land Cover Change',
      'Changements de la couverture terrestre',
      'Cambio en la cobertura del suelo',
    ),
    abstract: t(
      'Where land cover was lost and gained between two editions of the 30-metre map of the NALCMS.',
      'Où la couverture terrestre a été perdue et gagnée entre deux éditions de la carte de 30 mètres du NALCMS.',
      'Dónde se perdió y se ganó cobertura del suelo entre dos ediciones del mapa de 30 metros del NALCMS.',
    ),
    limitations: t(
      'An error in either edition shows as change.',
      'Une erreur dans l’une des deux éditions apparaît comme un changement.',
      'Un error en cualquiera de las dos ediciones aparece como cambio.',
    ),
    raster: true,
    cellMeters: 30,
    editions: [
      { name: '2015–2020', year: 2015, yearTo: 2020, published: 2023 },
      { name: '2010–2015', year: 2010, yearTo: 2015 },
    ],
    addresses: [
      cecService('NA_land_cover_loss_2015_2020', '2015–2020'),
      cecService('NA_land_cover_gain_2015_2020', '2015–2020'),
    ],
    comparability: [LAND_COVER_MEXICO],
    projects: provides('1'),
    keywords: words(
      'deforestation, urban growth, NALCMS, loss, gain, land use',
      'déforestation, étalement urbain, NALCMS, pertes, gains, utilisation du sol',
      'deforestación, crecimiento urbano, NALCMS, pérdida, ganancia, uso del suelo',
    ),
  }),
  published({
    id: 'cec-protected-areas',
    group: 'terrestrial-ecosystems',
    title: t('Protected Areas', 'Aires protégées', 'Áreas protegidas'),
    abstract: t(
      'The protected areas of Canada, Mexico and the United States, on land and at sea, with the management categories of the International Union for Conservation of Nature (IUCN) and other effective conservation measures.',
      'Les aires protégées du Canada, du Mexique et des États-Unis, sur terre et en mer, avec les catégories de gestion de l’Union internationale pour la conservation de la nature (UICN) et les autres mesures de conservation efficaces.',
      'Las áreas protegidas de Canadá, Estados Unidos y México, en tierra y en mar, con las categorías de manejo de la Unión Internacional para la Conservación de la Naturaleza (UICN) y otras medidas eficaces de conservación.',
    ),
    limitations: t(
      'A snapshot of the national databases at the edition’s date: no proof in law of a boundary. The shapefile is over 2 GB.',
      'Un instantané des bases de données nationales à la date de l’édition : n’a aucune valeur légale quant aux limites. Le fichier shapefile dépasse 2 Go.',
      'Una instantánea de las bases de datos nacionales a la fecha de la edición: sin validez legal en cuanto a límites. El shapefile supera los 2 GB.',
    ),
    geometryType: 'MultiPolygon',
    editions: years(2021, 2017),
    addresses: [
      cecPage('north-american-protected-areas-2021', '2021'),
      cecDownload(
        '1_terrestrial_ecosystems/1_02_protected_areas_2021/protectedareas_2021_shapefile.zip',
        '2021',
      ),
    ],
    recipe: 'npm run layers -- build cec-protected-areas',
    projects: [...provides('1'), ...uses('14', '16')],
    keywords: words(
      'parks, reserves, conservation, IUCN, biodiversity, wildlife refuges',
      'parcs, réserves, conservation, UICN, biodiversité, refuges fauniques',
      'parques, reservas, conservación, UICN, biodiversidad, áreas naturales protegidas',
    ),
  }),
  published({
    id: 'cec-forests',
    group: 'terrestrial-ecosystems',
    title: t('Forests', 'Forêts', 'Bosques'),
    abstract: t(
      'The forests of the continent. The 2009 plan foresaw the layer together with the North American Forestry Commission.',
      'Les forêts du continent. Le plan de 2009 prévoyait cette couche avec la Commission des forêts pour l’Amérique du Nord.',
      'Los bosques del continente. El plan de 2009 preveía esta capa junto con la Comisión Forestal para América del Norte.',
    ),
    limitations: t(
      'What counts as forest follows the definitions of the edition: see its own metadata before comparing the two.',
      'Ce qui compte comme forêt dépend des définitions de l’édition : consultez ses métadonnées avant de comparer les deux.',
      'Lo que se considera bosque depende de las definiciones de cada edición: consulte sus metadatos antes de comparar las dos.',
    ),
    editions: years(2022, 2011),
    addresses: [
      cecService('NA_Forests_2022', '2022'),
      cecService('NA_Forests_2011', '2011'),
      cecMetadata('1_terrestrial_ecosystems/1_04_forests_2011/metadata.zip', '2011'),
    ],
    projects: provides('1'),
    keywords: words(
      'woodland, trees, forestry, vegetation, carbon',
      'boisés, arbres, foresterie, végétation, carbone',
      'selvas, árboles, forestal, vegetación, carbono',
    ),
  }),
  ecoregions(
    '1',
    'I',
    t(
      'The broadest of three nested levels: the great ecological regions of the continent, such as the tundra, the great plains or the tropical wet forests.',
      'Le plus large de trois niveaux emboîtés : les grandes régions écologiques du continent, comme la toundra, les grandes plaines ou les forêts tropicales humides.',
      'El más amplio de tres niveles anidados: las grandes regiones ecológicas del continente, como la tundra, las grandes planicies o las selvas cálido-húmedas.',
    ),
    cecDownload(
      '1_terrestrial_ecosystems/1_06_1_terr_ecoregions_i/terr_ecoregions_v2_level_i_shapefile.zip',
      'v2',
    ),
  ),
  ecoregions(
    '2',
    'II',
    t(
      'The middle of three nested levels: subdivisions of the great ecological regions, for views of a country or of several states and provinces.',
      'Le niveau intermédiaire de trois niveaux emboîtés : des subdivisions des grandes régions écologiques, pour des vues d’un pays ou de plusieurs États et provinces.',
      'El nivel intermedio de tres niveles anidados: subdivisiones de las grandes regiones ecológicas, para vistas de un país o de varios estados y provincias.',
    ),
  ),
  ecoregions(
    '3',
    'III',
    t(
      'The finest of three nested levels: ecological regions for regional assessments and reporting, each a part of one region of level II.',
      'Le plus fin de trois niveaux emboîtés : des régions écologiques pour les évaluations et les rapports régionaux, chacune faisant partie d’une région de niveau II.',
      'El más fino de tres niveles anidados: regiones ecológicas para evaluaciones e informes regionales, cada una parte de una región de nivel II.',
    ),
    cecDownload(
      '1_terrestrial_ecosystems/1_06_3_terr_ecoregions_iii/terr_ecoregions_v2_level_iii_shapefile.zip',
      'v2',
    ),
  ),
  published({
    id: 'cec-terrestrial-species',
    group: 'terrestrial-ecosystems',
    title: t(
      'Terrestrial Species of Common Conservation Concern',
      'Espèces terrestres d’intérêt commun pour la conservation',
      'Especies terrestres de preocupación común para la conservación',
    ),
    abstract: t(
      'The ranges of land animals that migrate across the borders, live on both sides of them or exist nowhere else, and that the three countries can only keep together.',
      'Les aires de répartition d’animaux terrestres migrateurs, transfrontaliers ou endémiques que les trois pays ne peuvent conserver qu’ensemble.',
      'La distribución de animales terrestres migratorios, transfronterizos o endémicos que los tres países solo pueden conservar juntos.',
    ),
    limitations: RANGE_LIMITS,
    geometryType: 'MultiPolygon',
    badge: 'historical',
    editions: years(2008),
    addresses: [cecMetadata('1_terrestrial_ecosystems/1_07_terr_sccc_2008/metadata.zip', '2008')],
    projects: provides('1'),
    keywords: words(
      'species ranges, wildlife, birds, mammals, migration, biodiversity',
      'aires de répartition, faune, oiseaux, mammifères, migration, biodiversité',
      'distribución de especies, fauna, aves, mamíferos, migración, biodiversidad',
    ),
  }),
  published({
    id: 'cec-grassland-priority-areas',
    group: 'terrestrial-ecosystems',
    title: t(
      'Grassland Priority Conservation Areas',
      'Aires prioritaires pour la conservation des prairies',
      'Áreas prioritarias para la conservación de pastizales',
    ),
    abstract: t(
      'The grasslands of the centre of the continent that matter most for conservation to all three countries.',
      'Les prairies du centre du continent les plus importantes pour la conservation aux yeux des trois pays.',
      'Los pastizales del centro del continente más importantes para la conservación en los tres países.',
    ),
    limitations: PRIORITY_LIMITS,
    geometryType: 'MultiPolygon',
    badge: 'historical',
    editions: years(2010, 2005),
    addresses: [
      cecService('NA_Priority_Conservation_Areas_Grasslands_2010', '2010'),
      cecPage('priority-conservation-areas-grasslands-2005', '2005'),
    ],
    projects: [...provides('1'), ...uses('15')],
    keywords: words(
      'prairie, grassland birds, conservation, biodiversity, rangeland',
      'prairie, oiseaux des prairies, conservation, biodiversité, parcours naturels',
      'pradera, aves de pastizal, conservación, biodiversidad, agostadero',
    ),
  }),
  published({
    id: 'cec-wetlands',
    group: 'terrestrial-ecosystems',
    title: t('Wetlands', 'Milieux humides', 'Humedales'),
    abstract: t(
      'Marshes, swamps, bogs and other wet lands of the continent.',
      'Les marais, marécages, tourbières et autres milieux humides du continent.',
      'Marismas, pantanos, turberas y otros humedales del continente.',
    ),
    limitations: t(
      'Contributed to the Atlas; how much of each country was surveyed differs.',
      'Contribution à l’Atlas ; la part relevée de chaque pays varie.',
      'Contribución al Atlas; la parte levantada de cada país varía.',
    ),
    editions: [{ name: 'not stated' }],
    addresses: [cecPage('wetlands')],
    projects: provides('1'),
    keywords: words(
      'marshes, swamps, bogs, peatland, water',
      'marais, marécages, tourbières, terres humides, eau',
      'marismas, pantanos, turberas, ciénagas, agua',
    ),
  }),
  blueCarbon({
    id: 'cec-mangroves',
    title: t('Mangroves (Blue Carbon)', 'Mangroves (carbone bleu)', 'Manglares (carbono azul)'),
    abstract: t(
      'Mangrove forests of the warm coasts of Mexico and the United States, which hold great amounts of carbon in their soils.',
      'Les forêts de mangrove des côtes chaudes du Mexique et des États-Unis, dont les sols retiennent de grandes quantités de carbone.',
      'Los bosques de mangle de las costas cálidas de México y Estados Unidos, cuyos suelos retienen grandes cantidades de carbono.',
    ),
    countries: ['MEX', 'USA'],
    keywords: words(
      'mangrove, blue carbon, coast, carbon storage, coastal habitat',
      'palétuviers, carbone bleu, littoral, stockage de carbone, habitat côtier',
      'mangle, carbono azul, costa, almacenamiento de carbono, hábitat costero',
    ),
  }),
  blueCarbon({
    id: 'cec-salt-marshes',
    title: t(
      'Salt Marshes (Blue Carbon)',
      'Marais salés (carbone bleu)',
      'Marismas (carbono azul)',
    ),
    abstract: t(
      'Salt marshes, the grassy shores that the tide floods and that store carbon as they build up soil.',
      'Les marais salés, rivages herbeux que la marée inonde et qui stockent du carbone à mesure qu’ils forment du sol.',
      'Las marismas, orillas con pastos que la marea inunda y que almacenan carbono al formar suelo.',
    ),
    addresses: [
      BLUE_CARBON_PAGE,
      cecMetadata('2_marine_ecosystems/2_01_1_bc_saltmarsh_2021/metadata.zip', '2021'),
    ],
    limitations: t(
      'The metadata published with the 2021 edition are titled “Seagrasses”: they describe another layer. Compiled from national maps of different years and methods; an empty coast is not proof of absence.',
      'Les métadonnées publiées avec l’édition de 2021 sont intitulées « Seagrasses » (herbiers marins) : elles décrivent une autre couche. Compilée à partir de cartes nationales d’années et de méthodes différentes ; une côte vide ne prouve pas l’absence.',
      'Los metadatos publicados con la edición de 2021 llevan el título “Seagrasses” (pastos marinos): describen otra capa. Compilada a partir de mapas nacionales de distintos años y métodos; una costa vacía no prueba ausencia.',
    ),
    keywords: words(
      'tidal marsh, blue carbon, coast, carbon storage, coastal habitat',
      'prés salés, carbone bleu, littoral, stockage de carbone, habitat côtier',
      'marisma salina, carbono azul, costa, almacenamiento de carbono, hábitat costero',
    ),
  }),
  blueCarbon({
    id: 'cec-seagrasses',
    title: t(
      'Seagrasses (Blue Carbon)',
      'Herbiers marins (carbone bleu)',
      'Pastos marinos (carbono azul)',
    ),
    abstract: t(
      'Seagrass meadows of shallow coastal waters, nurseries for fish and stores of carbon.',
      'Les herbiers des eaux côtières peu profondes, pouponnières de poissons et réservoirs de carbone.',
      'Las praderas de pastos marinos de aguas costeras someras, criaderos de peces y almacenes de carbono.',
    ),
    keywords: words(
      'eelgrass, blue carbon, coast, carbon storage, coastal habitat',
      'zostère, carbone bleu, littoral, stockage de carbone, habitat côtier',
      'zostera, carbono azul, costa, almacenamiento de carbono, hábitat costero',
    ),
  }),
  published({
    id: 'cec-marine-ecoregions',
    group: 'marine-ecosystems',
    title: t('Marine Ecoregions', 'Écorégions marines', 'Ecorregiones marinas'),
    abstract: t(
      'The ecological regions of the seas around the continent, by their waters, sea floor and life.',
      'Les régions écologiques des mers qui bordent le continent, selon leurs eaux, leurs fonds et leur vie.',
      'Las regiones ecológicas de los mares que rodean el continente, según sus aguas, su fondo y su vida.',
    ),
    limitations: LEVEL_LIMITS,
    geometryType: 'MultiPolygon',
    badge: 'historical',
    editions: years(2008),
    addresses: [
      cecPage('marine-ecoregions', '2008'),
      cecService('NA_Marine_Ecoregions_2008', '2008'),
    ],
    projects: [...provides('1'), ...uses('13')],
    keywords: words(
      'ocean, ecological regions, sea, biodiversity, habitats',
      'océan, régions écologiques, mer, biodiversité, habitats',
      'océano, regiones ecológicas, mar, biodiversidad, hábitats',
    ),
  }),
  published({
    id: 'cec-marine-protected-areas',
    group: 'marine-ecosystems',
    title: t(
      'Marine Protected Areas Network',
      'Réseau d’aires marines protégées',
      'Red de áreas marinas protegidas',
    ),
    abstract: t(
      'Marine protected areas that the three countries joined into the North American Marine Protected Areas Network (NAMPAN).',
      'Les aires marines protégées que les trois pays ont réunies dans le Réseau nord-américain d’aires marines protégées (NAMPAN).',
      'Las áreas marinas protegidas que los tres países reunieron en la Red de Áreas Marinas Protegidas de América del Norte (NAMPAN).',
    ),
    limitations: t(
      'As of 2004: areas created since are missing. Project 13 planned an update.',
      'État de 2004 : les aires créées depuis manquent. Le projet 13 prévoyait une mise à jour.',
      'Estado de 2004: faltan las áreas creadas desde entonces. El proyecto 13 preveía una actualización.',
    ),
    badge: 'historical',
    editions: years(2004),
    addresses: [cecService('NA_Marine_Protected_Areas_Network_2004', '2004')],
    projects: [...provides('1', '13')],
    keywords: words(
      'NAMPAN, marine reserves, ocean conservation, protected areas, sanctuaries',
      'NAMPAN, réserves marines, conservation marine, aires protégées, sanctuaires',
      'NAMPAN, reservas marinas, conservación marina, áreas protegidas, santuarios',
    ),
  }),
  published({
    id: 'cec-marine-species',
    group: 'marine-ecosystems',
    title: t(
      'Marine Species of Common Conservation Concern',
      'Espèces marines d’intérêt commun pour la conservation',
      'Especies marinas de preocupación común para la conservación',
    ),
    abstract: t(
      'The ranges of marine animals whose conservation concerns all three countries. Project 13 works on the leatherback turtle, the humpback whale and the pink-footed shearwater.',
      'Les aires de répartition d’animaux marins dont la conservation concerne les trois pays. Le projet 13 porte sur la tortue luth, le rorqual à bosse et le puffin à pieds roses.',
      'La distribución de animales marinos cuya conservación atañe a los tres países. El proyecto 13 trabaja con la tortuga laúd, la ballena jorobada y la pardela patas rosadas.',
    ),
    limitations: RANGE_LIMITS,
    geometryType: 'MultiPolygon',
    editions: [{ name: 'not stated' }],
    addresses: [cecService('NA_Marine_Species_of_Common_Conservation_Concern')],
    projects: provides('1', '13'),
    keywords: words(
      'species ranges, leatherback turtle, humpback whale, pink-footed shearwater, migration',
      'aires de répartition, tortue luth, rorqual à bosse, puffin à pieds roses, migration',
      'distribución de especies, tortuga laúd, ballena jorobada, pardela patas rosadas, migración',
    ),
  }),
  published({
    id: 'cec-baja-to-bering',
    group: 'marine-ecosystems',
    title: t(
      'Priority Conservation Areas, Baja California to the Bering Sea',
      'Aires prioritaires pour la conservation, de la Basse-Californie à la mer de Béring',
      'Áreas prioritarias para la conservación, de Baja California al mar de Bering',
    ),
    abstract: t(
      'Places along the Pacific coast, from Baja California to the Bering Sea (B2B), that matter most for the conservation of marine life.',
      'Les lieux de la côte du Pacifique, de la Basse-Californie à la mer de Béring (B2B), les plus importants pour la conservation de la vie marine.',
      'Los lugares de la costa del Pacífico, de Baja California al mar de Bering (B2B), más importantes para la conservación de la vida marina.',
    ),
    limitations: PRIORITY_LIMITS,
    geometryType: 'MultiPolygon',
    badge: 'historical',
    editions: years(2005),
    addresses: [
      cecPage('priority-conservation-areas-baja-to-bering-2005', '2005'),
      cecService('NA_Priority_Conservation_Areas_Baja_to_Bering_2005', '2005'),
    ],
    projects: [...provides('1', '13'), ...uses('15')],
    keywords: words(
      'B2B, Pacific, marine conservation, priority areas, Bering Sea',
      'B2B, Pacifique, conservation marine, aires prioritaires, mer de Béring',
      'B2B, Pacífico, conservación marina, áreas prioritarias, mar de Bering',
    ),
  }),
]
