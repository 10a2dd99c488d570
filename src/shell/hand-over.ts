let taker: ((files: readonly File[]) => void) | null = null

/** Says who takes files that another part of the page has made, as if the reader had brought them. */
export function takeFiles(take: (files: readonly File[]) => void): void {
  taker = take
}

/** Hands files over as if the reader had brought them. */
export function handOver(files: readonly File[]): void {
  taker?.(files)
}
