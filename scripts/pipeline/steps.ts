import { cleanPolygons } from './clean.ts'
import { clipLines, clipPolygons } from './framework-region.ts'
import {
  type Line,
  linesOf,
  polygonsOf,
  type Rings,
  type Tally,
  toMultiLineString,
  toMultiPolygon,
} from './geometry.ts'
import type { ProcessingLog } from './notes.ts'
import type { PipelineFeature } from './recipe.ts'
import { gridMeters, snapLines, snapPolygons } from './snap.ts'
import { dropSmallParts } from './topology.ts'

/** Notes of the steps that every layer goes through: one wording, counts filled in. */
export const NOTES = {
  clip: {
    en: 'Clipped to the Framework’s square of ±6,000 km: {{clipped}} parts cut at its edge, {{outside}} dropped.',
    fr: 'Découpage selon le carré du Cadre, ±6 000 km : {{clipped}} parties coupées au bord, {{outside}} écartées.',
    es: 'Recorte al cuadrado del Marco, de ±6,000 km: {{clipped}} partes cortadas en el borde, {{outside}} descartadas.',
  },
  snap: {
    en: 'Coordinates rounded to 2^-{{bits}} degree (about {{meters}} m); {{removed}} positions that fell together removed, {{collapsed}} parts that collapsed dropped.',
    fr: 'Coordonnées arrondies à 2^-{{bits}} degré (environ {{meters}} m) ; {{removed}} positions confondues supprimées, {{collapsed}} parties réduites à néant écartées.',
    es: 'Coordenadas redondeadas a 2^-{{bits}} grados (unos {{meters}} m); {{removed}} posiciones coincidentes eliminadas, {{collapsed}} partes colapsadas descartadas.',
  },
  clean: {
    en: 'Rings made valid: {{split}} parted where they touched themselves, {{resolved}} polygons with crossing edges resolved, {{joined}} overlapping ones joined, {{spikes}} spikes and {{slivers}} slivers under 1,000 m² dropped, {{turned}} rings turned (exterior counter-clockwise).',
    fr: 'Anneaux rendus valides : {{split}} séparés là où ils se touchaient, {{resolved}} polygones aux arêtes croisées corrigés, {{joined}} polygones superposés réunis, {{spikes}} pointes et {{slivers}} éclats de moins de 1 000 m² écartés, {{turned}} anneaux réorientés (extérieur dans le sens antihoraire).',
    es: 'Anillos validados: {{split}} separados donde se tocaban, {{resolved}} polígonos con bordes cruzados resueltos, {{joined}} superpuestos unidos, {{spikes}} picos y {{slivers}} astillas de menos de 1,000 m² descartados, {{turned}} anillos reorientados (exterior en sentido antihorario).',
  },
  unresolved: {
    en: '{{unresolved}} parts that could not be made valid dropped.',
    fr: '{{unresolved}} parties impossibles à rendre valides écartées.',
    es: '{{unresolved}} partes que no pudieron validarse descartadas.',
  },
  generalised: {
    en: 'Generalised with a tolerance of {{meters}} m, shared positions kept.',
    fr: 'Généralisation avec une tolérance de {{meters}} m, positions communes conservées.',
    es: 'Generalización con una tolerancia de {{meters}} m; se conservan las posiciones compartidas.',
  },
  apostrophes: {
    en: 'Apostrophes of {{names}} names written in one way.',
    fr: 'Apostrophes de {{names}} noms uniformisées.',
    es: 'Apóstrofos de {{names}} nombres escritos de una sola manera.',
  },
  fitted: {
    en: 'Neighbours fitted together: {{overlaps}} pairs lay over each other, where the ground went to the smaller one; {{gaps}} slits between neighbours were given to the smallest of them.',
    fr: 'Voisins ajustés : {{overlaps}} paires se chevauchaient, le terrain étant revenu au plus petit ; {{gaps}} fentes entre voisins ont été attribuées au plus petit d’entre eux.',
    es: 'Áreas vecinas ajustadas: {{overlaps}} pares se traslapaban, y el terreno quedó para la más pequeña; {{gaps}} rendijas entre vecinas se asignaron a la más pequeña.',
  },
  blanks: {
    en: 'Doubled blanks in {{names}} names written as one.',
    fr: 'Espaces doublées de {{names}} noms ramenées à une seule.',
    es: 'Espacios dobles de {{names}} nombres reducidos a uno.',
  },
  overview: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid, generalised with a tolerance of {{meters}} m: {{features}} features.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre, généralisé avec une tolérance de {{meters}} m : {{features}} entités.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco, generalizada con una tolerancia de {{meters}} m: {{features}} elementos.',
  },
  joined: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid: areas of a class were joined and generalised with a tolerance of {{meters}} m, {{features}} areas.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre : les surfaces d’une même classe ont été réunies et généralisées avec une tolérance de {{meters}} m, {{features}} surfaces.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco: las áreas de una misma clase se unieron y generalizaron con una tolerancia de {{meters}} m, {{features}} áreas.',
  },
  largest: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid, of the largest points alone, those of {{least}} or more: {{features}} features.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre, des seuls points les plus grands, d’au moins {{least}} : {{features}} entités.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco, solo de los puntos mayores, de {{least}} o más: {{features}} elementos.',
  },
  groups: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid: the points of a class in a cell of {{meters}} m are one group with their count, {{features}} groups.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre : les points d’une classe dans une cellule de {{meters}} m forment un groupe avec leur nombre, {{features}} groupes.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco: los puntos de una clase en una celda de {{meters}} m forman un grupo con su número, {{features}} grupos.',
  },
} as const

/** Rounds and makes valid polygons that are clipped already, or need not be. */
export function roundPolygons(polygons: readonly Rings[], bits: number, tally: Tally): Rings[] {
  return cleanPolygons(snapPolygons(polygons, bits, tally), bits, tally)
}

/** Clips to the Framework, rounds and makes valid. */
export function finishPolygons(polygons: readonly Rings[], bits: number, tally: Tally): Rings[] {
  return roundPolygons(clipPolygons(polygons, tally), bits, tally)
}

/** Clips to the Framework and rounds. */
export function finishLines(lines: readonly Line[], bits: number, tally: Tally): Line[] {
  return snapLines(clipLines(lines, tally), bits, tally)
}

/** Writes what a tally of `finishPolygons` or `finishLines` counted. */
export function noteFinish(log: ProcessingLog, tally: Tally, bits: number): void {
  log.add(NOTES.clip, { clipped: tally.get('clippedParts'), outside: tally.get('outsideParts') })
  noteSnap(log, tally, bits)
}

export function noteSnap(log: ProcessingLog, tally: Tally, bits: number): void {
  log.add(NOTES.snap, {
    bits,
    meters: gridMeters(bits),
    removed: tally.get('removedPositions'),
    collapsed: tally.get('collapsedParts'),
  })
}

export function noteGeneralised(log: ProcessingLog, meters: number): void {
  log.add(NOTES.generalised, { meters })
}

export function noteClean(log: ProcessingLog, tally: Tally): void {
  log.add(NOTES.clean, {
    split: tally.get('splitRings'),
    resolved: tally.get('resolvedPolygons'),
    joined: tally.get('joinedPolygons'),
    spikes: tally.get('spikes'),
    slivers: tally.get('slivers'),
    turned: tally.get('turnedRings'),
  })
  if (tally.get('unresolvedPolygons') > 0) {
    log.add(NOTES.unresolved, { unresolved: tally.get('unresolvedPolygons') })
  }
}

interface FinishOptions {
  readonly bits: number
  readonly tally: Tally
  /** Polygons smaller than this are dropped; see `dropSmallParts`. */
  readonly minimumSquareMeters?: number
  readonly keepLargest?: boolean
}

/** `finishPolygons` or `finishLines` for each feature; features with nothing left are dropped. */
export function finishFeatures(
  features: readonly PipelineFeature[],
  { bits, tally, minimumSquareMeters = 0, keepLargest = false }: FinishOptions,
): PipelineFeature[] {
  const finished = features.map(({ geometry }) => {
    const polygons = polygonsOf(geometry)
    return polygons.length > 0
      ? { polygons: finishPolygons(polygons, bits, tally), lines: [] }
      : { polygons: [], lines: finishLines(linesOf(geometry), bits, tally) }
  })
  const areas = finished.map(({ polygons }) => polygons)
  const kept =
    minimumSquareMeters > 0 ? dropSmallParts(areas, minimumSquareMeters, keepLargest) : areas
  return features.flatMap(({ properties }, i): PipelineFeature[] => {
    const [polygons, lines] = [kept[i]!, finished[i]!.lines]
    tally.add('smallPolygons', areas[i]!.length - polygons.length)
    if (polygons.length > 0) return [{ geometry: toMultiPolygon(polygons), properties }]
    if (lines.length > 0) return [{ geometry: toMultiLineString(lines), properties }]
    tally.add('droppedFeatures')
    return []
  })
}

/** Leaves out features whose shape another has, as generalising makes of neighbours; the first stands for all. */
export function withoutRepeated(features: readonly PipelineFeature[]): PipelineFeature[] {
  const seen = new Set<string>()
  return features.filter(({ geometry }) => {
    const shape = JSON.stringify(geometry)
    if (seen.has(shape)) return false
    seen.add(shape)
    return true
  })
}

/** A line longer than this many positions is drawn the same in pieces, and a view reads only its own. */
const MAX_LINE_POSITIONS = 1_000

/** Cuts long lines into pieces that share their end positions. */
export function cutLongLines(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => {
    const pieces = Math.ceil((line.length - 1) / MAX_LINE_POSITIONS)
    const size = Math.ceil((line.length - 1) / pieces)
    return Array.from({ length: pieces }, (_, i) => line.slice(i * size, (i + 1) * size + 1))
  })
}
