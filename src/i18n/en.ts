/** The page's words in English; the other languages have the same keys (their type says so). */
export const en = {
  app: {
    title: 'North American Environmental Atlas',
    shortTitle: 'Environmental Atlas',
    publisher: 'Commission for Environmental Cooperation',
    skipToMap: 'Skip to the map',
    noScript: 'The Atlas draws its map in your browser and needs JavaScript for it.',
  },
  language: { label: 'Language', en: 'English', fr: 'Français', es: 'Español' },
  theme: {
    label: 'Colours',
    auto: 'As the system',
    light: 'Light',
    dark: 'Dark',
  },
  share: {
    label: 'Share this view',
    copied: 'The address of this view has been copied.',
    failed: 'The address could not be copied. Take it from the address bar of your browser.',
  },
  notice: { dismiss: 'Dismiss', region: 'Notices' },
  map: {
    label: 'Map of North America',
    help: 'Arrow keys move the map, plus and minus zoom.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    home: 'Show all of North America',
    fullScreen: 'Full screen',
    exitFullScreen: 'Leave full screen',
    projection: 'Projection',
    scale: 'Scale at the centre of the map',
    scaleValue: '{{distance}} on the ground',
    coordinates: 'Coordinates',
    center: 'Centre',
    pointer: 'Pointer',
    credits: 'Sources',
    drawing: 'Drawing the map',
    unavailable: 'The map cannot be drawn',
    unavailableHelp:
      'This browser offers no WebGL 2. Switch on hardware acceleration or use a current browser.',
  },
  projection: {
    naaf: 'Lambert equal-area',
    naafHint: 'The Atlas Framework’s own: areas are true',
    mercator: 'Web Mercator',
    mercatorHint: 'As on most web maps: the north is enlarged',
    globe: 'Globe',
    globeHint: 'The Earth as seen from space',
  },
  layers: {
    title: 'Layers',
    open: 'Show the layers',
    close: 'Hide the layers',
    help: 'The topmost layer is drawn last. Drag a layer, or focus its handle and press the space bar and the arrow keys, to change the order.',
    show: 'Show {{layer}}',
    reorder: 'Move {{layer}}',
    details: 'Legend and settings of {{layer}}',
    opacity: 'Opacity',
    zoomTo: 'Zoom to layer',
    moveUp: 'Move up',
    moveDown: 'Move down',
    reset: 'Restore the first view’s layers',
    loading: 'Loading',
    loadingShare: 'Loading, {{share}}',
    failed: 'This layer could not be loaded.',
    retry: 'Try again',
    notBundled: 'Data not bundled',
    notBundledHelp: 'The CEC publishes this layer; its data do not come with this Atlas.',
    publisherPage: 'At the CEC',
    empty: 'No layer is on the map.',
    about: 'About this layer',
    source: 'Source',
    edition: 'Edition',
    licence: 'Licence',
    legend: 'Legend',
    noData: 'No data',
    dragStart: 'Picked up {{layer}}, at place {{place}} of {{count}}.',
    dragOver: '{{layer}} is at place {{place}} of {{count}}.',
    dragEnd: '{{layer}} was put at place {{place}} of {{count}}.',
    dragCancel: '{{layer}} went back to where it was.',
    dragHelp:
      'Press the space bar to pick the layer up, the arrow keys to move it, the space bar again to put it down, Escape to cancel.',
  },
  start: {
    catalogFailed: 'The list of layers could not be loaded.',
    catalogFailedHelp: 'Check your connection and try again. ({{reason}})',
    retry: 'Try again',
    addressFault_one:
      'One part of the address could not be understood and was left out: {{parts}}.',
    addressFault_other:
      '{{count}} parts of the address could not be understood and were left out: {{parts}}.',
    unknownLayer_one: 'This Atlas has no layer by the name in the address: {{layers}}.',
    unknownLayer_other: 'This Atlas has no layers by these names in the address: {{layers}}.',
    catalogFault_one: 'One entry of the catalogue is faulty and was left out: {{entries}}.',
    catalogFault_other:
      '{{count}} entries of the catalogue are faulty and were left out: {{entries}}.',
  },
} as const

type Words<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Words<Tree[Key]>
}

/** The shape that the words of every language have. */
export type Messages = Words<typeof en>
