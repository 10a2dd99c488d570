import { createHash } from 'node:crypto'

/**
 * Whether bytes have the digest that a source states: subresource integrity (`sha512-…`, base64, as
 * the npm registry states it) or algorithm and hex digest (`sha256:…`, as Debian does).
 */
export function hasIntegrity(bytes: Uint8Array, integrity: string): boolean {
  return integrityOf(bytes, integrity) === integrity
}

/** The digest of the bytes, in the form and by the algorithm of the one given. */
export function integrityOf(bytes: Uint8Array, like: string): string {
  const separator = like.includes(':') ? ':' : '-'
  const algorithm = like.slice(0, like.indexOf(separator))
  const digest = createHash(algorithm).update(bytes)
  return `${algorithm}${separator}${digest.digest(separator === ':' ? 'hex' : 'base64')}`
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
