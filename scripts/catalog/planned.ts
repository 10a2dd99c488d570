import type { LayerRecord } from '../../src/catalog/record.ts'
import {
  planned,
  plannedFor2009,
  plannedForLater,
  provides,
  localize as t,
  uses,
  words,
} from './common.ts'
import { PRTR_COMPARABILITY } from './published-pressures.ts'

/** Layers that the 2009 plan names and that are not in the Atlas: first those planned for 2009. */

export const plannedLayers: readonly LayerRecord[] = [
  plannedFor2009({
    id: 'watershed-loadings',
    group: 'pollution-and-waste',
    title: t(
      'Watershed Loadings of Selected PRTR Chemicals',
      'Charges de certains polluants des RRTP par bassin versant',
      'Cargas de ciertos contaminantes del RETC por cuenca',
    ),
    abstract: t(
      'How much of chosen chemicals industry releases into the waters of each watershed, from the pollutant registers of the three countries.',
      'Les quantités de certaines substances que l’industrie rejette dans les eaux de chaque bassin versant, d’après les registres de polluants des trois pays.',
      'Cuánto de ciertas sustancias descarga la industria en las aguas de cada cuenca, según los registros de contaminantes de los tres países.',
    ),
    comparability: [PRTR_COMPARABILITY],
    projects: provides('1', '12'),
    keywords: words(
      'water pollution, releases to water, mercury, lead, NPRI, RETC, TRI',
      'pollution de l’eau, rejets dans l’eau, mercure, plomb, INRP, RETC, TRI',
      'contaminación del agua, descargas, mercurio, plomo, NPRI, RETC, TRI',
    ),
  }),
  plannedFor2009({
    id: 'marine-priority-areas-east',
    group: 'marine-ecosystems',
    title: t(
      'Marine Priority Conservation Areas, Eastern North America',
      'Aires marines prioritaires pour la conservation, est de l’Amérique du Nord',
      'Áreas marinas prioritarias para la conservación, este de América del Norte',
    ),
    abstract: t(
      'The places along the Atlantic side of the continent that matter most for marine life, as Baja California to the Bering Sea shows them for the Pacific.',
      'Les lieux du côté atlantique du continent les plus importants pour la vie marine, comme la couche de la Basse-Californie à la mer de Béring les montre pour le Pacifique.',
      'Los lugares del lado atlántico del continente más importantes para la vida marina, como la capa de Baja California al mar de Bering los muestra para el Pacífico.',
    ),
    projects: provides('1', '13'),
    keywords: words(
      'Atlantic, Gulf of Mexico, marine conservation, priority areas',
      'Atlantique, golfe du Mexique, conservation marine, aires prioritaires',
      'Atlántico, golfo de México, conservación marina, áreas prioritarias',
    ),
  }),
  planned({
    id: 'hazardous-waste-facilities',
    group: 'pollution-and-waste',
    title: t(
      'Hazardous Waste Generating and Receiving Sites',
      'Sites de production et de réception de déchets dangereux',
      'Sitios generadores y receptores de residuos peligrosos',
    ),
    abstract: t(
      'Facilities that generate, export, import and receive hazardous waste across the borders. The plan sets its scoping for February and the layer for November 2009.',
      'Les établissements qui produisent, exportent, importent et reçoivent des déchets dangereux de part et d’autre des frontières. Le plan fixe le cadrage à février et la couche à novembre 2009.',
      'Establecimientos que generan, exportan, importan y reciben residuos peligrosos a través de las fronteras. El plan fija la definición de su alcance para febrero y la capa para noviembre de 2009.',
    ),
    geometryType: 'Point',
    projects: provides('1', '8'),
    keywords: words(
      'toxic waste, import, export, disposal, recycling, border',
      'déchets toxiques, importation, exportation, élimination, recyclage, frontière',
      'desechos tóxicos, importación, exportación, disposición, reciclaje, frontera',
    ),
  }),
  planned({
    id: 'hazardous-waste-routes',
    group: 'pollution-and-waste',
    title: t(
      'Routes and Border Crossings of Hazardous Waste',
      'Itinéraires et postes frontaliers des déchets dangereux',
      'Rutas y cruces fronterizos de residuos peligrosos',
    ),
    abstract: t(
      'The ways that shipments of hazardous waste take, and where they cross the borders.',
      'Les itinéraires des envois de déchets dangereux et les points où ils traversent les frontières.',
      'Las rutas que siguen los envíos de residuos peligrosos y los puntos por donde cruzan las fronteras.',
    ),
    geometryType: 'LineString',
    projects: [...provides('8'), ...uses('1')],
    keywords: words(
      'shipments, customs, transport, toxic waste, trade',
      'envois, douanes, transport, déchets toxiques, commerce',
      'envíos, aduanas, transporte, desechos tóxicos, comercio',
    ),
  }),
  plannedFor2009({
    id: 'wind-power-avian-impact',
    group: 'human-influence',
    title: t(
      'Sites of Potential Impact of Wind Power on Birds and Bats',
      'Sites d’incidence potentielle de l’énergie éolienne sur les oiseaux et les chauves-souris',
      'Sitios de posible impacto de la energía eólica en aves y murciélagos',
    ),
    abstract: t(
      'Where wind farms and the ways of migrating birds and bats may meet.',
      'Les lieux où parcs éoliens et voies migratoires des oiseaux et des chauves-souris peuvent se rencontrer.',
      'Dónde pueden coincidir los parques eólicos con las rutas de aves y murciélagos migratorios.',
    ),
    projects: provides('1', '5B'),
    keywords: words(
      'wind farms, migratory birds, bats, turbines, collisions',
      'parcs éoliens, oiseaux migrateurs, chauves-souris, éoliennes, collisions',
      'parques eólicos, aves migratorias, murciélagos, aerogeneradores, colisiones',
    ),
  }),
  planned({
    id: 'land-cover-2006',
    group: 'terrestrial-ecosystems',
    title: t(
      'Land Cover 2006 (250 m)',
      'Couverture terrestre 2006 (250 m)',
      'Cobertura del suelo 2006 (250 m)',
    ),
    abstract: t(
      'The land cover of 2006 in cells of 250 metres, to follow the first edition of 2005. Planned for 2009 with the North American Land Change Monitoring System.',
      'La couverture terrestre de 2006 en cellules de 250 mètres, à la suite de la première édition de 2005. Prévue pour 2009 avec le Système nord-américain de surveillance des changements de la couverture terrestre.',
      'La cobertura del suelo de 2006 en celdas de 250 metros, que sigue a la primera edición de 2005. Planeada para 2009 con el Sistema de Monitoreo del Cambio en la Cobertura del Suelo de América del Norte.',
    ),
    raster: true,
    cellMeters: 250,
    projects: provides('1'),
    keywords: words(
      'NALCMS, MODIS, vegetation, forest',
      'NALCMS, MODIS, végétation, forêt',
      'NALCMS, MODIS, vegetación, bosque',
    ),
  }),
  plannedFor2009({
    id: 'land-cover-change-2005-2006',
    group: 'terrestrial-ecosystems',
    title: t(
      'Land Cover Change 2005–2006',
      'Changements de la couverture terrestre 2005–2006',
      'Cambio en la cobertura del suelo 2005-2006',
    ),
    abstract: t(
      'What changed on the land between 2005 and 2006, in cells of 250 metres.',
      'Ce qui a changé sur le territoire entre 2005 et 2006, en cellules de 250 mètres.',
      'Lo que cambió en el territorio entre 2005 y 2006, en celdas de 250 metros.',
    ),
    raster: true,
    cellMeters: 250,
    projects: provides('1'),
    keywords: words(
      'NALCMS, MODIS, deforestation, loss, gain',
      'NALCMS, MODIS, déforestation, pertes, gains',
      'NALCMS, MODIS, deforestación, pérdida, ganancia',
    ),
  }),
  plannedFor2009({
    id: 'aquifers',
    group: 'reference',
    title: t(
      'Aquifers and Groundwater',
      'Aquifères et eaux souterraines',
      'Acuíferos y aguas subterráneas',
    ),
    abstract: t(
      'The bodies of groundwater of the continent, many of them shared by two countries.',
      'Les masses d’eau souterraine du continent, dont beaucoup sont partagées par deux pays.',
      'Los cuerpos de agua subterránea del continente, muchos de ellos compartidos por dos países.',
    ),
    geometryType: 'MultiPolygon',
    projects: provides('1'),
    keywords: words(
      'water, wells, hydrogeology, transboundary waters',
      'eau, puits, hydrogéologie, eaux transfrontalières',
      'agua, pozos, hidrogeología, aguas transfronterizas',
    ),
  }),
  plannedFor2009({
    id: 'greenhouse-gas-flux',
    group: 'climate',
    title: t(
      'Greenhouse Gas Flux',
      'Flux de gaz à effet de serre',
      'Flujo de gases de efecto invernadero',
    ),
    abstract: t(
      'Where the land takes up greenhouse gases and where it gives them off.',
      'Les endroits où le territoire absorbe des gaz à effet de serre et ceux où il en émet.',
      'Dónde el territorio absorbe gases de efecto invernadero y dónde los emite.',
    ),
    projects: provides('1'),
    keywords: words(
      'carbon dioxide, methane, carbon cycle, climate change',
      'dioxyde de carbone, méthane, cycle du carbone, changements climatiques',
      'dióxido de carbono, metano, ciclo del carbono, cambio climático',
    ),
  }),

  // What single projects give, beside the list that project 1 gives for 2009.
  planned({
    id: 'green-building-bioregions',
    group: 'human-influence',
    title: t(
      'Bioregions for Green Building Ratings',
      'Biorégions pour l’évaluation des bâtiments écologiques',
      'Biorregiones para la calificación de edificios sustentables',
    ),
    abstract: t(
      'Bioregions by which rating systems for green buildings can weigh water, climate and energy where a building stands.',
      'Des biorégions grâce auxquelles les systèmes d’évaluation des bâtiments écologiques peuvent pondérer l’eau, le climat et l’énergie selon le lieu.',
      'Biorregiones con las que los sistemas de calificación de edificios sustentables pueden ponderar el agua, el clima y la energía según el lugar.',
    ),
    geometryType: 'MultiPolygon',
    projects: provides('5A'),
    keywords: words(
      'buildings, rating systems, construction, energy',
      'bâtiments, systèmes d’évaluation, construction, énergie',
      'edificios, sistemas de calificación, construcción, energía',
    ),
  }),
  planned({
    id: 'chemicals-of-common-concern',
    group: 'pollution-and-waste',
    title: t(
      'Chemicals of Common Concern',
      'Substances chimiques d’intérêt commun',
      'Sustancias químicas de preocupación común',
    ),
    abstract: t(
      'Data on single chemicals that concern all three countries: mercury, lindane, dioxins and furans, hexachlorobenzene (HCB).',
      'Des données sur des substances précises qui préoccupent les trois pays : mercure, lindane, dioxines et furanes, hexachlorobenzène (HCB).',
      'Datos sobre sustancias específicas que preocupan a los tres países: mercurio, lindano, dioxinas y furanos, hexaclorobenceno (HCB).',
    ),
    projects: provides('9'),
    keywords: words(
      'mercury, lindane, dioxins, furans, hexachlorobenzene, toxic substances',
      'mercure, lindane, dioxines, furanes, hexachlorobenzène, substances toxiques',
      'mercurio, lindano, dioxinas, furanos, hexaclorobenceno, sustancias tóxicas',
    ),
  }),
  planned({
    id: 'pollutant-monitoring-sites',
    group: 'pollution-and-waste',
    title: t(
      'Pollutant Monitoring Index Sites',
      'Sites de référence pour la surveillance des polluants',
      'Sitios índice de monitoreo de contaminantes',
    ),
    abstract: t(
      'Sites at which the three countries monitor toxic substances in comparable ways.',
      'Les sites où les trois pays surveillent les substances toxiques de façon comparable.',
      'Los sitios donde los tres países monitorean sustancias tóxicas de manera comparable.',
    ),
    geometryType: 'Point',
    projects: [...provides('10'), ...uses('1')],
    keywords: words(
      'monitoring stations, toxic substances, mercury, sampling',
      'stations de surveillance, substances toxiques, mercure, échantillonnage',
      'estaciones de monitoreo, sustancias tóxicas, mercurio, muestreo',
    ),
  }),
  planned({
    id: 'persistent-toxics-baseline',
    group: 'pollution-and-waste',
    title: t(
      'Baselines and Hotspots of Persistent Toxic Substances',
      'Niveaux de base et points chauds des substances toxiques persistantes',
      'Niveles de referencia y puntos críticos de sustancias tóxicas persistentes',
    ),
    abstract: t(
      'How much of persistent toxic substances is found across the continent, and where it is far above the rest.',
      'Les concentrations de substances toxiques persistantes sur le continent et les lieux où elles dépassent de loin celles d’ailleurs.',
      'Las concentraciones de sustancias tóxicas persistentes en el continente y los sitios donde superan con mucho al resto.',
    ),
    projects: provides('10'),
    keywords: words(
      'persistent organic pollutants, mercury, DDT, PCBs, contamination',
      'polluants organiques persistants, mercure, DDT, BPC, contamination',
      'contaminantes orgánicos persistentes, mercurio, DDT, BPC, contaminación',
    ),
  }),
  planned({
    id: 'emission-inventories',
    group: 'pollution-and-waste',
    title: t(
      'Air Emission Inventories',
      'Inventaires des émissions atmosphériques',
      'Inventarios de emisiones atmosféricas',
    ),
    abstract: t(
      'The databases of air emissions of the three countries, mapped on the web.',
      'Les bases de données d’émissions atmosphériques des trois pays, cartographiées sur le Web.',
      'Las bases de datos de emisiones atmosféricas de los tres países, cartografiadas en línea.',
    ),
    projects: provides('11'),
    keywords: words(
      'air quality, criteria air contaminants, emissions, sources',
      'qualité de l’air, principaux polluants atmosphériques, émissions, sources',
      'calidad del aire, contaminantes criterio, emisiones, fuentes',
    ),
  }),
  planned({
    id: 'monarch-sister-protected-areas',
    group: 'terrestrial-ecosystems',
    title: t(
      'Monarch Sister Protected Areas',
      'Aires protégées jumelées du monarque',
      'Áreas protegidas hermanas de la monarca',
    ),
    abstract: t(
      'Protected areas along the flyway of the monarch butterfly that work together as sisters.',
      'Les aires protégées jumelées qui collaborent le long de la voie migratoire du papillon monarque.',
      'Áreas protegidas a lo largo de la ruta de la mariposa monarca que trabajan hermanadas.',
    ),
    projects: provides('14'),
    keywords: words(
      'monarch butterfly, protected areas, pollinators, migration',
      'papillon monarque, aires protégées, pollinisateurs, migration',
      'mariposa monarca, áreas protegidas, polinizadores, migración',
    ),
  }),
  planned({
    id: 'monarch-flyway',
    group: 'terrestrial-ecosystems',
    title: t(
      'Monarch Flyway Monitoring',
      'Suivi de la voie migratoire du monarque',
      'Monitoreo de la ruta migratoria de la monarca',
    ),
    abstract: t(
      'Where people watch and count the monarch butterfly on its way between Canada and Mexico.',
      'Les lieux où l’on observe et dénombre le papillon monarque dans son voyage entre le Canada et le Mexique.',
      'Dónde se observa y cuenta a la mariposa monarca en su viaje entre Canadá y México.',
    ),
    projects: provides('14'),
    keywords: words(
      'monarch butterfly, migration, milkweed, insects',
      'papillon monarque, migration, asclépiade, insectes',
      'mariposa monarca, migración, algodoncillo, insectos',
    ),
  }),
  planned({
    id: 'invasion-hotspots',
    group: 'terrestrial-ecosystems',
    title: t(
      'Hotspots of Biological Invasion',
      'Points chauds des invasions biologiques',
      'Puntos críticos de invasión biológica',
    ),
    abstract: t(
      'Where alien species invade first or most, set against the priority conservation areas.',
      'Les lieux que les espèces exotiques envahissent d’abord ou le plus, mis en regard des aires prioritaires pour la conservation.',
      'Los sitios que las especies exóticas invaden primero o en mayor medida, en relación con las áreas prioritarias para la conservación.',
    ),
    projects: provides('15'),
    keywords: words(
      'invasive alien species, early warning, biodiversity, pathways',
      'espèces exotiques envahissantes, alerte rapide, biodiversité, voies d’introduction',
      'especies exóticas invasoras, alerta temprana, biodiversidad, vías de introducción',
    ),
  }),
  planned({
    id: 'upper-gulf-biosphere-reserve',
    group: 'marine-ecosystems',
    title: t(
      'Upper Gulf of California Biosphere Reserve',
      'Réserve de biosphère du haut golfe de Californie',
      'Reserva de la Biosfera Alto Golfo de California',
    ),
    abstract: t(
      'The reserve of the Upper Gulf of California, the only home of the vaquita.',
      'La réserve du haut golfe de Californie, seul habitat du vaquita.',
      'La reserva del Alto Golfo de California, único hogar de la vaquita.',
    ),
    geometryType: 'MultiPolygon',
    countries: ['MEX'],
    projects: provides('16'),
    keywords: words(
      'vaquita, protected areas, Gulf of California, Colorado River delta',
      'vaquita, aires protégées, golfe de Californie, delta du Colorado',
      'vaquita, áreas protegidas, golfo de California, delta del río Colorado',
    ),
  }),
  planned({
    id: 'vaquita-range',
    group: 'marine-ecosystems',
    title: t(
      'Range of the Vaquita',
      'Aire de répartition du vaquita',
      'Distribución de la vaquita',
    ),
    abstract: t(
      'Where the vaquita, the smallest and rarest of porpoises, lives in the Upper Gulf of California.',
      'Où vit le vaquita, le plus petit et le plus rare des marsouins, dans le haut golfe de Californie.',
      'Dónde vive la vaquita, la más pequeña y rara de las marsopas, en el Alto Golfo de California.',
    ),
    geometryType: 'MultiPolygon',
    countries: ['MEX'],
    projects: provides('16'),
    keywords: words(
      'porpoise, bycatch, endangered species, Gulf of California, fishing',
      'marsouin, prises accidentelles, espèce menacée, golfe de Californie, pêche',
      'marsopa, captura incidental, especie en peligro, golfo de California, pesca',
    ),
  }),

  // Topics that the plan names for later.
  plannedForLater({
    id: 'renewable-energy-potential',
    group: 'climate',
    title: t(
      'Renewable Energy Potential',
      'Potentiel en énergie renouvelable',
      'Potencial de energía renovable',
    ),
    abstract: t(
      'How much power sun, wind, biomass, water and the heat of the ground could give at each place.',
      'L’énergie que le soleil, le vent, la biomasse, l’eau et la chaleur du sol pourraient fournir en chaque lieu.',
      'Cuánta energía podrían aportar en cada lugar el sol, el viento, la biomasa, el agua y el calor del subsuelo.',
    ),
    projects: [...provides('1'), ...uses('5B')],
    keywords: words(
      'solar, wind, biomass, hydropower, geothermal',
      'solaire, éolien, biomasse, hydroélectricité, géothermie',
      'solar, eólica, biomasa, hidroelectricidad, geotermia',
    ),
  }),
  plannedForLater({
    id: 'invasive-species',
    group: 'terrestrial-ecosystems',
    title: t('Invasive Species', 'Espèces envahissantes', 'Especies invasoras'),
    abstract: t(
      'Where plants and animals brought from elsewhere spread and push out those that were there.',
      'Les lieux où des plantes et des animaux venus d’ailleurs se répandent et évincent les espèces locales.',
      'Dónde se extienden plantas y animales llegados de otras partes y desplazan a los locales.',
    ),
    projects: [...provides('1'), ...uses('15')],
    keywords: words(
      'alien species, pests, biodiversity, weeds',
      'espèces exotiques, ravageurs, biodiversité, mauvaises herbes',
      'especies exóticas, plagas, biodiversidad, malezas',
    ),
  }),
  plannedForLater({
    id: 'threatened-species',
    group: 'terrestrial-ecosystems',
    title: t('Threatened Species', 'Espèces menacées', 'Especies amenazadas'),
    abstract: t(
      'Where species at risk of dying out still live.',
      'Les lieux où vivent encore des espèces menacées de disparition.',
      'Dónde viven aún especies en riesgo de desaparecer.',
    ),
    projects: provides('1'),
    keywords: words(
      'species at risk, endangered species, extinction, biodiversity',
      'espèces en péril, espèces en voie de disparition, extinction, biodiversité',
      'especies en riesgo, peligro de extinción, extinción, biodiversidad',
    ),
  }),
  plannedForLater({
    id: 'air-quality',
    group: 'pollution-and-waste',
    title: t('Air Quality', 'Qualité de l’air', 'Calidad del aire'),
    abstract: t(
      'What people breathe, as the air monitoring of the three countries measures it.',
      'L’air que respire la population, tel que le mesurent les réseaux de surveillance des trois pays.',
      'Lo que la gente respira, según lo mide el monitoreo del aire de los tres países.',
    ),
    projects: [...provides('1'), ...uses('11')],
    keywords: words(
      'ozone, particulate matter, smog, health, monitoring',
      'ozone, particules fines, smog, santé, surveillance',
      'ozono, partículas, esmog, salud, monitoreo',
    ),
  }),
  plannedForLater({
    id: 'soils',
    group: 'reference',
    title: t('Soils', 'Sols', 'Suelos'),
    abstract: t(
      'The soils of the continent by one legend.',
      'Les sols du continent sous une même légende.',
      'Los suelos del continente con una sola leyenda.',
    ),
    projects: provides('1'),
    keywords: words(
      'soil types, agriculture, erosion, soil carbon',
      'types de sols, agriculture, érosion, carbone du sol',
      'tipos de suelo, agricultura, erosión, carbono del suelo',
    ),
  }),
  plannedForLater({
    id: 'geology',
    group: 'reference',
    title: t('Geology', 'Géologie', 'Geología'),
    abstract: t(
      'The rocks under the continent and their age.',
      'Les roches du continent et leur âge.',
      'Las rocas del continente y su edad.',
    ),
    projects: provides('1'),
    keywords: words(
      'rocks, bedrock, minerals, faults',
      'roches, substrat rocheux, minéraux, failles',
      'rocas, basamento, minerales, fallas',
    ),
  }),
  plannedForLater({
    id: 'trade-flows',
    group: 'human-influence',
    title: t('Trade Flows', 'Flux commerciaux', 'Flujos comerciales'),
    abstract: t(
      'What goods move between the three countries, how much and by which ways.',
      'Les marchandises qui circulent entre les trois pays, leur volume et leurs itinéraires.',
      'Qué mercancías circulan entre los tres países, cuántas y por qué vías.',
    ),
    projects: [...provides('1'), ...uses('3', '6A')],
    keywords: words(
      'NAFTA, goods, imports, exports, corridors',
      'ALENA, marchandises, importations, exportations, corridors',
      'TLCAN, mercancías, importaciones, exportaciones, corredores',
    ),
  }),
  plannedForLater({
    id: 'transport-infrastructure',
    group: 'human-influence',
    title: t(
      'Transport Infrastructure',
      'Infrastructures de transport',
      'Infraestructura de transporte',
    ),
    abstract: t(
      'Roads, railroads, ports, airports and border crossings as one network; parts of it are layers of their own.',
      'Routes, voies ferrées, ports, aéroports et postes frontaliers réunis en un seul réseau ; certaines de ses composantes forment déjà des couches.',
      'Carreteras, vías férreas, puertos, aeropuertos y cruces fronterizos como una sola red; algunas de sus partes ya son capas.',
    ),
    projects: [...provides('1'), ...uses('6A')],
    keywords: words(
      'roads, railroads, ports, airports, border crossings, pipelines',
      'routes, voies ferrées, ports, aéroports, postes frontaliers, pipelines',
      'carreteras, vías férreas, puertos, aeropuertos, cruces fronterizos, ductos',
    ),
  }),
  plannedForLater({
    id: 'indigenous-areas',
    group: 'human-influence',
    title: t('Indigenous Areas', 'Territoires autochtones', 'Territorios indígenas'),
    abstract: t(
      'Lands of Indigenous peoples of the three countries.',
      'Les terres des peuples autochtones des trois pays.',
      'Tierras de los pueblos indígenas de los tres países.',
    ),
    projects: provides('1'),
    keywords: words(
      'First Nations, Inuit, Métis, tribal lands, Indigenous peoples',
      'Premières Nations, Inuits, Métis, terres tribales, peuples autochtones',
      'Primeras Naciones, inuit, métis, tierras tribales, pueblos indígenas',
    ),
  }),
  plannedForLater({
    id: 'acid-deposition',
    group: 'pollution-and-waste',
    title: t('Acid Deposition', 'Dépôts acides', 'Depósito ácido'),
    abstract: t(
      'How much acid comes to land and water with rain, snow and dust, from the monitoring networks of the three countries.',
      'Les quantités d’acides que la pluie, la neige et les poussières apportent au sol et à l’eau, d’après les réseaux de surveillance des trois pays.',
      'Cuánto ácido llevan la lluvia, la nieve y el polvo a la tierra y al agua, según las redes de monitoreo de los tres países.',
    ),
    projects: provides('1', '10'),
    keywords: words(
      'acid rain, sulphur, nitrogen, precipitation chemistry, monitoring',
      'pluies acides, soufre, azote, chimie des précipitations, surveillance',
      'lluvia ácida, azufre, nitrógeno, química de la precipitación, monitoreo',
    ),
  }),
  plannedForLater({
    id: 'atmospheric-modelling-mexico',
    group: 'pollution-and-waste',
    title: t(
      'Atmospheric Modelling of Pollutants in Mexico',
      'Modélisation atmosphérique des polluants au Mexique',
      'Modelación atmosférica de contaminantes en México',
    ),
    abstract: t(
      'How the air carries pollutants over Mexico, as a model of the atmosphere computes it.',
      'Le transport des polluants par l’air au-dessus du Mexique, tel que le calcule un modèle de l’atmosphère.',
      'Cómo transporta el aire los contaminantes sobre México, según lo calcula un modelo de la atmósfera.',
    ),
    countries: ['MEX'],
    projects: provides('10'),
    keywords: words(
      'air pollution, transport of pollutants, models, persistent toxic substances',
      'pollution de l’air, transport des polluants, modèles, substances toxiques persistantes',
      'contaminación del aire, transporte de contaminantes, modelos, sustancias tóxicas persistentes',
    ),
  }),
  plannedForLater({
    id: 'important-bird-areas',
    group: 'terrestrial-ecosystems',
    title: t(
      'Important Bird Areas',
      'Zones importantes pour la conservation des oiseaux',
      'Áreas de importancia para la conservación de las aves',
    ),
    abstract: t(
      'Places that birds of North America cannot do without, against which sites of wind power are to be weighed.',
      'Les lieux indispensables aux oiseaux d’Amérique du Nord, au regard desquels les sites éoliens doivent être évalués.',
      'Lugares de los que las aves de América del Norte no pueden prescindir y frente a los cuales deben evaluarse los sitios eólicos.',
    ),
    projects: provides('5B'),
    keywords: words(
      'IBA, birds, habitat, wind power, conservation',
      'ZICO, oiseaux, habitat, énergie éolienne, conservation',
      'AICA, aves, hábitat, energía eólica, conservación',
    ),
  }),
  plannedForLater({
    id: 'migratory-birds',
    group: 'terrestrial-ecosystems',
    title: t('Migratory Birds', 'Oiseaux migrateurs', 'Aves migratorias'),
    abstract: t(
      'The ways and resting places of migratory birds between the three countries.',
      'Les voies et les haltes des oiseaux migrateurs entre les trois pays.',
      'Las rutas y los lugares de descanso de las aves migratorias entre los tres países.',
    ),
    projects: provides('5B'),
    keywords: words(
      'bird migration, flyways, stopovers, wind power',
      'migration des oiseaux, voies migratoires, haltes, énergie éolienne',
      'migración de aves, rutas migratorias, sitios de descanso, energía eólica',
    ),
  }),
  plannedForLater({
    id: 'marine-sister-sites-monitoring',
    group: 'marine-ecosystems',
    title: t(
      'Monitoring of Marine Sister Sites',
      'Surveillance des sites marins jumelés',
      'Monitoreo de sitios marinos hermanados',
    ),
    abstract: t(
      'What is watched and measured in marine protected areas that work together as sisters: a clearing house of their monitoring.',
      'Ce qui est observé et mesuré dans les aires marines protégées jumelées : un centre d’échange des données de leur surveillance.',
      'Qué se observa y mide en las áreas marinas protegidas hermanadas: un centro de intercambio de su monitoreo.',
    ),
    projects: provides('13'),
    keywords: words(
      'NAMPAN, marine protected areas, monitoring, clearing house, sister sites',
      'NAMPAN, aires marines protégées, surveillance, centre d’échange, sites jumelés',
      'NAMPAN, áreas marinas protegidas, monitoreo, centro de intercambio, sitios hermanados',
    ),
  }),
  plannedForLater({
    id: 'vaquita-action-plan',
    group: 'marine-ecosystems',
    title: t(
      'Map of the Vaquita Action Plan',
      'Carte du plan d’action pour le vaquita',
      'Mapa del plan de acción para la vaquita',
    ),
    abstract: t(
      'Where the North American action plan for the vaquita works: refuge, reserve and fishing grounds of the Upper Gulf of California.',
      'Où s’applique le plan d’action nord-américain pour le vaquita : refuge, réserve et zones de pêche du haut golfe de Californie.',
      'Dónde se aplica el plan de acción de América del Norte para la vaquita: refugio, reserva y zonas de pesca del Alto Golfo de California.',
    ),
    countries: ['MEX'],
    projects: provides('16'),
    keywords: words(
      'vaquita, action plan, bycatch, fishing, Gulf of California',
      'vaquita, plan d’action, prises accidentelles, pêche, golfe de Californie',
      'vaquita, plan de acción, captura incidental, pesca, golfo de California',
    ),
  }),
  plannedForLater({
    id: 'monarch-tour',
    group: 'terrestrial-ecosystems',
    title: t(
      'Tour of the Monarch Butterfly',
      'Circuit du papillon monarque',
      'Recorrido de la mariposa monarca',
    ),
    abstract: t(
      'A product made of the Atlas’s layers: a journey over the map along the flyway of the monarch butterfly.',
      'Un produit tiré des couches de l’Atlas : un voyage sur la carte le long de la voie migratoire du papillon monarque.',
      'Un producto hecho con las capas del Atlas: un viaje sobre el mapa por la ruta migratoria de la mariposa monarca.',
    ),
    projects: provides('14'),
    keywords: words(
      'monarch butterfly, tour, migration, map product',
      'papillon monarque, circuit, migration, produit cartographique',
      'mariposa monarca, recorrido, migración, producto cartográfico',
    ),
  }),
  plannedForLater({
    id: 'wall-map',
    group: 'reference',
    title: t(
      'Wall Map of North America',
      'Carte murale de l’Amérique du Nord',
      'Mapa mural de América del Norte',
    ),
    abstract: t(
      'A product made of the Framework’s layers: the continent on one printed sheet.',
      'Un produit tiré des couches du Cadre : le continent sur une seule feuille imprimée.',
      'Un producto hecho con las capas del Marco: el continente en una sola hoja impresa.',
    ),
    projects: provides('1'),
    keywords: words(
      'print, poster, wall map, map product',
      'impression, affiche, carte murale, produit cartographique',
      'impresión, cartel, mapa mural, producto cartográfico',
    ),
  }),
]
