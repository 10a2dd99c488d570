/**
 * Asks the browser to keep what this site stores, also when the device runs short: it asks the reader, or decides by
 * itself. What it answers changes nothing for whoever asks.
 */
export function askToKeep(): void {
  void navigator.storage?.persist?.().catch(() => false)
}
