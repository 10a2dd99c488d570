import {
  DRAWING_KINDS,
  type Drawing,
  MOST_DRAWINGS,
  MOST_NAME_LENGTH,
  PLACES_OF,
} from '../drawings.ts'
import type { Place } from '../map-commands.ts'
import { formatDecimal, parseDecimal, type UrlParameter } from './parameter.ts'

/** Some hosts and mail programs cut longer addresses. */
export const MOST_DRAWN_LENGTH = 4000
/** About a metre. */
const DIGITS = 5

/** What is drawn: `line(The%20way):-117.1,32.5;-117.2,32.7`, one after the other with a tilde between. */
export const parameter: UrlParameter<readonly Drawing[]> = {
  name: 'draw',
  place: 14,
  isStep: true,
  default: [],
  parse(text) {
    const { drawings, rest } = parseParts(text)
    return rest.length === 0 ? drawings : undefined
  },
  salvage(text) {
    const { drawings, rest } = parseParts(text)
    return drawings.length > 0 ? { value: drawings, rest } : undefined
  },
  format: formatDrawings,
  // What is too long for an address stays on this page.
  read: ({ drawings }) => (fitsAddress(drawings) ? drawings : []),
  readWhole: ({ drawings }) => drawings,
  write: (drawings) => ({ drawings }),
}

/** The drawings of a text, as many as there may be, and the parts of it that are none. */
function parseParts(text: string) {
  const drawings: Drawing[] = []
  const rest: string[] = []
  for (const part of text.split('~')) {
    const drawing = drawings.length < MOST_DRAWINGS ? parseDrawing(part) : undefined
    if (drawing) drawings.push(drawing)
    else rest.push(part)
  }
  return { drawings, rest }
}

/** Whether an address can say all that is drawn. */
export function fitsAddress(drawings: readonly Drawing[]): boolean {
  return formatDrawings(drawings).length <= MOST_DRAWN_LENGTH
}

function formatDrawings(drawings: readonly Drawing[]): string {
  return drawings
    .map(({ kind, places, name }) => {
      const positions = places.map(([lon, lat]) =>
        [lon, lat].map((degrees) => formatDecimal(degrees, DIGITS)).join(),
      )
      const named = name && `(${encodeName(name)})`
      return `${kind}${named}:${positions.join(';')}`
    })
    .join('~')
}

/** Names may hold what parts an address. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /[~()]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  )
}

const DRAWING = /^([a-z]+)(?:\(([^()]+)\))?:([-\d.,;]+)$/

function parseDrawing(text: string): Drawing | undefined {
  const [, kindText, nameText = '', placesText] = DRAWING.exec(text) ?? []
  const kind = DRAWING_KINDS.find((candidate) => candidate === kindText)
  const name = decodeName(nameText)
  const places = placesText?.split(';').map(parsePlace)
  if (!kind || name === undefined || !places) return undefined
  const [least, most] = PLACES_OF[kind]
  if (places.length < least || places.length > most) return undefined
  return places.every((place) => place !== undefined) ? { kind, places, name } : undefined
}

function decodeName(text: string): string | undefined {
  try {
    const name = decodeURIComponent(text)
    return name.length <= MOST_NAME_LENGTH ? name : undefined
  } catch {
    return undefined
  }
}

function parsePlace(text: string): Place | undefined {
  const [lon, lat, ...others] = text.split(',').map(parseDecimal)
  if (lon === undefined || lat === undefined || others.length > 0) return undefined
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : undefined
}
