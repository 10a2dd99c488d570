import type { Position } from 'geojson'
import { ATLAS_PUBLISHER } from '../../src/catalog/metadata/atlas.ts'
import { supplement, words } from '../catalog/common.ts'
import { isInFramework } from '../pipeline/framework-region.ts'
import { toLineString } from '../pipeline/geometry.ts'
import type { PipelineFeature, Recipe } from '../pipeline/recipe.ts'
import { PALETTE } from './shared/palette.ts'
import { FIELDS, text } from './shared/texts.ts'

/** Vertices stand this many degrees apart, so that each piece bends as the projection does. */
const STEP_DEGREES = 1
const SPACING_DEGREES = 10
const NORTHERNMOST_OF_MOST_MERIDIANS = 80

const DIRECTIONS = {
  en: ['N', 'S', 'E', 'W'],
  fr: ['N', 'S', 'E', 'O'],
  es: ['N', 'S', 'E', 'O'],
} as const

function label(language: 'en' | 'fr' | 'es', degrees: number, isParallel: boolean): string {
  const [north, south, east, west] = DIRECTIONS[language]
  const side = isParallel ? (degrees < 0 ? south : north) : degrees < 0 ? west : east
  return degrees === 0 || Math.abs(degrees) === 180
    ? `${Math.abs(degrees)}°`
    : `${Math.abs(degrees)}° ${side}`
}

function toFeature(
  kind: 'meridian' | 'parallel',
  degrees: number,
  line: Position[],
): PipelineFeature {
  const isParallel = kind === 'parallel'
  return {
    geometry: toLineString(line),
    properties: {
      kind,
      degrees,
      name_en: label('en', degrees, isParallel),
      name_fr: label('fr', degrees, isParallel),
      name_es: label('es', degrees, isParallel),
    },
  }
}

/** The runs of a line that lie in the Framework's square. */
function insideFramework(line: Position[]): Position[][] {
  const runs: Position[][] = []
  let run: Position[] = []
  for (const position of line) {
    if (isInFramework(position[0]!, position[1]!)) run.push(position)
    else {
      if (run.length > 1) runs.push(run)
      run = []
    }
  }
  if (run.length > 1) runs.push(run)
  return runs
}

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step)

export const graticule: Recipe = {
  id: 'graticule',
  group: 'reference',
  state: 'bundled',
  title: text('Graticule', 'Graticule', 'Retícula'),
  abstract: text(
    'Meridians and parallels every ten degrees, made by code.',
    'Méridiens et parallèles tous les dix degrés, tracés par le programme.',
    'Meridianos y paralelos cada diez grados, trazados por el programa.',
  ),
  limitations: text(
    'A help to orientation: lines are drawn with a vertex every degree, and most meridians end at 80° N.',
    'Une aide à l’orientation : les lignes ont un sommet par degré et la plupart des méridiens s’arrêtent à 80° N.',
    'Una ayuda para orientarse: las líneas tienen un vértice por grado y la mayoría de los meridianos termina a 80° N.',
  ),
  geometryType: 'LineString',
  fields: [
    {
      name: 'kind',
      type: 'string',
      title: text('Kind', 'Type', 'Tipo'),
      codes: {
        meridian: text('Meridian', 'Méridien', 'Meridiano'),
        parallel: text('Parallel', 'Parallèle', 'Paralelo'),
      },
    },
    {
      name: 'degrees',
      type: 'integer',
      unit: 'deg',
      title: text('Longitude or latitude', 'Longitude ou latitude', 'Longitud o latitud'),
    },
    FIELDS.name_en,
    FIELDS.name_fr,
    FIELDS.name_es,
  ],
  modified: '2026-11-27',
  record: supplement({
    editions: [{ name: 'Atlas' }],
    keywords: words(
      'meridians, parallels, grid, longitude, latitude',
      'méridiens, parallèles, quadrillage, longitude, latitude',
      'meridianos, paralelos, cuadrícula, longitud, latitud',
    ),
  }),
  provenance: {
    publisher: ATLAS_PUBLISHER,
    dataset: text(
      'Graticule of the North American Environmental Atlas',
      'Quadrillage de l’Atlas environnemental de l’Amérique du Nord',
      'Cuadrícula del Atlas Ambiental de América del Norte',
    ),
    edition: '1',
    date: '2026',
    licence: {
      name: 'CC0 1.0',
      url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    },
    citation: text(
      'Computed for the Atlas from the meridians and parallels themselves.',
      'Calculé pour l’Atlas à partir des méridiens et des parallèles eux-mêmes.',
      'Calculada para el Atlas a partir de los propios meridianos y paralelos.',
    ),
  },
  sources: [{ kind: 'code', name: 'scripts/layers/graticule.ts' }],
  symbology: {
    kind: 'simple',
    symbol: {
      line: PALETTE.graticule,
      lineWidth: [
        [0, 0.5],
        [6, 0.8],
      ],
    },
    labels: {
      fields: { en: 'name_en', fr: 'name_fr', es: 'name_es' },
      color: PALETTE.quietText,
      halo: PALETTE.halo,
      size: 10,
      placement: 'frame',
    },
  },
  async build() {
    const meridians = range(-180, 170, SPACING_DEGREES).flatMap((lon) => {
      // Near the pole only every thirtieth meridian goes on.
      const north = lon % 30 === 0 ? 90 : NORTHERNMOST_OF_MOST_MERIDIANS
      const line = range(-40, north, STEP_DEGREES).map((lat): Position => [lon, lat])
      return insideFramework(line).map((run) => toFeature('meridian', lon, run))
    })
    const parallels = range(-30, 80, SPACING_DEGREES).flatMap((lat) => {
      const line = range(-180, 180, STEP_DEGREES).map((lon): Position => [lon, lat])
      return insideFramework(line).map((run) => toFeature('parallel', lat, run))
    })
    return { features: [...meridians, ...parallels] }
  },
}
