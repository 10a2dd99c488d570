import type { ReactNode } from 'react'

interface ExternalLinkProps {
  /** From data: of whatever kind. */
  readonly href: string
  readonly children: ReactNode
}

/**
 * The one way in which an address that comes from data is linked: it opens elsewhere, without telling where
 * the reader comes from. What is no address of the web, such as `javascript:`, is text alone.
 */
export function ExternalLink({ href, children }: ExternalLinkProps) {
  const isWeb = URL.canParse(href) && /^https?:$/.test(new URL(href).protocol)
  if (!isWeb) return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
