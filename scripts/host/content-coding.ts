/** The codings that copies of files may have, the smaller first, with the ending of the copy's name. */
export const CODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

export type Coding = (typeof CODINGS)[number]['name'] | 'identity'

/**
 * Which of the codings at hand a request takes, the reader's most valued first; null where it takes none
 * (RFC 9110 section 12.5.3). `q=0` is no. Without the header, or where a request asks for a range, files
 * come as they are.
 */
export function chooseCoding(
  header: string | undefined,
  atHand: readonly Exclude<Coding, 'identity'>[],
): Coding | null {
  if (header === undefined) return 'identity'
  const weights = parseWeights(header)
  const others = weights.get('*')
  const weightOf = (coding: Coding) =>
    weights.get(coding) ?? (coding === 'identity' ? (others === 0 ? 0 : 0.0005) : (others ?? 0))
  const [best] = ([...atHand, 'identity'] as const)
    .map((coding) => ({ coding, weight: weightOf(coding) }))
    .filter(({ weight }) => weight > 0)
    // Stable: of codings of one value the smaller is taken.
    .sort((one, other) => other.weight - one.weight)
  return best?.coding ?? null
}

function parseWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    if (name === '') continue
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    const value = weight === undefined ? 1 : Number(weight.slice(2))
    // RFC 9110 section 8.4.1.3: `x-gzip` is another name of gzip.
    weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isFinite(value) ? value : 0)
  }
  return weights
}
