const NICE = [1, 2, 5, 10]

/**
 * Bounds that a reader can name: multiples of 1, 2 or 5 times a power of ten from at or below the least value to at or
 * above the greatest, at most so many steps; of a logarithmic axis 1, 2 and 5 times the powers of ten themselves, or the
 * powers alone where these are too many.
 *
 * @param isWhole whether values are whole numbers, so that no step is smaller than 1
 */
export function toSteps(
  min: number,
  max: number,
  {
    steps,
    isLogarithmic,
    isWhole,
  }: { readonly steps: number; readonly isLogarithmic: boolean; readonly isWhole: boolean },
): number[] {
  if (isLogarithmic) return toLogarithmicSteps(min, max, steps)
  if (min === max) return [min, min + (isWhole ? 1 : 10 ** exponentOf(Math.abs(min) || 1))]
  const rough = (max - min) / steps
  const exponent = exponentOf(rough)
  const factor = NICE.find((one) => one * 10 ** exponent >= rough) ?? 10
  const step = Math.max(isWhole ? 1 : 0, factor * 10 ** exponent)
  const first = Math.floor(min / step)
  const last = Math.max(first + 1, Math.ceil(max / step))
  // Of each a multiple, not a sum: 0.1 added three times is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, at) => round((first + at) * step, step))
}

function toLogarithmicSteps(min: number, max: number, steps: number): number[] {
  const [first, last] = [exponentOf(min), exponentOf(max)]
  const every = Math.ceil((last - first + 1) / steps)
  const factors = 3 * (last - first + 1) <= steps ? [1, 2, 5] : [1]
  const bounds: number[] = []
  for (let exponent = first; exponent <= last + every; exponent += every) {
    for (const factor of factors) bounds.push(Number(`${factor}e${exponent}`))
  }
  const from = bounds.findLastIndex((bound) => bound <= min)
  const to = bounds.findIndex((bound) => bound >= max && bound > bounds[from]!)
  return bounds.slice(from, to + 1)
}

/** The power of ten at or below a number, also where its logarithm is rounded. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1])
}

function round(value: number, step: number): number {
  const digits = Math.max(0, -exponentOf(step))
  return digits <= 100 ? Number(value.toFixed(digits)) : value
}
