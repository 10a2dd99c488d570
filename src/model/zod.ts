import { z } from 'zod'

// Zod otherwise tries whether it may make code of text, which the policy of the page forbids and browsers
// report. It is set before any schema is made, since they all come from here.
z.config({ jitless: true })

export { z }
