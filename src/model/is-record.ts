/** Whether a value has members by names, as objects and lists have; what they are is not known yet. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
