/** Runs something that tells the console of each of its steps, without that. */
export async function quietly<Value>(action: () => Promise<Value>): Promise<Value> {
  const { debug } = console
  console.debug = () => undefined
  try {
    return await action()
  } finally {
    console.debug = debug
  }
}
