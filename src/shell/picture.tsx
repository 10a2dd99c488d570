import { createElement } from 'react'
import { PICTURE_HEIGHT, PICTURE_WIDTH, type PicturePart } from '../catalog/symbol-picture.ts'
import styles from './picture.module.css'

/** A symbol of a layer in small. */
export function Picture({ parts }: { readonly parts: readonly PicturePart[] }) {
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${PICTURE_WIDTH} ${PICTURE_HEIGHT}`}
      aria-hidden="true"
    >
      {parts.map(({ tag, attributes, text }, index) =>
        createElement(tag, { ...toProps(attributes), key: index }, text),
      )}
    </svg>
  )
}

/** React writes the names of SVG's attributes in camel case: `strokeWidth`. */
function toProps(attributes: PicturePart['attributes']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}
