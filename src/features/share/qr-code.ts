import { encode } from 'uqr'

/** What a QR code of the level M holds at most (ISO/IEC 18004, table 7). */
const MOST_BYTES = 2331

/** Light modules around the code (section 9.1). */
const QUIET = 4

/** A QR code as the data of a path over squares of 1, and its side with the light border; `null` for what is too long. */
export function toQrPath(text: string): { readonly path: string; readonly side: number } | null {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return null
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const rows = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
  )
  return { path: rows.join(''), side: size + 2 * QUIET }
}

/** The code as an SVG file, black on white as readers of codes expect it. */
export function toQrSvg({ path, side }: { readonly path: string; readonly side: number }): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side * 8}" height="${side * 8}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>\n`
  )
}
