import { provides, supplement, localize as t, uses, words } from '../catalog/common.ts'
import type { Recipe } from '../pipeline/recipe.ts'
import { UNITS_SOURCE } from './shared/natural-earth-units.ts'
import {
  COUNTRY_FIELD,
  NAME_FIELD,
  nameLabels,
  OWNER_FIELD,
  pointClass,
  STATE_FIELD,
  toPoints,
} from './shared/points.ts'
import {
  FUELS,
  POWER_PLANTS_PROVENANCE,
  POWER_PLANTS_SOURCE,
  readPowerPlants,
} from './shared/wri-power-plants.ts'

export const powerPlants: Recipe = {
  id: 'power-plants',
  group: 'pollution-and-waste',
  state: 'bundled',
  modified: '2026-11-27',
  badge: 'partial',
  record: supplement({
    editions: [{ name: '1.3', year: 2021 }],
    projects: [...provides('11'), ...uses('1', '5B')],
    keywords: words(
      'electricity, energy, coal, natural gas, nuclear, hydropower, wind, solar',
      'électricité, énergie, charbon, gaz naturel, nucléaire, hydroélectricité, éolien, solaire',
      'electricidad, energía, carbón, gas natural, nuclear, hidroelectricidad, eólica, solar',
    ),
  }),
  title: t('Power Plants', 'Centrales électriques', 'Centrales eléctricas'),
  abstract: t(
    'Power plants of Canada, Mexico and the United States by the fuel or source that they mainly use, sized by how much power they can give.',
    'Les centrales électriques du Canada, du Mexique et des États-Unis selon le combustible ou la source qu’elles utilisent surtout, avec des symboles proportionnels à leur puissance.',
    'Las centrales eléctricas de Canadá, Estados Unidos y México según el combustible o la fuente que más usan, con símbolos proporcionales a su capacidad.',
  ),
  limitations: t(
    'As of about 2019 to 2021: plants opened or closed since are not shown as they are now. Small plants are many in the United States and few in Mexico, where the source lists only larger ones. A plant with several fuels shows its main one. It holds no emissions.',
    'État de 2019 à 2021 environ : les centrales ouvertes ou fermées depuis n’y figurent pas dans leur état actuel. Les petites centrales sont nombreuses aux États-Unis et rares au Mexique, où la source ne recense que les plus grandes. Une centrale à plusieurs combustibles n’affiche que le principal. Aucune donnée d’émissions.',
    'Datos de 2019 a 2021, aproximadamente: no reflejan las centrales abiertas o cerradas desde entonces. Hay muchas centrales pequeñas en Estados Unidos y pocas en México, donde la fuente solo enumera las mayores. Una central con varios combustibles muestra el principal. No contiene emisiones.',
  ),
  geometryType: 'Point',
  fields: [
    NAME_FIELD,
    {
      name: 'capacity_mw',
      type: 'double',
      unit: 'MW',
      title: t('Capacity', 'Puissance', 'Capacidad'),
    },
    {
      name: 'fuel',
      type: 'string',
      title: t(
        'Main fuel or source',
        'Combustible ou source principale',
        'Combustible o fuente principal',
      ),
      codes: FUELS,
    },
    OWNER_FIELD,
    {
      name: 'commissioning_year',
      type: 'integer',
      title: t('Year of commissioning', 'Année de mise en service', 'Año de entrada en operación'),
    },
    COUNTRY_FIELD,
    STATE_FIELD,
  ],
  countryField: 'country',
  sources: [POWER_PLANTS_SOURCE, UNITS_SOURCE],
  provenance: POWER_PLANTS_PROVENANCE,
  symbology: {
    kind: 'proportional',
    field: 'capacity_mw',
    unit: 'MW',
    maxValue: 8_000,
    maxRadius: [
      [0, 9],
      [1, 14],
      [4, 24],
      [8, 40],
    ],
    minRadius: 1.5,
    // Of 11,262 plants some hundreds are seen of the whole continent, fewer on a phone; from 1:3,000,000 or so all are.
    least: [
      [0, 1000],
      [1, 500],
      [2, 200],
      [3, 50],
      [4, 0],
    ],
    categoryField: 'fuel',
    // Families of hues: what is burnt from the ground in greys and browns, nuclear in violet, the others in clear colours.
    classes: [
      pointClass('coal', FUELS.Coal, ['Coal'], 'circle', '#333333', '#c4c4c4'),
      pointClass(
        'oil',
        t('Oil and petroleum coke', 'Pétrole et coke de pétrole', 'Petróleo y coque de petróleo'),
        ['Oil', 'Petcoke'],
        'circle',
        '#7b4a2b',
        '#b98a66',
      ),
      pointClass('gas', FUELS.Gas, ['Gas'], 'circle', '#b08a62', '#e6cfae'),
      pointClass('nuclear', FUELS.Nuclear, ['Nuclear'], 'circle', '#aa4499', '#d98ccc'),
      pointClass('hydro', FUELS.Hydro, ['Hydro'], 'circle', '#0077bb', '#66b8ec'),
      pointClass('wind', FUELS.Wind, ['Wind'], 'circle', '#44aa99', '#86ddcf'),
      pointClass('solar', FUELS.Solar, ['Solar'], 'circle', '#ddaa33', '#f3d06e'),
      pointClass(
        'biomass',
        t('Biomass and waste', 'Biomasse et déchets', 'Biomasa y residuos'),
        ['Biomass', 'Waste'],
        'circle',
        '#117733',
        '#62bd83',
      ),
      pointClass('geothermal', FUELS.Geothermal, ['Geothermal'], 'circle', '#ee7733', '#ffa873'),
    ],
    other: {
      id: 'other',
      label: t(
        'Storage, cogeneration and other',
        'Stockage, cogénération et autres',
        'Almacenamiento, cogeneración y otras',
      ),
      symbol: {
        marker: 'circle',
        fill: { light: '#8a94a6', dark: '#8a94a6' },
        line: { light: '#ffffff', dark: '#10181f' },
        lineWidth: 0.75,
      },
    },
    labels: nameLabels(8),
  },
  async build(context) {
    const plants = await readPowerPlants(context)
    // Large plants first, so that smaller ones are drawn over them.
    const bySize = [...plants].sort((a, b) => b.capacityMegawatts - a.capacityMegawatts)
    return {
      features: toPoints(
        context,
        bySize.map((plant) => ({
          lon: plant.lon,
          lat: plant.lat,
          properties: {
            name: plant.name,
            capacity_mw: plant.capacityMegawatts,
            fuel: plant.fuel,
            owner: plant.owner,
            commissioning_year: plant.commissioningYear,
            country: plant.country,
            state_province: plant.state,
          },
        })),
      ),
    }
  },
}
