import { useEffect, useState } from 'react'
import type { SafeBalloon } from './sanitise-balloon.ts'

/** HTML of a file that a reader brought, made safe by what is fetched for it then; `null` while there is none. */
export function useSafeBalloon(html: string | null): SafeBalloon | null {
  const [safe, setSafe] = useState<SafeBalloon | null>(null)
  useEffect(() => {
    if (html === null) return
    let isLeft = false
    void import('./sanitise-balloon.ts').then(({ sanitiseBalloon }) => {
      if (!isLeft) setSafe(sanitiseBalloon(html))
    })
    return () => {
      isLeft = true
    }
  }, [html])
  return safe
}
