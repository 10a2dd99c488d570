import { vi } from 'vitest'
import type { MapCommands, Pixel } from '../../src/state/map-commands.ts'

/** A map of 400 by 300 pixels, a pixel of which is a degree, with its middle at 0, 0. */
export function openMap() {
  const container = Object.assign(new EventTarget(), {
    clientWidth: 400,
    clientHeight: 300,
    getBoundingClientRect: () => ({ left: 10, top: 20 }),
  })
  const map = {
    container,
    project: ([lon, lat]: Pixel) => [lon + 200, 150 - lat],
    unproject: ([x, y]: Pixel) => (Math.abs(x - 200) > 180 ? null : [x - 200, 150 - y]),
    zoomBy: vi.fn(),
  } as unknown as MapCommands & { zoomBy: ReturnType<typeof vi.fn> }
  const fire = (type: string, event: object) =>
    container.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), event))
  const at = ([x, y]: Pixel) => ({ clientX: x + 10, clientY: y + 20 })
  const click = (pixel: Pixel, event: object = {}) => {
    fire('pointerdown', at(pixel))
    fire('click', { detail: 1, pointerType: 'mouse', ...at(pixel), ...event })
  }
  return { map, fire, at, click }
}
