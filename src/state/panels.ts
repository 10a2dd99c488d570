import { isLayerId } from './layer-view.ts'

/** A panel that is open, and what it is about: the id of a layer, say. */
export interface OpenPanel {
  readonly id: string
  readonly subject: string | null
}

/** With a panel on top: each is open once. */
export function withPanel(panels: readonly OpenPanel[], panel: OpenPanel): readonly OpenPanel[] {
  return [...panels.filter(({ id }) => id !== panel.id), panel]
}

/** With a panel beneath all others. */
export function withPanelBelow(panels: readonly OpenPanel[], id: string): readonly OpenPanel[] {
  return [{ id, subject: null }, ...panels.filter((panel) => panel.id !== id)]
}

export function areSamePanels(a: readonly OpenPanel[], b: readonly OpenPanel[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, subject }, place) => id === b[place]?.id && subject === b[place]?.subject)
  )
}

/** The panels that something from outside says are open; none where it is no such list. */
export function parsePanels(value: unknown): readonly OpenPanel[] {
  return Array.isArray(value) ? value.filter(isOpenPanel) : []
}

function isOpenPanel(value: unknown): value is OpenPanel {
  if (typeof value !== 'object' || value === null) return false
  const { id, subject } = value as Partial<Record<keyof OpenPanel, unknown>>
  return typeof id === 'string' && (subject === null || typeof subject === 'string')
}

const PANEL = /^([a-z-]+)(?::(.+))?$/

/** A panel as text: `catalogue`, `export:ports`. */
export function formatPanel({ id, subject }: OpenPanel): string {
  return subject === null ? id : `${id}:${subject}`
}

/** `undefined` where the text means none. */
export function parsePanel(text: string): OpenPanel | undefined {
  const [, id, subject] = PANEL.exec(text) ?? []
  if (id === undefined || (subject !== undefined && !isLayerId(subject))) return undefined
  return { id, subject: subject ?? null }
}

/** By id: whether the panel's subject is a layer. */
const addressable = new Map<string, boolean>()

/**
 * Says which panels an address may name; the others are open for one reader alone. The subject of a panel is a layer,
 * or one that the panel itself knows.
 */
export function letAddressesName(ids: Iterable<string>, isOfLayers = true): void {
  for (const id of ids) addressable.set(id, isOfLayers)
}

/** Whether the subject of an open panel is one that the catalogue has to know. */
export function isOfLayer({ id, subject }: OpenPanel): boolean {
  return subject !== null && addressable.get(id) !== false
}

export function isInAddresses({ id }: OpenPanel): boolean {
  return addressable.has(id)
}
