/** A name for files on every system: ASCII letters, digits, hyphens and underscores. */
export function toFileStem(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return plain.slice(0, 60) || 'layer'
}
