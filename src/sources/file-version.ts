/** What tells one version of a file from another; null where the host does not say. */
export interface FileVersion {
  readonly etag: string | null
  readonly modified: string | null
  readonly total: number | null
}

const VERSION_KEYS = ['etag', 'modified', 'total'] as const

/** Whether two versions are known to be different. */
export function differ(a: FileVersion, b: FileVersion): boolean {
  return VERSION_KEYS.some((key) => a[key] !== null && b[key] !== null && a[key] !== b[key])
}

/** Whether two versions are known to be the same. */
export function isSameVersion(a: FileVersion | null, b: FileVersion | null): boolean {
  if (!a || !b || differ(a, b)) return false
  return VERSION_KEYS.some((key) => a[key] !== null && a[key] === b[key])
}
