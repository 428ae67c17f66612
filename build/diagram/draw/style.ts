import { fonts } from './text-block.ts';

type Palette = { readonly [name: string]: readonly [light: string, dark: string] };

/** Every colour, in light and in dark. */
export const palette = {
  canvas: ['#ffffff', '#12171e'],
  card: ['#ffffff', '#1a212b'],
  border: ['#b9c1cb', '#465264'],
  ink: ['#17202b', '#e9edf2'],
  muted: ['#505b69', '#aab5c2'],
  line: ['#6b7787', '#8d9aab'],
  pill: ['#e9edf2', '#28313d'],
  events: ['#8e2a78', '#f0a6dc'],
  'events-tile': ['#f9e6f4', '#3d2036'],
  code: ['#9a4300', '#f7b47a'],
  'code-tile': ['#fdeddf', '#3b2613'],
  data: ['#17663b', '#84d9a8'],
  'data-tile': ['#e0f3e8', '#15321f'],
  outside: ['#445163', '#b8c3d0'],
  'outside-tile': ['#e9edf2', '#2a3440'],
} as const satisfies Palette;

const family = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif";

/**
 * The style sheet inside a picture. Alone or as an image it follows the reader's setting; inline in a page it follows
 * the page's `color-scheme`; the classes `light` and `dark` on the picture force a mode.
 */
export function styleSheet(): string {
  return [...themeRules(), ...textRules(), ...shapeRules()].join('');
}

const root = '.factory-diagram';

function themeRules(): string[] {
  const variables = (mode: 0 | 1) =>
    Object.entries(palette)
      .map(([name, colours]) => `--${name}:${colours[mode]}`)
      .join(';');
  const both = Object.entries(palette)
    .map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`)
    .join(';');
  return [
    `${root}{${variables(0)};max-width:100%;height:auto;font-family:${family}}`,
    // Browsers of before 2024 know no light-dark(): they follow the reader's setting and the classes.
    `@supports not (color:light-dark(#000,#fff)){@media (prefers-color-scheme:dark){${root}:not(.light){${variables(1)}}}${root}.dark{${variables(1)}}}`,
    `@supports (color:light-dark(#000,#fff)){:root${root}{color-scheme:light dark}${root}.light{color-scheme:light}${root}.dark{color-scheme:dark}${root}{${both}}}`,
  ];
}

function textRules(): string[] {
  const sizes = Object.entries(fonts).map(
    ([style, { size, bold }]) => `${root} .${style}{font-size:${size}px${bold === true ? ';font-weight:700' : ''}}`,
  );
  return [
    `${root} text{fill:var(--ink)}`,
    ...sizes,
    `${root} :is(.summary,.kind,.detail,.words){fill:var(--muted)}`,
    `${root} :is(.words,.phase){text-anchor:middle}`,
    `${root} .detail{font-style:italic}`,
  ];
}

function shapeRules(): string[] {
  const roles = ['events', 'code', 'data', 'outside'].map(
    (role) =>
      `${root} .${role} .tile,${root} .patch.${role}{fill:var(--${role}-tile)}${root} .${role} .glyph{stroke:var(--${role})}${root} .patch.${role}{stroke:var(--${role})}`,
  );
  return [
    `${root} .canvas{fill:var(--canvas)}`,
    `${root} .frame{fill:var(--card);stroke:var(--border);stroke-width:1.2}`,
    `${root} .there .frame,${root} .dashes{fill:none;stroke:var(--line);stroke-width:1.2;stroke-dasharray:4 3}`,
    `${root} :is(.glyph,.lock,.mark){fill:none;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}`,
    `${root} :is(.lock,.mark){stroke:var(--muted);stroke-width:2.2}`,
    `${root} .line{fill:none;stroke:var(--line);stroke-width:1.5}`,
    `${root} .quiet .line{stroke-dasharray:2 3}`,
    `${root} .head{fill:var(--line)}`,
    `${root} .rule{stroke:var(--border);stroke-width:1}`,
    `${root} .pill{fill:var(--pill)}`,
    ...roles,
  ];
}
