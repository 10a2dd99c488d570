/**
 * Loads what there is of each key once; what failed is tried again when it is asked for again.
 *
 * @param load what brings the value of a key
 */
export function onceEach<Key, Value>(
  load: (key: Key) => Promise<Value>,
): (key: Key) => Promise<Value> {
  const loads = new Map<Key, Promise<Value>>()
  return (key) => {
    let loading = loads.get(key)
    if (!loading) {
      loading = load(key)
      loads.set(key, loading)
      loading.catch(() => loads.delete(key))
    }
    return loading
  }
}
