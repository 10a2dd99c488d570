/** The promise's outcome, or the signal's reason if that comes first. */
export async function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = withResolvers<never>()
  const listener = () => reject(signal.reason)
  signal.addEventListener('abort', listener, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', listener)
  }
}

function withResolvers<Value>() {
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<Value>((_, rejecting) => {
    reject = rejecting
  })
  return { promise, reject }
}
