/** Paths of Phosphor icons (@phosphor-icons/core 2.1.1, MIT licence, Copyright (c) 2020 Phosphor Icons), on a 256 grid. */
const ICONS = {
  'paper-plane-tilt':
    'M230.14,25.86a20,20,0,0,0-19.57-5.11l-.22.07L18.44,79a20,20,0,0,0-3.06,37.25L99,157l40.71,83.65a19.81,19.81,0,0,0,18,11.38c.57,0,1.15,0,1.73-.07A19.82,19.82,0,0,0,177,237.56L235.18,45.65a1.42,1.42,0,0,0,.07-.22A20,20,0,0,0,230.14,25.86ZM156.91,221.07l-34.37-70.64,46-45.95a12,12,0,0,0-17-17l-46,46L34.93,99.09,210,46Z',
  'house-line':
    'M240,204H228V144a12,12,0,0,0,12.49-19.78L142.14,25.85a20,20,0,0,0-28.28,0L15.51,124.2A12,12,0,0,0,28,144v60H16a12,12,0,0,0,0,24H240a12,12,0,0,0,0-24ZM52,121.65l76-76,76,76V204H164V152a12,12,0,0,0-12-12H104a12,12,0,0,0-12,12v52H52ZM140,204H116V164h24Z',
  'caret-line-right':
    'M152.49,119.51a12,12,0,0,1,0,17l-80,80a12,12,0,0,1-17-17L127,128,55.51,56.49a12,12,0,0,1,17-17ZM184,36a12,12,0,0,0-12,12V208a12,12,0,0,0,24,0V48A12,12,0,0,0,184,36Z',
  'hand-palm':
    'M188,84a32,32,0,0,0-8,1V60a32,32,0,0,0-43.21-30A32,32,0,0,0,76,44v1A32,32,0,0,0,36,76v76a92,92,0,0,0,184,0V116A32,32,0,0,0,188,84Zm8,68a68,68,0,0,1-136,0V76a8,8,0,0,1,16,0v40a12,12,0,0,0,24,0V44a8,8,0,0,1,16,0v64a12,12,0,0,0,24,0V60a8,8,0,0,1,16,0v65.4A52.09,52.09,0,0,0,116,176a12,12,0,0,0,24,0,28,28,0,0,1,28-28,12,12,0,0,0,12-12V116a8,8,0,0,1,16,0Z',
} as const;

const SVG = 'http://www.w3.org/2000/svg';
const MARK = 'M1 3h22v2H1zM3.4 5h3v11.5h-3zM8.1 5h3v17h-3zM17.6 5h3v14h-3z';
const MARK_BLUE = 'M12.85 5h3v8.500h-3z';

interface Attributes {
  [name: string]: string;
}

/** An element with attributes and children. Texts become text nodes: nothing of a seller or of Vinted is ever markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function icon(name: keyof typeof ICONS, size: number): SVGElement {
  return drawing('0 0 256 256', size, [[ICONS[name], '']]);
}

/** The mark of Penderie: a rail with four pieces, one of them blue. */
export function mark(size: number): SVGElement {
  return drawing('0 0 24 24', size, [
    [MARK, 'pd-mark'],
    [MARK_BLUE, 'pd-mark-blue'],
  ]);
}

function drawing(viewBox: string, size: number, paths: [string, string][]): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', viewBox);
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('aria-hidden', 'true');
  for (const [d, className] of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    if (className) path.setAttribute('class', className);
    svg.append(path);
  }
  return svg;
}
