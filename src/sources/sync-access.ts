/** Reads and writes in place and at once, in a worker alone (File System, section 2.6). */
export interface SyncAccessHandle {
  read(bytes: Uint8Array, options: { at: number }): number
  write(bytes: Uint8Array, options: { at: number }): number
  getSize(): number
  truncate(size: number): void
  flush(): void
  close(): void
}

export type WritableFile = FileSystemFileHandle & {
  createSyncAccessHandle?(): Promise<SyncAccessHandle>
}

/** Writes all of some bytes. Throws a `QuotaExceededError` where there is no room for them. */
export function writeWhole(
  handle: Pick<SyncAccessHandle, 'write'>,
  bytes: Uint8Array,
  byteOffset: number,
): void {
  for (let written = 0; written < bytes.length; ) {
    const rest = bytes.subarray(written)
    const count = handle.write(rest, { at: byteOffset + written })
    // Where there is no room, Chrome may give its error code, -8, as a count without a sign.
    if (count === 0 || count > rest.length) {
      throw new DOMException('Not all could be written', 'QuotaExceededError')
    }
    written += count
  }
}
