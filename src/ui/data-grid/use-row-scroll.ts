import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { follow, mostOffset, type Place, toExtent, toScrollTop } from './scroll.ts'

/** The height of a row, and of the titles. */
export const ROW_PIXELS = 32
/** As many rows are drawn beyond those that are seen, so that scrolling finds them there. */
const SPARE_ROWS = 8
/** Rows are taken and left by so many at a time: the page is drawn anew less often. */
const STEP_ROWS = 4
/** Columns that are nearer than this are drawn. */
const SPARE_PIXELS = 200
/** After so long without scrolling the scroll bar is put where the rows are. */
const IDLE_MILLISECONDS = 120

interface View {
  /** What must be added to a place among the rows to have it in the element. */
  readonly shift: number
  /** The first row that is drawn, and the one after the last. */
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
  /** Of the rows, without the titles. */
  readonly height: number
}

const UNSEEN: View = { shift: 0, from: 0, to: 0, left: 0, right: 0, height: 0 }

/**
 * Which rows and columns of a scrolled element are seen, for any number of rows (see `scroll.ts`). What it tells
 * changes by some rows at a time, not with each pixel.
 */
export function useRowScroll(element: RefObject<HTMLElement | null>, rowCount: number) {
  const place = useRef<Place>({ offset: 0, scrollTop: 0 })
  const [view, setView] = useState(UNSEEN)
  const shown = useRef(view)
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined)
  const extentOf = (height: number) => toExtent(rowCount, ROW_PIXELS, height)

  const look = () => {
    const { current } = element
    if (!current) return
    const height = Math.max(0, current.clientHeight - ROW_PIXELS)
    const { offset, scrollTop } = place.current
    const first = Math.floor(offset / ROW_PIXELS / STEP_ROWS) * STEP_ROWS
    const last = Math.ceil((offset + height) / ROW_PIXELS / STEP_ROWS) * STEP_ROWS
    const step = (pixels: number) => Math.floor(pixels / SPARE_PIXELS) * SPARE_PIXELS
    const next: View = {
      shift: scrollTop - offset,
      from: Math.max(0, first - SPARE_ROWS),
      to: Math.min(rowCount, last + SPARE_ROWS),
      left: step(current.scrollLeft) - SPARE_PIXELS,
      right: step(current.scrollLeft + current.clientWidth) + 2 * SPARE_PIXELS,
      height,
    }
    const before = shown.current
    if ((Object.keys(next) as (keyof View)[]).every((key) => next[key] === before[key])) return
    shown.current = next
    setView(next)
  }
  const latest = useRef(look)
  latest.current = look

  // Another number of rows is another way for the scroll bar.
  useLayoutEffect(() => {
    const extent = toExtent(rowCount, ROW_PIXELS, shown.current.height)
    const offset = Math.min(place.current.offset, mostOffset(extent))
    put(element.current, place, offset, toScrollTop(offset, extent))
    latest.current()
  }, [element, rowCount])

  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(() => latest.current())
    observer.observe(element.current)
    return () => {
      observer.disconnect()
      clearTimeout(idle.current)
    }
  }, [element])

  const onScroll = () => {
    const { current } = element
    if (!current) return
    const extent = extentOf(shown.current.height)
    const { scrollTop } = current
    place.current = { offset: follow(place.current, scrollTop, extent), scrollTop }
    look()
    if (extent.canvas === extent.content) return
    clearTimeout(idle.current)
    idle.current = setTimeout(() => {
      const { offset } = place.current
      put(current, place, offset, toScrollTop(offset, extent))
      // Together with the rows, which are seen to stand still.
      flushSync(look)
    }, IDLE_MILLISECONDS)
  }

  return {
    canvasHeight: extentOf(view.height).canvas,
    first: view.from,
    last: Math.max(view.from, view.to - 1),
    left: view.left,
    right: view.right,
    pageRows: Math.max(1, Math.floor(view.height / ROW_PIXELS) - 1),
    onScroll,

    /** The rows that are drawn, each with its place; the one that has the focus is there wherever it would be. */
    rows(focused: number): { readonly row: number; readonly top: number }[] {
      const { from, to, shift } = view
      const rows = Array.from({ length: Math.max(0, to - from) }, (_, index) => ({
        row: from + index,
        top: (from + index) * ROW_PIXELS + shift,
      }))
      const isKept = focused >= 0 && focused < rowCount && (focused < from || focused >= to)
      // Behind the titles, where nothing is seen of it.
      return isKept ? [...rows, { row: focused, top: -ROW_PIXELS }] : rows
    },

    /** Scrolls as far as it takes for a row to be seen whole. */
    showRow(row: number, where: 'nearest' | 'middle' = 'nearest'): void {
      if (row < 0) return
      const { height } = shown.current
      const { offset } = place.current
      const top = row * ROW_PIXELS
      const isAbove = top < offset
      if (!isAbove && top + ROW_PIXELS <= offset + height) return
      const nearest = isAbove ? top : top + ROW_PIXELS - height
      const wanted = where === 'nearest' ? nearest : top - (height - ROW_PIXELS) / 2
      const extent = extentOf(height)
      const clamped = Math.max(0, Math.min(wanted, mostOffset(extent)))
      put(element.current, place, clamped, toScrollTop(clamped, extent))
      look()
    },

    /** The same for what a column takes, from left to right. */
    showSpan(left: number, right: number): void {
      const { current } = element
      if (!current) return
      if (left < current.scrollLeft) current.scrollLeft = left
      else if (right > current.scrollLeft + current.clientWidth) {
        current.scrollLeft = Math.min(left, right - current.clientWidth)
      }
      look()
    },
  }
}

/** Puts the rows at an offset, and the scroll bar at its place; the event that tells of it then finds nothing new. */
function put(
  element: HTMLElement | null,
  place: RefObject<Place>,
  offset: number,
  scrollTop: number,
): void {
  if (!element) return
  element.scrollTop = scrollTop
  // Browsers put it onto their own pixels.
  place.current = { offset, scrollTop: element.scrollTop }
}
