/** The promise's outcome, or the signal's reason if that comes first. */
export async function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  signal.throwIfAborted()
  let listener: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason)
  })
  signal.addEventListener('abort', listener, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', listener)
  }
}
