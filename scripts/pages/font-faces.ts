/** The cuts that the pages are set in, by their weight. */
const CUTS = [
  { weight: 400, file: /^source-sans-3-latin-400-normal-[\w-]+\.woff2$/ },
  { weight: 600, file: /^source-sans-3-latin-600-normal-[\w-]+\.woff2$/ },
] as const

/**
 * The rules of a style sheet at the site's root that bring the map's typeface to the pages, by the files that the map
 * has of it: who goes from one to the other has them already.
 *
 * @param assets the names of the files in the built site's folder `assets`
 * @throws Error where a cut is not among them
 */
export function toFontFaces(assets: readonly string[]): string {
  return CUTS.map(({ weight, file }) => {
    const name = assets.find((asset) => file.test(asset))
    if (!name) throw new Error(`The built site has no font of the weight ${weight}`)
    return `@font-face {
  font-family: "Source Sans 3";
  font-weight: ${weight};
  font-display: swap;
  src: url("assets/${name}") format("woff2");
}
`
  }).join('')
}
