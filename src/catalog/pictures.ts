import type { Language } from '../model/schema.ts'
import type { Symbology } from './symbology.ts'

/**
 * The pictures of a layer: `thumbnail` in lists, `preview` on its page, `social` where others link to it:
 * their programs show no SVG and follow no theme.
 */
export const PICTURE_KINDS = ['thumbnail', 'preview', 'social'] as const
export type PictureKind = (typeof PICTURE_KINDS)[number]

/** CSS pixels. */
export const PICTURE_SIZES: Readonly<Record<PictureKind, { width: number; height: number }>> = {
  thumbnail: { width: 160, height: 120 },
  preview: { width: 800, height: 600 },
  social: { width: 1200, height: 630 },
}

/** What of a layer decides of its pictures. */
export interface Pictured {
  readonly id: string
  readonly files: readonly unknown[]
  readonly symbology?: Symbology | undefined
}

/** Whether the build draws pictures of a layer: it has data and says how it is drawn. */
export function hasPictures({ files, symbology }: Pictured): boolean {
  return files.length > 0 && symbology !== undefined
}

/** Whether nothing but labels is seen of a layer. */
export function isLabelsOnly(symbology: Symbology): boolean {
  return (
    symbology.kind === 'simple' &&
    symbology.labels !== undefined &&
    !symbology.symbol.fill &&
    !symbology.symbol.line
  )
}

/** The language of a layer's pictures: names differ from one to another, anything else does not. */
export function toPictureLanguage({ symbology }: Pictured, language: Language): Language {
  return symbology && isLabelsOnly(symbology) ? language : 'en'
}

/** The file's name, beside the layer's page in the pictures' language. */
export function toPictureName(kind: PictureKind): string {
  return kind === 'social' ? `${kind}.png` : `${kind}.svg`
}
