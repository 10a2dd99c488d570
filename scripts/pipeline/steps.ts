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
import { noteOf, type ProcessingLog, powerOfTwo } from './notes.ts'
import type { PipelineFeature } from './recipe.ts'
import { gridMeters, snapLines, snapPolygons } from './snap.ts'
import { dropSmallParts } from './topology.ts'

/** Notes of the steps that every layer goes through: one wording, counts filled in. */
export const NOTES = {
  generalised: {
    en: 'Generalised with a tolerance of {{meters}} m, shared positions kept.',
    fr: 'Généralisation avec une tolérance de {{meters}} m, positions communes conservées.',
    es: 'Generalización con una tolerancia de {{meters}} m; se conservan las posiciones compartidas.',
  },
  apostrophes: {
    en: 'Apostrophes written in one way in {{names:name|names}}.',
    fr: 'Apostrophes uniformisées dans {{names:nom|noms}}.',
    es: 'Apóstrofos escritos de una sola manera en {{names:nombre|nombres}}.',
  },
  blanks: {
    en: 'Doubled blanks written as one in {{names:name|names}}.',
    fr: 'Espaces doublées ramenées à une seule dans {{names:nom|noms}}.',
    es: 'Espacios dobles reducidos a uno en {{names:nombre|nombres}}.',
  },
  overview: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid, generalised with a tolerance of {{meters}} m: {{features:feature|features}}.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre, généralisé avec une tolérance de {{meters}} m : {{features:entité|entités}}.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco, generalizada con una tolerancia de {{meters}} m: {{features:elemento|elementos}}.',
  },
  overviewOfPoints: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid: the {{features:feature|features}} drawn at these scales.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre : {{features:entité dessinée|entités dessinées}} à ces échelles.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco: {{features:elemento que se dibuja|elementos que se dibujan}} a esas escalas.',
  },
  joined: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid: areas of a class were joined and generalised with a tolerance of {{meters}} m, {{features:area|areas}}.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre : les surfaces d’une même classe ont été réunies et généralisées avec une tolérance de {{meters}} m, {{features:surface|surfaces}}.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco: las áreas de una misma clase se unieron y generalizaron con una tolerancia de {{meters}} m, {{features:área|áreas}}.',
  },
  largest: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid, of the largest points alone, those of {{least}} or more: {{features:feature|features}}.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre, des seuls points les plus grands, d’au moins {{least}} : {{features:entité|entités}}.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco, solo de los puntos mayores, de {{least}} o más: {{features:elemento|elementos}}.',
  },
  groups: {
    en: 'Overview for zooms {{from}} to {{to}} of the Framework’s grid: the points of a class in a cell of {{meters}} m are one group with their count, {{features:group|groups}}.',
    fr: 'Aperçu pour les zooms {{from}} à {{to}} de la grille du Cadre : les points d’une classe dans une cellule de {{meters}} m forment un groupe avec leur nombre, {{features:groupe|groupes}}.',
    es: 'Vista general para los acercamientos {{from}} a {{to}} de la cuadrícula del Marco: los puntos de una clase en una celda de {{meters}} m forman un grupo con su número, {{features:grupo|grupos}}.',
  },
} as const

const CLIPPED = {
  en: 'Clipped to the Framework’s square of ±6,000 km',
  fr: 'Découpage selon le carré du Cadre, ±6 000 km',
  es: 'Recorte al cuadrado del Marco, de ±6,000 km',
}

/** Says that a layer was clipped to the Framework, and what that came to. */
function noteClip(log: ProcessingLog, tally: Tally): void {
  log.add(
    noteOf(
      CLIPPED,
      ':',
      [
        [
          {
            en: '{{count:part|parts}} cut at its edge',
            fr: '{{count:partie coupée|parties coupées}} au bord',
            es: '{{count:parte cortada|partes cortadas}} en el borde',
          },
          tally.get('clippedParts'),
        ],
        [
          {
            en: '{{count:part|parts}} outside dropped',
            fr: '{{count:partie écartée|parties écartées}} au dehors',
            es: '{{count:parte descartada|partes descartadas}} fuera de él',
          },
          tally.get('outsideParts'),
        ],
      ],
      {
        en: `${CLIPPED.en}: nothing reached beyond it`,
        fr: `${CLIPPED.fr} : rien ne le dépassait`,
        es: `${CLIPPED.es}: nada lo rebasaba`,
      },
    ),
  )
}

/** Says how neighbours of a coverage were fitted together; nothing where they did already. */
export function noteFitted(log: ProcessingLog, tally: Tally): void {
  if (tally.get('overlaps') + tally.get('gaps') === 0) return
  log.add(
    noteOf(
      { en: 'Neighbours fitted together', fr: 'Voisins ajustés', es: 'Áreas vecinas ajustadas' },
      ':',
      [
        [
          {
            en: '{{count:pair|pairs}} lay over each other, where the ground went to the smaller one',
            fr: '{{count:paire se chevauchait|paires se chevauchaient}}, le terrain étant revenu au plus petit',
            es: '{{count:par se traslapaba|pares se traslapaban}}, y el terreno quedó para la más pequeña',
          },
          tally.get('overlaps'),
        ],
        [
          {
            en: '{{count:slit|slits}} between neighbours given to the smallest of them',
            fr: '{{count:fente entre voisins attribuée|fentes entre voisins attribuées}} au plus petit d’entre eux',
            es: '{{count:rendija entre vecinas asignada|rendijas entre vecinas asignadas}} a la más pequeña',
          },
          tally.get('gaps'),
        ],
      ],
    ),
  )
}

/** Rounds and makes valid polygons that are clipped already, or need not be. */
export function roundPolygons(polygons: readonly Rings[], bits: number, tally: Tally): Rings[] {
  return cleanPolygons(snapPolygons(polygons, bits, tally), bits, tally)
}

/** Clips to the Framework, rounds and makes valid. */
function finishPolygons(polygons: readonly Rings[], bits: number, tally: Tally): Rings[] {
  return roundPolygons(clipPolygons(polygons, tally), bits, tally)
}

/** Clips to the Framework and rounds. */
function finishLines(lines: readonly Line[], bits: number, tally: Tally): Line[] {
  return snapLines(clipLines(lines, tally), bits, tally)
}

/** Writes what a tally of `finishPolygons` or `finishLines` counted. */
export function noteFinish(log: ProcessingLog, tally: Tally, bits: number): void {
  noteClip(log, tally)
  noteSnap(log, tally, bits)
}

export function noteSnap(log: ProcessingLog, tally: Tally, bits: number): void {
  const [grid, meters] = [powerOfTwo(-bits), gridMeters(bits)]
  log.add(
    noteOf(
      {
        en: `Coordinates rounded to ${grid} degree (about ${meters} m)`,
        fr: `Coordonnées arrondies à ${grid} degré (environ ${meters} m)`,
        es: `Coordenadas redondeadas a ${grid} grados (unos ${meters} m)`,
      },
      ';',
      [
        [
          {
            en: '{{count:position|positions}} that fell together removed',
            fr: '{{count:position confondue supprimée|positions confondues supprimées}}',
            es: '{{count:posición coincidente eliminada|posiciones coincidentes eliminadas}}',
          },
          tally.get('removedPositions'),
        ],
        [
          {
            en: '{{count:part|parts}} that collapsed dropped',
            fr: '{{count:partie réduite à néant écartée|parties réduites à néant écartées}}',
            es: '{{count:parte colapsada descartada|partes colapsadas descartadas}}',
          },
          tally.get('collapsedParts'),
        ],
      ],
    ),
  )
}

export function noteGeneralised(log: ProcessingLog, meters: number): void {
  log.add(NOTES.generalised, { meters })
}

export function noteClean(log: ProcessingLog, tally: Tally): void {
  log.add(
    noteOf(
      { en: 'Rings made valid', fr: 'Anneaux rendus valides', es: 'Anillos validados' },
      ':',
      [
        [
          {
            en: '{{count}} parted where they touched themselves',
            fr: '{{count:séparé là où il se touchait|séparés là où ils se touchaient}}',
            es: '{{count:separado donde se tocaba|separados donde se tocaban}}',
          },
          tally.get('splitRings'),
        ],
        [
          {
            en: '{{count:polygon|polygons}} with crossing edges resolved',
            fr: '{{count:polygone aux arêtes croisées corrigé|polygones aux arêtes croisées corrigés}}',
            es: '{{count:polígono con bordes cruzados resuelto|polígonos con bordes cruzados resueltos}}',
          },
          tally.get('resolvedPolygons'),
        ],
        [
          {
            en: '{{count:overlapping polygon|overlapping polygons}} joined',
            fr: '{{count:polygone superposé réuni|polygones superposés réunis}}',
            es: '{{count:polígono superpuesto unido|polígonos superpuestos unidos}}',
          },
          tally.get('joinedPolygons'),
        ],
        [
          {
            en: '{{count:spike|spikes}} dropped',
            fr: '{{count:pointe écartée|pointes écartées}}',
            es: '{{count:pico descartado|picos descartados}}',
          },
          tally.get('spikes'),
        ],
        [
          {
            en: '{{count:sliver|slivers}} under 1,000 m² dropped',
            fr: '{{count:éclat de moins de 1 000 m² écarté|éclats de moins de 1 000 m² écartés}}',
            es: '{{count:astilla de menos de 1,000 m² descartada|astillas de menos de 1,000 m² descartadas}}',
          },
          tally.get('slivers'),
        ],
        [
          {
            en: '{{count}} turned (exterior counter-clockwise)',
            fr: '{{count:réorienté|réorientés}} (extérieur dans le sens antihoraire)',
            es: '{{count:reorientado|reorientados}} (exterior en sentido antihorario)',
          },
          tally.get('turnedRings'),
        ],
        [
          {
            en: '{{count:part|parts}} that could not be made valid dropped',
            fr: '{{count:partie impossible à rendre valide écartée|parties impossibles à rendre valides écartées}}',
            es: '{{count:parte que no pudo validarse descartada|partes que no pudieron validarse descartadas}}',
          },
          tally.get('unresolvedPolygons'),
        ],
      ],
      {
        en: 'Rings checked: all were valid',
        fr: 'Anneaux vérifiés : tous étaient valides',
        es: 'Anillos revisados: todos eran válidos',
      },
    ),
  )
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
