/**
 * How far a scroll bar is, and how far the rows are: the same where the rows are few. Browsers draw no element higher
 * than some limit (Firefox 17.8 million pixels, and of the screen's, so that a zoomed page has less). Beyond
 * `MOST_CANVAS_PIXELS` the bar's way is shorter than that of the rows. Wheels and fingers move the rows as far as they
 * move, all the same; only a jump, such as one of the bar's thumb, is taken as a share of the whole way.
 */
export const MOST_CANVAS_PIXELS = 6_000_000

/** Heights in CSS pixels. */
export interface Extent {
  /** Of all rows, as if they were there. */
  readonly content: number
  /** Of the element that is scrolled, at most `MOST_CANVAS_PIXELS`. */
  readonly canvas: number
  /** Of what is seen of it at a time. */
  readonly view: number
}

/** Where both stand: `offset` is of the rows, `scrollTop` of the element. */
export interface Place {
  readonly offset: number
  readonly scrollTop: number
}

/** The extent of so many rows, seen through a window. */
export function toExtent(rowCount: number, rowHeight: number, view: number): Extent {
  const content = rowCount * rowHeight
  return { content, canvas: Math.min(content, MOST_CANVAS_PIXELS), view }
}

/** The last offset, at which the last row is at the foot of the view. */
export function mostOffset({ content, view }: Extent): number {
  return Math.max(0, content - view)
}

/** The rows' offset for a place of the scroll bar, by its share of the whole way. */
export function toOffset(scrollTop: number, extent: Extent): number {
  if (extent.canvas === extent.content) return Math.min(mostOffset(extent), Math.max(0, scrollTop))
  const way = extent.canvas - extent.view
  return way <= 0 ? 0 : Math.min(1, Math.max(0, scrollTop / way)) * mostOffset(extent)
}

/** The scroll bar's place for an offset of the rows: the opposite of `toOffset`. */
export function toScrollTop(offset: number, extent: Extent): number {
  if (extent.canvas === extent.content) return offset
  const most = mostOffset(extent)
  return most === 0 ? 0 : (offset / most) * Math.max(0, extent.canvas - extent.view)
}

/** Where the rows are once the element has been scrolled from a place to another `scrollTop`. */
export function follow(
  { offset, scrollTop: before }: Place,
  scrollTop: number,
  extent: Extent,
): number {
  const way = scrollTop - before
  if (extent.canvas === extent.content || Math.abs(way) > extent.view) {
    return toOffset(scrollTop, extent)
  }
  return Math.min(mostOffset(extent), Math.max(0, offset + way))
}
