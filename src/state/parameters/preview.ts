import type { UrlParameter } from './parameter.ts'

const MOST_LENGTH = 2000

/** The address of a release package that is shown as the public will see it, before it is released. */
export const parameter: UrlParameter<string | null> = {
  name: 'preview',
  place: 16,
  isStep: false,
  default: null,
  parse(text) {
    if (text === '' || text.length > MOST_LENGTH) return undefined
    // Beside the page, or at a host: nothing else can be fetched.
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
    return scheme === undefined || scheme === 'https' || scheme === 'http' ? text : undefined
  },
  format: (address) => address ?? '',
  read: ({ preview }) => (typeof preview === 'string' ? preview : null),
  // A package of the reader's own device is in no address.
  write: (address, { preview }) => ({
    preview: address ?? (typeof preview === 'string' ? null : preview),
  }),
}
