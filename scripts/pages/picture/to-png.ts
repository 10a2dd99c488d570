import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

const require = createRequire(import.meta.url)
const FONTS = ['400-normal', '400-italic', '600-normal'].flatMap((cut) =>
  ['latin', 'latin-ext'].map((script) => `source-sans-3-${script}-${cut}.woff2`),
)

/** Turns SVG documents into PNG, in their light colours, with the Atlas's own font. */
export async function createRasteriser(): Promise<(svg: string) => Uint8Array> {
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')))
  const fontBuffers = FONTS.map(
    (name) =>
      new Uint8Array(readFileSync(require.resolve(`@fontsource/source-sans-3/files/${name}`))),
  )
  return (svg) => {
    const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'Source Sans 3' } })
    try {
      const image = drawing.render()
      const png = image.asPng()
      image.free()
      return png
    } finally {
      drawing.free()
    }
  }
}
