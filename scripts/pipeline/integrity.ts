import { createHash, type Hash } from 'node:crypto'

/**
 * The digest of the bytes, in the form and by the algorithm of the one given: subresource integrity (`sha512-…`, base64,
 * as the npm registry states it) or algorithm and hex digest (`sha256:…`, as Debian does).
 */
export function integrityOf(bytes: Uint8Array, like: string): string {
  const { hash, toText } = open(like)
  return toText(hash.update(bytes))
}

/** As `integrityOf`, of bytes that come in pieces. */
export async function integrityOfStream(
  chunks: AsyncIterable<Uint8Array>,
  like: string,
): Promise<string> {
  const { hash, toText } = open(like)
  for await (const chunk of chunks) hash.update(chunk)
  return toText(hash)
}

function open(like: string): { hash: Hash; toText: (hash: Hash) => string } {
  const separator = like.includes(':') ? ':' : '-'
  const algorithm = like.slice(0, like.indexOf(separator))
  return {
    hash: createHash(algorithm),
    toText: (hash) =>
      `${algorithm}${separator}${hash.digest(separator === ':' ? 'hex' : 'base64')}`,
  }
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
