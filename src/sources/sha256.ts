/** The SHA-256 of bytes in hexadecimal digits; `null` on pages that are not secure, where browsers have none. */
export async function toSha256(blob: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
