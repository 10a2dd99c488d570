/**
 * The page that others show in a frame: the Atlas's own, as it was built, which knows by a mark that it is embedded.
 * Search engines are led to the Atlas itself.
 */
export function toEmbedPage(index: string): string {
  return index
    .replace('<html ', '<html data-embed ')
    .replace('<meta name="viewport"', '<meta name="robots" content="noindex" />\n    $&')
    .replace(
      /\n[^\n]*(property="og:|name="twitter:|rel="(canonical|alternate|manifest)")[^\n]*/g,
      '',
    )
}
