const STEP = 0.02
const LARGE_STEP = 0.1

const STEPS: Readonly<Partial<Record<string, number>>> = {
  ArrowLeft: -STEP,
  ArrowRight: STEP,
  PageUp: -LARGE_STEP,
  PageDown: LARGE_STEP,
}

const ENDS: Readonly<Partial<Record<string, number>>> = { Home: 0, End: 1 }

/** Where a key moves a line that stands at `share` of the width, 0 to 1; `null` where it means nothing for it. */
export function toMoved(
  share: number,
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): number | null {
  const end = ENDS[key]
  if (end !== undefined) return end
  const step = STEPS[key]
  if (step === undefined) return null
  const by = shiftKey ? Math.sign(step) * LARGE_STEP : step
  return Math.max(0, Math.min(1, Math.round((share + by) * 100) / 100))
}
