import type { Pixel } from './map-commands.ts'

/** Where on the map's element an event of a pointer is. */
export function toPixel(
  container: Pick<HTMLElement, 'getBoundingClientRect'>,
  { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>,
): Pixel {
  const { left, top } = container.getBoundingClientRect()
  return [clientX - left, clientY - top]
}
