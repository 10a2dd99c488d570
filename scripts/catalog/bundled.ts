import type { LayerSupplement } from '../../src/catalog/record.ts'
import {
  CEC_CONTACT,
  FRAMEWORK_SCALE,
  NORTH_AMERICA,
  provides,
  localize as t,
  uses,
  words,
} from './common.ts'
import { PRTR_COMPARABILITY } from './published-pressures.ts'

type Given = Partial<LayerSupplement> & Pick<LayerSupplement, 'keywords'>

/** A layer whose data come with the Atlas, of the Framework's scale where nothing else is said. */
function bundled(given: Given): LayerSupplement {
  return {
    countries: NORTH_AMERICA,
    scaleDenominator: FRAMEWORK_SCALE,
    editions: [],
    projects: provides('1'),
    contact: CEC_CONTACT,
    addresses: [],
    comparability: [],
    ...given,
  }
}

const NATURAL_EARTH = [{ name: 'Natural Earth 5', year: 2022 }]

/** What the catalogue says, beyond the recipe, of each layer that the pipeline builds, by its id. */
export const bundledSupplements: Readonly<Record<string, LayerSupplement>> = {
  countries: bundled({
    editions: NATURAL_EARTH,
    keywords: words(
      'political boundaries, nations, borders, Canada, Mexico, United States',
      'frontières politiques, nations, frontières, Canada, Mexique, États-Unis',
      'límites políticos, naciones, fronteras, Canadá, México, Estados Unidos',
    ),
  }),
  'international-boundaries': bundled({
    editions: NATURAL_EARTH,
    keywords: words(
      'political boundaries, borders, frontier, maritime boundaries',
      'frontières politiques, limites, frontière, limites maritimes',
      'límites políticos, fronteras, linderos, límites marítimos',
    ),
  }),
  'states-provinces': bundled({
    editions: NATURAL_EARTH,
    keywords: words(
      'states, provinces, territories, administrative units, political boundaries',
      'États, provinces, territoires, unités administratives, frontières politiques',
      'estados, provincias, territorios, unidades administrativas, límites políticos',
    ),
  }),
  'state-boundaries': bundled({
    editions: NATURAL_EARTH,
    keywords: words(
      'states, provinces, borders, administrative boundaries',
      'États, provinces, limites, limites administratives',
      'estados, provincias, límites, límites administrativos',
    ),
  }),
  land: bundled({
    editions: NATURAL_EARTH,
    keywords: words(
      'land mass, islands, continent, base map',
      'masse terrestre, îles, continent, carte de base',
      'masa continental, islas, continente, mapa base',
    ),
  }),
  coastline: bundled({
    editions: NATURAL_EARTH,
    keywords: words(
      'coast, shore, sea, hydrography',
      'côte, littoral, mer, hydrographie',
      'costa, litoral, mar, hidrografía',
    ),
  }),
  lakes: bundled({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'hydrography, surface water, reservoirs, Great Lakes',
      'hydrographie, eaux de surface, réservoirs, Grands Lacs',
      'hidrografía, aguas superficiales, presas, Grandes Lagos',
    ),
    projects: [...provides('1'), ...uses('12')],
  }),
  rivers: bundled({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'hydrography, streams, surface water, watercourses',
      'hydrographie, cours d’eau, eaux de surface, fleuves',
      'hidrografía, corrientes, aguas superficiales, cauces',
    ),
    projects: [...provides('1'), ...uses('12')],
  }),
  railroads: bundled({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'railways, trains, transport, freight',
      'voies ferrées, trains, transport, marchandises',
      'ferrocarriles, trenes, transporte, carga',
    ),
    projects: [...provides('1'), ...uses('6A')],
  }),
  roads: bundled({
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'highways, transport, trade corridors, freight',
      'autoroutes, transport, corridors commerciaux, marchandises',
      'autopistas, transporte, corredores comerciales, carga',
    ),
    projects: [...provides('1'), ...uses('6A')],
  }),
  'populated-places': bundled({
    editions: [{ name: 'Natural Earth', year: 2013 }],
    keywords: words(
      'cities, towns, settlements, population',
      'villes, villages, agglomérations, population',
      'ciudades, pueblos, asentamientos, población',
    ),
  }),
  bathymetry: bundled({
    editions: [{ name: 'ETOPO5', year: 1993 }],
    keywords: words(
      'depth, ocean, sea floor, relief',
      'profondeur, océan, fond marin, relief',
      'profundidad, océano, fondo marino, relieve',
    ),
    projects: [...provides('1'), ...uses('13')],
  }),
  elevation: bundled({
    editions: [{ name: 'ETOPO5', year: 1993 }],
    keywords: words(
      'altitude, relief, terrain, topography',
      'altitude, relief, terrain, topographie',
      'altitud, relieve, terreno, topografía',
    ),
  }),
  glaciers: bundled({
    countries: ['CAN', 'USA'],
    editions: [{ name: 'Natural Earth' }],
    keywords: words(
      'ice caps, land ice, cryosphere, Arctic',
      'calottes glaciaires, glace terrestre, cryosphère, Arctique',
      'casquetes de hielo, hielo terrestre, criosfera, Ártico',
    ),
  }),
  seas: bundled({
    editions: [{ name: 'IHO Sea Areas 3' }],
    keywords: words(
      'oceans, gulfs, bays, marine regions',
      'océans, golfes, baies, régions marines',
      'océanos, golfos, bahías, regiones marinas',
    ),
    projects: [...provides('1'), ...uses('13')],
  }),
  'context-land': bundled({
    scaleDenominator: 50_000_000,
    editions: [{ name: 'Natural Earth', year: 2012 }],
    keywords: words(
      'world land, continents, globe, base map',
      'terres du monde, continents, globe, carte de base',
      'tierras del mundo, continentes, globo, mapa base',
    ),
  }),
  graticule: bundled({
    editions: [{ name: 'Atlas' }],
    keywords: words(
      'meridians, parallels, grid, longitude, latitude',
      'méridiens, parallèles, quadrillage, longitude, latitude',
      'meridianos, paralelos, cuadrícula, longitud, latitud',
    ),
  }),
  airports: bundled({
    editions: [{ name: '2026', year: 2026 }],
    projects: [...provides('1'), ...uses('6A')],
    keywords: words(
      'aviation, transport, air traffic, aerodromes, IATA, ICAO',
      'aviation, transport, trafic aérien, aérodromes, IATA, OACI',
      'aviación, transporte, tráfico aéreo, aeródromos, IATA, OACI',
    ),
  }),
  ports: bundled({
    editions: [{ name: '0.0.9', year: 2017 }],
    projects: [...provides('1'), ...uses('6A', '8')],
    keywords: words(
      'harbours, shipping, marine transport, trade, Great Lakes',
      'havres, navigation, transport maritime, commerce, Grands Lacs',
      'puertos marítimos, navegación, transporte marítimo, comercio, Grandes Lagos',
    ),
  }),
  'protected-areas-selection': bundled({
    editions: [{ name: '2024', year: 2024 }],
    projects: [...provides('1'), ...uses('13', '14', '16')],
    comparability: [
      t(
        'A selection: numbers and areas by state or country say nothing of how much is protected there.',
        'Une sélection : les nombres et superficies par État ou pays ne disent rien de la part protégée.',
        'Una selección: los números y superficies por estado o país no dicen cuánto está protegido.',
      ),
    ],
    keywords: words(
      'parks, reserves, conservation, IUCN, biosphere reserves, marine protected areas',
      'parcs, réserves, conservation, UICN, réserves de biosphère, aires marines protégées',
      'parques, reservas, conservación, UICN, reservas de la biosfera, áreas marinas protegidas',
    ),
  }),
  'species-habitat': bundled({
    countries: ['USA'],
    editions: [{ name: '2018', year: 2018 }],
    keywords: words(
      'wildlife, biodiversity, counties, birds, mammals, amphibians, reptiles',
      'faune, biodiversité, comtés, oiseaux, mammifères, amphibiens, reptiles',
      'fauna, biodiversidad, condados, aves, mamíferos, anfibios, reptiles',
    ),
  }),
  'potential-land-cover': bundled({
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
  'climate-zones': bundled({
    scaleDenominator: undefined,
    editions: [{ name: '1986–2010', year: 1986, yearTo: 2010 }],
    keywords: words(
      'Köppen, Geiger, temperature, precipitation, arid, tropical, tundra',
      'Köppen, Geiger, température, précipitations, aride, tropical, toundra',
      'Köppen, Geiger, temperatura, precipitación, árido, tropical, tundra',
    ),
  }),
  'prtr-facilities-selection': bundled({
    editions: [{ name: '2013–2024', year: 2013, yearTo: 2024 }],
    projects: [...provides('12'), ...uses('1', '4', '8', '9')],
    comparability: [PRTR_COMPARABILITY],
    keywords: words(
      'pollutants, toxic releases, mercury, lead, industry, emissions, NPRI, RETC, TRI, Taking Stock',
      'polluants, rejets toxiques, mercure, plomb, industrie, émissions, INRP, RETC, TRI, À l’heure des comptes',
      'contaminantes, emisiones tóxicas, mercurio, plomo, industria, emisiones, NPRI, RETC, TRI, En balance',
    ),
  }),
  'prtr-releases': bundled({
    scaleDenominator: undefined,
    editions: [{ name: '2022', year: 2022 }],
    projects: [...provides('12'), ...uses('1', '4', '8', '9')],
    comparability: [
      PRTR_COMPARABILITY,
      t(
        'Quantities stand in one unit, but not for one thing: a register’s thresholds, sectors and substances decide what is in it, and toxic equivalents of dioxins are no mass.',
        'Les quantités sont dans une même unité, mais ne désignent pas une même chose : les seuils, secteurs et substances de chaque registre déterminent ce qu’il contient, et les équivalents toxiques des dioxines ne sont pas une masse.',
        'Las cantidades están en una misma unidad, pero no significan lo mismo: los umbrales, sectores y sustancias de cada registro deciden qué contiene, y los equivalentes tóxicos de dioxinas no son masa.',
      ),
    ],
    recipe:
      'npm run layers -- build prtr-releases --from prtr-releases.retc-establishments=<file> --from prtr-releases.retc-emissions=<file>',
    keywords: words(
      'pollutants, toxic releases, mercury, lead, dioxins, industry, emissions, NPRI, RETC, TRI, Taking Stock',
      'polluants, rejets toxiques, mercure, plomb, dioxines, industrie, émissions, INRP, RETC, TRI, À l’heure des comptes',
      'contaminantes, emisiones tóxicas, mercurio, plomo, dioxinas, industria, emisiones, NPRI, RETC, TRI, En balance',
    ),
  }),
  'hazardous-waste-sites-selection': bundled({
    editions: [{ name: '2013–2022', year: 2013, yearTo: 2022 }],
    projects: [...provides('8'), ...uses('1')],
    comparability: [
      t(
        'The three countries’ sources list different things: Superfund sites, federal contaminated sites, waste handlers. Their numbers must not be compared.',
        'Les sources des trois pays recensent des choses différentes : sites Superfund, sites contaminés fédéraux, gestionnaires de déchets. Leurs nombres ne doivent pas être comparés.',
        'Las fuentes de los tres países enumeran cosas distintas: sitios Superfund, sitios contaminados federales, gestores de residuos. Sus números no deben compararse.',
      ),
    ],
    keywords: words(
      'toxic waste, Superfund, contaminated sites, recycling, disposal, lead, mercury',
      'déchets toxiques, Superfund, sites contaminés, recyclage, élimination, plomb, mercure',
      'desechos tóxicos, Superfund, sitios contaminados, reciclaje, disposición, plomo, mercurio',
    ),
  }),
  'power-plants': bundled({
    editions: [{ name: '1.3', year: 2021 }],
    projects: [...provides('11'), ...uses('1', '5B')],
    keywords: words(
      'electricity, energy, coal, natural gas, nuclear, hydropower, wind, solar',
      'électricité, énergie, charbon, gaz naturel, nucléaire, hydroélectricité, éolien, solaire',
      'electricidad, energía, carbón, gas natural, nuclear, hidroelectricidad, eólica, solar',
    ),
  }),
  'renewable-capacity': bundled({
    editions: [{ name: '1.3', year: 2021 }],
    projects: [...provides('5B'), ...uses('1')],
    keywords: words(
      'renewable energy, electricity, hydropower, wind, solar, biomass, geothermal',
      'énergie renouvelable, électricité, hydroélectricité, éolien, solaire, biomasse, géothermie',
      'energía renovable, electricidad, hidroelectricidad, eólica, solar, biomasa, geotermia',
    ),
  }),
  'wind-farms': bundled({
    editions: [{ name: '2026', year: 2026 }],
    projects: [...provides('5B'), ...uses('1')],
    keywords: words(
      'wind power, turbines, renewable energy, birds, bats',
      'énergie éolienne, éoliennes, énergie renouvelable, oiseaux, chauves-souris',
      'energía eólica, aerogeneradores, energía renovable, aves, murciélagos',
    ),
  }),
  'iron-steel-plants': bundled({
    editions: [{ name: 'March 2025 V1.2', year: 2025 }],
    projects: uses('1', '4', '11'),
    keywords: words(
      'industry, steel mills, blast furnaces, manufacturing, greenhouse gas',
      'industrie, aciéries, hauts fourneaux, fabrication, gaz à effet de serre',
      'industria, acerías, altos hornos, manufactura, gases de efecto invernadero',
    ),
  }),
}
