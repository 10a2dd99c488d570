import { z } from '../model/zod.ts'

/** Whether a text is an address that a link may lead to: of the web, and no script, file or data. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** An address in a catalogue; others (`javascript:`, `data:`, `file:`) are faults of their entry. */
export const webAddress = z.string().refine(isWebAddress, {
  error: 'is no address of the web, which begins with https:// or http://',
})
