import italicLatin from '@fontsource/source-sans-3/files/source-sans-3-latin-400-italic.woff2?url'
import regularLatin from '@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2?url'
import semiboldLatin from '@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2?url'
import italicLatinExt from '@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-italic.woff2?url'
import regularLatinExt from '@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-normal.woff2?url'
import semiboldLatinExt from '@fontsource/source-sans-3/files/source-sans-3-latin-ext-600-normal.woff2?url'
import type { FontFacesSpecification } from 'maplibre-gl'

/** The map's own typeface is Source Sans 3 (SIL Open Font License), in the cuts that labels use. */
export type FontStyle = 'regular' | 'italic' | 'semibold'

const NAMES: Record<FontStyle, string> = {
  regular: 'Source Sans 3 Regular',
  italic: 'Source Sans 3 Italic',
  semibold: 'Source Sans 3 SemiBold',
}

/** What one label is set in; letters that the typeface lacks come from the reader's own fonts. */
export function fontStack(style: FontStyle): string[] {
  return [NAMES[style], 'sans-serif']
}

const LATIN = ['U+0000-00FF', 'U+0131', 'U+0152-0153', 'U+02BB-02BC', 'U+2000-206F', 'U+20AC']
const LATIN_EXTENDED = ['U+0100-02BA', 'U+1E00-1E9F', 'U+1EF2-1EFF']

function faces(latin: string, latinExtended: string) {
  return [
    { url: toAbsolute(latin), 'unicode-range': LATIN },
    { url: toAbsolute(latinExtended), 'unicode-range': LATIN_EXTENDED },
  ]
}

function toAbsolute(url: string): string {
  return new URL(url, document.baseURI).href
}

/** The `font-faces` of the map's style: files are fetched when a label first needs them. */
export function fontFaces(): FontFacesSpecification {
  return {
    [NAMES.regular]: faces(regularLatin, regularLatinExt),
    [NAMES.italic]: faces(italicLatin, italicLatinExt),
    [NAMES.semibold]: faces(semiboldLatin, semiboldLatinExt),
  }
}
