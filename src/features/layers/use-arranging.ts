import {
  type ComponentProps,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type MeasuredRow, nearestPlace, offsetTo } from './row-offsets.ts'

/** A layer that is being moved, by its handle or by keys. */
interface Moving {
  readonly id: string
  readonly from: number
  readonly to: number
  /** How far its row is drawn from where it stands. */
  readonly offsetPixels: number
  readonly heightPixels: number
}

/** What began with a press on a handle or with a key. */
interface Hold {
  readonly id: string
  readonly rows: readonly MeasuredRow[]
  /** Where the pointer was pressed, with what was scrolled then; `null` by keys. */
  readonly pressedAt: number | null
}

export interface ArrangingEvents {
  onStart(id: string, place: number): void
  /** It is over another place, and would be put there. */
  onOver(id: string, place: number): void
  onDrop(id: string, place: number): void
  onCancel(id: string, place: number): void
}

export interface Arranging {
  /** The element whose parent scrolls the rows: each has `data-layer`, and its place as `data-place`. */
  readonly list: RefObject<HTMLDivElement | null>
  isMoved(id: string): boolean
  /** How the row at a place is drawn, while one is being moved. */
  styleOf(place: number): CSSProperties | undefined
  /** What a row's handle needs. */
  handleOf(id: string): ComponentProps<'button'>
}

/** A press that moved less than this was not meant to move a layer. */
const DRAG_PIXELS = 4

/** So near to its edge the list scrolls, by as much with each move of the pointer. */
const EDGE_PIXELS = 40
const SCROLL_PIXELS = 12

/** Has rows be put in another order: dragged by their handles, or moved by the space bar and the arrow keys. */
export function useArranging(events: ArrangingEvents): Arranging {
  const list = useRef<HTMLDivElement>(null)
  const hold = useRef<Hold | null>(null)
  const [shown, setShown] = useState<Moving | null>(null)
  // Moves of the pointer may come faster than the list is drawn.
  const latest = useRef<Moving | null>(null)
  const told = useRef(events)
  useEffect(() => {
    told.current = events
  })
  // The same for as long as nothing is moved, so that rows are not drawn anew that stay as they are.
  return useMemo(() => {
    const setMoving = (moving: Moving | null) => {
      latest.current = moving
      setShown(moving)
    }
    const scroller = () => list.current?.parentElement

    const take = (id: string, clientY: number | null) => {
      const scrolled = scroller()?.scrollTop ?? 0
      hold.current = {
        id,
        rows: measure(list.current, scrolled),
        pressedAt: clientY === null ? null : clientY + scrolled,
      }
    }
    const move = (to: number, offsetPixels: number) => {
      const { id, rows } = hold.current!
      const row = rows.find((measured) => measured.id === id)
      if (!row) return
      const moving = latest.current
      if (!moving) told.current.onStart(id, row.place)
      if (moving && moving.to !== to) told.current.onOver(id, to)
      setMoving({ id, from: row.place, to, offsetPixels, heightPixels: row.height })
    }
    const moveTo = (to: number) => {
      const { id, rows } = hold.current!
      const row = rows.find((measured) => measured.id === id)
      const other = rows.find(({ place }) => place === to)
      if (row && other) move(to, offsetTo(row, other))
    }
    const end = (isDropped: boolean) => {
      hold.current = null
      const moving = latest.current
      if (!moving) return
      setMoving(null)
      const { id, from, to } = moving
      if (isDropped) told.current.onDrop(id, to)
      else told.current.onCancel(id, from)
    }

    const drag = ({ clientY }: PointerEvent) => {
      const held = hold.current
      const box = scroller()?.getBoundingClientRect()
      if (!held || held.pressedAt === null || !box) return
      if (latest.current) {
        const isAbove = clientY < box.top + EDGE_PIXELS
        const isBelow = clientY > box.bottom - EDGE_PIXELS
        scroller()?.scrollBy(0, (Number(isBelow) - Number(isAbove)) * SCROLL_PIXELS)
      }
      const offset = clientY + (scroller()?.scrollTop ?? 0) - held.pressedAt
      if (!latest.current && Math.abs(offset) < DRAG_PIXELS) return
      move(nearestPlace(held.rows, held.id, offset), offset)
    }

    const press = (event: KeyboardEvent, id: string) => {
      const moving = latest.current
      const isHeld = moving !== null && hold.current?.pressedAt === null
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
      if (event.key === ' ' || event.key === 'Enter') {
        if (isHeld) {
          end(true)
          focusAgain(list.current, id)
        } else if (!moving) {
          take(id, null)
          const row = hold.current?.rows.find((measured) => measured.id === id)
          if (row) move(row.place, 0)
        }
      } else if (event.key === 'Escape' && moving) end(false)
      else if (step && isHeld) moveTo(moving.to + step)
      else return
      // A panel that it stands in does not close, nor does the list take the focus elsewhere.
      event.preventDefault()
      event.stopPropagation()
    }

    return {
      list,
      isMoved: (id) => shown?.id === id,
      styleOf(place) {
        if (!shown) return undefined
        const { from, to, offsetPixels, heightPixels } = shown
        if (place === from) return { transform: `translateY(${offsetPixels}px)` }
        const isPassed = place > from ? place <= to : place >= to
        const shift = isPassed ? (place > from ? -heightPixels : heightPixels) : 0
        return { transform: `translateY(${shift}px)`, transition: 'transform 0.15s' }
      },
      handleOf: (id) => ({
        'aria-pressed': shown?.id === id,
        onKeyDown: (event) => press(event, id),
        onPointerDown(event) {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          take(id, event.clientY)
        },
        onPointerMove: drag,
        onPointerUp: () => end(true),
        onPointerCancel: () => end(false),
        onBlur: () => end(false),
      }),
    }
  }, [shown])
}

function measure(list: HTMLElement | null, scrolled: number): MeasuredRow[] {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[data-place]') ?? [])]
  return rows
    .filter((row) => row.offsetParent !== null)
    .map((row) => {
      const { top, height } = row.getBoundingClientRect()
      const { layer, place } = row.dataset
      return { id: layer!, place: Number(place), top: top + scrolled, height }
    })
}

/** Where a row goes to another place, its handle loses the focus. */
function focusAgain(list: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => {
    list?.querySelector<HTMLElement>(`[data-layer="${CSS.escape(id)}"] button`)?.focus()
  })
}
