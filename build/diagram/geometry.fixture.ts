import type { Point, Rectangle, Stroke } from './layout/lay-out.ts';

/** Whether two rectangles share more than an edge. */
export function overlap(a: Rectangle, b: Rectangle): boolean {
  const [inX, inY] = [
    a.x + a.width > b.x + 0.5 && b.x + b.width > a.x + 0.5,
    a.y + a.height > b.y + 0.5 && b.y + b.height > a.y + 0.5,
  ];
  return inX && inY;
}

/** Pairs of named rectangles that lie on each other. */
export function overlaps(all: readonly (readonly [name: string, rectangle: Rectangle])[]): string[] {
  return all.flatMap(([name, rectangle], index) =>
    all.slice(index + 1).flatMap(([other, second]) => (overlap(rectangle, second) ? [`${name} lies on ${other}`] : [])),
  );
}

/** Points of a stroke, close enough together that nothing fits between them. */
export function pointsOf({ from, to, curved }: Stroke, direction: 'right' | 'down'): Point[] {
  return Array.from({ length: 41 }, (_, index) => {
    const t = index / 40;
    // The curve that is drawn: both control points half way along the flow.
    const along = curved ? 1.5 * t * (1 - t) * (1 - t) + 1.5 * t * t * (1 - t) + t ** 3 : t;
    const across = curved ? 3 * t * t * (1 - t) + t ** 3 : t;
    const [x, y] = direction === 'right' ? [along, across] : [across, along];
    return { x: from.x + (to.x - from.x) * x, y: from.y + (to.y - from.y) * y };
  });
}

/** Whether a point is inside a rectangle and not on its edge. */
export function inside({ x, y }: Point, box: Rectangle): boolean {
  return x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1;
}
