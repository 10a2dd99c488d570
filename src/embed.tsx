import { ExternalLink } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import styles from './embed.module.css'
import { useWords } from './i18n/use-language.ts'
import { z } from './model/zod.ts'
import type { Feature } from './shell/feature.ts'
import { tell } from './shell/tell.ts'
import { EMBED_PARTS, type EmbedPart, HIDE_PARAMETER, toMessage } from './state/embedding.ts'
import type { PreventedGesture } from './state/map-commands.ts'
import { useAtlas } from './state/store.ts'
import { toShowing, toViewUrl } from './state/url.ts'

/** The features that are not there in a page of others: its reader neither imports nor prints from it. */
const LEFT_OUT = ['import', 'sheet', 'header']

/** The features that bring a part that an embed may leave out. */
const FEATURE_OF: Partial<Record<EmbedPart, string>> = { legend: 'legend', details: 'identify' }

/** The parts that this embed leaves out. */
const hidden: readonly EmbedPart[] = EMBED_PARTS.filter((part) =>
  (new URLSearchParams(location.search).get(HIDE_PARAMETER) ?? '').split(',').includes(part),
)

/** The features of the embedded page, by the paths of their files. */
export function shownFeatures(features: Readonly<Record<string, Feature>>): readonly Feature[] {
  const out = [...LEFT_OUT, ...hidden.flatMap((part) => FEATURE_OF[part] ?? [])]
  return Object.entries(features).flatMap(([path, feature]) =>
    out.some((name) => path.includes(`/${name}/`)) ? [] : [feature],
  )
}

/** The query of an embed's address without what is the embed's own. */
export function toViewSearch(search: string): string {
  const parameters = new URLSearchParams(search)
  parameters.delete(HIDE_PARAMETER)
  return `?${parameters}`
}

/** Whose map it is, and the way to all of it; beside it what an embedded map does otherwise. */
export function EmbedStrip() {
  const { t } = useTranslation()
  const hasWords = useWords('embedded')
  const url = useAtlas((state) => toViewUrl(state))
  useMessages()
  useEffect(() => {
    document.documentElement.dataset.hide = hidden.join(' ')
  }, [])
  return (
    <footer className={styles.strip}>
      <span className={styles.publisher}>{t('app.publisher')}</span>
      {hasWords && (
        <a href={url} target="_blank" rel="noopener">
          {t('embedded.open')} <ExternalLink size={14} aria-hidden />
        </a>
      )}
      {hasWords && <GestureHint />}
    </footer>
  )
}

const HINT_MILLISECONDS = 3000

/** Says for a moment how the map is zoomed and moved, where a gesture was left to the page around it. */
function GestureHint() {
  const { t } = useTranslation()
  const map = useAtlas((state) => state.map)
  const [gesture, setGesture] = useState<PreventedGesture | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = map?.leaveScrollingToPage((prevented) => {
      clearTimeout(timer)
      setGesture(prevented)
      timer = setTimeout(() => setGesture(null), HINT_MILLISECONDS)
    })
    return () => {
      clearTimeout(timer)
      end?.()
    }
  }, [map])
  if (!map || !gesture) return null
  const isApple = navigator.userAgent.includes('Mac')
  const key =
    gesture === 'touch' ? 'embedded.fingers' : isApple ? 'embedded.command' : 'embedded.ctrl'
  return createPortal(
    <p className={styles.hint} aria-hidden="true">
      {t(key)}
    </p>,
    map.container,
  )
}

/** What the page around may ask: a view, as the query of an address of the Atlas has it. */
const askedSchema = z.object({ type: z.literal('atlas:show'), view: z.string().max(8000) })

/**
 * Tells the page around of each view, and shows those that it asks for. Messages go to the origin of that page alone,
 * and are taken from its window alone.
 */
function useMessages(): void {
  useEffect(() => {
    if (window.parent === window) return
    let target = originAround()
    let sent = ''
    const send = () => {
      const message = toMessage(toViewUrl(useAtlas.getState()))
      if (target === null || message.url === sent) return
      sent = message.url
      window.parent.postMessage(message, target)
    }
    const receive = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== window.parent) return
      const asked = askedSchema.safeParse(data)
      if (!asked.success) return
      target = origin
      useAtlas.setState(toShowing(useAtlas.getState(), asked.data.view, tell))
    }
    send()
    addEventListener('message', receive)
    const stop = useAtlas.subscribe(send)
    return () => {
      stop()
      removeEventListener('message', receive)
    }
  }, [])
}

/** The origin of the page around; `null` where the browser does not say it, until that page has asked something. */
function originAround(): string | null {
  const [nearest] = Array.from(location.ancestorOrigins ?? [])
  const origin = nearest ?? (document.referrer ? new URL(document.referrer).origin : 'null')
  return origin === 'null' ? null : origin
}
