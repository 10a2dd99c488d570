/** The colours of text and of thin lines on sheets. */
export const INK = '#1d2a33'
export const SOFT_INK = '#4a5a66'
