import { tenantBucket } from '#products/amc/tenant-bucket/product.ts';
import { everyConstruct } from '../../test/kit/fixtures/every-construct/product.ts';
import { synthesized } from '../../test/kit/synthesized.ts';
import type { Section, Template } from '../check/template.ts';
import { diagramOf, diagramsOf } from './diagram.ts';
import { described } from './draw/describe.ts';
import { widthOf } from './draw/measure.ts';
import { sceneOf, type Width, widths } from './draw/scene.ts';
import { palette } from './draw/style.ts';
import { fonts } from './draw/text-block.ts';
import { inside, overlap, overlaps, pointsOf } from './geometry.fixture.ts';
import { graphOf } from './read/graph-of.ts';
import { bucket, dataLakePipeline, lambda, marketingCollector, ref, warehouse } from './templates.fixture.ts';
import { type Element, parseXml, withClass } from './xml.fixture.ts';

const words = { title: 'A product', summary: 'What it is for.' };
const both: readonly Width[] = ['page', 'phone'];

let templates: readonly (readonly [name: string, template: Template])[] = [];

beforeAll(async () => {
  templates = [
    ['tenant bucket', await synthesized(tenantBucket)],
    ['every construct', await synthesized(everyConstruct)],
    ['data lake pipeline', dataLakePipeline],
    ['marketing collector', marketingCollector],
    ['warehouse', warehouse],
    ['many of a kind', many],
    ['long names', longNames],
    ['nothing', {}],
  ];
});

const many: Template = {
  Resources: Object.fromEntries(
    Array.from({ length: 40 }, (_, index) =>
      Object.entries({ ...lambda(`Work${index}`, []), [`Store${index}Bucket`]: bucket() }),
    ).flat(),
  ),
};

const longName = 'AVeryLongNameOfAResourceThatNobodyCanReadInOneBreathAndThatGoesOnAndOnUntilTheEnd';
const longNames: Template = {
  Conditions: { Given: { 'Fn::Not': [{ 'Fn::Equals': [ref('Existing'), ''] }] } },
  Parameters: { Existing: { Type: 'String', Default: '' } },
  Resources: {
    [`${longName}Bucket`]: { ...bucket(), Condition: 'Given' },
    [`${'X'.repeat(90)}Bucket`]: bucket(),
    ...lambda(longName, [{ actions: ['s3:GetObject', 's3:PutObject'], on: ref(`${longName}Bucket`) }]),
  },
};

function problemsIn(template: Template, width: Width): string[] {
  const { cards, strands, footer, lines, direction, ...picture } = sceneOf(graphOf(template), words, width);
  const boxes = cards.map((card) => [`card ${card.tip}`, card] as const);
  const labels = strands.map(({ wires, words: place }) => [`words ${wires[0]?.words}`, place] as const);
  const crossed = strands.flatMap(({ wires, strokes }) =>
    [...boxes, ...labels]
      .filter(([, place]) =>
        strokes.some((stroke) => pointsOf(stroke, direction).some((point) => inside(point, place))),
      )
      .map(([name]) => `the line ${wires[0]?.words} crosses ${name}`),
  );
  const all = [...boxes, ...labels];
  const outside = all.filter(
    ([, { x, y, width: w, height: h }]) => x < 0 || y < 0 || x + w > picture.width || y + h > picture.height,
  );
  const texts = [...lines, ...footer.lines].filter(({ x, y }) => x < 0 || x > picture.width || y > picture.height);
  return [
    ...overlaps(all),
    ...crossed,
    ...outside.map(([name]) => `${name} is outside`),
    ...texts.map(({ text }) => `${text} is outside`),
  ];
}

test.each(both)('draws nothing on anything else and nothing outside, on a %s', (width) => {
  for (const [name, template] of templates)
    expect({ name, problems: problemsIn(template, width) }).toEqual({ name, problems: [] });
});

test('keeps every text inside its card', () => {
  for (const [, template] of templates) {
    for (const card of sceneOf(graphOf(template), words, 'phone').cards) {
      for (const { x, y, text, style } of card.lines) {
        expect(inside({ x, y }, card)).toBe(true);
        expect(x + widthOf(text, fonts[style])).toBeLessThanOrEqual(card.x + card.width);
      }
    }
  }
});

test('is as wide as a page, and hardly wider than a telephone', () => {
  for (const [name, template] of templates) {
    expect({ name, width: sceneOf(graphOf(template), words, 'page').width }).toEqual({ name, width: widths.page });
    expect(sceneOf(graphOf(template), words, 'phone').width).toBeLessThanOrEqual(widths.phone * 1.15);
  }
});

test('is well-formed XML with a title and a description', () => {
  for (const [, template] of templates) {
    for (const width of both) {
      const svg = parseXml(diagramOf(template, words, width));
      const [title, desc] = svg.children;

      expect(svg).toMatchObject({ name: 'svg', attributes: { role: 'img', xmlns: 'http://www.w3.org/2000/svg' } });
      expect(title).toMatchObject({ name: 'title', text: 'A product' });
      expect(desc?.name).toBe('desc');
      expect(svg.attributes['aria-labelledby']).toBe(`${title?.attributes['id']} ${desc?.attributes['id']}`);
    }
  }
});

test('gives the same bytes for the same template, and another id for another', () => {
  for (const [, template] of templates)
    expect(diagramOf(structuredClone(template), words)).toBe(diagramOf(template, words));
  const ids = templates.map(
    ([, template]) => /id="(diagram-[0-9a-f]{8})-title"/u.exec(diagramOf(template, words))?.[1],
  );

  expect(new Set(ids).size).toBe(templates.length);
});

test('does not depend on what else its words come with', () => {
  expect(diagramOf(warehouse, { ...words, ...{ home: '/somewhere' } })).toBe(diagramOf(warehouse, words));
});

test('gives the same picture alone and with the other width', () => {
  const { page, phone } = diagramsOf(warehouse, words);

  expect([page, phone]).toEqual([diagramOf(warehouse, words), diagramOf(warehouse, words, 'phone')]);
});

test('needs nothing from outside and runs nothing', () => {
  for (const [, template] of templates) {
    const svg = diagramOf(template, words).replace('xmlns="http://www.w3.org/2000/svg"', '');

    expect(svg).not.toMatch(/<script|<image|<use|<foreignObject|href|url\(|@import|https?:|\son\w+=/iu);
  }
});

test('says in words what it shows', () => {
  const text = described(graphOf(dataLakePipeline));

  expect(text).toContain('Account that delivers uploads to Raw bucket (Amazon S3 bucket).');
  expect(text).toContain('Object created in raw bucket goes to Ingress queue (Amazon SQS queue).');
  expect(text).toContain('Registry table is read by Router (Lambda function).');
  expect(text).toContain('7 IAM roles');
});

test('draws a card for each thing, dashed where the product does not make it', () => {
  const svg = parseXml(diagramOf(marketingCollector, words));
  const names = (cards: readonly Element[]) =>
    cards.map((card) =>
      withClass(card, 'name')
        .map(({ text }) => text)
        .join(' '),
    );

  expect(names(withClass(svg, 'there'))).toEqual(
    ['E-mail for alarms', 'Marketo credentials', 'Bucket for marts', 'Marketo address'].map((name) =>
      expect.stringContaining(name),
    ),
  );
  expect(withClass(svg, 'card')).toHaveLength(graphOf(marketingCollector).things.length);
});

test('shows on the card when a thing is there', () => {
  const svg = diagramOf(warehouse, words);

  expect(svg).toContain('only with managed Airflow');
});

test('shortens what does not fit and keeps the whole as a tip', () => {
  const svg = diagramOf(longNames, words);

  expect(svg).toContain('…');
  expect(svg).toContain(
    'A very long name of a resource that nobody can read in one breath and that goes on and on until the end bucket',
  );
});

test('draws an empty template as nothing but its title', () => {
  const svg = parseXml(diagramOf({}, { title: 'Nothing yet' }));

  expect(withClass(svg, 'card')).toEqual([]);
  expect(withClass(svg, 'title').map(({ text }) => text)).toEqual(['Nothing yet']);
  expect(svg.children.find(({ name }) => name === 'desc')?.text).toBe('The template makes no resources.');
});

test('draws a template of one resource', () => {
  const svg = parseXml(diagramOf({ Resources: { Only: { Type: 'AWS::SQS::Queue' } } }, words));

  expect(withClass(svg, 'card')).toHaveLength(1);
  expect(withClass(svg, 'link')).toEqual([]);
  expect(withClass(svg, 'kind').map(({ text }) => text)).toEqual(['Amazon SQS queue']);
});

test('draws types that nobody told it about under their own names', () => {
  const svg = diagramOf(
    { Resources: { Thing: { Type: 'AWS::QuantumLedger::TimeMachine' }, Own: { Type: 'Acme::Tools::Widget::MODULE' } } },
    words,
  );

  expect(svg).toContain('Quantum Ledger time machine');
  expect(svg).toContain('Tools widget module');
});

test('escapes texts and drops what XML cannot hold', () => {
  const title = 'Fish & <chips> "for" \u0001two\ud800';
  const template: Template & Section = {
    Metadata: { 'AWS::CloudFormation::Interface': { ParameterLabels: { Who: { default: '<b>&Who' } } } },
    Parameters: { Who: { Type: 'String' } },
    Resources: {
      Bucket: bucket(),
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: ref('Bucket'),
          PolicyDocument: {
            Statement: { Effect: 'Allow', Principal: { AWS: ref('Who') }, Action: 's3:GetObject', Resource: '*' },
          },
        },
      },
    },
  };
  const svg = parseXml(diagramOf(template, { title }));

  expect(svg.children[0]?.text).toBe('Fish & <chips> "for" two\ufffd');
  expect(withClass(svg, 'name').map(({ text }) => text)).toContain('<b>&Who');
});

function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map(luminance).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test.each([0, 1] as const)('has texts and signs that stand out in mode %s', (mode) => {
  for (const text of ['ink', 'muted'] as const) {
    for (const ground of ['canvas', 'card', 'pill'] as const) {
      expect(contrast(palette[text][mode], palette[ground][mode])).toBeGreaterThan(4.5);
    }
  }
  for (const role of ['events', 'code', 'data', 'outside'] as const) {
    expect(contrast(palette[role][mode], palette[`${role}-tile`][mode])).toBeGreaterThan(4.5);
  }
  expect(contrast(palette.line[mode], palette.canvas[mode])).toBeGreaterThan(3);
});

test('finds two texts of one place and XML that is not', () => {
  // Canaries for the checks above.
  expect(overlap({ x: 0, y: 0, width: 10, height: 10 }, { x: 9, y: 9, width: 10, height: 10 })).toBe(true);
  expect(overlap({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 10, height: 10 })).toBe(false);
  expect(() => parseXml('<a><b></a>')).toThrow('closes');
  expect(() => parseXml('<a b="<"/>')).toThrow('cannot read');
  expect(() => parseXml('<a>&nbsp;</a>')).toThrow('no entity');
});
