import fc from 'fast-check';
import { inside, overlaps, pointsOf } from '../geometry.fixture.ts';
import type { Box, Wire } from './flow.ts';
import { type Layout, layOut } from './lay-out.ts';

const box = (id: string, across = 120): Box => ({ id, along: 50, across });
const wire = (from: string, to: string, rank = 1): Wire => ({
  from,
  to,
  rank,
  words: `${from} to ${to}`,
  label: { along: 16, across: 60 },
  both: false,
});

function problemsIn(layout: Layout): string[] {
  const boxes = [...layout.boxes].map(([id, rectangle]) => [`box ${id}`, rectangle] as const);
  const words = layout.strands.map(({ wires, words: rectangle }) => [`words ${wires[0]?.words}`, rectangle] as const);
  const crossed = layout.strands.flatMap(({ wires, strokes }) =>
    strokes.flatMap((stroke) =>
      [...boxes, ...words]
        .filter(([, rectangle]) => pointsOf(stroke, layout.direction).some((point) => inside(point, rectangle)))
        .map(([name]) => `the line of ${wires[0]?.words} crosses ${name}`),
    ),
  );
  return [...overlaps([...boxes, ...words]), ...crossed];
}

const graphs = fc
  .record({
    size: fc.integer({ min: 1, max: 14 }),
    ties: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.integer({ min: 1, max: 5 })), { maxLength: 24 }),
  })
  .map(({ size, ties }) => ({
    boxes: Array.from({ length: size }, (_, index) => box(`b${index}`, 80 + ((index * 37) % 90))),
    wires: ties
      .filter(([from, to]) => from < size && to < size && from !== to)
      .map(([from, to, rank]) => wire(`b${from}`, `b${to}`, rank)),
  }));

test.each(['right', 'down'] as const)(
  'lays any graph out so that nothing lies on anything else, going %s',
  (direction) => {
    fc.assert(
      fc.property(graphs, ({ boxes, wires }) => {
        const layout = layOut({ boxes, wires, direction, room: 500 });

        expect(layout.boxes.size).toBe(boxes.length);
        expect(layout.strands.flatMap((strand) => strand.wires)).toHaveLength(wires.length);
        expect(problemsIn(layout)).toEqual([]);
      }),
      { numRuns: 60, seed: 7 },
    );
  },
);

test('finds boxes on each other and a line through a box', () => {
  // The canary for the two checks above.
  const layout = layOut({
    boxes: [box('a'), box('b'), box('c')],
    wires: [wire('a', 'b'), wire('b', 'c')],
    direction: 'down',
    room: 500,
  });
  const [a, c] = [layout.boxes.get('a'), layout.boxes.get('c')];
  const strokes = [{ from: { x: a?.x ?? 0, y: a?.y ?? 0 }, to: { x: (c?.x ?? 0) + 60, y: c?.y ?? 0 }, curved: false }];
  const boxes = new Map([...layout.boxes, ['d', { x: 0, y: 0, width: 500, height: 40 }]]);

  expect(problemsIn({ ...layout, boxes, strands: [] })).toContain('box a lies on box d');
  expect(problemsIn({ ...layout, strands: layout.strands.map((strand) => ({ ...strand, strokes })) })).toContain(
    'the line of a to b crosses box b',
  );
});

test('puts what leads to something before it', () => {
  const layout = layOut({
    boxes: [box('end'), box('start'), box('middle')],
    wires: [wire('start', 'middle'), wire('middle', 'end')],
    direction: 'right',
    room: 500,
  });
  const x = (id: string) => layout.boxes.get(id)?.x ?? Number.NaN;

  expect(x('start')).toBeLessThan(x('middle'));
  expect(x('middle')).toBeLessThan(x('end'));
});

test('turns the line that says least when lines go in a circle', () => {
  const wires = [wire('table', 'code', 4), wire('code', 'table', 1)];
  const layout = layOut({ boxes: [box('table'), box('code')], wires, direction: 'right', room: 500 });

  expect(layout.boxes.get('code')?.x).toBeLessThan(layout.boxes.get('table')?.x ?? 0);
  // The arrowhead of the turned line stays at its end: it points back.
  expect(layout.strands.find(({ wires: [one] }) => one?.rank === 4)?.heads.map(({ forward }) => forward)).toEqual([
    false,
  ]);
});

test('puts no more into a layer than there is room', () => {
  const boxes = ['a', 'b', 'c', 'd', 'e'].map((id) => box(id, 150));
  const layout = layOut({
    boxes: [box('start'), ...boxes],
    wires: boxes.map(({ id }) => wire('start', id)),
    direction: 'down',
    room: 360,
  });

  expect(Math.max(...[...layout.boxes.values()].map(({ x, width }) => x + width))).toBeLessThanOrEqual(430);
  expect(new Set([...layout.boxes.values()].map(({ y }) => y)).size).toBeGreaterThan(2);
});

test('shares a line between wires of one box with the same words', () => {
  const shared = { words: 'writes to' };
  const wires = [{ ...wire('code', 'one'), ...shared }, { ...wire('code', 'two'), ...shared }, wire('code', 'three')];
  const layout = layOut({
    boxes: ['code', 'one', 'two', 'three'].map((id) => box(id)),
    wires,
    direction: 'right',
    room: 600,
  });

  expect(layout.strands.map((strand) => strand.wires.length)).toEqual([2, 1]);
  expect(layout.strands.map(({ heads }) => heads.length)).toEqual([2, 1]);
});

test('lays out nothing at all', () => {
  expect(layOut({ boxes: [], wires: [], direction: 'down', room: 500 })).toMatchObject({ width: 0, height: 0 });
});
