import type { LayerRecord } from '../../src/catalog/record.ts'
import {
  cecDownload,
  cecPage,
  cecService,
  provides,
  published,
  localize as t,
  uses,
  words,
  years,
} from './common.ts'

/** The layers on human influence, climate, pollution and waste that the CEC publishes. */

/** Said of every layer that draws on the pollutant registers. */
export const PRTR_COMPARABILITY = t(
  'The registers of the three countries (NPRI, RETC, TRI) differ in who must report and on which substances: their totals must not be compared, summed or ranked as they are.',
  'Les registres des trois pays (INRP, RETC, TRI) diffèrent quant aux déclarants et aux substances visées : leurs totaux ne doivent être ni comparés, ni additionnés, ni classés tels quels.',
  'Los registros de los tres países (NPRI, RETC, TRI) difieren en quién debe reportar y sobre qué sustancias: sus totales no deben compararse, sumarse ni ordenarse tal como están.',
)

const ESTIMATES = t(
  'Estimated by a model of traffic, not measured on the way.',
  'Estimées par un modèle de trafic et non mesurées en route.',
  'Estimadas con un modelo de tránsito, no medidas en ruta.',
)

export const publishedPressures: readonly LayerRecord[] = [
  published({
    id: 'cec-anthropogenic-biomes',
    group: 'human-influence',
    title: t('Anthropogenic Biomes', 'Biomes anthropiques', 'Biomas antropogénicos'),
    abstract: t(
      'The continent classed by how people use and live on the land, from dense settlements over croplands and rangelands to wild lands.',
      'Le continent classé selon l’usage et le peuplement des terres, des zones densément habitées aux terres sauvages en passant par les cultures et les pâturages.',
      'El continente clasificado según el uso y la ocupación de la tierra, de los asentamientos densos a las tierras silvestres, pasando por cultivos y agostaderos.',
    ),
    limitations: t(
      'A view of the world cut to the continent: coarse, and of 2008.',
      'Une vue mondiale découpée au continent : peu détaillée, et de 2008.',
      'Una vista mundial recortada al continente: poco detallada, y de 2008.',
    ),
    raster: true,
    badge: 'historical',
    editions: years(2008),
    addresses: [
      cecDownload(
        '4_human_influence/4_02_anthropogenic_biomes_2008/anthropogenicbiomes_2008_tif.zip',
        '2008',
      ),
    ],
    projects: provides('1'),
    keywords: words(
      'anthromes, land use, settlements, human footprint, agriculture',
      'anthromes, utilisation des terres, peuplement, empreinte humaine, agriculture',
      'antromas, uso de la tierra, asentamientos, huella humana, agricultura',
    ),
  }),
  published({
    id: 'cec-population-density',
    group: 'human-influence',
    title: t('Population Density', 'Densité de population', 'Densidad de población'),
    abstract: t(
      'How many people live on each square kilometre of the three countries.',
      'Le nombre de personnes qui vivent sur chaque kilomètre carré des trois pays.',
      'Cuántas personas viven en cada kilómetro cuadrado de los tres países.',
    ),
    limitations: t(
      'Published as a tile service for viewing: its cells cannot be read one by one.',
      'Publiée sous forme de service de tuiles pour la consultation : ses cellules ne peuvent être lues une à une.',
      'Publicada como servicio de teselas para consulta: sus celdas no pueden leerse una por una.',
    ),
    raster: true,
    editions: years(2020),
    addresses: [],
    projects: provides('1'),
    keywords: words(
      'people, inhabitants, census, settlements',
      'habitants, recensement, peuplement, démographie',
      'habitantes, censo, asentamientos, demografía',
    ),
  }),
  published({
    id: 'cec-human-impact-marine',
    group: 'human-influence',
    title: t(
      'Human Impact on Marine Ecosystems',
      'Incidence humaine sur les écosystèmes marins',
      'Impacto humano en los ecosistemas marinos',
    ),
    abstract: t(
      'How strongly fishing, shipping, pollution and other uses press on the seas around the continent, contributed to the Atlas by 2008.',
      'L’intensité des pressions de la pêche, de la navigation, de la pollution et d’autres usages sur les mers qui bordent le continent ; contribution à l’Atlas avant 2009.',
      'La intensidad con que la pesca, la navegación, la contaminación y otros usos presionan los mares que rodean el continente; contribución al Atlas anterior a 2009.',
    ),
    limitations: t(
      'No present address of its files is known to this catalogue: ask the CEC.',
      'Ce catalogue ne connaît pas d’adresse actuelle de ses fichiers : adressez-vous à la CCE.',
      'Este catálogo no conoce la dirección actual de sus archivos: consulte a la CCA.',
    ),
    raster: true,
    badge: 'historical',
    editions: years(2008),
    addresses: [],
    projects: [...provides('1'), ...uses('13')],
    keywords: words(
      'ocean, cumulative impact, fishing, shipping, pollution',
      'océan, incidences cumulatives, pêche, navigation, pollution',
      'océano, impacto acumulado, pesca, navegación, contaminación',
    ),
  }),
  published({
    id: 'cec-climate-zones',
    group: 'climate',
    title: t('Climate Zones', 'Zones climatiques', 'Zonas climáticas'),
    abstract: t(
      'The climates of the continent in 29 classes of the Köppen-Geiger scheme, from tropical rain forest to ice cap.',
      'Les climats du continent en 29 classes selon Köppen-Geiger, de la forêt tropicale humide à la calotte glaciaire.',
      'Los climas del continente en 29 clases de Köppen-Geiger, de la selva tropical al casquete de hielo.',
    ),
    limitations: t(
      'A zone stands for long averages: single years differ. Its edges are belts, not lines.',
      'Une zone représente des moyennes de longue durée : chaque année s’en écarte. Ses limites sont des bandes de transition.',
      'Una zona representa promedios de largo plazo: cada año difiere. Sus límites son franjas, no líneas.',
    ),
    geometryType: 'MultiPolygon',
    editions: years(2021),
    addresses: [
      cecDownload('5_climate/5_01_climate_zones/na_climatezones_shapefile.zip', '2021'),
      cecService('NA_Climate_Zones', '2021'),
    ],
    recipe: 'npm run layers -- build cec-climate-zones',
    projects: provides('1'),
    keywords: words(
      'Köppen, Geiger, temperature, precipitation, arid, tropical',
      'Köppen, Geiger, température, précipitations, aride, tropical',
      'Köppen, Geiger, temperatura, precipitación, árido, tropical',
    ),
  }),
  published({
    id: 'cec-precipitation',
    group: 'climate',
    title: t(
      'Annual Precipitation 1981–2010',
      'Précipitations annuelles 1981–2010',
      'Precipitación anual 1981-2010',
    ),
    abstract: t(
      'The rain and snow that fall in a mean year of the three decades from 1981 to 2010.',
      'La pluie et la neige d’une année moyenne des trois décennies de 1981 à 2010.',
      'La lluvia y la nieve de un año medio de las tres décadas de 1981 a 2010.',
    ),
    limitations: t(
      'Drawn between weather stations, which are few in the North and in the mountains.',
      'Interpolées entre des stations météorologiques peu nombreuses dans le Nord et en montagne.',
      'Interpolada entre estaciones meteorológicas, escasas en el norte y en las montañas.',
    ),
    editions: [{ name: '1981–2010', year: 1981, yearTo: 2010 }],
    addresses: [cecPage('precipitation-1981-2010-annual', '1981–2010')],
    projects: provides('1'),
    keywords: words(
      'rain, snow, climate normals, water, drought',
      'pluie, neige, normales climatiques, eau, sécheresse',
      'lluvia, nieve, normales climatológicas, agua, sequía',
    ),
  }),
  published({
    id: 'cec-prtr-facilities',
    group: 'pollution-and-waste',
    title: t(
      'PRTR Reporting Facilities',
      'Établissements déclarants des RRTP',
      'Establecimientos que reportan al RETC',
    ),
    abstract: t(
      'Industrial facilities that report to the pollutant release and transfer registers of Canada (NPRI), Mexico (RETC) and the United States (TRI), brought together for Taking Stock.',
      'Les établissements industriels qui déclarent aux registres de rejets et de transferts de polluants du Canada (INRP), du Mexique (RETC) et des États-Unis (TRI), réunis pour À l’heure des comptes.',
      'Los establecimientos industriales que reportan a los registros de emisiones y transferencia de contaminantes de Canadá (NPRI), México (RETC) y Estados Unidos (TRI), reunidos para En balance.',
    ),
    limitations: t(
      'Known faults: in 2005 and 2006 some facilities lie at longitude 0, latitude 0, and in 2006 a Canadian one beyond the pole, its longitude having lost its minus sign.',
      'Défauts connus : en 2005 et 2006, certains établissements se trouvent à la longitude 0, latitude 0 ; en 2006, un établissement canadien est situé au-delà du pôle, sa longitude ayant perdu son signe moins.',
      'Fallas conocidas: en 2005 y 2006 algunos establecimientos están en la longitud 0, latitud 0, y en 2006 uno de Canadá está más allá del polo, pues su longitud perdió el signo menos.',
    ),
    geometryType: 'Point',
    fields: [
      {
        name: 'FACILITY_N',
        type: 'string',
        title: t('Facility', 'Établissement', 'Establecimiento'),
      },
      {
        name: 'STATE_PROV',
        type: 'string',
        title: t('State or province', 'État ou province', 'Estado o provincia'),
      },
      {
        name: 'NAICSCODE',
        type: 'string',
        title: t('NAICS code', 'Code SCIAN', 'Código SCIAN'),
      },
    ],
    badge: 'historical',
    editions: [
      {
        name: '2006',
        year: 2006,
        featureCount: 35_045,
        note: t(
          'Canada 8,860, United States 23,449, Mexico 2,736 facilities.',
          'Canada 8 860, États-Unis 23 449, Mexique 2 736 établissements.',
          'Canadá 8,860, Estados Unidos 23,449, México 2,736 establecimientos.',
        ),
      },
      { name: '2005', year: 2005, featureCount: 35_023 },
    ],
    addresses: [
      cecService('NA_PRTR_Reporting_Facilities_2006', '2006'),
      cecService('NA_PRTR_Reporting_Facilities_2005', '2005'),
    ],
    comparability: [PRTR_COMPARABILITY],
    projects: [...provides('1', '12'), ...uses('4', '8', '9')],
    keywords: words(
      'pollutants, toxic releases, industry, mercury, lead, NPRI, RETC, TRI, Taking Stock, emissions',
      'polluants, rejets toxiques, industrie, mercure, plomb, INRP, RETC, TRI, À l’heure des comptes, émissions',
      'contaminantes, emisiones tóxicas, industria, mercurio, plomo, NPRI, RETC, TRI, En balance, emisiones',
    ),
  }),
  published({
    id: 'cec-power-plant-emissions',
    group: 'pollution-and-waste',
    title: t(
      'Power Plant Air Emissions',
      'Émissions atmosphériques des centrales électriques',
      'Emisiones atmosféricas de las centrales eléctricas',
    ),
    abstract: t(
      'Power plants that burn fossil fuels, with what they send into the air: a layer that project 11 planned and the CEC then published.',
      'Les centrales alimentées aux combustibles fossiles et leurs émissions dans l’air : une couche prévue par le projet 11, que la CCE a ensuite publiée.',
      'Las centrales que queman combustibles fósiles y lo que emiten al aire: una capa que el proyecto 11 planeó y que la CCA publicó después.',
    ),
    limitations: t(
      'As of 2005: plants opened, closed or changed to other fuels since are not shown as they are now.',
      'État de 2005 : les centrales ouvertes, fermées ou converties depuis n’y figurent pas dans leur état actuel.',
      'Estado de 2005: no refleja las centrales abiertas, cerradas o convertidas desde entonces.',
    ),
    geometryType: 'Point',
    badge: 'historical',
    editions: [{ name: '2005', year: 2005, featureCount: 3144 }],
    addresses: [
      cecPage('north-american-power-plant-air-emissions-2005', '2005'),
      cecService('NA_Fossil_Fuel_Power_Plants_2005', '2005'),
    ],
    projects: provides('1', '11'),
    keywords: words(
      'electricity, air quality, sulphur dioxide, nitrogen oxides, mercury, carbon dioxide, coal',
      'électricité, qualité de l’air, dioxyde de soufre, oxydes d’azote, mercure, dioxyde de carbone, charbon',
      'electricidad, calidad del aire, dióxido de azufre, óxidos de nitrógeno, mercurio, dióxido de carbono, carbón',
    ),
  }),
  published({
    id: 'cec-landfills',
    group: 'pollution-and-waste',
    title: t('Landfills', 'Lieux d’enfouissement', 'Rellenos sanitarios'),
    abstract: t(
      'Where waste is buried in the three countries, the newest of the layers on waste.',
      'Où l’on enfouit les déchets dans les trois pays : la plus récente des couches sur les déchets.',
      'Dónde se entierran los residuos en los tres países: la más reciente de las capas sobre residuos.',
    ),
    limitations: t(
      'From registers of the three countries, which differ in what they call a landfill and in how many they list.',
      'Tirée des registres des trois pays, qui diffèrent quant à la définition d’un lieu d’enfouissement et au nombre de sites recensés.',
      'Tomada de los registros de los tres países, que difieren en qué llaman relleno sanitario y cuántos enumeran.',
    ),
    geometryType: 'Point',
    editions: [{ name: 'Ed. 1.0', year: 2024, published: 2024 }],
    addresses: [cecService('North_American_Landfills', 'Ed. 1.0')],
    projects: provides('1'),
    keywords: words(
      'waste, dumps, methane, garbage, disposal',
      'déchets, décharges, méthane, ordures, élimination',
      'residuos, basureros, metano, basura, disposición final',
    ),
  }),
  published({
    id: 'cec-renewable-energy',
    group: 'pollution-and-waste',
    title: t(
      'Renewable Energy Capacity 2003',
      'Puissance installée en énergie renouvelable 2003',
      'Capacidad de energía renovable 2003',
    ),
    abstract: t(
      'Plants that made electricity from renewable sources in 2003, and how much they could make.',
      'Les centrales qui produisaient de l’électricité de sources renouvelables en 2003, avec leur puissance.',
      'Las centrales que generaban electricidad de fuentes renovables en 2003, con su capacidad.',
    ),
    limitations: t(
      'As of 2003, before most of today’s wind and solar power was built.',
      'État de 2003, avant la construction de la plupart des parcs éoliens et solaires actuels.',
      'Estado de 2003, antes de construirse la mayor parte de la energía eólica y solar actual.',
    ),
    geometryType: 'Point',
    badge: 'historical',
    editions: years(2003),
    addresses: [cecService('NA_Renewable_Energy_2003', '2003')],
    projects: provides('1', '5B'),
    keywords: words(
      'hydropower, wind, solar, biomass, geothermal, electricity',
      'hydroélectricité, éolien, solaire, biomasse, géothermie, électricité',
      'hidroelectricidad, eólica, solar, biomasa, geotermia, electricidad',
    ),
  }),
  published({
    id: 'cec-truck-co2',
    group: 'pollution-and-waste',
    title: t(
      'Carbon Dioxide of Freight by Road',
      'Dioxyde de carbone du transport routier des marchandises',
      'Dióxido de carbono del transporte de carga por carretera',
    ),
    abstract: t(
      'What freight trucks emit in a year along the continent’s main roads, estimated for 2010 and projected for 2035.',
      'Ce que les camions de marchandises émettent en un an sur les principales routes du continent, estimé pour 2010 et projeté pour 2035.',
      'Lo que los camiones de carga emiten en un año por las principales carreteras del continente, estimado para 2010 y proyectado para 2035.',
    ),
    limitations: ESTIMATES,
    geometryType: 'MultiLineString',
    badge: 'modelled',
    editions: years(2035, 2010),
    addresses: [cecService('NA_Estimated_Annual_Truck_CO2_Emissions_2010', '2010')],
    projects: provides('1', '6A'),
    keywords: words(
      'CO2, trucks, greenhouse gas, trade corridors, transport emissions',
      'CO2, camions, gaz à effet de serre, corridors commerciaux, émissions des transports',
      'CO2, camiones, gases de efecto invernadero, corredores comerciales, emisiones del transporte',
    ),
  }),
  published({
    id: 'cec-rail-co2',
    group: 'pollution-and-waste',
    title: t(
      'Carbon Dioxide of Freight by Rail',
      'Dioxyde de carbone du transport ferroviaire des marchandises',
      'Dióxido de carbono del transporte de carga por ferrocarril',
    ),
    abstract: t(
      'What freight trains emit in a year along the continent’s main railroads, estimated for 2010 and projected for 2035.',
      'Ce que les trains de marchandises émettent en un an sur les principales voies ferrées du continent, estimé pour 2010 et projeté pour 2035.',
      'Lo que los trenes de carga emiten en un año por las principales vías férreas del continente, estimado para 2010 y proyectado para 2035.',
    ),
    limitations: ESTIMATES,
    geometryType: 'MultiLineString',
    badge: 'modelled',
    editions: years(2035, 2010),
    addresses: [],
    projects: provides('1', '6A'),
    keywords: words(
      'CO2, trains, railroads, greenhouse gas, trade corridors',
      'CO2, trains, chemins de fer, gaz à effet de serre, corridors commerciaux',
      'CO2, trenes, ferrocarril, gases de efecto invernadero, corredores comerciales',
    ),
  }),
  published({
    id: 'cec-vessel-so2',
    group: 'pollution-and-waste',
    title: t(
      'Sulphur Dioxide of Commercial Vessels',
      'Dioxyde de soufre des navires commerciaux',
      'Dióxido de azufre de los buques comerciales',
    ),
    abstract: t(
      'The sulphur dioxide that merchant ships gave off along their routes around the continent in 2002.',
      'Le dioxyde de soufre émis par les navires marchands le long de leurs routes autour du continent en 2002.',
      'El dióxido de azufre que emitieron los buques mercantes en sus rutas alrededor del continente en 2002.',
    ),
    limitations: t(
      'Estimated for 2002, before the limits on sulphur in ships’ fuel.',
      'Estimé pour 2002, avant les limites de soufre dans les combustibles marins.',
      'Estimado para 2002, antes de los límites de azufre en el combustible marino.',
    ),
    badge: 'modelled',
    editions: years(2002),
    addresses: [cecService('NA_Commercial_Marine_Vessel_SO2_Air_Emissions_2002', '2002')],
    projects: [...provides('1'), ...uses('6A', '11')],
    keywords: words(
      'SO2, ships, air emissions, ports, marine transport',
      'SO2, navires, émissions atmosphériques, ports, transport maritime',
      'SO2, barcos, emisiones atmosféricas, puertos, transporte marítimo',
    ),
  }),
]
